"""An issue in a repository on GitHub, found again by a mark in its text that is not shown.

https://docs.github.com/rest/issues/issues#create-an-issue
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import quote, urlencode

from chatref.errors import BadInput
from chatref.outbound.calls import Answered
from chatref.outbound.destination import Delivered, Destination, FollowUp, Later, Package, Result, There
from chatref.outbound.judged import retry_after
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.markup import markdown
from chatref.outbound.note import note
from chatref.outbound.sheet import fitted, title
from chatref.outbound.tickets import fields
from chatref.outbound.tickets.exchange import LOOKED_BACK, Exchange, Looked, Once, part

LONGEST_TITLE = 240
MOST_BYTES = 60_000
"""GitHub takes 65,536 characters."""
PUBLIC = "https://api.github.com"
VERSION = "2022-11-28"
PAGE = 25

ENTRIES = (
    Entry(
        "repository",
        "Repository",
        "Owner and name. Make it a private one: an issue carries what the visitor said.",
        "shop/support",
    ),
    Entry(
        "token",
        "Access token",
        "A fine-grained token for this repository alone, with “Issues: read and write”.",
        secret=True,
    ),
    Entry("labels", "Labels", "Between commas.", "support, chatref", required=False),
    Entry("assignees", "Assignees", "Login names between commas.", required=False),
    Entry(
        "address",
        "Address of the API",
        "Only for GitHub Enterprise Server.",
        "https://github.shop.example/api/v3",
        required=False,
    ),
    fields.ALLOW_PRIVATE,
)

MENDS = {
    301: "The repository was renamed or moved: enter its new name.",
    307: "The repository was renamed or moved: enter its new name.",
    401: "GitHub does not take the access token: make a new one.",
    403: "The access token may not make issues in this repository: it needs “Issues: read and write”.",
    404: "GitHub shows no such repository to this access token.",
    410: "Issues are switched off in this repository.",
    422: "GitHub does not take the issue: look at the assignees and labels.",
}
NOTE_MENDS = {
    403: "The access token may not comment on this issue, or its conversation is locked.",
    404: "The issue is not there any more in GitHub.",
    410: "The issue was deleted in GitHub.",
    422: "GitHub does not take the comment.",
}

_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}")


@dataclass(frozen=True, slots=True)
class GithubSettings:
    repository: str
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    address: str = PUBLIC
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Github:
    settings: GithubSettings
    exchange: Exchange

    async def make(self, package: Package, key: str) -> Result:
        asked = self._issue(package, key)
        return await self.exchange.make("issue", _delivered, "POST", self._at(), asked)

    async def look(self, key: str, since: datetime) -> Looked:
        """The list, not the search, whose index is behind what was just made:
        https://docs.github.com/rest/search/search#timeouts-and-incomplete-results"""
        return await self.exchange.look_through(
            "issue",
            _delivered,
            lambda page: f"{self._at()}?{_query(page, since)}",
            lambda issue: _mark(key) in str(part(issue, "body")),
            PAGE,
        )

    async def note(self, update: FollowUp, there: There, key: str) -> Result:
        """https://docs.github.com/rest/issues/comments#create-an-issue-comment"""
        mark = _mark(key)
        asked = {"body": f"{note(update, markdown, MOST_BYTES - len(mark))}\n{mark}\n"}
        at, read = self._comments(there), partial(_commented, there)
        return await self.exchange.make("comment", read, "POST", at, asked, mends=NOTE_MENDS)

    def holds(self, there: There) -> bool:
        return f"/{self.settings.repository}/issues/".lower() in (there.address or "").lower()

    async def noted(self, there: There, key: str) -> Looked:
        """https://docs.github.com/rest/issues/comments#list-issue-comments"""
        since = f"{datetime.now(UTC) - LOOKED_BACK:%Y-%m-%dT%H:%M:%SZ}"
        return await self.exchange.look_through(
            "comment",
            partial(_commented, there),
            lambda page: (
                f"{self._comments(there)}?{urlencode({'since': since, 'per_page': PAGE, 'page': page})}"
            ),
            lambda comment: _mark(key) in str(part(comment, "body")),
            PAGE,
            mends=NOTE_MENDS,
        )

    def _comments(self, there: There) -> str:
        return f"{self._at()}/{(there.reference or '').removeprefix('#')}/comments"

    def _at(self) -> str:
        return f"{self.settings.address}/repos/{quote(self.settings.repository)}/issues"

    def _issue(self, package: Package, key: str) -> dict[str, object]:
        mark = _mark(key)
        body = f"{fitted(package, markdown, MOST_BYTES - len(mark))}\n{mark}\n"
        issue: dict[str, object] = {"title": title(package, LONGEST_TITLE), "body": body}
        if self.settings.labels:
            issue["labels"] = list(self.settings.labels)
        if self.settings.assignees:
            issue["assignees"] = list(self.settings.assignees)
        return issue


