"""No request body is read beyond its bound, whether its length was declared or not, nor waited for without end.

Who is answered before all is sent is heard out, within bounds, before the connection closes: to close it on bytes that
nobody has read takes the answer away from them, and a proxy in between says 502 in its place.
"""

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
SLOWEST = 10_000
"""Bytes a second, once BODY_SECONDS have passed: a body that drips is not waited for."""
HEARD_OUT = 40 * 1024 * 1024
"""Bytes that are read and thrown away after an answer; what a proxy as in docs/operate.md lets through."""

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
        body = _Body(receive, largest, _at(scope["path"], SLOWER_BODIES, BODY_SECONDS))
        fits = declared.isdigit() and int(declared) <= largest
        app = self._app if fits else http_error(_too_large())
        await app(scope, body.receive, body.heard_out(send))


class _Body:
    def __init__(self, receive: Receive, largest: int, seconds: float) -> None:
        self._receive, self._largest, self._seconds = receive, largest, seconds
        self._began = asyncio.get_running_loop().time()
        self._read = 0
        self._more = True

    async def receive(self) -> Message:
        if not self._more:  # what is waited for now is the end of the connection
            return await self._receive()
        try:
            message = await self._next()
        except TimeoutError:
            raise HTTPException(408, headers=CLOSING) from None
        if self._read > self._largest:
            raise _too_large()
        return message

    def heard_out(self, send: Send) -> Send:
        """An answer ends when the body has."""

        async def sending(message: Message) -> None:
            last = message["type"] == "http.response.body" and not message.get("more_body", False)
            if last and self._more:
                await send({**message, "more_body": True})
                await self._throw_away()
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        return sending

    async def _throw_away(self) -> None:
        try:
            while self._more and self._read <= HEARD_OUT:
                await self._next()
        except TimeoutError:
            return

    async def _next(self) -> Message:
        patience = min(self._seconds, BODY_SECONDS + self._read / SLOWEST)
        async with asyncio.timeout_at(self._began + patience):
            message = await self._receive()
        self._more = message.get("more_body", False)
        self._read += len(message.get("body", b""))
        return message


def _too_large() -> HTTPException:
    return HTTPException(413, headers=CLOSING)


def _at(path: str, places: Mapping[str, Bound], elsewhere: Bound) -> Bound:
    return next((bound for start, bound in places.items() if path.startswith(start)), elsewhere)
