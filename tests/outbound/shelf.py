"""A kind of destination whose far side takes no key: what it made is looked up by a reference, as in ticket systems."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import msgspec

from chatref.actions.fields import Call
from chatref.outbound.calls import Caller, CallFailed
from chatref.outbound.destination import Delivered, Destination, FollowUp, Package, Result, There
from chatref.outbound.judged import judged, lost
from chatref.outbound.kind import Entry, Kind, Means, Plain


@dataclass(frozen=True)
class Shelf:
    address: str
    caller: Caller

    async def send(self, package: Package, key: str) -> Result:
        return await self._put(asdict(package), key)

    async def follow(self, update: FollowUp, there: There, key: str) -> Result:
        return await self._put({**asdict(update), "under": there.reference}, key)

    async def find_follow_up(self, _there: There, key: str) -> Delivered | None:
        return await self.find(key)

    async def _put(self, plain: dict[str, object], key: str) -> Result:
        call = Call(self.address, allow_private=True)
        try:
            body = msgspec.json.encode(plain)
            came = await self.caller.ask("POST", call, {"X-Reference": key}, body)
        except CallFailed as failed:
            return lost(failed)
        if came.status == 201:
            return Delivered(key[:8], f"{self.address}/{key}")
        return judged(came.status, came.headers, datetime.now(UTC))

    async def find(self, key: str) -> Delivered | None:
        came = await self.caller.ask("GET", Call(f"{self.address}?reference={key}", allow_private=True), {})
        if came.status != 200:
            raise CallFailed(f"it answered {came.status}", retryable=True)
        plain = came.plain()
        assert isinstance(plain, dict)
        return Delivered(plain["found"], f"{self.address}/{key}") if plain["found"] else None


def opened(plain: Plain, means: Means) -> Destination:
    return Shelf(str(plain["address"]), means.caller)


KIND = Kind(
    "shelf",
    "Shelf",
    (Entry("address", "Address"), Entry("token", "Token", secret=True, required=False)),
    opened,
)
