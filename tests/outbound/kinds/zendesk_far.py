"""Zendesk, as its reference says.

Transcribed from https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket (and the schemas
`TicketCreateInput`, `TicketComment` and `CustomField` of https://developer.zendesk.com/zendesk/oas.yaml),
https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/ (`requester`),
https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-ticket (a comment, of which alone more
fields than ours are known here), https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/,
https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency and
https://developer.zendesk.com/api-reference/introduction/security-and-auth/#api-token.

Not verified against a real Zendesk: that `requester` takes `name` and `email` beside what is listed for it, that a
private first comment is taken with `html_body` alone, how long a subject and a comment may be, the 400
`IdempotentRequestError` for a key with other words, that a list by `external_id` has a new ticket at once and a list of
comments a new one, and the 422 for a comment on a ticket that is closed for good.
"""

import base64
import re
from typing import Any

from jsonschema_rs import validator_for

from chatref.outbound.tickets import zendesk
from tests.outbound.kinds.far import Asked, Reply

USER, TOKEN = "desk@foundry.example", "zendesk-token-1"
INT, TEXT, BOOL = {"type": "integer"}, {"type": "string"}, {"type": "boolean"}
INTS = {"type": "array", "items": INT}
OBJECTS = {"type": "array", "items": {"type": "object"}}


