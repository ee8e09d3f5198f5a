"""A ticket in Zendesk: made once by its Idempotency-Key, and found again by its external id.

What follows is found by a reference under its text.

https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from chatref.errors import BadInput
from chatref.outbound.calls import Answered
from chatref.outbound.destination import Delivered, Destination, FollowUp, Package, Result, There, Unknown
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.markup import html
from chatref.outbound.note import note
from chatref.outbound.plain_text import cut, one_line
from chatref.outbound.sheet import fitted, title
from chatref.outbound.tickets import fields
from chatref.outbound.tickets.exchange import Exchange, Looked, Once, basic, part
from chatref.outbound.tickets.reference import reference, with_reference

LONGEST_SUBJECT = 150
MOST_BYTES = 60_000
PAGE = 30

ENTRIES = (
    Entry("address", "Address of your Zendesk", example="https://shop.zendesk.com"),
    Entry("user", "E-mail address of the agent whose API token it is", example="desk@shop.example"),
    Entry("token", "API token", "Admin Center → Apps and integrations → API tokens.", secret=True),
    Entry("group", "Group", "The number of the group that gets the tickets.", "360001234567", required=False),
    Entry("form", "Ticket form", "Its number.", "360001234568", required=False),
    Entry(
        "fields",
        "Ticket fields",
        "The number of their field = the id of our detail, between commas.",
        "360001234569 = order, 360001234570 = sku",
        required=False,
    ),
    Entry(
        "without_requester",
        "Keep the visitor's address out of Zendesk",
        "Otherwise a visitor who left an e-mail address is the ticket's requester.",
        required=False,
        switch=True,
    ),
    fields.ALLOW_PRIVATE,
)

MENDS = {
    401: "Zendesk does not take the agent's e-mail address and API token: look at both, and that API tokens are on.",
    403: "This agent may not make tickets in Zendesk.",
    404: "There is no Zendesk at this address.",
    413: "Zendesk finds the ticket too large.",
    422: "Zendesk does not take the ticket: look at the group, the form and the fields.",
}
NOTE_MENDS = {
    404: "The ticket is not there any more in Zendesk.",
    422: "Zendesk takes no comment on this ticket. One that is closed for good takes none.",
}


@dataclass(frozen=True, slots=True)
class ZendeskSettings:
    address: str
    user: str
    group: int | None = None
    form: int | None = None
    fields: tuple[tuple[str, str], ...] = ()
    """The number of their field, the id of our detail."""
    without_requester: bool = False
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Zendesk:
    settings: ZendeskSettings
    exchange: Exchange

    async def make(self, package: Package, key: str) -> Result:
        asked, once = {"ticket": self._ticket(package, key)}, {"Idempotency-Key": key}
        return await self.exchange.make("ticket", self._delivered, "POST", self._at(), asked, headers=once)

    async def look(self, key: str, _since: datetime) -> Looked:
        """The list, not the search: what was made a moment ago is not in the search yet."""
        came = await self.exchange.ask("GET", f"{self._at()}?external_id={quote(key, safe='')}")
        if not isinstance(came, Answered):
            return came
        listed = part(came.plain(), "tickets")
        if isinstance(listed, list):
            listed = [each for each in listed if part(each, "external_id") == key]
        return self.exchange.first("ticket", self._read, listed)

    async def note(self, update: FollowUp, there: There, key: str) -> Result:
        """https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-ticket"""
        text = with_reference(key, MOST_BYTES, lambda room: note(update, html, room))
        asked = {"ticket": {"comment": {"html_body": text, "public": False}}}
        at = f"{self._at()}/{there.reference}"
        return await self.exchange.make("ticket", self._delivered, "PUT", at, asked, mends=NOTE_MENDS)

    def holds(self, there: There) -> bool:
        return (there.address or "").startswith(f"{self.settings.address}/")

    async def noted(self, there: There, key: str) -> Looked:
        """https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#list-comments"""
        return await self.exchange.look_through(
            "comment",
            lambda _: there.delivered,
            lambda page: f"{self._at()}/{there.reference}/comments?{_newest(page)}",
            lambda comment: reference(key) in str(part(comment, "html_body")),
            PAGE,
            named="comments",
            mends=NOTE_MENDS,
        )

    def _delivered(self, answer: object) -> Delivered | None:
        return self._read(part(answer, "ticket"))

    def _read(self, ticket: object) -> Delivered | None:
        number = part(ticket, "id")
        if not isinstance(number, int):
            return None
        return Delivered(str(number), f"{self.settings.address}/agent/tickets/{number}")

    def _at(self) -> str:
        return f"{self.settings.address}/api/v2/tickets"

    def _ticket(self, package: Package, key: str) -> dict[str, object]:
        """The comment is private: what the team should know is not mailed to the visitor."""
        values = fields.values(package, self.settings.fields)
        ticket: dict[str, object] = {
            "subject": title(package, LONGEST_SUBJECT),
            "comment": {"html_body": fitted(package, html, MOST_BYTES), "public": False},
            "priority": package.priority,
            "tags": fields.tags(package),
            "external_id": key,
            "custom_fields": [{"id": int(theirs), "value": value} for theirs, value in values.items()],
        }
        if self.settings.group is not None:
            ticket["group_id"] = self.settings.group
        if self.settings.form is not None:
            ticket["ticket_form_id"] = self.settings.form
        if requester := self._requester(package):
            ticket["requester"] = requester
        return ticket

    def _requester(self, package: Package) -> dict[str, object] | None:
        address = fields.email(package.visitor.contact or "")
        if address is None or self.settings.without_requester:
            return None
        return {"name": cut(one_line(package.visitor.name), 100) or address, "email": address}


def settings_from(plain: Plain) -> ZendeskSettings:
    """Raises BadInput."""
    taken = fields.pairs(plain, "fields")
    if not all(theirs.isascii() and theirs.isdigit() for theirs, _ in taken):
        raise BadInput("fields", "A ticket field of Zendesk is named by its number.")
    return ZendeskSettings(
        address=fields.base_address(plain, "address"),
        user=fields.email_entered(plain, "user"),
        group=fields.number(plain, "group"),
        form=fields.number(plain, "form"),
        fields=taken,
        without_requester=bool(plain["without_requester"]),
        allow_private=bool(plain["allow_private"]),
    )


def opened(plain: Plain, means: Means) -> Destination:
    settings = settings_from(plain)
    headers = basic(f"{settings.user}/token", str(plain["token"]))
    exchange = Exchange("Zendesk", means.caller, settings.allow_private, headers, MENDS, _said, _repeated)
    return Once(Zendesk(settings, exchange))


def _newest(page: int) -> str:
    return urlencode({"sort_order": "desc", "per_page": PAGE, "page": page})


def _repeated(came: Answered) -> Unknown | None:
    """The key was used a moment ago, with other words, or is being used now."""
    other_words = part(came.plain(), "error") == "IdempotentRequestError"
    return Unknown("Zendesk has had this ticket before.") if other_words or came.status == 409 else None


def _said(plain: object) -> str:
    """`{"error": …, "description": …}`, where an error can be an object with a title and a message."""
    error = part(plain, "error")
    words = (part(plain, "description"), error, part(error, "message"), part(error, "title"))
    return next((each for each in words if isinstance(each, str)), "")


KIND = Kind("zendesk", "Zendesk", ENTRIES, opened)
