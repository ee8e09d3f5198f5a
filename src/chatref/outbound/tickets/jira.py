"""An issue in Jira, found again by a label of its own.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from urllib.parse import urlencode

from chatref.errors import BadInput
from chatref.outbound.calls import Answered
from chatref.outbound.destination import Delivered, Destination, FollowUp, Package, Result, There
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.note import note
from chatref.outbound.sheet import Block, Facts, Heading, Links, Said, Sentence, Steps, fitted, title
from chatref.outbound.tickets import fields
from chatref.outbound.tickets.exchange import Exchange, Looked, Once, basic, part

LONGEST_SUMMARY = 240
MOST_BYTES = 30_000
"""Jira holds 32,767 characters of a description, and of a comment."""
PAGE = 50

ENTRIES = (
    Entry("address", "Address of your Jira", example="https://shop.atlassian.net"),
    Entry("user", "E-mail address of the account whose API token it is", example="desk@shop.example"),
    Entry("token", "API token", "id.atlassian.com → Security → API tokens.", secret=True),
    Entry("project", "Project", "Its key.", "SUP"),
    Entry("issue_type", "Kind of issue", "Task, if nothing is entered.", "Task", required=False),
    Entry("labels", "Labels", "Between commas, without spaces.", "support", required=False),
    Entry(
        "fields",
        "Fields",
        "Their field = the id of our detail, between commas. Text fields only.",
        "customfield_10042 = order",
        required=False,
    ),
    fields.ALLOW_PRIVATE,
)

MENDS = {
    400: "Jira does not take the issue: look at the project, the kind of issue, the labels and the fields.",
    401: "Jira does not take the e-mail address and API token.",
    403: "This account may not make issues in that project.",
    404: "There is no Jira at this address, or nothing of it is shown to this account.",
}
NOTE_MENDS = {
    400: "Jira does not take the comment.",
    403: "This account may not comment on issues in that project.",
    404: "The issue is not there any more in Jira.",
}

_PROJECT = re.compile(r"[A-Z][A-Z0-9_]{1,20}")

Node = dict[str, object]
"""Of the Atlassian Document Format: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/"""


@dataclass(frozen=True, slots=True)
class JiraSettings:
    address: str
    user: str
    project: str
    issue_type: str = "Task"
    labels: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Jira:
    settings: JiraSettings
    exchange: Exchange

    async def make(self, package: Package, key: str) -> Result:
        asked = {"fields": self._fields(package, key)}
        at = f"{self.settings.address}/rest/api/3/issue"
        return await self.exchange.make("issue", self._delivered, "POST", at, asked)

    async def look(self, key: str, _since: datetime) -> Looked:
        """Jira has no list but its search, which is some seconds behind; a delivery waits longer than that."""
        asked = urlencode({"jql": f'labels = "{_label(key)}"', "fields": "summary", "maxResults": 1})
        came = await self.exchange.ask("GET", f"{self.settings.address}/rest/api/3/search/jql?{asked}")
        if not isinstance(came, Answered):
            return came
        return self.exchange.first("issue", self._delivered, part(came.plain(), "issues"))

    async def note(self, update: FollowUp, there: There, key: str) -> Result:
        """https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-post"""
        written = note(update, lambda blocks: json.dumps(_referred(blocks, key)), MOST_BYTES)
        asked = {"body": json.loads(written)}
        return await self.exchange.make(
            "comment",
            lambda made: there.delivered if isinstance(part(made, "id"), str) else None,
            "POST",
            self._comments(there),
            asked,
            mends=NOTE_MENDS,
        )

    def holds(self, there: There) -> bool:
        return (there.address or "").startswith(f"{self.settings.address}/")

    async def noted(self, there: There, key: str) -> Looked:
        """https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-get"""
        return await self.exchange.look_through(
            "comment",
            lambda _: there.delivered,
            lambda page: f"{self._comments(there)}?{_newest(page)}",
            lambda comment: _label(key) in json.dumps(part(comment, "body")),
            PAGE,
            named="comments",
            mends=NOTE_MENDS,
        )

    def _comments(self, there: There) -> str:
        return f"{self.settings.address}/rest/api/3/issue/{there.reference}/comment"

    def _delivered(self, issue: object) -> Delivered | None:
        name = part(issue, "key")
        if not isinstance(name, str) or not name.replace("-", "").replace("_", "").isalnum():
            return None
        return Delivered(name, f"{self.settings.address}/browse/{name}")

    def _fields(self, package: Package, key: str) -> dict[str, object]:
        settings = self.settings
        written = fitted(package, lambda blocks: json.dumps(document(blocks)), MOST_BYTES)
        return {
            "project": {"key": settings.project},
            "issuetype": {"name": settings.issue_type},
            "summary": title(package, LONGEST_SUMMARY),
            "description": json.loads(written),
            "labels": [_label(key), *settings.labels],
            **fields.values(package, settings.fields),
        }


def _referred(blocks: Iterable[Block], key: str) -> Node:
    return document((*blocks, Sentence(f"Reference: {_label(key)}")))


def _newest(page: int) -> str:
    return urlencode({"orderBy": "-created", "startAt": (page - 1) * PAGE, "maxResults": PAGE})


def document(blocks: Iterable[Block]) -> Node:
    return {"type": "doc", "version": 1, "content": [node for block in blocks for node in _nodes(block)]}


def _nodes(block: Block) -> list[Node]:
    match block:
        case Heading():
            return [{"type": "heading", "attrs": {"level": 3}, "content": _text(block.text)}]
        case Sentence():
            return [_paragraph(_text(block.text))]
        case Facts():
            rows = (
                [
                    *_text(f"{row.label}: ", "strong"),
                    *_text(f"{row.value} ({row.note})" if row.note else row.value),
                ]
                for row in block.rows
            )
            return _listed(rows)
        case Said():
            when = f", {block.at:%Y-%m-%d %H:%M} UTC" if block.at else ""
            over = [_paragraph(_text(f"{block.who}{when}", "strong"))] if block.who else []
            return [*over, {"type": "codeBlock", "content": _text(block.text)}]
        case Steps():
            return _listed(map(_text, block.texts))
        case Links():
            return _listed(_link(title, address) for title, address in block.rows)
    assert_never(block)


def _listed(rows: Iterable[list[Node]]) -> list[Node]:
    items = [{"type": "listItem", "content": [_paragraph(row)]} for row in rows]
    return [{"type": "bulletList", "content": items}] if items else []


def _paragraph(content: list[Node]) -> Node:
    return {"type": "paragraph", "content": content}


def _text(text: str, *marks: str) -> list[Node]:
    """A text of the format is never empty."""
    if not text:
        return []
    node: Node = {"type": "text", "text": text}
    return [{**node, "marks": [{"type": mark} for mark in marks]} if marks else node]


def _link(text: str, address: str) -> list[Node]:
    return [{"type": "text", "text": text, "marks": [{"type": "link", "attrs": {"href": address}}]}]


def settings_from(plain: Plain) -> JiraSettings:
    """Raises BadInput."""
    project, labels, taken = (
        str(plain["project"]).upper(),
        fields.listed(plain, "labels"),
        fields.pairs(plain, "fields"),
    )
    if not _PROJECT.fullmatch(project):
        raise BadInput("project", "This is the key of a project, such as SUP.")
    if any(" " in label for label in labels):
        raise BadInput("labels", "A label of Jira has no spaces.")
    if not all(theirs.startswith("customfield_") for theirs, _ in taken):
        raise BadInput("fields", "A field of Jira's own is named like customfield_10042.")
    return JiraSettings(
        fields.base_address(plain, "address"),
        fields.email_entered(plain, "user"),
        project,
        str(plain["issue_type"]) or "Task",
        labels,
        taken,
        bool(plain["allow_private"]),
    )


def opened(plain: Plain, means: Means) -> Destination:
    settings = settings_from(plain)
    headers = basic(settings.user, str(plain["token"]))
    return Once(Jira(settings, Exchange("Jira", means.caller, settings.allow_private, headers, MENDS, _said)))


def _label(key: str) -> str:
    return f"chatref-{fields.tag(key)}"


def _said(plain: object) -> str:
    """`{"errorMessages": […], "errors": {field: message}}`"""
    messages, errors = part(plain, "errorMessages"), part(plain, "errors")
    listed = messages if isinstance(messages, list) else []
    named = [f"{name}: {text}" for name, text in errors.items()] if isinstance(errors, dict) else []
    return " ".join(str(each) for each in (*listed, *named))


KIND = Kind("jira", "Jira", ENTRIES, opened)
