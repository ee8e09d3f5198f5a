"""One shape for every refusal and error, over HTTP and sockets: a problem document as in RFC 9457."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from chatref.errors import BadInput, ChatrefError, Refused, TooMany, WrongFields
from chatref.web.security import EVERYWHERE

PROBLEM = "application/problem+json"
SCHEMA = {
    "type": "object",
    "required": ["status", "title", "detail", "code"],
    "properties": {
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
        "retry_after": {"type": "number"},
    },
}
# For the served schema, of every operation.
REFUSALS: dict[int | str, dict[str, Any]] = {
    each: {"description": words, "content": {PROBLEM: {"schema": SCHEMA}}}
    for each, words in (("4XX", "It was refused, and why"), ("5XX", "It failed here"))
}

_WORDS_FOR_STATUS = {
    400: ("bad_input", "This could not be read."),
    401: ("signed_out", "Please sign in."),
    404: ("not_found", "There is nothing here."),
    405: ("not_allowed", "This address does not take that."),
    408: ("too_slow", "That took too long to arrive."),
    413: ("too_large", "That is too much at once."),
}


LONGEST_PLACE = 80
_PLAIN = re.compile(r"[\w.]+")
_encode = msgspec.json.Encoder().encode


def encoded(value: object) -> Response:
    """What changes with every message: encoded fast, and never kept by a cache."""
    return Response(_encode(value), media_type="application/json", headers={"Cache-Control": "no-store"})


def problem(
    status: int, code: str, detail: str, more: Mapping[str, object] | None = None
) -> dict[str, object]:
    """`detail` is safe to show; clients act on `code` and what comes with it."""
    title = HTTPStatus(status).phrase
    return {**(more or {}), "status": status, "title": title, "detail": detail, "code": code}


def problem_of(error: ChatrefError) -> dict[str, object]:
    return problem(error.status, _code(error), error.text, _more(error))


def add_error_answers(app: FastAPI) -> None:
    app.add_exception_handler(ChatrefError, _chatref_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(500, _broken)


def _code(error: ChatrefError) -> str:
    # AlreadyClaimed is a name in the core and already_claimed on the wire.
    return re.sub(r"(?<!^)(?=[A-Z])", "_", error.name).lower() if isinstance(error, Refused) else error.code


def _more(error: ChatrefError) -> dict[str, object]:
    if isinstance(error, TooMany):
        return {"retry_after": round(error.retry_after, 1)}
    if isinstance(error, BadInput):
        return {"fields": {error.field: error.text}}
    if isinstance(error, WrongFields):
        return {"fields": dict(error.wrong)}
    if isinstance(error, Refused):
        return dict(error.details)
    return {}


async def _chatref_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ChatrefError)
    headers = {"Retry-After": str(int(error.retry_after) + 1)} if isinstance(error, TooMany) else None
    return _answer(problem_of(error), error.status, headers)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    kind = error.body.get("kind") if isinstance(error.body, dict) else None
    fields = {_field(one["loc"], kind): _words(one) for one in error.errors()[:20]}
    field, text = next(iter(fields.items()))
    status = BadInput.status
    detail = f"{field}: {text}" if _PLAIN.fullmatch(field) else text
    return _answer(problem(status, BadInput.code, detail, {"fields": fields}), status)


def _field(location: Sequence[int | str], kind: object) -> str:
    """As the sender wrote it: without "body", and without the kind that chose between the models."""
    parts = location[1:]
    if parts and parts[0] == kind:
        parts = parts[1:]
    place = ".".join(str(part) for part in parts if part != "[key]")
    return "".join(filter(str.isprintable, place))[:LONGEST_PLACE] or "body"


def _words(found: Mapping[str, Any]) -> str:
    """Ours for what people type wrong; what only a program can get wrong needs no more than the place."""
    wanted = found.get("ctx", {})
    match found["type"]:
        case "string_too_long":
            return f"That is too long: at most {wanted['max_length']} characters."
        case "string_too_short":
            return f"That is too short: at least {wanted['min_length']} characters."
        case "greater_than_equal":
            return f"That is too little: at least {wanted['ge']}."
        case "less_than_equal":
            return f"That is too much: at most {wanted['le']}."
        case "missing":
            return "This is missing."
        case "extra_forbidden":
            return "Nobody asked for this."
        case "value_error":
            return str(wanted["error"])
        case _:
            return "This is not in the form that is expected."


async def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return http_error(error)


async def _broken(_: Request, __: Exception) -> Response:
    """It is in the log with all that led to it, and says nothing of that here. Sent from outside the middleware."""
    return _answer(problem(500, "error", "Something went wrong here. Please try again."), 500, EVERYWHERE)


def http_error(error: HTTPException) -> Response:
    status = error.status_code
    code, words = _WORDS_FOR_STATUS.get(status, ("error", str(error.detail)))
    return _answer(problem(status, code, words), status, error.headers)


def _answer(body: Mapping[str, object], status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(_encode(body), status, {**(headers or {}), "Cache-Control": "no-store"}, PROBLEM)
