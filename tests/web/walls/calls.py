"""Calls made from the served schema: whatever it offers is called, with whoever's ids."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2 as httpx

from tests.web.walls.holdings import Holding

COUNTED = {"number", "seq"}  # from one in each business or conversation, and nobody's secret
Schema = Mapping[str, Any]
Json = dict[str, Any]
MADE_BY_CLIENTS = ("command", "message", "id")
TEXTS = {
    "name": "payment_failed",
    "address": "https://unreachable.invalid/",
    "email": "nobody@unreachable.invalid",
    "colour": "#112233",
    "until": (datetime.now(UTC) + timedelta(days=1)).isoformat(),
    "text": "Words that anybody may write.",
    "password": "wrong lanterns again",
    "token": "no such token",
    "step": "work-1",
    "zone": "Europe/Berlin",
    "language": "de",
    "country": "DE",
    "region": "BY",
    "start": "09:00",
    "end": "17:00",
    "day": "2026-12-24",
    "first_day": (datetime.now(UTC) - timedelta(days=20)).date().isoformat(),
    "last_day": (datetime.now(UTC) - timedelta(days=2)).date().isoformat(),
    "as_of": (datetime.now(UTC) - timedelta(hours=1)).isoformat(),
}
LISTS = {"origins": ["https://a.example"], "ticks": [], "languages": ["de"], "holidays": ["2026-12-31"]}


@dataclass(frozen=True)
class Door:
    """One operation, or one kind of a command."""

    method: str
    path: str
    query: tuple[Schema, ...]
    body: Schema | None
    kind: str = ""

    @property
    def operation(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def name(self) -> str:
        return f"{self.operation} {self.kind}".strip()

    @property
    def slots(self) -> frozenset[str]:
        """The names of the ids that it takes."""
        properties = self.body.get("properties", {}) if self.body else {}
        return self.in_path | {name for name, each in properties.items() if is_id(each)}

    @property
    def in_path(self) -> frozenset[str]:
        parts = (part[1:-1] for part in self.path.split("/") if part.startswith("{"))
        return frozenset(parts) - COUNTED

    def reaches(self, ids: Mapping[str, object]) -> set[str]:
        """Slots for which nobody said whose ids belong there."""
        return set(self.slots) - set(ids)


@dataclass(frozen=True)
class Call:
    door: Door
    path: str
    query: Json
    body: Json | None

    @property
    def said(self) -> str:
        """All that whoever calls has said themselves; an echo of it tells nobody anything."""
        return f"{self.path} {self.query} {self.body}".lower()

    def by(self, http: httpx.Client, headers: Mapping[str, str]) -> httpx.Response:
        return http.request(
            self.door.method, self.path, params=self.query, json=self.body, headers=dict(headers)
        )


def doors(schema: Schema) -> Iterator[Door]:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            whole = _resolved(schema, operation)
            query = tuple(each for each in whole.get("parameters", ()) if each["in"] == "query")
            for kind, body in _bodies(whole):
                yield Door(method.upper(), path, query, body, kind)


def is_id(field: Schema) -> bool:
    return any(each.get("format") == "uuid" for each in (field, *field.get("anyOf", ())))


def call(
    door: Door, ids: Mapping[str, tuple[str, ...]], numbers: Mapping[str, int], chance: random.Random
) -> Call:
    """With these ids, each spelled in one of the ways that are one and the same to the server."""
    path = "/".join(
        _in_path(part[1:-1], ids, numbers, chance) if part.startswith("{") else part
        for part in door.path.split("/")
    )
    query = {
        each["name"]: _value(each["name"], each["schema"], ids, numbers, chance)
        for each in door.query
        if each.get("required") or chance.random() < 0.5
    }
    body = None if door.body is None else _filled(door.body, ids, numbers, chance)
    return Call(door, path, query, body)


def _in_path(
    name: str, ids: Mapping[str, tuple[str, ...]], numbers: Mapping[str, int], chance: random.Random
) -> str:
    return str(numbers[name]) if name in COUNTED else _spelled(chance.choice(ids[name]), chance)


def fresh(holding: Holding) -> dict[str, tuple[str, ...]]:
    """Its ids, but new ones for what clients make themselves."""
    return {**holding.ids, **{name: (str(uuid4()),) for name in MADE_BY_CLIENTS}}


def _resolved(schema: Schema, part: Schema) -> Json:
    """With what it refers to in its place."""
    if "$ref" in part:
        return _resolved(schema, schema["components"]["schemas"][part["$ref"].rpartition("/")[2]])
    return {name: _inside(schema, each) for name, each in part.items()}


def _inside(schema: Schema, value: object) -> object:
    if isinstance(value, list):
        return [_inside(schema, each) for each in value]
    return _resolved(schema, value) if isinstance(value, dict) else value


def _bodies(operation: Schema) -> Iterator[tuple[str, Schema | None]]:
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        yield "", None
        return
    body = content["application/json"]["schema"]
    for model in body.get("oneOf", [body]):
        yield model.get("properties", {}).get("kind", {}).get("const", ""), model


def _filled(
    model: Schema, ids: Mapping[str, tuple[str, ...]], numbers: Mapping[str, int], chance: random.Random
) -> Json:
    needed = set(model.get("required", ()))
    chosen = {
        name: field
        for name, field in model.get("properties", {}).items()
        if name in needed or is_id(field) or chance.random() < 0.5
    }
    if {"teammate", "team"} <= chosen.keys():  # to one of them
        del chosen[chance.choice(["teammate", "team"])]
    if "country" not in chosen:  # a region is nowhere without it
        chosen.pop("region", None)
    return {name: _value(name, field, ids, numbers, chance) for name, field in chosen.items()}


def _value(
    name: str,
    field: Schema,
    ids: Mapping[str, tuple[str, ...]],
    numbers: Mapping[str, int],
    chance: random.Random,
) -> object:
    if is_id(field):
        return _spelled(chance.choice(ids[name]), chance)
    if "const" in field or "enum" in field:
        return field.get("const") or chance.choice(field["enum"])
    if "anyOf" in field:
        return _value(name, field["anyOf"][0], ids, numbers, chance)
    match field.get("type"):
        case "integer":
            least = int(field.get("minimum", 0))
            return numbers.get(
                name, chance.randint(least, max(least, min(int(field.get("maximum", 100)), 100)))
            )
        case "boolean":
            return True
        case "array" if name in LISTS:
            return LISTS[name]
        case "array":
            return [
                _value(name, field["items"], ids, numbers, chance) for _ in range(field.get("minItems", 1))
            ]
        case "object" if "properties" in field:
            return _filled(field, ids, numbers, chance)
        case "object":
            of = next(
                iter(field.get("patternProperties", {}).values()), field.get("additionalProperties", {})
            )
            counts = isinstance(of, dict) and of.get("type") == "integer"
            return {"order_number": 1 if counts else "A-10233"}
        case _ if "@" in field.get("pattern", ""):
            return TEXTS["email"]
        case _:
            return TEXTS.get(name, f"anything {chance.randint(0, 999)}")


def _spelled(text: str, chance: random.Random) -> str:
    known = UUID(text)
    return chance.choice([text, text.upper(), known.hex])
