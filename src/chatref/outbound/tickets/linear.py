"""An issue in Linear. Its id is made from the delivery's key, so there can be no second one.

https://linear.app/developers/graphql
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from chatref.errors import BadInput
from chatref.outbound.calls import Answered
from chatref.outbound.destination import (
    Delivered,
    Destination,
    FollowUp,
    Later,
    Package,
    Refused,
    Result,
    There,
    Unknown,
)
from chatref.outbound.judged import retry_after
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.markup import markdown
from chatref.outbound.note import note
from chatref.outbound.plain_text import cut, one_line
from chatref.outbound.sheet import fitted, title
from chatref.outbound.tickets import fields
from chatref.outbound.tickets.exchange import LONGEST_WORDS, Exchange, Failed, Looked, Once, part

API = "https://api.linear.app"
LONGEST_TITLE = 200
MOST_BYTES = 60_000
PRIORITIES = {"urgent": 1, "high": 2, "normal": 3, "low": 4}

LOOK = """query Look($issue: ID!) {
  issues(filter: {id: {eq: $issue}}, includeArchived: true) { nodes { identifier url } }
}"""
TEAM = """query Team($key: String!) { teams(filter: {key: {eq: $key}}) { nodes { id } } }"""
MAKE = """mutation Make($input: IssueCreateInput!) {
  issueCreate(input: $input) { success issue { identifier url } }
}"""
LOOK_FOR_NOTE = """query LookForNote($comment: ID!) {
  comments(filter: {id: {eq: $comment}}, includeArchived: true) { nodes { id url } }
}"""
NOTE = """mutation Note($input: CommentCreateInput!) {
  commentCreate(input: $input) { success comment { id url } }
}"""

ENTRIES = (
    Entry("team", "Team", "The key that stands before the numbers of its issues.", "SUP"),
    Entry(
        "token",
        "API key",
        "Settings → Security & access → Personal API keys, with write access.",
        secret=True,
    ),
    Entry("labels", "Labels", "Their ids, between commas (“Copy model UUID”).", required=False),
    Entry("address", "Address of the API", "Only for a proxy of your own.", required=False),
    fields.ALLOW_PRIVATE,
)

MENDS = {
    401: "Linear does not take the API key: make a new one.",
    403: "This API key may not make issues in that team.",
}
_BY_CODE = {"authenticationerror": 401, "unauthenticated": 401, "forbidden": 403}
_MAY_PASS = frozenset({"internalerror", "internalservererror", "lockerror", "networkerror", "bootstraperror"})


@dataclass(frozen=True, slots=True)
class LinearSettings:
    team: str
    labels: tuple[str, ...] = ()
    address: str = API
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Linear:
    settings: LinearSettings
    exchange: Exchange

    async def make(self, package: Package, key: str) -> Result:
        team = await self._team()
        if not isinstance(team, str):
            return team
        told = await self._ask(MAKE, {"input": self._issue(package, key, team)})
        if isinstance(told, Refused):  # which it is, too, if an earlier try was slower than the look
            there = await self.look(key, package.requested_at)
            return there if isinstance(there, Delivered) else told
        if not isinstance(told, dict):
            return told
        made = part(part(told, "issueCreate"), "issue")
        return _delivered(made) or Unknown("Linear answered, but named no issue.")

    async def look(self, key: str, _since: datetime) -> Looked:
        told = await self._ask(LOOK, {"issue": _id(key)})
        if not isinstance(told, dict):
            return told
        return self.exchange.first("issue", _delivered, part(part(told, "issues"), "nodes"))

    async def note(self, update: FollowUp, there: There, key: str) -> Result:
        """The issue's id follows from the key that it was made with."""
        comment = {
            "id": _id(key),
            "issueId": _id(there.key),
            "body": note(update, markdown, MOST_BYTES),
        }
        told = await self._ask(NOTE, {"input": comment})
        if isinstance(told, Refused):
            noted = await self.noted(there, key)
            return noted if isinstance(noted, Delivered) else told
        if not isinstance(told, dict):
            return told
        made = part(part(told, "commentCreate"), "comment")
        return _commented(there, made) or Unknown("Linear answered, but named no comment.")

    def holds(self, _there: There) -> bool:
        """An id that is made from a key is nobody else's."""
        return True

    async def noted(self, there: There, key: str) -> Looked:
        told = await self._ask(LOOK_FOR_NOTE, {"comment": _id(key)})
        if not isinstance(told, dict):
            return told
        nodes = part(part(told, "comments"), "nodes")
        return self.exchange.first("comment", partial(_commented, there), nodes)

    async def _team(self) -> str | Later | Refused:
        """Its id, by its key."""
        told = await self._ask(TEAM, {"key": self.settings.team})
        if isinstance(told, Unknown):
            return Later(told.why)  # a question makes nothing
        if not isinstance(told, dict):
            return told
        nodes = part(part(told, "teams"), "nodes")
        team = part(nodes[0], "id") if isinstance(nodes, list) and nodes else None
        if isinstance(team, str):
            return team
        return Refused(f"Linear shows no team with the key {self.settings.team} to this API key.")

    async def _ask(self, query: str, variables: dict[str, object]) -> dict[object, object] | Failed:
        asked = {"query": query, "variables": variables}
        came = await self.exchange.ask("POST", f"{self.settings.address}/graphql", asked)
        if not isinstance(came, Answered):
            return came
        if failed := _meant(came):
            return failed
        told = part(came.plain(), "data")
        return told if isinstance(told, dict) else Unknown("Linear's answer has no data.")

    def _issue(self, package: Package, key: str, team: str) -> dict[str, object]:
        issue: dict[str, object] = {
            "id": _id(key),
            "teamId": team,
            "title": title(package, LONGEST_TITLE),
            "description": fitted(package, markdown, MOST_BYTES),
            "priority": PRIORITIES.get(package.priority, 0),
        }
        if self.settings.labels:
            issue["labelIds"] = list(self.settings.labels)
        return issue


