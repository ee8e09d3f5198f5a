"""No request body is read beyond its bound, whether its length was declared or not, nor waited for without end."""

import asyncio
from collections.abc import Mapping
from typing import TypeVar

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chatref.actions.files import LARGEST
from chatref.web.answers import http_error

Bound = TypeVar("Bound", int, float)

LARGEST_BODY = 64 * 1024
LARGER_BODIES = {
    "/api/admin/rules": 4 * 1024 * 1024,  # a book of two thousand rules goes as a whole
    "/hooks/mail/": 40 * 1024 * 1024,  # mails; of each only the beginning is kept
    "/api/visitor/files/": LARGEST,
}
BODY_SECONDS = 15.0
SLOWER_BODIES = {"/api/visitor/files/": 120.0}  # a telephone sends a picture at 1 Mbit/s

# Raised as what the framework passes on; anything else inside a read is a 400 to it.
CLOSING = {"Connection": "close"}


class BoundedBodies:
    """Answers 413 to a body that is larger than it may be there, 408 to one that takes longer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        largest = _at(scope["path"], LARGER_BODIES, LARGEST_BODY)
        if not declared.isdigit() or int(declared) > largest:
            await http_error(self._too_large())(scope, receive, send)
            return
        seconds = _at(scope["path"], SLOWER_BODIES, BODY_SECONDS)
        await self._app(scope, self._bounded(receive, largest, seconds), send)

    def _bounded(self, receive: Receive, largest: int, seconds: float) -> Receive:
        left = largest
        until = asyncio.get_running_loop().time() + seconds
        more = True

        async def bounded() -> Message:
            nonlocal left, more
            if not more:  # what is waited for now is the end of the connection
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, headers=CLOSING) from None
            more = message.get("more_body", False)
            left -= len(message.get("body", b""))
            if left < 0:
                raise self._too_large()
            return message

        return bounded

    def _too_large(self) -> HTTPException:
        return HTTPException(413, headers=CLOSING)


def _at(path: str, places: Mapping[str, Bound], elsewhere: Bound) -> Bound:
    return next((bound for start, bound in places.items() if path.startswith(start)), elsewhere)
