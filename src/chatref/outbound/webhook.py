"""A webhook: the whole package as JSON, signed by the Standard Webhooks scheme, to an address of the business's."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import msgspec

from chatref.actions.fields import Call
from chatref.actions.schema import call_to
from chatref.outbound.calls import JSON_BOTH_WAYS, Caller, CallFailed
from chatref.outbound.destination import Delivered, Destination, FollowUp, Matter, Package, Result, There
from chatref.outbound.judged import judged, lost
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.signing import signing_headers
from chatref.outbound.tickets import fields

ENTRIES = (
    Entry(
        "address",
        "Address",
        "Gets one POST for each handoff or lead, and one for what follows it.",
        "https://shop.example/chatref/handoffs",
    ),
    fields.ALLOW_PRIVATE,
)

TYPES = {Matter.HANDOFF: "handoff.waiting", Matter.LEAD: "lead.noted", Matter.TEST: "handoff.test"}


@dataclass(frozen=True, slots=True)
class Webhook:
    """The key travels as `webhook-id`, by which the far side takes a message once: sending again is harmless."""

    call: Call
    caller: Caller
    signing_secret: Callable[[], Awaitable[str]]

    async def send(self, package: Package, key: str) -> Result:
        return await self._post(message(package), key)

    async def find(self, _key: str) -> Delivered | None:
        return None

    async def follow(self, update: FollowUp, _there: There, key: str) -> Result:
        return await self._post(follow_up_message(update), key)

    async def find_follow_up(self, _there: There, _key: str) -> Delivered | None:
        return None

    async def _post(self, plain: dict[str, object], key: str) -> Result:
        body = msgspec.json.encode(plain)
        now = datetime.now(UTC)
        signed = signing_headers(await self.signing_secret(), key, now, body)
        try:
            came = await self.caller.ask("POST", self.call, {**JSON_BOTH_WAYS, **signed}, body)
        except CallFailed as failed:
            return lost(failed)
        return Delivered() if 200 <= came.status < 300 else judged(came.status, came.headers, now)


def message(package: Package) -> dict[str, object]:
    data = {**_named(package), "test": package.matter is Matter.TEST}
    return {"type": TYPES[package.matter], "timestamp": package.requested_at, "data": data}


def follow_up_message(update: FollowUp) -> dict[str, object]:
    """Named by what weighs most in it; the rest is there, too."""
    what = "ended" if update.ended else "transferred" if update.team else "details"
    return {"type": f"{update.matter}.{what}", "timestamp": update.at, "data": _named(update)}


def _named(told: Package | FollowUp) -> dict[str, object]:
    """A lead's id is called that, and is no handoff's."""
    plain = asdict(told)
    matter = plain.pop("matter")
    return {"lead" if matter is Matter.LEAD and name == "handoff" else name: plain[name] for name in plain}


def opened(plain: Plain, means: Means) -> Destination:
    call = call_to(str(plain["address"]), "address", allow_private=bool(plain["allow_private"]))
    return Webhook(call, means.caller, means.signing_secret)


KIND = Kind("webhook", "Webhook", ENTRIES, opened)
