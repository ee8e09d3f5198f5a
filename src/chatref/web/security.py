"""Headers on every answer, and who may send an unsafe request."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chatref.errors import Forbidden

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # What is nobody else's stays on no disk, and in no cache between; what may be kept says so itself.
    "Cache-Control": "no-store",
    # For answers that are no page: should a browser take one for a page, it can do nothing.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_OURS_ONLY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)


def page_policy(ancestors: str = "'none'") -> str:
    """The content policy of our pages; `ancestors` are the origins that may frame one."""
    return _OURS_ONLY.format(ancestors=ancestors)


class SecurityHeaders:
    """Adds what every answer carries; a view's own header of the same name wins."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        headers = dict(EVERYWHERE)
        if secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        self._headers = Headers(headers).raw

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message["headers"] = list(message.get("headers", ()))
                names = {name for name, _ in own}
                own.extend(each for each in self._headers if each[0] not in names)
            await send(message)

        await self._app(scope, receive, with_headers)


def check_same_origin(connection: HTTPConnection, base_url: str) -> None:
    """Raises Forbidden unless the browser says that one of our own pages is asking."""
    origin = connection.headers.get("origin")
    if origin is None or origin not in _own_origins(connection.headers, connection.url.scheme, base_url):
        raise Forbidden("This request did not come from this desk's own page.")


def check_unsafe(connection: HTTPConnection, base_url: str) -> None:
    """A cookie alone is no permission: another site's form can send it, but not this header, nor our origin."""
    if connection.headers.get("x-chatref") != "1":
        raise Forbidden("This request did not come from this desk's own page.")
    if "origin" in connection.headers:
        check_same_origin(connection, base_url)


def _own_origins(headers: Headers, scheme: str, base_url: str) -> set[str]:
    # The Host header is what the browser itself dialled, so that a page under it is our own page, whatever
    # the public address is; a foreign page can't choose it.
    http_scheme = {"ws": "http", "wss": "https"}.get(scheme, scheme)
    parts = urlsplit(base_url)
    return {f"{http_scheme}://{headers.get('host', '')}", f"{parts.scheme}://{parts.netloc}"}


def client_address(connection: HTTPConnection) -> str:
    """Behind a trusted proxy the server has already put the visitor's own address here."""
    return _household(connection.client.host) if connection.client else "unknown"


@lru_cache(4096)
def _household(host: str) -> str:
    """An IPv6 user has 2⁶⁴ addresses to change between: all of them count as one."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv4Address) or address.is_loopback:
        return host
    return str(address.ipv4_mapped or IPv6Network((int(address) >> 64 << 64, 64)))