def settings_from(plain: Plain) -> GithubSettings:
    """Raises BadInput."""
    repository = str(plain["repository"]).removeprefix("https://github.com/").removesuffix(".git").strip("/")
    if not _REPOSITORY.fullmatch(repository) or repository.endswith(("/.", "/..")):
        raise BadInput("repository", "This reads owner/name, such as shop/support.")
    return GithubSettings(
        repository,
        fields.listed(plain, "labels"),
        fields.listed(plain, "assignees"),
        _api(plain),
        allow_private=bool(plain["allow_private"]),
    )


def opened(plain: Plain, means: Means) -> Destination:
    settings = settings_from(plain)
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {plain['token']}",
        "X-GitHub-Api-Version": VERSION,
    }
    exchange = Exchange("GitHub", means.caller, settings.allow_private, headers, MENDS, _said, _limited)
    return Once(Github(settings, exchange))


def _api(plain: Plain) -> str:
    if not plain["address"]:
        return PUBLIC
    given = str(plain["address"]).rstrip("/")
    base = fields.base_address(plain, "address")
    return f"{base}/api/v3" if given.endswith("/api/v3") else base


def _query(page: int, since: datetime) -> str:
    return urlencode(
        {
            "state": "all",
            "sort": "created",
            "direction": "desc",
            "since": f"{since:%Y-%m-%dT%H:%M:%SZ}",
            "per_page": PAGE,
            "page": page,
        }
    )


def _mark(key: str) -> str:
    return f"<!-- chatref:{key} -->"


def _delivered(issue: object) -> Delivered | None:
    number, page = part(issue, "number"), part(issue, "html_url")
    if not isinstance(number, int):
        return None
    shown = isinstance(page, str) and page.startswith(("https://", "http://"))
    return Delivered(f"#{number}", str(page) if shown else None)


def _commented(there: There, comment: object) -> Delivered | None:
    page = part(comment, "html_url")
    if not isinstance(part(comment, "id"), int) or not isinstance(page, str):
        return None
    return Delivered(there.reference, page if page.startswith(("https://", "http://")) else there.address)


def _limited(came: Answered) -> Later | None:
    """https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit"""
    used_up = came.headers.get("x-ratelimit-remaining") == "0"
    if came.status not in (403, 429) or not (used_up or "retry-after" in came.headers or _says_so(came)):
        return None
    return Later("GitHub had too many requests with this token.", _reset(came))


def _says_so(came: Answered) -> bool:
    return "rate limit" in _said(came.plain()).lower()


def _reset(came: Answered) -> timedelta | None:
    now = datetime.now(UTC)
    if after := retry_after(came.headers, now):
        return after
    reset = came.headers.get("x-ratelimit-reset", "")
    if not (reset.isascii() and reset.isdigit() and len(reset) <= 11):
        return None
    return max(datetime.fromtimestamp(int(reset), UTC) - now, timedelta())


def _said(plain: object) -> str:
    return str(part(plain, "message") or "")


KIND = Kind("github", "GitHub", ENTRIES, opened)
