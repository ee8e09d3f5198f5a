"""A ticket in HubSpot, kept single by a property whose values HubSpot holds unique.

https://developers.hubspot.com/docs/api-reference/crm-tickets-v3/guide
"""

import re
from dataclasses import dataclass
from datetime import datetime

from chatref.errors import BadInput
from chatref.outbound.calls import Answered
from chatref.outbound.destination import Delivered, Destination, Package, Refused, Result, Unknown
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.markup import plain as plain_text
from chatref.outbound.sheet import fitted, title
from chatref.outbound.tickets import fields
from chatref.outbound.tickets.exchange import Exchange, Looked, Once, part

API = "https://api.hubapi.com"
TICKETS = "0-5"
"""HubSpot's number for this type of object."""
LONGEST_SUBJECT = 200
MOST_BYTES = 60_000
"""HubSpot takes 65,536 characters in a property."""
PRIORITIES = {"low": "LOW", "normal": "MEDIUM", "high": "HIGH", "urgent": "URGENT"}

ENTRIES = (
    Entry("token", "Access token", "Of a private app that may read and write tickets.", secret=True),
    Entry(
        "reference",
        "Property for our reference",
        "Make it in HubSpot: of tickets, single-line text, with “Require unique values”. Its internal name.",
        "chatref_reference",
    ),
    Entry("pipeline", "Pipeline", "Its number; 0 is the first.", "0", required=False),
    Entry(
        "stage", "Stage", "The number of the ticket status; 1 is the first one's New.", "1", required=False
    ),
    Entry("hub", "Hub ID", "So that a ticket can be opened from here.", "1234567", required=False),
    Entry(
        "fields",
        "Properties",
        "Their property = the id of our detail, between commas.",
        "order_number = order",
        required=False,
    ),
    Entry("address", "Address of the API", "Only for a proxy of your own.", required=False),
    fields.ALLOW_PRIVATE,
)

MENDS = {
    400: "HubSpot does not take the ticket: look at the pipeline, the stage and the properties.",
    401: "HubSpot does not take the access token.",
    403: "The access token lacks a right: it needs to read and write tickets.",
    404: "HubSpot knows nothing at this address.",
}

_PROPERTY = re.compile(r"[a-z][a-z0-9_]{0,99}")


@dataclass(frozen=True, slots=True)
class HubspotSettings:
    reference: str
    pipeline: int = 0
    stage: int = 1
    hub: int | None = None
    fields: tuple[tuple[str, str], ...] = ()
    address: str = API
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Hubspot:
    settings: HubspotSettings
    exchange: Exchange

    async def make(self, package: Package, key: str) -> Result:
        came = await self.exchange.ask("POST", self._at(), {"properties": self._properties(package, key)})
        if isinstance(came, Refused):  # which it is, too, if an earlier try was slower than the look
            there = await self.look(key, package.requested_at)
            return there if isinstance(there, Delivered) else came
        if not isinstance(came, Answered):
            return came
        return self._delivered(came.plain()) or Unknown(
            f"HubSpot answered {came.status}, but named no ticket."
        )

    async def look(self, key: str, _since: datetime) -> Looked:
        """By the unique property, and not by the search, which is behind."""
        asked: dict[str, object] = {
            "idProperty": self.settings.reference,
            "inputs": [{"id": key}],
            "properties": ["subject"],
            "propertiesWithHistory": [],
        }
        came = await self.exchange.ask("POST", f"{self._at()}/batch/read", asked)
        if not isinstance(came, Answered):
            return came
        plain = came.plain()
        listed = part(plain, "results")
        if not isinstance(listed, list) or not _only_absent(part(plain, "errors")):
            return Unknown("HubSpot did not say whether the ticket is there.")
        if not listed:
            return None
        return self._delivered(listed[0]) or Unknown("HubSpot's answer names no ticket.")

    def _at(self) -> str:
        return f"{self.settings.address}/crm/v3/objects/tickets"

    def _delivered(self, ticket: object) -> Delivered | None:
        number = part(ticket, "id")
        if not (isinstance(number, str) and number.isascii() and number.isdigit()):
            return None
        hub = self.settings.hub
        page = None if hub is None else f"https://app.hubspot.com/contacts/{hub}/record/{TICKETS}/{number}"
        return Delivered(number, page)

    def _properties(self, package: Package, key: str) -> dict[str, str]:
        settings = self.settings
        return {
            **fields.values(package, settings.fields),
            "subject": title(package, LONGEST_SUBJECT),
            "content": fitted(package, plain_text, MOST_BYTES),
            "hs_pipeline": str(settings.pipeline),
            "hs_pipeline_stage": str(settings.stage),
            "hs_ticket_priority": PRIORITIES.get(package.priority, "MEDIUM"),
            settings.reference: key,
        }


def settings_from(plain: Plain) -> HubspotSettings:
    """Raises BadInput."""
    reference, taken = str(plain["reference"]), fields.pairs(plain, "fields")
    if not _PROPERTY.fullmatch(reference):
        raise BadInput("reference", "This is the internal name of a property, such as chatref_reference.")
    for theirs, _ in taken:
        if not _PROPERTY.fullmatch(theirs):
            raise BadInput("fields", f"“{theirs}” is no internal name of a property.")
    pipeline, stage = fields.number(plain, "pipeline"), fields.number(plain, "stage")
    return HubspotSettings(
        reference,
        0 if pipeline is None else pipeline,
        1 if stage is None else stage,
        fields.number(plain, "hub"),
        taken,
        fields.base_address(plain, "address") if plain["address"] else API,
        bool(plain["allow_private"]),
    )


def opened(plain: Plain, means: Means) -> Destination:
    settings = settings_from(plain)
    headers = {"Authorization": f"Bearer {plain['token']}"}
    system = Hubspot(settings, Exchange(means.caller, settings.allow_private, headers, MENDS, _said))
    return Once(system.look, system.make)


def _only_absent(errors: object) -> bool:
    listed = errors if isinstance(errors, list) else []
    return all(part(error, "category") == "OBJECT_NOT_FOUND" for error in listed)


def _said(plain: object) -> str:
    return str(part(plain, "message") or "")


KIND = Kind("hubspot", "HubSpot", ENTRIES, opened)
