"""Freshdesk, as its reference says.

Transcribed from https://developers.freshdesk.com/api/#create_ticket, #list_all_tickets, #add_note_to_a_ticket,
#list_all_ticket_notes, #authentication and #error.

Not verified against a real Freshdesk: how long a subject (255), a tag (32) and a description may be, that
`updated_since` goes with an order by creation, and that a list has a ticket at once.
"""

import base64
import re
from typing import Any

from jsonschema_rs import validator_for

from chatref.outbound.tickets import freshdesk
from tests.outbound.kinds.far import Asked, Reply

TOKEN = "freshdesk-1"
INT, TEXT = {"type": "integer"}, {"type": "string"}
CREATE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["subject", "description", "status", "priority"],
    "anyOf": [{"required": [name]} for name in ("requester_id", "email", "phone", "unique_external_id")],
    "properties": {
        "name": TEXT,
        "requester_id": INT,
        "email": {"type": "string", "pattern": r"^[^@\s]+@[^@\s]+$"},
        "facebook_id": TEXT,
        "phone": TEXT,
        "twitter_id": TEXT,
        "unique_external_id": TEXT,
        "subject": {"type": "string", "minLength": 1, "maxLength": 255},
        "type": {"enum": ["Question", "Incident", "Problem", "Feature Request", "Refund"]},
        "status": {"enum": [2, 3, 4, 5]},
        "priority": {"enum": [1, 2, 3, 4]},
        "description": {"type": "string", "minLength": 1},
        "responder_id": INT,
        "cc_emails": {"type": "array", "items": TEXT},
        "custom_fields": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"cf_order_number": TEXT},
        },
        "due_by": TEXT,
        "email_config_id": INT,
        "fr_due_by": TEXT,
        "group_id": INT,
        "parent_id": INT,
        "product_id": INT,
        "source": {"enum": [1, 2, 3, 7, 9, 10]},
        "tags": {"type": "array", "items": {"type": "string", "maxLength": 32}},
        "company_id": INT,
        "internal_agent_id": INT,
        "internal_group_id": INT,
    },
}
NOTE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["body"],
    "properties": {
        "body": {"type": "string", "minLength": 1},
        "incoming": {"type": "boolean"},
        "notify_emails": {"type": "array", "items": TEXT},
        "private": {"type": "boolean"},
        "user_id": INT,
    },
}
NOTES = re.compile(r"/api/v2/tickets/(\d+)/(notes|conversations)")
LIST = {
    "order_by": ("created_at", "due_by", "updated_at", "status"),
    "order_type": ("asc", "desc"),
    "include": ("stats", "requester", "description"),
}


class Freshdesk:
    kind = freshdesk.KIND

    def __init__(self) -> None:
        self.made: list[dict[str, str]] = []
        self.notes: list[dict[str, str]] = []
        self.tickets: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self._create, self._note = validator_for(CREATE), validator_for(NOTE)

    def entered(self, address: str) -> dict[str, str | bool]:
        return {
            "address": address,
            "token": TOKEN,
            "requester": "desk@foundry.example",
            "allow_private": True,
        }

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Basic {base64.b64encode(f'{TOKEN}:X'.encode()).decode()}":
            return self._refuse(401, "invalid_credentials")
        if under := NOTES.fullmatch(asked.path):
            return self._under(asked, *under.groups())
        if asked.path != "/api/v2/tickets":
            return self._refuse(404, "not_found")
        return self._list(asked) if asked.method == "GET" else self._post(asked)

    def _list(self, asked: Asked) -> Reply:
        for name, value in asked.query.items():
            if name not in ("updated_since", "per_page", "page") and value not in LIST.get(name, ()):
                return self._refuse(400, f"Unexpected/invalid field {name}")
        size, page = int(asked.query["per_page"]), int(asked.query["page"])
        if size > 100 or asked.query.get("include") != "description":
            return self._refuse(400, "too many, or without what is looked for")
        return Reply(200, self.tickets[::-1][(page - 1) * size : page * size])

    def _post(self, asked: Asked) -> Reply:
        if asked.query:
            return self._refuse(400, "no parameters here")
        for error in self._create.iter_errors(plain := asked.plain()):
            return self._refuse(400, f"{error.instance_path}: {error.message}")
        ticket = {**plain, "id": 19 + len(self.tickets)}
        self.tickets.append(ticket)
        self.made.append({"title": plain["subject"], "text": plain["description"]})
        return Reply(201, ticket)

    def _under(self, asked: Asked, ticket: str, what: str) -> Reply:
        if ticket not in {str(each["id"]) for each in self.tickets}:
            return self._refuse(404, "not_found")
        if (asked.method, what) == ("POST", "notes") and not asked.query:
            for error in self._note.iter_errors(plain := asked.plain()):
                return self._refuse(400, f"{error.instance_path}: {error.message}")
            self.notes.append({"ticket": ticket, "text": plain["body"], "public": str(not plain["private"])})
            return Reply(201, {"id": len(self.notes), "ticket_id": int(ticket), "body": plain["body"]})
        if (asked.method, what) != ("GET", "conversations") or set(asked.query) != {"per_page", "page"}:
            return self._refuse(400, "Unexpected/invalid field")
        size, page = int(asked.query["per_page"]), int(asked.query["page"])
        listed = [
            {"id": n, "body": each["text"]} for n, each in enumerate(self.notes) if each["ticket"] == ticket
        ]
        return (
            Reply(200, listed[(page - 1) * size : page * size])
            if size <= 100
            else self._refuse(400, "too many")
        )

    def _refuse(self, status: int, why: str) -> Reply:
        self.refused.append(why)
        wrong = [{"field": "x", "message": why, "code": "invalid_value"}]
        return Reply(
            status,
            {"description": "Validation failed", "errors": wrong} if status == 400 else {"message": why},
        )
