"""What a source tells about each of its pages, whatever kind of source it is."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from chatref.knowledge.extract import Extract


class Unreadable(Exception):
    """A page can't be had. `retryable`: the same page may be there next time."""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether anything changed."""

    etag: str | None = None
    last_modified: str | None = None


UNKNOWN = Validators()


@dataclass(frozen=True, slots=True)
class Page:
    address: str
    extract: Extract
    validators: Validators = UNKNOWN


@dataclass(frozen=True, slots=True)
class Unmodified:
    address: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Confirmed by the source itself, not merely unreachable."""

    address: str


@dataclass(frozen=True, slots=True)
class Failed:
    address: str
    reason: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The address leads to another page of the source, or to one that asks not to be listed."""

    address: str


Reading = Page | Unmodified | Gone | Failed | Elsewhere


class Reader(Protocol):
    """Reads a whole source. `known` are the documents learned earlier, by address."""

    def read(self, known: Mapping[str, Validators]) -> AsyncIterator[Reading]: ...