def _only(**properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


COMMENT = _only(
    author_id=INT, body=TEXT, html_body=TEXT, public=BOOL, uploads={"type": "array", "items": TEXT}
)

CREATE = _only(
    ticket=_only(
        additional_collaborators=OBJECTS,
        assignee_email=TEXT,
        assignee_id=INT,
        attribute_value_ids=INTS,
        brand_id=INT,
        collaborator_ids=INTS,
        collaborators=OBJECTS,
        comment={**COMMENT, "anyOf": [{"required": ["body"]}, {"required": ["html_body"]}]},
        custom_fields={
            "type": "array",
            "items": {**_only(id=INT, value=TEXT), "required": ["id", "value"]},
        },
        custom_status_id=INT,
        due_at=TEXT,
        email_cc_ids=INTS,
        email_ccs=OBJECTS,
        external_id=TEXT,
        follower_ids=INTS,
        followers=OBJECTS,
        group_id=INT,
        macro_ids=INTS,
        organization_id=INT,
        priority={"enum": ["urgent", "high", "normal", "low"]},
        problem_id=INT,
        raw_subject=TEXT,
        recipient=TEXT,
        requester={**_only(name=TEXT, email=TEXT, locale_id=INT), "required": ["name"]},
        requester_id=INT,
        safe_update=BOOL,
        sharing_agreement_ids=INTS,
        status={"enum": ["new", "open", "pending", "hold", "solved", "closed"]},
        subject={"type": "string", "minLength": 1, "maxLength": 150},
        submitter_id=INT,
        tags={"type": "array", "items": {"type": "string", "pattern": r"^[^\s,]+$"}},
        ticket_form_id=INT,
        type={"enum": ["problem", "incident", "question", "task"]},
        updated_stamp=TEXT,
        via={"type": "object"},
        via_followup_source_id=INT,
    )
)
UPDATE = _only(
    ticket={
        **_only(comment={**COMMENT, "anyOf": [{"required": ["body"]}, {"required": ["html_body"]}]}),
        "required": ["comment"],
    }
)
UPDATE["required"] = ["ticket"]
CREATE["required"] = ["ticket"]
CREATE["properties"]["ticket"]["required"] = ["comment"]
LONGEST_COMMENT = 65_535
TICKET = re.compile(r"/api/v2/tickets/(\d+)")
COMMENTS = re.compile(r"/api/v2/tickets/(\d+)/comments")


class Zendesk:
    kind = zendesk.KIND

    def __init__(self) -> None:
        self.made: list[dict[str, str]] = []
        self.notes: list[dict[str, str]] = []
        self.tickets: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self._keys: dict[str, tuple[bytes, Reply]] = {}
        self._create, self._update = validator_for(CREATE), validator_for(UPDATE)

    def entered(self, address: str) -> dict[str, str | bool]:
        return {"address": address, "user": USER, "token": TOKEN, "allow_private": True}

    def reply(self, asked: Asked) -> Reply:
        pair = base64.b64encode(f"{USER}/token:{TOKEN}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {pair}":
            return self._refuse(401, "Couldn't authenticate you")
        if (ticket := TICKET.fullmatch(asked.path)) and asked.method == "PUT":
            return self._comment(asked, ticket[1])
        if (ticket := COMMENTS.fullmatch(asked.path)) and asked.method == "GET":
            return self._comments(asked, ticket[1])
        if asked.path != "/api/v2/tickets" or asked.headers.get("accept") != "application/json":
            return self._refuse(404, "InvalidEndpoint")
        if asked.method == "GET":
            return self._list(asked)
        return self._post(asked) if asked.method == "POST" else self._refuse(405, "method")

    def _list(self, asked: Asked) -> Reply:
        if set(asked.query) != {"external_id"}:
            return self._refuse(400, f"unknown parameters: {dict(asked.query)}")
        ours = [each for each in self.tickets if each["external_id"] == asked.query["external_id"]]
        return Reply(200, {"tickets": ours, "count": len(ours), "next_page": None, "previous_page": None})

    def _post(self, asked: Asked) -> Reply:
        if asked.query or asked.headers.get("content-type") != "application/json":
            return self._refuse(400, "no JSON")
        key = asked.headers.get("idempotency-key", "")
        if key in self._keys:
            body, reply = self._keys[key]
            return reply if body == asked.body else self._refuse(400, "IdempotentRequestError")
        for error in self._create.iter_errors(plain := asked.plain()):
            return self._refuse(422, f"{error.instance_path}: {error.message}")
        comment = plain["ticket"]["comment"].get("html_body") or plain["ticket"]["comment"]["body"]
        if len(comment.encode()) > LONGEST_COMMENT:
            return self._refuse(422, "comment: is too long")
        self._keys[key] = asked.body, self._made(plain["ticket"], comment)
        return self._keys[key][1]

    def _made(self, ticket: dict[str, Any], text: str) -> Reply:
        kept = {**ticket, "id": 35_436 + len(self.tickets)}
        self.tickets.append(kept)
        self.made.append({"title": ticket["subject"], "text": text})
        shown = {name: value for name, value in kept.items() if name not in ("comment", "requester")}
        return Reply(201, {"ticket": shown}, {"x-idempotency-lookup": "miss"})

    def _comment(self, asked: Asked, ticket: str) -> Reply:
        if asked.query or asked.headers.get("content-type") != "application/json":
            return self._refuse(400, "no JSON")
        for error in self._update.iter_errors(plain := asked.plain()):
            return self._refuse(422, f"{error.instance_path}: {error.message}")
        kept = next((each for each in self.tickets if each["id"] == int(ticket)), None)
        if kept is None:
            return self._refuse(404, "RecordNotFound")
        comment = plain["ticket"]["comment"]
        if len(comment["html_body"].encode()) > LONGEST_COMMENT:
            return self._refuse(422, "comment: is too long")
        self.notes.append({"ticket": ticket, "text": comment["html_body"], "public": str(comment["public"])})
        return Reply(200, {"ticket": {"id": kept["id"]}, "audit": {"id": 1}})

    def _comments(self, asked: Asked, ticket: str) -> Reply:
        if set(asked.query) - {"page", "per_page", "sort_order"} or asked.query["sort_order"] not in (
            "asc",
            "desc",
        ):
            return self._refuse(400, f"unknown parameters: {dict(asked.query)}")
        if ticket not in {str(each["id"]) for each in self.tickets}:
            return self._refuse(404, "RecordNotFound")
        size, page = int(asked.query["per_page"]), int(asked.query["page"])
        listed = [
            {"id": n, "html_body": each["text"]}
            for n, each in enumerate(self.notes)
            if each["ticket"] == ticket
        ]
        return Reply(200, {"comments": listed[::-1][(page - 1) * size : page * size], "count": len(listed)})

    def _refuse(self, status: int, why: str) -> Reply:
        self.refused.append(why)
        return Reply(status, {"error": why, "description": why} if status != 400 else {"error": why})
