"""One try of a delivery: of a handoff itself, or of what follows it."""

from dataclasses import dataclass
from typing import Protocol

from chatref.desk.outbox import LEFT_BEHIND
from chatref.outbound.destination import Delivered, Destination, Following, FollowUp, Package, Result, There
from chatref.outbound.opening import Unusable


class Errand(Protocol):
    async def go(self) -> Result: ...

    async def find(self) -> Delivered | None:
        """What an earlier try has made. Raises CallFailed where that can't be told."""


@dataclass(frozen=True, slots=True)
class FirstErrand:
    destination: Destination
    package: Package
    key: str

    async def go(self) -> Result:
        return await self.destination.send(self.package, self.key)

    async def find(self) -> Delivered | None:
        return await self.destination.find(self.key)


@dataclass(frozen=True, slots=True)
class FollowingErrand:
    destination: Following
    update: FollowUp
    there: There
    key: str

    async def go(self) -> Result:
        return await self.destination.follow(self.update, self.there, self.key)

    async def find(self) -> Delivered | None:
        return await self.destination.find_follow_up(self.there, self.key)


@dataclass(frozen=True, slots=True)
class NoErrand:
    """What came later was taken back: they know how it is."""

    there: There

    async def go(self) -> Result:
        return Delivered(self.there.reference, self.there.address)

    async def find(self) -> Delivered | None:
        return None


def following(destination: Destination, update: FollowUp, there: There | None, key: str) -> Errand:
    """Raises Unusable."""
    if there is None:
        raise Unusable(LEFT_BEHIND)
    if not isinstance(destination, Following):
        raise Unusable("Nothing can be added there later.")
    return FollowingErrand(destination, update, there, key) if update.says_something else NoErrand(there)
