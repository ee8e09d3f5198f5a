"""A ticket in HubSpot, kept single by a property whose values HubSpot holds unique.

https://developers.hubspot.com/docs/api-reference/crm-tickets-v3/guide
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from chatref.errors import BadInput
from chatref.outbound.calls import Answered
from chatref.outbound.destination import (
    Delivered,
    Destination,
    FollowUp,
    Package,
    Refused,
    Result,
    There,
    Unknown,
)
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.markup import html
from chatref.outbound.markup import plain as plain_text
from chatref.outbound.note import note
from chatref.outbound.sheet import fitted, title
from chatref.outbound.tickets import fields
from chatref.outbound.tickets.exchange import MOST_PAGES, Exchange, Failed, Looked, Once, part
from chatref.outbound.tickets.reference import reference, with_reference

API = "https://api.hubapi.com"
TICKETS = "0-5"
"""HubSpot's number for this type of object."""
LONGEST_SUBJECT = 200
MOST_BYTES = 60_000
"""HubSpot takes 65,536 characters in a property."""
NOTE_TO_TICKET = 228
"""HubSpot's number for this type of association."""
PAGE = 100
PRIORITIES = {"low": "LOW", "normal": "MEDIUM", "high": "HIGH", "urgent": "URGENT"}

ENTRIES = (
    Entry(
        "token",
        "Access token",
        "Of a private app that may read and write tickets, and contacts, as HubSpot asks for notes.",
        secret=True,
    ),
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
NOTE_MENDS = {
    400: "HubSpot does not take the note.",
    403: "The access token lacks a right: for notes it needs to read and write contacts, too.",
    404: "The ticket is not there any more in HubSpot.",
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
class _Page:
    """Of notes; `after` asks for the next."""

    texts: tuple[str, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Hubspot:
    settings: HubspotSettings
    exchange: Exchange

    async def make(self, package: Package, key: str) -> Result:
        asked = {"properties": self._properties(package, key)}
        made = await self.exchange.make("ticket", self._delivered, "POST", self._at(), asked)
        if not isinstance(made, Refused):
            return made
        there = await self.look(
            key, package.requested_at
        )  # refused, too, if an earlier try was slower than a look
        return there if isinstance(there, Delivered) else made

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
        return self.exchange.first("ticket", self._delivered, listed)

    async def note(self, update: FollowUp, there: There, key: str) -> Result:
        """https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide"""
        kind = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": NOTE_TO_TICKET}
        asked = {
            "properties": {
                "hs_timestamp": f"{update.at:%Y-%m-%dT%H:%M:%SZ}",
                "hs_note_body": with_reference(key, MOST_BYTES, lambda room: note(update, html, room)),
            },
            "associations": [{"to": {"id": there.reference}, "types": [kind]}],
        }
        return await self.exchange.make(
            "note",
            lambda made: there.delivered if isinstance(part(made, "id"), str) else None,
            "POST",
            self._notes(),
            asked,
            mends=NOTE_MENDS,
        )

    def holds(self, there: There) -> bool:
        """As far as the hub is known."""
        now = self._delivered({"id": there.reference})
        return now is None or None in (now.address, there.address) or now.address == there.address

    async def noted(self, there: There, key: str) -> Looked:
        """Through the notes of the ticket, a hundred at a time."""
        after: str | None = None
        for _ in range(MOST_PAGES):
            page = await self._page_of_notes(there, after)
            if not isinstance(page, _Page):
                return page
            if any(reference(key) in text for text in page.texts):
                return there.delivered
            if page.after is None:
                return None
            after = page.after
        return Unknown("There are too many notes to look through.")

    async def _page_of_notes(self, there: There, after: str | None) -> _Page | Failed:
        """https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide#retrieve-associated-records"""
        at = f"{self.settings.address}/crm/v4/objects/tickets/{there.reference}/associations/notes"
        asked = {"limit": str(PAGE), **({"after": after} if after else {})}
        came = await self.exchange.ask("GET", f"{at}?{urlencode(asked)}", mends=NOTE_MENDS)
        if not isinstance(came, Answered):
            return came
        plain = came.plain()
        listed = part(plain, "results")
        if not isinstance(listed, list):
            return Unknown("HubSpot did not say which notes the ticket has.")
        texts = await self._texts([str(part(each, "toObjectId")) for each in listed])
        following = part(part(part(plain, "paging"), "next"), "after")
        return _Page(texts, str(following) if following else None) if isinstance(texts, tuple) else texts

    async def _texts(self, notes: list[str]) -> tuple[str, ...] | Failed:
        if not notes:
            return ()
        asked: dict[str, object] = {
            "inputs": [{"id": each} for each in notes],
            "properties": ["hs_note_body"],
            "propertiesWithHistory": [],
        }
        came = await self.exchange.ask("POST", f"{self._notes()}/batch/read", asked, mends=NOTE_MENDS)
        if not isinstance(came, Answered):
            return came
        listed = part(came.plain(), "results")
        if not isinstance(listed, list):
            return Unknown("HubSpot did not say what the notes of the ticket are.")
        return tuple(str(part(part(each, "properties"), "hs_note_body")) for each in listed)

    def _notes(self) -> str:
        return f"{self.settings.address}/crm/v3/objects/notes"

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
        fields.api_address(plain, API),
        bool(plain["allow_private"]),
    )


def opened(plain: Plain, means: Means) -> Destination:
    settings = settings_from(plain)
    headers = {"Authorization": f"Bearer {plain['token']}"}
    exchange = Exchange("HubSpot", means.caller, settings.allow_private, headers, MENDS, _said)
    return Once(Hubspot(settings, exchange))


def _only_absent(errors: object) -> bool:
    listed = errors if isinstance(errors, list) else []
    return all(part(error, "category") == "OBJECT_NOT_FOUND" for error in listed)


def _said(plain: object) -> str:
    return str(part(plain, "message") or "")


KIND = Kind("hubspot", "HubSpot", ENTRIES, opened)
