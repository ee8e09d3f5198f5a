"""The sockets: frames in and out, nothing decided here. Streams are in `live.stream`, frames in docs/wire.md."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.routing import WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from chatref.accounts.permissions import Right, require
from chatref.accounts.sessions import SignedIn
from chatref.errors import BadInput, ChatrefError, TooMany, Unavailable
from chatref.live.stream import TeammateStream, VisitorStream
from chatref.web.answers import problem, problem_of
from chatref.web.auth import known_visitor, signed_in, still_signed_in, team_reader, visitor_reader
from chatref.web.limits import Limit
from chatref.web.rooms import Rooms, rooms_of
from chatref.web.security import check_same_origin, client_address

HELLO_SECONDS = 10.0
SILENCE_SECONDS = 60.0
# Whose right ends is cut off at once by the hub. This is for what the hub missed.
TEAMMATE_SECONDS = 10.0
VISITOR_SECONDS = 60.0
MOST_FRAMES = 40  # in FRAME_SECONDS, from one client
FRAME_SECONDS = 10.0

# Application codes of the WebSocket protocol: 4401 sign in again, 4403 never, 4429 later, 4400 not understood.
NOT_UNDERSTOOD, SIGNED_OUT, FORBIDDEN, LATER = 4400, 4401, 4403, 4429
RESUME = 1013  # too slow: connect again and go on from your cursor

Frame = dict[str, Any]
_decode = msgspec.json.Decoder(Frame).decode
_encode = msgspec.json.encode


Stream = VisitorStream | TeammateStream


@dataclass(frozen=True, slots=True)
class Opened:
    """`look_again` raises when the right to listen has ended meanwhile; it is asked every `seconds`."""

    stream: Stream
    hello: Frame
    look_again: Callable[[], Awaitable[object]]
    seconds: float


async def _visitor_stream(socket: WebSocket, rooms: Rooms) -> Opened:
    hello = await _hello(socket)
    token = str(hello.get("token", ""))
    known = await known_visitor(socket, rooms, token)
    rooms.limits.take(Limit.SOCKETS_PER_VISITOR, known.visitor)
    rooms.limits.take(Limit.SOCKETS_PER_WORKSPACE, known.workspace)
    stream = VisitorStream(rooms.hub, visitor_reader(known))
    return Opened(stream, hello, lambda: known_visitor(socket, rooms, token), VISITOR_SECONDS)


async def _teammate_stream(socket: WebSocket, rooms: Rooms) -> Opened:
    who = await _reader(socket, rooms)
    hello = await _hello(socket)
    stream = TeammateStream(rooms.hub, team_reader(who))
    return Opened(stream, hello, lambda: _still_reader(socket, rooms), TEAMMATE_SECONDS)


async def _reader(socket: WebSocket, rooms: Rooms) -> SignedIn:
    who = await signed_in(socket, rooms)
    require(who.teammate.role, Right.READ_CONVERSATIONS)
    return who


async def _still_reader(socket: WebSocket, rooms: Rooms) -> None:
    who = await still_signed_in(socket, rooms)
    require(who.teammate.role, Right.READ_CONVERSATIONS)


class _Socket:
    """Past what the framework wraps around any route: it would be held for each socket, and passed by each frame."""

    def __init__(self, open_stream: Callable[[WebSocket, Rooms], Awaitable[Opened]]) -> None:
        self._open_stream = open_stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        await _serve(socket, rooms_of(socket), self._open_stream)


sockets = [
    WebSocketRoute("/api/visitor/socket", _Socket(_visitor_stream)),
    WebSocketRoute("/api/inbox/socket", _Socket(_teammate_stream)),
]


async def _serve(
    socket: WebSocket, rooms: Rooms, open_stream: Callable[[WebSocket, Rooms], Awaitable[Opened]]
) -> None:
    await socket.accept()
    with suppress(WebSocketDisconnect, asyncio.CancelledError):
        try:
            check_same_origin(socket, rooms.settings.base_url)
            rooms.limits.take(Limit.SOCKETS_PER_ADDRESS, client_address(socket))
            with rooms.limits.socket(client_address(socket)):
                await _converse(socket, await open_stream(socket, rooms))
        except HTTPException:
            await _say_no(socket, problem(401, "signed_out", "Please sign in."), SIGNED_OUT)
        except (TooMany, Unavailable) as error:
            await _say_no(socket, problem_of(error), LATER)
        except BadInput as error:
            await _say_no(socket, problem_of(error), NOT_UNDERSTOOD)
        except ChatrefError as error:
            await _say_no(socket, problem_of(error), FORBIDDEN)
        except (msgspec.DecodeError, TimeoutError):
            await _say_no(socket, problem(400, "bad_frame", "That was not understood."), NOT_UNDERSTOOD)


async def _converse(socket: WebSocket, opened: Opened) -> None:
    """This task reads and a second one writes: a reader who does not read must not keep the other from hearing."""
    async with opened.stream as stream:
        await stream.receive(opened.hello)
        writing = asyncio.create_task(_write(socket, stream))
        try:
            await _read(socket, opened)
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)


async def _read(socket: WebSocket, opened: Opened) -> None:
    clock = asyncio.get_running_loop().time
    since = heard = looked = clock()
    count = 0
    while True:
        if clock() - looked >= opened.seconds:
            looked = clock()
            with suppress(Unavailable):  # a database that is away ends nobody's right
                await opened.look_again()
        frame = await _next(socket, min(heard + SILENCE_SECONDS, looked + opened.seconds))
        if frame is None:
            if clock() - heard >= SILENCE_SECONDS:
                raise TimeoutError
            continue
        heard = clock()
        if heard - since > FRAME_SECONDS:
            since, count = heard, 0
        count += 1
        if count > MOST_FRAMES:
            raise TooMany(FRAME_SECONDS)
        await opened.stream.receive(frame)


async def _next(socket: WebSocket, until: float) -> Frame | None:
    """None if there is none until then."""
    try:
        async with asyncio.timeout_at(until):
            return await _received(socket)
    except TimeoutError:
        return None


async def _write(socket: WebSocket, stream: Stream) -> None:
    async for text in stream.frames():
        await socket.send_text(text)
    await socket.close(RESUME)


async def _hello(socket: WebSocket) -> Frame:
    async with asyncio.timeout(HELLO_SECONDS):
        return await _received(socket)


async def _received(socket: WebSocket) -> Frame:
    """Raises DecodeError for what is no JSON object, WebSocketDisconnect at the end."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    try:
        return _decode(message.get("text") or "")
    except (RecursionError, UnicodeError) as error:  # nested without end, or half a character
        raise msgspec.DecodeError from error


async def _say_no(socket: WebSocket, body: dict[str, object], code: int) -> None:
    if socket.application_state is WebSocketState.DISCONNECTED:  # we closed it ourselves: too slow
        return
    await socket.send_text(_encode({"t": "error", "error": body}).decode())
    await socket.close(code)
