"""A kind of destination whose far side refuses, and says with what it was sent, as ticket systems do."""

from dataclasses import asdict, dataclass

import msgspec

from chatref.outbound.destination import Delivered, Destination, FollowUp, Package, Refused, Result, There
from chatref.outbound.kind import Entry, Kind, Means, Plain


@dataclass(frozen=True)
class Echo:
    async def send(self, package: Package, _key: str) -> Result:
        return Refused(f"It answered 422: {package.subject} is invalid. {_said(package)}")

    async def follow(self, update: FollowUp, _there: There, _key: str) -> Result:
        return Refused(_said(update))

    async def find_follow_up(self, _there: There, _key: str) -> Delivered | None:
        return None

    async def find(self, _key: str) -> Delivered | None:
        return None


def _said(sent: Package | FollowUp) -> str:
    return msgspec.json.encode(asdict(sent)).decode()


def opened(_plain: Plain, _means: Means) -> Destination:
    return Echo()


KIND = Kind("echo", "Echo", (Entry("address", "Address"),), opened)
