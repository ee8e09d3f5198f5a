"""A ticket in Freshdesk, found again by a reference that stands under its text.

https://developers.freshdesk.com/api/#create_ticket
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from chatref.errors import BadInput
from chatref.outbound.destination import Delivered, Destination, FollowUp, Package, Result, There
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.markup import html
from chatref.outbound.note import note
from chatref.outbound.sheet import fitted, title
from chatref.outbound.tickets import fields
from chatref.outbound.tickets.exchange import Exchange, Looked, Once, basic, part
from chatref.outbound.tickets.reference import reference, with_reference

LONGEST_SUBJECT = 240
LONGEST_TAG = 32
MOST_BYTES = 60_000
PAGE = 30
PRIORITIES = {"low": 1, "normal": 2, "high": 3, "urgent": 4}
OPEN = 2

ENTRIES = (
    Entry("address", "Address of your Freshdesk", example="https://shop.freshdesk.com"),
    Entry("token", "API key", "Profile settings, of the agent in whose name it is made.", secret=True),
    Entry(
        "requester",
        "Requester",
        "An address of your own: Freshdesk shows and mails a ticket's text to its requester.",
        "desk@shop.example",
    ),
    Entry("group", "Group", "Its number.", "1040000123", required=False),
    Entry("type", "Type", "As it is called in Freshdesk.", "Question", required=False),
    Entry(
        "fields",
        "Ticket fields",
        "Their field = the id of our detail, between commas.",
        "cf_order_number = order",
        required=False,
    ),
    fields.ALLOW_PRIVATE,
)

MENDS = {
    400: "Freshdesk does not take the ticket: look at the group, the type and the fields.",
    401: "Freshdesk does not take the API key.",
    403: "This agent may not make tickets in Freshdesk.",
    404: "There is no Freshdesk at this address.",
}
NOTE_MENDS = {
    400: "Freshdesk does not take the note.",
    404: "The ticket is not there any more in Freshdesk.",
}


@dataclass(frozen=True, slots=True)
class FreshdeskSettings:
    address: str
    requester: str
    group: int | None = None
    type: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Freshdesk:
    settings: FreshdeskSettings
    exchange: Exchange

    async def make(self, package: Package, key: str) -> Result:
        asked = self._ticket(package, key)
        return await self.exchange.make("ticket", self._delivered, "POST", self._at(), asked)

    async def look(self, key: str, since: datetime) -> Looked:
        """The list, not the search, which is minutes behind: https://developers.freshdesk.com/api/#filter_tickets"""
        return await self.exchange.look_through(
            "ticket",
            self._delivered,
            lambda page: f"{self._at()}?{_query(page, since)}",
            lambda ticket: reference(key) in str(part(ticket, "description")),
            PAGE,
        )

    async def note(self, update: FollowUp, there: There, key: str) -> Result:
        """https://developers.freshdesk.com/api/#add_note_to_a_ticket"""
        text = with_reference(key, MOST_BYTES, lambda room: note(update, html, room))
        return await self.exchange.make(
            "note",
            lambda made: there.delivered if isinstance(part(made, "id"), int) else None,
            "POST",
            f"{self._at()}/{there.reference}/notes",
            {"body": text, "private": True},
            mends=NOTE_MENDS,
        )

    def holds(self, there: There) -> bool:
        return (there.address or "").startswith(f"{self.settings.address}/")

    async def noted(self, there: There, key: str) -> Looked:
        """https://developers.freshdesk.com/api/#list_all_ticket_notes"""
        at = f"{self._at()}/{there.reference}/conversations"
        return await self.exchange.look_through(
            "note",
            lambda _: there.delivered,
            lambda page: f"{at}?per_page={PAGE}&page={page}",
            lambda made: reference(key) in str(part(made, "body")),
            PAGE,
            mends=NOTE_MENDS,
        )

    def _at(self) -> str:
        return f"{self.settings.address}/api/v2/tickets"

    def _delivered(self, ticket: object) -> Delivered | None:
        number = part(ticket, "id")
        if not isinstance(number, int):
            return None
        return Delivered(str(number), f"{self.settings.address}/a/tickets/{number}")

    def _ticket(self, package: Package, key: str) -> dict[str, object]:
        settings = self.settings
        ticket: dict[str, object] = {
            "subject": title(package, LONGEST_SUBJECT),
            "description": with_reference(key, MOST_BYTES, lambda room: fitted(package, html, room)),
            "email": settings.requester,
            "status": OPEN,
            "priority": PRIORITIES.get(package.priority, PRIORITIES["normal"]),
            "tags": [each[:LONGEST_TAG] for each in fields.tags(package)],
        }
        if settings.group is not None:
            ticket["group_id"] = settings.group
        if settings.type:
            ticket["type"] = settings.type
        if values := fields.values(package, settings.fields):
            ticket["custom_fields"] = dict(values)
        return ticket


def settings_from(plain: Plain) -> FreshdeskSettings:
    """Raises BadInput."""
    taken = fields.pairs(plain, "fields")
    if not all(theirs.startswith("cf_") for theirs, _ in taken):
        raise BadInput("fields", "A field of Freshdesk's own is named like cf_order_number.")
    return FreshdeskSettings(
        fields.base_address(plain, "address"),
        fields.email_entered(plain, "requester"),
        fields.number(plain, "group"),
        str(plain["type"]),
        taken,
        bool(plain["allow_private"]),
    )


def opened(plain: Plain, means: Means) -> Destination:
    settings = settings_from(plain)
    headers = basic(str(plain["token"]), "X")
    exchange = Exchange("Freshdesk", means.caller, settings.allow_private, headers, MENDS, _said)
    return Once(Freshdesk(settings, exchange))


def _query(page: int, since: datetime) -> str:
    return urlencode(
        {
            "updated_since": f"{since:%Y-%m-%dT%H:%M:%SZ}",
            "order_by": "created_at",
            "order_type": "desc",
            "include": "description",
            "per_page": PAGE,
            "page": page,
        }
    )


def _said(plain: object) -> str:
    """`{"description", "errors": [{"field", "message", "code"}]}`, or `{"code", "message"}`"""
    errors = part(plain, "errors")
    listed = (
        [f"{part(each, 'field')}: {part(each, 'message')}" for each in errors]
        if isinstance(errors, list)
        else []
    )
    return " ".join(filter(None, (str(part(plain, "description") or part(plain, "message") or ""), *listed)))


KIND = Kind("freshdesk", "Freshdesk", ENTRIES, opened)
