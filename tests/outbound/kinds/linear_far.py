"""Linear, as its published schema says, executed by graphql-core.

`schemas/linear.graphql` is taken from Linear's own schema (https://github.com/linear/linear,
packages/sdk/src/schema.graphql at 8335e09a, MIT): of what we use the inputs whole, of the rest the fields we ask for.
Authentication and errors: https://linear.app/developers/graphql#personal-api-keys and
https://linear.app/developers/rate-limiting.

Not verified against the real Linear: the code of an error for an id that is taken, that `id` may be any UUID of
version 4, and how long a title and a description may be.
"""

from pathlib import Path
from typing import Any
from uuid import UUID

from graphql import GraphQLError, build_schema, graphql_sync

from chatref.outbound.tickets import linear
from tests.outbound.kinds.far import Asked, Reply

TOKEN = "lin_api_1"
TEAM = "9cfb482a-81e3-4154-b5b9-2c805e70a02d"
SCHEMA = (Path(__file__).parent / "schemas" / "linear.graphql").read_text()


class Linear:
    kind = linear.KIND

    def __init__(self) -> None:
        self.made: list[dict[str, str]] = []
        self.notes: list[dict[str, str]] = []
        self.comments: dict[str, dict[str, Any]] = {}
        self.issues: dict[str, dict[str, Any]] = {}
        self.refused: list[str] = []
        self._schema = build_schema(SCHEMA)
        self._keys: dict[str, str] = {}

    def entered(self, address: str) -> dict[str, str | bool]:
        return {"team": "SUP", "token": TOKEN, "address": address, "allow_private": True}

    def step(self, asked: Asked) -> str:
        return "POST" if asked.plain()["query"].startswith("mutation") else "GET"

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != TOKEN:
            return self._refuse("Authentication required", "AUTHENTICATION_ERROR", 401)
        if (asked.method, asked.path) != ("POST", "/graphql") or asked.query:
            return self._refuse("Not found", "INPUT_ERROR", 404)
        plain = asked.plain()
        done = graphql_sync(
            self._schema,
            plain["query"],
            {
                "issues": self._issues,
                "teams": self._teams,
                "issueCreate": self._create,
                "comments": self._comments,
                "commentCreate": self._comment,
            },
            variable_values=plain["variables"],
        )
        if done.errors:
            return self._refuse(done.errors[0].message, "INPUT_ERROR", 400)
        return Reply(200, {"data": done.data})

    def _issues(self, _info: Any, filter: dict[str, Any], includeArchived: bool) -> Any:  # noqa: A002, ANN401, N803
        issue = self.issues.get(filter["id"]["eq"])
        return {"nodes": [issue] if issue and includeArchived else []}

    def _teams(self, _info: Any, filter: dict[str, Any]) -> Any:  # noqa: A002, ANN401
        return {"nodes": [{"id": TEAM}] if filter["key"]["eq"] == "SUP" else []}

    def _create(self, _info: Any, input: dict[str, Any]) -> Any:  # noqa: A002, ANN401
        if input["id"] in self.issues or input["teamId"] != TEAM or UUID(input["id"]).version != 4:
            raise GraphQLError("Entity already exists, or of another team")
        if not 0 <= input["priority"] <= 4 or not 1 <= len(input["title"]) <= 255:
            raise GraphQLError("Argument Validation Error")
        name = f"SUP-{123 + len(self.issues)}"
        self.issues[input["id"]] = {"identifier": name, "url": f"https://linear.app/foundry/issue/{name}"}
        self.made.append({"title": input["title"], "text": input["description"]})
        return {"success": True, "issue": self.issues[input["id"]], "lastSyncId": 1.0}

    def _comments(self, _info: Any, filter: dict[str, Any], includeArchived: bool) -> Any:  # noqa: A002, ANN401, N803
        comment = self.comments.get(filter["id"]["eq"])
        return {"nodes": [comment] if comment and includeArchived else []}

    def _comment(self, _info: Any, input: dict[str, Any]) -> Any:  # noqa: A002, ANN401
        if input["issueId"] not in self.issues:
            raise GraphQLError("Entity not found: Issue")
        if input["id"] in self.comments or UUID(input["id"]).version != 4 or not input["body"]:
            raise GraphQLError("Entity already exists, or has no words")
        issue = self.issues[input["issueId"]]
        page = f"{issue['url']}#comment-{len(self.comments)}"
        self.comments[input["id"]] = {"id": input["id"], "url": page, "body": input["body"]}
        self.notes.append({"ticket": issue["identifier"], "text": input["body"]})
        return {"success": True, "comment": self.comments[input["id"]], "lastSyncId": 1.0}

    def _refuse(self, why: str, code: str, status: int) -> Reply:
        self.refused.append(why)
        return Reply(status, {"errors": [{"message": why, "extensions": {"code": code}}]})
