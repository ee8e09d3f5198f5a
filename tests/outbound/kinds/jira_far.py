"""Jira Cloud, as its reference says.

`schemas/atlassian_document.json` is of Atlassian's own schema of its document format (@atlaskit/adf-schema 57.7.22,
json-schema/v1/full.json, Apache-2.0), without the nodes that we never write. The rest is transcribed from
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post,
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-get,
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/ (add comment, get comments) and
https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/.

Not verified against a real Jira: that a summary holds 255 characters and a description 32,767, counted as JSON here,
and how far the search is behind (https://support.atlassian.com/jira/kb/search-results-might-be-stale/).
"""

import base64
import json
import re
from pathlib import Path
from typing import Any

from jsonschema_rs import validator_for

from chatref.outbound.tickets import jira
from tests.outbound.kinds.far import Asked, Reply

USER, TOKEN = "desk@foundry.example", "atlassian-1"
DOCUMENT = json.loads((Path(__file__).parent / "schemas" / "atlassian_document.json").read_text())
NAMED = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": {"type": "string"}}
CREATE = {
    "type": "object",
    "required": ["fields"],
    "additionalProperties": False,
    "properties": {
        "fields": {
            "type": "object",
            "required": ["project", "issuetype", "summary"],
            "additionalProperties": False,
            "properties": {
                "project": {**NAMED, "propertyNames": {"enum": ["id", "key"]}},
                "issuetype": {**NAMED, "propertyNames": {"enum": ["id", "name"]}},
                "summary": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[^\r\n]+$"},
                "description": {"type": "object"},
                "labels": {
                    "type": "array",
                    "items": {"type": "string", "maxLength": 255, "pattern": r"^\S+$"},
                },
                "customfield_10042": {"type": "string"},
            },
        }
    },
}
COMMENT = {
    "type": "object",
    "required": ["body"],
    "additionalProperties": False,
    "properties": {
        "body": {"type": "object"},
        "visibility": {"type": "object"},
        "properties": {"type": "array"},
    },
}
COMMENTS = re.compile(r"/rest/api/3/issue/(SUP-\d+)/comment")
LOOK = re.compile(r'labels = "([\w-]+)"')


class Jira:
    kind = jira.KIND

    def __init__(self) -> None:
        self.made: list[dict[str, str]] = []
        self.notes: list[dict[str, str]] = []
        self.comments: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self._create, self._document = validator_for(CREATE), validator_for(DOCUMENT)
        self._comment = validator_for(COMMENT)

    def entered(self, address: str) -> dict[str, str | bool]:
        return {"address": address, "user": USER, "token": TOKEN, "project": "SUP", "allow_private": True}

    def reply(self, asked: Asked) -> Reply:
        if (
            asked.headers.get("authorization")
            != f"Basic {base64.b64encode(f'{USER}:{TOKEN}'.encode()).decode()}"
        ):
            return self._refuse(401, "Client must be authenticated to access this resource.")
        if (asked.method, asked.path) == ("GET", "/rest/api/3/search/jql"):
            return self._search(asked)
        if (asked.method, asked.path) == ("POST", "/rest/api/3/issue") and not asked.query:
            return self._post(asked)
        if under := COMMENTS.fullmatch(asked.path):
            return self._under(asked, under[1])
        return self._refuse(404, "dead link")

    def _search(self, asked: Asked) -> Reply:
        look = LOOK.fullmatch(asked.query.get("jql", ""))
        if not look or not set(asked.query) <= {"jql", "fields", "maxResults"}:
            return self._refuse(400, "Error in the JQL Query")
        ours = [each for each in self.issues if look[1] in each["fields"]["labels"]]
        return Reply(200, {"issues": ours, "isLast": True})

    def _post(self, asked: Asked) -> Reply:
        plain = asked.plain()
        for error in self._create.iter_errors(plain):
            return self._refuse(400, f"{error.instance_path}: {error.message}")
        document = plain["fields"]["description"]
        for error in self._document.iter_errors(document):
            return self._refuse(400, f"{error.instance_path}: {error.message}")
        if plain["fields"]["project"] != {"key": "SUP"} or len(json.dumps(document)) > 32_767:
            return self._refuse(400, "no such project, or too long")
        number = 24 + len(self.issues)
        issue = {"id": str(10_000 + number), "key": f"SUP-{number}", "fields": plain["fields"]}
        self.issues.append(issue)
        self.made.append({"title": plain["fields"]["summary"], "text": _text(document)})
        return Reply(
            201, {"id": issue["id"], "key": issue["key"], "self": "https://x.example/rest/api/3/issue/1"}
        )

    def _under(self, asked: Asked, issue: str) -> Reply:
        if issue not in {each["key"] for each in self.issues}:
            return self._refuse(404, "Issue does not exist or you do not have permission to see it.")
        if asked.method == "POST" and not asked.query:
            return self._add(asked.plain(), issue)
        if asked.method != "GET" or set(asked.query) - {"orderBy", "startAt", "maxResults", "expand"}:
            return self._refuse(400, "unknown parameters")
        if asked.query["orderBy"] not in ("created", "-created", "+created"):
            return self._refuse(400, "orderBy")
        start, size = int(asked.query["startAt"]), int(asked.query["maxResults"])
        ours = [each for each in self.comments[::-1] if each["issue"] == issue]
        return Reply(200, {"comments": ours[start : start + size], "startAt": start, "total": len(ours)})

    def _add(self, plain: Any, issue: str) -> Reply:  # noqa: ANN401
        for error in (*self._comment.iter_errors(plain), *self._document.iter_errors(plain.get("body"))):
            return self._refuse(400, f"{error.instance_path}: {error.message}")
        if len(json.dumps(plain["body"])) > 32_767:
            return self._refuse(400, "too long")
        self.notes.append({"ticket": issue, "text": _text(plain["body"])})
        self.comments.append({"id": str(10_000 + len(self.comments)), "issue": issue, "body": plain["body"]})
        return Reply(201, {"id": self.comments[-1]["id"], "body": plain["body"]})

    def _refuse(self, status: int, why: str) -> Reply:
        self.refused.append(why)
        return Reply(status, {"errorMessages": [why], "errors": {}})


def _text(node: dict[str, Any]) -> str:
    marks = "".join(mark.get("attrs", {}).get("href", "") for mark in node.get("marks", []))
    return str(node.get("text", "")) + marks + "\n".join(map(_text, node.get("content", [])))
