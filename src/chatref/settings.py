"""What the person who runs Chatref can set, all of it by environment variables. Listed in docs/operate.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from chatref.errors import Misconfigured

Network = IPv4Network | IPv6Network

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8321
SHORTEST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """`database_url` None means the embedded server under `home`; `model` None means no outside model; `secret` None
    means one that is kept under `home`."""

    home: Path
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    workers: int = 1
    database_url: str | None = None
    public_url: str | None = None
    model: str | None = None
    trusted_proxies: tuple[Network, ...] = ()
    secret: str | None = None

    @property
    def base_url(self) -> str:
        """Where people reach this desk, without a slash at the end."""
        return self.public_url or f"http://{_in_address(self.host)}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether people reach it over TLS, so that cookies must never travel without."""
        return self.base_url.startswith("https://")


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`. An empty value counts as not set; a wrong one raises Misconfigured."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    return Settings(
        home=_home(given),
        host=given.get("CHATREF_HOST", DEFAULT_HOST),
        port=_whole_number(given, "CHATREF_PORT", DEFAULT_PORT, smallest=1, largest=65535),
        workers=_whole_number(given, "CHATREF_WORKERS", 1, smallest=1, largest=64),
        database_url=_database_url(given),
        public_url=_public_url(given),
        model=_model(given),
        trusted_proxies=_trusted_proxies(given),
        secret=_secret(given),
    )


def _home(given: Mapping[str, str]) -> Path:
    return Path(given.get("CHATREF_HOME", "~/.chatref")).expanduser().absolute()


def _whole_number(given: Mapping[str, str], name: str, default: int, *, smallest: int, largest: int) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and smallest <= int(text) <= largest):
        raise Misconfigured(name, f"must be a whole number from {smallest} to {largest}, not {text!r}.")
    return int(text)


def _database_url(given: Mapping[str, str]) -> str | None:
    text = given.get("DATABASE_URL")
    if text and urlsplit(text).scheme not in {"postgresql", "postgres"}:
        raise Misconfigured(
            "DATABASE_URL", "must begin with postgresql://. Leave it unset to use the built-in server."
        )
    return text


def _public_url(given: Mapping[str, str]) -> str | None:
    text = given.get("CHATREF_PUBLIC_URL")
    if text is None:
        return None
    if not _is_web_origin(text):
        raise Misconfigured(
            "CHATREF_PUBLIC_URL", f"must look like https://help.example.com, without a path, not {text!r}."
        )
    return text.rstrip("/")


def _is_web_origin(text: str) -> bool:
    try:
        parts = urlsplit(text)
        valid_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and valid_port and bare


def _model(given: Mapping[str, str]) -> str | None:
    text = given.get("CHATREF_MODEL")
    if text and not all(text.partition(":")):
        raise Misconfigured(
            "CHATREF_MODEL", f"must be provider:model, such as openai:gpt-5-mini, not {text!r}."
        )
    return text


def _secret(given: Mapping[str, str]) -> str | None:
    text = given.get("CHATREF_SECRET")
    if text and len(text) < SHORTEST_SECRET:
        raise Misconfigured("CHATREF_SECRET", f"must have at least {SHORTEST_SECRET} characters.")
    return text


def _trusted_proxies(given: Mapping[str, str]) -> tuple[Network, ...]:
    words = given.get("CHATREF_TRUSTED_PROXIES", "").replace(",", " ").split()
    return tuple(_network(word) for word in words)


def _network(word: str) -> Network:
    try:
        return ip_network(word)
    except ValueError:
        raise Misconfigured(
            "CHATREF_TRUSTED_PROXIES",
            f"takes addresses or networks such as 10.0.0.0/8, separated by commas, not {word!r}.",
        ) from None


def _in_address(host: str) -> str:
    """An IPv6 address stands in brackets, and the "any address" is not one that a browser can open."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host
