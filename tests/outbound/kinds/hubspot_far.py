"""HubSpot, as its published description says.

Transcribed from the models that HubSpot generates from its own description (hubspot-api-client 12.0.0, crm/tickets:
SimplePublicObjectInputForCreate, BatchReadInputSimplePublicObjectId, BatchResponseSimplePublicObjectWithErrors,
StandardError; crm/objects/notes; crm/associations/v4, and AssociationType.NOTE_TO_TICKET) and from
https://developers.hubspot.com/docs/api-reference/crm-tickets-v3/guide and
https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide (names and values of properties),
https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (unique properties) and
https://developers.hubspot.com/docs/guides/apps/private-apps/overview (authentication).

Not verified against a real HubSpot: the 207 with OBJECT_NOT_FOUND for what is not there, the status and category of an
error for a value that is taken, that a ticket can be made without associations, and that a note which was just made is
among its ticket's at once, with its text as it was sent.
"""

import re
from typing import Any

from jsonschema_rs import validator_for

from chatref.outbound.tickets import hubspot
from tests.outbound.kinds.far import Asked, Reply

TOKEN = "pat-1"
AT = "/crm/v3/objects/tickets"
TEXT = {"type": "string"}
KNOWN = {
    "subject": {"type": "string", "minLength": 1},
    "content": {"type": "string", "maxLength": 65_536},
    "hs_pipeline": {"enum": ["0"]},
    "hs_pipeline_stage": {"enum": ["1", "2", "3", "4"]},
    "hs_ticket_priority": {"enum": ["LOW", "MEDIUM", "HIGH", "URGENT"]},
    "hs_ticket_category": {"enum": ["PRODUCT_ISSUE", "BILLING_ISSUE", "FEATURE_REQUEST", "GENERAL_INQUIRY"]},
    "hubspot_owner_id": TEXT,
    "chatref_reference": {"type": "string", "maxLength": 65_536},
    "order_number": TEXT,
}


