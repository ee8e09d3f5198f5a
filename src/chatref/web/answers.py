"""One shape for every error that leaves by HTTP: {"error": {"code", "message", "details"}}."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from chatref.errors import BadInput, ChatrefError, Refused, TooMany, WrongFields
from chatref.web.security import EVERYWHERE

_WORDS_FOR_STATUS = {
    401: ("signed_out", "Please sign in."),
    404: ("not_found", "There is nothing here."),
    405: ("not_allowed", "This address does not take that."),
    408: ("too_slow", "That took too long to arrive."),
    413: ("too_large", "That is too much at once."),
}


_encode = msgspec.json.Encoder().encode


def encoded(value: object) -> Response:
    """What changes with every message: encoded fast, and never kept by a cache."""
    return Response(_encode(value), media_type="application/json", headers={"Cache-Control": "no-store"})


def error_body(code: str, message: str, details: Mapping[str, object] | None = None) -> dict[str, object]:
    return {"error": {"code": code, "message": message, "details": dict(details or {})}}


def body_of(error: ChatrefError) -> dict[str, object]:
    return error_body(_code(error), error.text, _details(error))


def add_error_answers(app: FastAPI) -> None:
    app.add_exception_handler(ChatrefError, _chatref_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(500, _broken)


def _code(error: ChatrefError) -> str:
    # AlreadyClaimed is a name in the core and already_claimed on the wire.
    return re.sub(r"(?<!^)(?=[A-Z])", "_", error.name).lower() if isinstance(error, Refused) else error.code


def _details(error: ChatrefError) -> dict[str, object]:
    if isinstance(error, TooMany):
        return {"retry_after": round(error.retry_after, 1)}
    if isinstance(error, BadInput):
        return {"fields": {error.field: error.text}}
    if isinstance(error, WrongFields):
        return {"fields": dict(error.wrong)}
    if isinstance(error, Refused):
        return dict(getattr(error, "details", {}))
    return {}


async def _chatref_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ChatrefError)
    headers = {"Retry-After": str(int(error.retry_after) + 1)} if isinstance(error, TooMany) else None
    return JSONResponse(body_of(error), error.status, headers)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    kind = error.body.get("kind") if isinstance(error.body, dict) else None
    fields = {_field(one["loc"], kind): _words(one) for one in error.errors()[:20]}
    field, text = next(iter(fields.items()))
    return JSONResponse(error_body(BadInput.code, f"{field}: {text}", {"fields": fields}), BadInput.status)


def _field(location: Sequence[int | str], kind: object) -> str:
    """As the sender wrote it: without "body", and without the kind that chose between the models."""
    parts = location[1:]
    if parts and parts[0] == kind:
        parts = parts[1:]
    return ".".join(map(str, parts)) or "body"


def _words(problem: Mapping[str, Any]) -> str:
    wanted = problem.get("ctx", {})
    match problem["type"]:
        case "string_too_long":
            return f"That is too long: at most {wanted['max_length']} characters."
        case "string_too_short":
            return f"That is too short: at least {wanted['min_length']} characters."
        case "missing":
            return "This is missing."
        case "string_pattern_mismatch":
            return "This is not in the form that is expected."
        case _:
            return str(problem["msg"]).removeprefix("Value error, ")[:200]


async def _http_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return http_error(error)


async def _broken(_: Request, __: Exception) -> JSONResponse:
    """It is in the log with all that led to it, and says nothing of that here. Sent from outside the middleware."""
    message = "Something went wrong here. Please try again."
    return JSONResponse(error_body("error", message), 500, EVERYWHERE)


def http_error(error: HTTPException) -> JSONResponse:
    code, message = _WORDS_FOR_STATUS.get(error.status_code, ("error", str(error.detail)))
    return JSONResponse(error_body(code, message), error.status_code, error.headers)
