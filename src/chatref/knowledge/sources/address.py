"""Which address may be fetched, and what an address is called: one page, one name."""

import asyncio
import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from chatref.knowledge.sources.reading import Unreadable

_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"^(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|ref_src|igshid)$")
_KEPT = "/:@!$&'()*+,;=-._~%"
_NAT64 = IPv6Network("64:ff9b::/96")
# Of Amazon, Oracle and Azure; those that are link-local are known by that.
_METADATA = frozenset(map(ip_address, ("fd00:ec2::254", "192.0.0.192", "168.63.129.16")))


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was checked: connect to `ip`, whatever the name resolves to later (F44)."""

    scheme: str
    host: str
    port: int
    ip: str

    @property
    def place(self) -> str:
        """The host as a request names it: nothing else of the address, no name or password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


async def checked_target(address: str, allowed_hosts: Collection[str]) -> Target:
    """Raises Unreadable for what must not be reached: private, loopback, link-local, metadata."""
    scheme, host, port = _parts(address)
    ips = await _resolved(host, port)
    allowed = f"{host}:{port}" in allowed_hosts
    for ip in ips:
        if _is_metadata(ip):
            raise Unreadable(
                f"{host}:{port} is in a private network, and one that is never read.", retryable=False
            )
        if not allowed and not _is_public(ip):
            raise Unreadable(
                f"{host}:{port} is in a private network. Tick that it is in yours, and learn from it again.",
                retryable=False,
            )
    return Target(scheme, host, port, str(ips[0]))


def host_and_port(address: str) -> str:
    """What an owner allows: this host on this port only. Raises Unreadable."""
    _, host, port = _parts(address)
    return f"{host}:{port}"


def _parts(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Unreadable("This is not a web address.", retryable=False) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise Unreadable("This is not a web address.", retryable=False)
    return parts.scheme, parts.hostname.rstrip("."), port or _PORTS[parts.scheme]


async def _resolved(host: str, port: int) -> list[IPv4Address | IPv6Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreadable(f"The name {host} could not be found.", retryable=True) from error
    # A zone such as %eth0 only says through which card a link-local address is reached.
    return sorted(
        {ip_address(str(entry[4][0]).partition("%")[0]) for entry in found}, key=lambda ip: (ip.version, ip)
    )


def _is_metadata(ip: IPv4Address | IPv6Address) -> bool:
    """Where clouds tell a machine its own secrets: nobody's help centre stands there, whatever is allowed."""
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    return ip in _METADATA or ip.is_link_local or (inner is not None and _is_metadata(inner))


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return _is_public(inner)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inner(ip: IPv6Address) -> IPv4Address | None:
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _translated(ip)


def _translated(ip: IPv6Address) -> IPv4Address | None:
    """NAT64 carries an IPv4 address in its last 32 bits, and that may be private."""
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None


def canonical(address: str) -> str:
    """The same page always under the same name: no fragment, no default port, no tracking, one spelling."""
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").rstrip(".").lower()
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    place = host if port in (None, _PORTS.get(parts.scheme.lower())) else f"{host}:{port}"
    path = quote(_without_dots(_decoded(parts.path or "/")), safe=_KEPT)
    query = urlencode(
        [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    )
    return urlunsplit(SplitResult(parts.scheme.lower(), place, path, query, ""))


def _decoded(path: str) -> str:
    """Decodes what needs no encoding; %2F stays, because it is not a slash."""
    return re.sub(
        r"%(?!2[fF]|25|3[fF]|23)[0-9A-Fa-f]{2}(?:%[89A-Fa-f][0-9A-Fa-f])*", lambda m: unquote(m.group()), path
    )


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    joined = "/".join(kept)
    return f"{joined}/" if path.endswith(("/.", "/..")) and not joined.endswith("/") else joined


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the web that belongs to a source: one host, below one folder."""

    host: str
    folder: str

    @classmethod
    def of(cls, start: str) -> "Scope":
        parts = urlsplit(canonical(start))
        head, _, last = parts.path.rpartition("/")
        folder = f"{head}/" if "." in last or not last else f"{parts.path}/"
        return cls(_bare(parts.netloc), folder)

    def holds(self, address: str) -> bool:
        parts = urlsplit(address)
        inside = f"{parts.path}/".startswith(self.folder) or parts.path.startswith(self.folder)
        return parts.scheme in _PORTS and _bare(parts.netloc) == self.host and inside


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