def _only(*required: str, **properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _all(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items}


SPEC = _only(
    "associationCategory",
    "associationTypeId",
    associationCategory=TEXT,
    associationTypeId={"type": "integer"},
)
CREATE = _only(
    "properties",
    properties={**_only("subject", "hs_pipeline_stage"), "properties": KNOWN},
    associations=_all(_only("types", "to", types=_all(SPEC), to=_only("id", id=TEXT))),
)
READ = _only(
    *("inputs", "properties", "propertiesWithHistory"),
    idProperty={"enum": ["chatref_reference"]},
    inputs=_all(_only("id", id=TEXT)),
    properties=_all({"enum": list(KNOWN)}),
    propertiesWithHistory=_all({"enum": list(KNOWN)}),
)

AT_NOTES = "/crm/v3/objects/notes"
OF_TICKET = re.compile(r"/crm/v4/objects/tickets/(\d+)/associations/notes")
NOTE_KNOWN = {
    "hs_timestamp": {"type": "string", "pattern": r"^(\d{13}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)$"},
    "hs_note_body": {"type": "string", "maxLength": 65_536},
    "hubspot_owner_id": TEXT,
    "hs_attachment_ids": TEXT,
}
NOTE = _only(
    *("properties", "associations"),
    properties={**_only("hs_timestamp"), "properties": NOTE_KNOWN},
    associations=_all(
        _only(
            *("types", "to"),
            types=_all({**SPEC, "properties": {**SPEC["properties"], "associationTypeId": {"const": 228}}}),
            to=_only("id", id=TEXT),
        )
    ),
)
READ_NOTES = _only(
    *("inputs", "properties", "propertiesWithHistory"),
    inputs={**_all(_only("id", id=TEXT)), "maxItems": 100},
    properties=_all({"enum": list(NOTE_KNOWN)}),
    propertiesWithHistory=_all({"enum": list(NOTE_KNOWN)}),
)


class Hubspot:
    kind = hubspot.KIND

    def __init__(self) -> None:
        self.made: list[dict[str, str]] = []
        self.notes: list[dict[str, str]] = []
        self.tickets: dict[str, dict[str, Any]] = {}
        self.refused: list[str] = []
        self._schemas = {
            AT: validator_for(CREATE),
            f"{AT}/batch/read": validator_for(READ),
            AT_NOTES: validator_for(NOTE),
            f"{AT_NOTES}/batch/read": validator_for(READ_NOTES),
        }

    def entered(self, address: str) -> dict[str, str | bool]:
        return {
            "token": TOKEN,
            "reference": "chatref_reference",
            "hub": "7",
            "address": address,
            "allow_private": True,
        }

    def step(self, asked: Asked) -> str:
        return "GET" if asked.method == "GET" or asked.path.endswith("/read") else "POST"

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return self._refuse(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.")
        if (ticket := OF_TICKET.fullmatch(asked.path)) and asked.method == "GET":
            return self._of_ticket(asked, ticket[1])
        schema = self._schemas.get(asked.path)
        if asked.method != "POST" or asked.query or schema is None:
            return self._refuse(404, "OBJECT_NOT_FOUND", "resource not found")
        for error in schema.iter_errors(plain := asked.plain()):
            return self._refuse(400, "VALIDATION_ERROR", f"{error.instance_path}: {error.message}")
        if asked.path.startswith(AT_NOTES):
            return self._note(plain) if asked.path == AT_NOTES else self._read_notes(plain)
        return self._create(plain["properties"]) if asked.path == AT else self._read(plain)

    def _read(self, plain: dict[str, Any]) -> Reply:
        wanted = [each["id"] for each in plain["inputs"]]
        there = [self.tickets[each] for each in wanted if each in self.tickets]
        missing = [
            {
                "status": "error",
                "category": "OBJECT_NOT_FOUND",
                "message": "Could not get some TICKET objects",
            }
        ]
        if len(there) == len(wanted):
            return Reply(200, {"status": "COMPLETE", "results": there})
        return Reply(207, {"status": "COMPLETE", "results": there, "numErrors": 1, "errors": missing})

    def _create(self, properties: dict[str, str]) -> Reply:
        key = properties["chatref_reference"]
        if key in self.tickets:
            return self._refuse(
                400, "VALIDATION_ERROR", "Property values were not valid: already has that value."
            )
        self.tickets[key] = {
            "id": str(5_000 + len(self.tickets)),
            "properties": properties,
            "archived": False,
        }
        self.made.append({"title": properties["subject"], "text": properties["content"]})
        return Reply(201, self.tickets[key])

    def _note(self, plain: dict[str, Any]) -> Reply:
        ticket = plain["associations"][0]["to"]["id"]
        if ticket not in {each["id"] for each in self.tickets.values()}:
            return self._refuse(404, "OBJECT_NOT_FOUND", "No ticket with this id exists.")
        self.notes.append({"ticket": ticket, "text": plain["properties"]["hs_note_body"]})
        return Reply(
            201, {"id": str(7_000 + len(self.notes)), "properties": plain["properties"], "archived": False}
        )

    def _of_ticket(self, asked: Asked, ticket: str) -> Reply:
        if set(asked.query) - {"limit", "after"}:
            return self._refuse(400, "VALIDATION_ERROR", "unknown parameters")
        if ticket not in {each["id"] for each in self.tickets.values()}:
            return self._refuse(404, "OBJECT_NOT_FOUND", "No ticket with this id exists.")
        after, size = int(asked.query.get("after", "0")), int(asked.query["limit"])
        ours = [str(7_001 + n) for n, each in enumerate(self.notes) if each["ticket"] == ticket]
        page = [{"toObjectId": each, "associationTypes": []} for each in ours[after : after + size]]
        more = {"paging": {"next": {"after": str(after + size)}}} if len(ours) > after + size else {}
        return Reply(200, {"results": page, **more})

    def _read_notes(self, plain: dict[str, Any]) -> Reply:
        numbers = [int(each["id"]) - 7_001 for each in plain["inputs"]]
        found = [
            {"id": str(7_001 + n), "properties": {"hs_note_body": self.notes[n]["text"]}, "archived": False}
            for n in numbers
        ]
        return Reply(200, {"status": "COMPLETE", "results": found})

    def _refuse(self, status: int, category: str, why: str) -> Reply:
        self.refused.append(why)
        return Reply(status, {"status": "error", "message": why, "correlationId": "x", "category": category})
