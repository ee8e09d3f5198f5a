"""Writes the types of HTTP bodies for the front ends from the served schema: `python -m tests.ui.served`.

Frames, events and snapshots are written by hand in ui/shared, and held to what the server says by test_recorded.py.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from chatref.app import application
from chatref.settings import Settings

SERVED = Path(__file__).parents[2] / "ui" / "shared" / "src" / "served.ts"
HEAD = "/** The bodies of the HTTP API, made from the served schema by tests/ui/served.py. Don't edit. */\n"
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}

Schema = Mapping[str, Any]


def written(schema: Schema) -> str:
    models = schema["components"]["schemas"]
    named = [_model(name, models[name]) for name in sorted(models)]
    return "\n".join([HEAD, *named, *_unions(schema["paths"])])


def served() -> Schema:
    """What the application says of itself; nothing is started for it."""

    @asynccontextmanager
    async def nothing(_: FastAPI) -> AsyncIterator[None]:
        yield

    return application(Settings(home=Path()), nothing).openapi()


JSON = (
    "export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue }\n"
)


def _model(name: str, model: Schema) -> str:
    if name == "JsonValue":
        return JSON
    if "properties" not in model and model.get("type") != "object":
        return f"export type {name} = {_type(model)}\n"
    needed = set(model.get("required", ()))
    lines = [
        f"  {field}{'' if field in needed else '?'}: {_type(each)}"
        for field, each in model.get("properties", {}).items()
    ]
    return "\n".join([f"export interface {name} {{", *lines, "}\n"])


def _unions(paths: Schema) -> Iterator[str]:
    """A body that is one of several commands, named by its path: VisitorCommands, InboxCommands."""
    for path, operations in paths.items():
        content = operations.get("post", {}).get("requestBody", {}).get("content", {})
        body = content.get("application/json", {}).get("schema", {})
        if "oneOf" in body:
            _, _, room, *_, last = path.split("/")
            yield f"export type {room.capitalize()}{last.capitalize()} = {_type(body)}\n"


def _type(schema: Schema) -> str:
    match schema:
        case {"$ref": reference}:
            return str(reference).rpartition("/")[2]
        case {"const": value}:
            return json.dumps(value)
        case {"enum": values}:
            return " | ".join(json.dumps(value) for value in values)
        case {"anyOf": several} | {"oneOf": several}:
            return " | ".join(_type(each) for each in several)
        case {"type": "array", "items": item}:
            return f"({_type(item)})[]" if " " in _type(item) else f"{_type(item)}[]"
        case {"type": "object", "additionalProperties": dict(value)}:
            return f"Record<string, {_type(value)}>"
        case {"type": name} if name in PLAIN:
            return PLAIN[name]
        case _:
            return "unknown"


if __name__ == "__main__":
    SERVED.write_text(written(served()))
    print(SERVED)
