"""Chat services on loopback, behind TLS and under their own names: what they take, as their references say.

Slack https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and
https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments; Discord
https://docs.discord.com/developers/resources/webhook#execute-webhook; Telegram
https://core.telegram.org/bots/api#sendmessage; Google Chat
https://developers.google.com/workspace/chat/quickstart/webhooks; Teams
https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams and
https://adaptivecards.io/explorer/.

Not verified against the services: Discord's `wait`, which its reference has in the query and apprise in the body; how
long a card of Teams may be (28 kB in all, by its reference); what each draws as a link.
"""

import ssl
from dataclasses import dataclass, field
from typing import Any

from jsonschema_rs import validator_for

from tests.outbound.kinds.far import Asked, Reply
from tests.outbound.kinds.mail_far import AUTHORITY

INT, TEXT, BOOL, NUMBER = ({"type": each} for each in ("integer", "string", "boolean", "number"))


def _only(*required: str, **properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _all(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1}


_ATTACHMENT = _only(title=TEXT, text=TEXT, color=TEXT, footer=TEXT, ts=NUMBER)
_BLOCK = _only(
    *("type", "text"),
    type={"const": "TextBlock"},
    text=TEXT,
    style={"enum": ["default", "heading"]},
    weight={"enum": ["Default", "Lighter", "Bolder"]},
    size={"enum": ["Default", "Small", "Medium", "Large", "ExtraLarge"]},
    wrap=BOOL,
    id=TEXT,
)
_CARD = _only(
    *("type", "version", "body"),
    **{"$schema": TEXT, "type": {"const": "AdaptiveCard"}, "version": TEXT, "body": _all(_BLOCK)},
    msteams=_only(width=TEXT),
)
_CARD_ATTACHED = _only(
    *("contentType", "content"),
    contentType={"const": "application/vnd.microsoft.card.adaptive"},
    contentUrl={"type": "null"},
    content=_CARD,
)


@dataclass(frozen=True)
class Room:
    """What a service gives out, where its requests then arrive, and what they may hold."""

    service: str
    address: str
    host: str
    path: str
    schema: dict[str, Any]
    said: Reply
    chat: str = ""
    query: dict[str, str] = field(default_factory=dict)


TOKEN = "123456789:AAEabcdefghij_klmnopqrstuv-wxyz01234"
SIGNED = {"api-version": "2016-06-01", "sp": "/triggers/manual/run", "sv": "1.0", "sig": "KODuebWbDGYFr0z0eu"}
WORKFLOW = "/workflows/643e69f83c8944438d68119179a10a64/triggers/manual/paths/invoke"

ROOMS = (
    Room(
        "Slack",
        "https://hooks.slack.com/services/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",
        "hooks.slack.com",
        "/services/T1JJ3T3L2/B1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        _only(text=_text(40_000), mrkdwn=BOOL, attachments=_all(_ATTACHMENT), blocks=_all({})),
        Reply(200, b"ok"),
    ),
    Room(
        "Discord",
        "https://discord.com/api/webhooks/123456789012345678/abcDEF-_x",
        "discord.com",
        "/api/webhooks/123456789012345678/abcDEF-_x",
        _only(
            "content", content=_text(2_000), tts=BOOL, wait=BOOL, username=TEXT, avatar_url=TEXT, flags=INT
        ),
        Reply(204, b""),
    ),
    Room(
        "Telegram",
        TOKEN,
        "api.telegram.org",
        f"/bot{TOKEN}/sendMessage",
        _only(
            *("chat_id", "text"),
            chat_id=INT,
            text=_text(4_096),
            parse_mode={"enum": ["HTML", "MarkdownV2", "Markdown"]},
            disable_notification=BOOL,
            disable_web_page_preview=BOOL,
            message_thread_id=INT,
        ),
        Reply(200, {"ok": True, "result": {"message_id": 1}}),
        "-1001234567890",
    ),
    Room(
        "Google Chat",
        "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=AIza-1&token=tok_1%3D",
        "chat.googleapis.com",
        "/v1/spaces/AAAA/messages",
        _only("text", text=_text(32_000)),
        Reply(200, {"name": "spaces/AAAA/messages/1"}),
        query={"key": "AIza-1", "token": "tok_1="},
    ),
    Room(
        "Teams",
        f"https://prod-12.westus.logic.azure.com:443{WORKFLOW}"
        "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODuebWbDGYFr0z0eu",
        "prod-12.westus.logic.azure.com",
        WORKFLOW,
        _only("type", "attachments", type={"const": "message"}, attachments=_all(_CARD_ATTACHED)),
        Reply(202, b""),
        query=SIGNED,
    ),
)


class ChatService:
    """Refuses what its reference doesn't know."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.taken: list[Any] = []
        self.refused: list[str] = []
        self._schema = validator_for(room.schema)

    def reply(self, asked: Asked) -> Reply:
        room = self.room
        if (asked.method, asked.path, dict(asked.query)) != ("POST", room.path, room.query):
            return self._refuse(404, f"{asked.method} {asked.path} {asked.query}")
        if (
            asked.headers["host"].removesuffix(":443") != room.host
            or "json" not in asked.headers["content-type"]
        ):
            return self._refuse(400, "wrong host or type")
        for error in self._schema.iter_errors(plain := asked.plain()):
            return self._refuse(400, f"{error.instance_path}: {error.message}")
        self.taken.append(plain)
        return room.said

    def _refuse(self, status: int, why: str) -> Reply:
        self.refused.append(why)
        return Reply(status, {"message": why})


def certified(host: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert(host).configure_cert(context)
    return context
