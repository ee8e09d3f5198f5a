"""One request to a ticket system, what its answer means for a delivery, and how nothing is made twice."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from chatref.actions.fields import Call
from chatref.outbound.calls import JSON_BOTH_WAYS, Answered, Caller, CallFailed, encoded
from chatref.outbound.destination import Delivered, FollowUp, Later, Package, Refused, Result, There, Unknown
from chatref.outbound.judged import judged, lost
from chatref.outbound.plain_text import cut, one_line

Failed = Later | Unknown | Refused
Looked = Delivered | None | Failed
LONGEST_WORDS = 200
MOST_PAGES = 40
CLOCKS_DIFFER = timedelta(days=1)
LOOKED_BACK = timedelta(days=14)
"""Longer than a delivery is tried."""
LARGEST_PAGE = 8_000_000
"""A list of the longest texts that there can be."""

Read = Callable[[object], Delivered | None]
"""What was made, as an answer or one of a list shows it."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """`system` is the name that people know it by. `mends` says what the owner should look at, by status; `said`
    finds the words of an answer that is an error."""

    system: str
    caller: Caller
    allow_private: bool
    headers: Mapping[str, str]
    mends: Mapping[int, str]
    said: Callable[[object], str]
    special: Callable[[Answered], Failed | None] = field(default=lambda _: None)
    """What an answer means that has a meaning of its own here."""

    async def ask(
        self,
        method: str,
        address: str,
        plain: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        mends: Mapping[int, str] | None = None,
    ) -> Answered | Failed:
        """Answered only for a success. `mends` go before those of the whole."""
        body = b"" if plain is None else encoded(plain)
        sent = {**JSON_BOTH_WAYS, **self.headers, **(headers or {})}
        try:
            came = await self.caller.ask(
                method, Call(address, self.allow_private), sent, body, largest=LARGEST_PAGE
            )
        except CallFailed as failed:
            return lost(failed)
        return came if 200 <= came.status < 300 else self._failed(came, {**self.mends, **(mends or {})})

    async def make(
        self,
        what: str,
        read: Read,
        method: str,
        address: str,
        plain: Mapping[str, object],
        *,
        headers: Mapping[str, str] | None = None,
        mends: Mapping[int, str] | None = None,
    ) -> Result:
        came = await self.ask(method, address, plain, headers, mends)
        if not isinstance(came, Answered):
            return came
        return read(came.plain()) or Unknown(f"{self.system} answered {came.status}, but named no {what}.")

    async def look_through(
        self,
        what: str,
        read: Read,
        page: Callable[[int], str],
        ours: Callable[[object], bool],
        size: int,
        *,
        named: str = "",
        mends: Mapping[int, str] | None = None,
    ) -> Looked:
        """Of lists that come page by page, under a name or bare: the one that is ours."""
        for number in range(1, MOST_PAGES + 1):
            came = await self.ask("GET", page(number), mends=mends)
            if not isinstance(came, Answered):
                return came
            listed = part(came.plain(), named) if named else came.plain()
            if not isinstance(listed, list):
                return self.no_list(what)
            if there := [each for each in listed if ours(each)]:
                return self.first(what, read, there)
            if len(listed) < size:
                return None
        return Unknown("There are too many new ones to look through.")

    def first(self, what: str, read: Read, listed: object) -> Looked:
        """None if certainly none is there."""
        if not isinstance(listed, list):
            return self.no_list(what)
        if not listed:
            return None
        return read(listed[0]) or Unknown(f"{self.system}'s answer names no {what}.")

    def no_list(self, what: str) -> Unknown:
        return Unknown(f"{self.system}'s answer is no list of {what}s.")

    def _failed(self, came: Answered, mends: Mapping[int, str]) -> Failed:
        if failed := self.special(came):
            return failed
        said = cut(one_line(self.said(came.plain())), LONGEST_WORDS)
        if mend := mends.get(came.status):
            return Refused(f"{mend} It answered {came.status}{f': {said}' if said else '.'}")
        return judged(came.status, came.headers, datetime.now(UTC), said)


class System(Protocol):
    """A ticket system, asked for one thing at a time."""

    async def look(self, key: str, since: datetime, /) -> Looked:
        """`since`: when it may be there at the earliest, for what can only be found by going through a list."""
        ...

    async def make(self, package: Package, key: str, /) -> Result: ...

    async def noted(self, there: There, key: str, /) -> Looked:
        """Whether what came later is under the ticket."""
        ...

    async def note(self, update: FollowUp, there: There, key: str, /) -> Result: ...

    def holds(self, there: There, /) -> bool:
        """Whether a ticket is of the place that is entered now: elsewhere the same number is another's."""
        ...


@dataclass(frozen=True, slots=True)
class Once:
    """A destination that looks before it makes anything: a try of which nothing is known any more may have made it."""

    system: System

    async def send(self, package: Package, key: str) -> Result:
        there = await self.system.look(key, package.requested_at - CLOCKS_DIFFER)
        return await self.system.make(package, key) if there is None else _before(there)

    async def find(self, key: str) -> Delivered | None:
        return _found(await self.system.look(key, datetime.now(UTC) - LOOKED_BACK))

    async def follow(self, update: FollowUp, there: There, key: str) -> Result:
        if not self.system.holds(there):
            return Refused("What it belongs to is not in the place that is entered now.")
        noted = await self.system.noted(there, key)
        return await self.system.note(update, there, key) if noted is None else _before(noted)

    async def find_follow_up(self, there: There, key: str) -> Delivered | None:
        return _found(await self.system.noted(there, key)) if self.system.holds(there) else None


def _before(looked: Delivered | Failed) -> Result:
    return Later(looked.why) if isinstance(looked, Unknown) else looked  # a question makes nothing


def _found(looked: Looked) -> Delivered | None:
    match looked:
        case Later(why=why) | Unknown(why):
            raise CallFailed(why, retryable=True)
        case Refused(why):
            raise CallFailed(why, retryable=False)
        case there:
            return there


def basic(name: str, secret: str) -> dict[str, str]:
    """RFC 7617."""
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{secret}'.encode()).decode()}"}


def part(plain: object, name: str) -> object:
    """Of what came from outside, and may have any shape."""
    return plain.get(name) if isinstance(plain, dict) else None
