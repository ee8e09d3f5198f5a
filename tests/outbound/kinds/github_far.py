"""GitHub, as its published description says.

`schemas/github_create_an_issue.json` is the request body of `POST /repos/{owner}/{repo}/issues` in GitHub's own
description (https://github.com/github/rest-api-description, as published in @octokit/openapi 23.0.2, MIT), without
the prose, and with each object closed to fields that it does not name. The list's parameters are those of
`GET /repos/{owner}/{repo}/issues` there; NOTE and NOTES are of `…/issues/{issue_number}/comments`. Authentication:
https://docs.github.com/rest/authentication/authenticating-to-the-rest-api.

Not verified against the real GitHub: the longest title (256) and text (65,536 characters), which the description does
not give, and that a list has an issue at once.
"""

import json
import re
from pathlib import Path
from typing import Any

from jsonschema_rs import validator_for

from chatref.outbound.tickets import github
from tests.outbound.kinds.far import Asked, Reply

TOKEN = "github_pat_1"
CREATE = json.loads((Path(__file__).parent / "schemas" / "github_create_an_issue.json").read_text())
LIST = {
    "state": ("open", "closed", "all"),
    "sort": ("created", "updated", "comments"),
    "direction": ("asc", "desc"),
}
ALSO = {"since", "per_page", "page", "labels", "milestone", "assignee", "creator", "mentioned", "type"}
NOTE = {
    "type": "object",
    "properties": {"body": {"type": "string", "maxLength": 65_536}},
    "required": ["body"],
    "additionalProperties": False,
}
NOTES = {"since", "per_page", "page"}
COMMENTS = re.compile(r"/repos/foundry/support/issues/(\d+)/comments")


class Github:
    kind = github.KIND

    def __init__(self) -> None:
        self.made: list[dict[str, str]] = []
        self.notes: list[dict[str, str]] = []
        self.issues: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self._create, self._note = validator_for(CREATE), validator_for(NOTE)

    def entered(self, address: str) -> dict[str, str | bool]:
        return {"repository": "foundry/support", "token": TOKEN, "address": address, "allow_private": True}

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return self._refuse(401, "Bad credentials")
        under = COMMENTS.fullmatch(asked.path)
        if asked.path != "/repos/foundry/support/issues" and not under:
            return self._refuse(404, "Not Found")
        if not asked.headers.get("user-agent") or asked.headers.get("x-github-api-version") != "2022-11-28":
            return self._refuse(403, "Request forbidden by administrative rules")
        if under:
            return self._under(asked, under[1])
        return self._list(asked) if asked.method == "GET" else self._post(asked)

    def _list(self, asked: Asked) -> Reply:
        for name, value in asked.query.items():
            if name not in ALSO and value not in LIST.get(name, ()):
                return self._refuse(422, f"unknown parameter {name}={value}")
        size, page = int(asked.query.get("per_page", "30")), int(asked.query.get("page", "1"))
        newest = self.issues[::-1]
        return (
            Reply(200, newest[(page - 1) * size : page * size]) if size <= 100 else self._refuse(422, "size")
        )

    def _post(self, asked: Asked) -> Reply:
        if asked.query:
            return self._refuse(422, "no parameters here")
        for error in self._create.iter_errors(plain := asked.plain()):
            return self._refuse(422, f"{error.instance_path}: {error.message}")
        if len(plain["title"]) > 256 or len(plain["body"]) > 65_536:
            return self._refuse(422, "Validation Failed: too long")
        number = 1_347 + len(self.issues)
        issue = {
            "number": number,
            "title": plain["title"],
            "body": plain["body"],
            "html_url": f"https://github.example/foundry/support/issues/{number}",
        }
        self.issues.append(issue)
        self.made.append({"title": plain["title"], "text": plain["body"]})
        return Reply(201, issue)

    def _under(self, asked: Asked, issue: str) -> Reply:
        if issue not in {str(each["number"]) for each in self.issues}:
            return self._refuse(404, "Not Found")
        if asked.method == "GET":
            return self._comments(asked, issue)
        for error in self._note.iter_errors(plain := asked.plain()):
            return self._refuse(422, f"{error.instance_path}: {error.message}")
        if asked.query:
            return self._refuse(422, "no parameters here")
        self.notes.append({"ticket": issue, "text": plain["body"]})
        return Reply(201, _comment(len(self.notes), issue, plain["body"]))

    def _comments(self, asked: Asked, issue: str) -> Reply:
        if set(asked.query) - NOTES:
            return self._refuse(422, "unknown parameter")
        size, page = int(asked.query["per_page"]), int(asked.query["page"])
        ours = [
            _comment(n, issue, each["text"])
            for n, each in enumerate(self.notes, 1)
            if each["ticket"] == issue
        ]
        return Reply(200, ours[(page - 1) * size : page * size]) if size <= 100 else self._refuse(422, "size")

    def _refuse(self, status: int, why: str) -> Reply:
        self.refused.append(why)
        return Reply(status, {"message": why, "documentation_url": "https://docs.github.com/rest"})


def _comment(number: int, issue: str, body: str) -> dict[str, object]:
    page = f"https://github.example/foundry/support/issues/{issue}#issuecomment-{number}"
    return {"id": number, "html_url": page, "body": body}