def settings_from(plain: Plain) -> LinearSettings:
    """Raises BadInput."""
    team = str(plain["team"]).upper()
    if not (team.isascii() and team.isalnum() and len(team) <= 10):
        raise BadInput("team", "This is the key of a team, such as SUP.")
    labels = fields.listed(plain, "labels")
    for label in labels:
        if not _is_uuid(label):
            raise BadInput("labels", f"“{label}” is no id of a label.")
    address = fields.api_address(plain, API)
    return LinearSettings(team, labels, address, bool(plain["allow_private"]))


def opened(plain: Plain, means: Means) -> Destination:
    settings = settings_from(plain)
    headers = {"Authorization": str(plain["token"])}
    exchange = Exchange("Linear", means.caller, settings.allow_private, headers, MENDS, _said, _meant)
    return Once(Linear(settings, exchange))


def _id(key: str) -> str:
    """The same for the same key, in the form that Linear asks for (version 4)."""
    return str(UUID(bytes=hashlib.sha256(f"chatref {key}".encode()).digest()[:16], version=4))


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _delivered(issue: object) -> Delivered | None:
    name, page = part(issue, "identifier"), part(issue, "url")
    if not isinstance(name, str):
        return None
    return Delivered(name, page if isinstance(page, str) and page.startswith("https://") else None)


def _commented(there: There, comment: object) -> Delivered | None:
    name, page = part(comment, "id"), part(comment, "url")
    if not isinstance(name, str):
        return None
    near = isinstance(page, str) and page.startswith("https://")
    return Delivered(there.reference, str(page) if near else there.address)


def _error(plain: object) -> object:
    errors = part(plain, "errors")
    return errors[0] if isinstance(errors, list) and errors else None


def _meant(came: Answered) -> Failed | None:
    """Linear says by a code what is wrong, with whatever status: https://linear.app/developers/rate-limiting"""
    plain = came.plain()
    error = _error(plain)
    if error is None:
        return None
    told = part(error, "extensions")
    codes = {str(part(told, name)).lower().replace("_", "").replace(" ", "") for name in ("code", "type")}
    if "ratelimited" in codes:
        return Later(
            "Linear had too many requests with this API key.", retry_after(came.headers, datetime.now(UTC))
        )
    said = cut(one_line(_said(plain)), LONGEST_WORDS)
    if codes & _MAY_PASS:
        return Unknown(f"Linear did not manage: {said}")
    known = next((MENDS[_BY_CODE[code]] for code in codes if code in _BY_CODE), None)
    if known is None and came.status not in (200, 400):
        return None
    return Refused(f"{known or 'Linear does not take it.'} It said: {said}")


def _said(plain: object) -> str:
    error = _error(plain)
    return str(part(part(error, "extensions"), "userPresentableMessage") or part(error, "message") or "")


KIND = Kind("linear", "Linear", ENTRIES, opened)
