"""The sockets: frames in and out, nothing decided here. Streams are in `live.stream`, frames in docs/wire.md."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import msgspec
from fastapi import APIRouter, WebSocket
from starlette.exceptions import HTTPException
from starlette.websockets import WebSocketDisconnect, WebSocketState

from chatref.accounts.permissions import Right, require
from chatref.desk import reading
from chatref.errors import BadInput, ChatrefError, TooMany, Unavailable
from chatref.live.stream import TeammateStream, VisitorStream
from chatref.web.answers import body_of, error_body
from chatref.web.auth import signed_in
from chatref.web.rooms import Rooms, rooms_of
from chatref.web.security import check_same_origin, client_address

sockets = APIRouter()

HELLO_SECONDS = 10.0
SILENCE_SECONDS = 60.0
MOST_FRAMES = 40  # in FRAME_SECONDS, from one client
FRAME_SECONDS = 10.0

# Application codes of the WebSocket protocol: 4401 sign in again, 4403 never, 4429 later, 4400 not understood.
NOT_UNDERSTOOD, SIGNED_OUT, FORBIDDEN, LATER = 4400, 4401, 4403, 4429
RESUME = 1013  # too slow: connect again and go on from your cursor

Frame = dict[str, Any]
_decode = msgspec.json.Decoder(Frame).decode
_encode = msgspec.json.encode


Stream = VisitorStream | TeammateStream
Opened = tuple[Stream, Frame]


@sockets.websocket("/api/visitor/socket")
async def visitor_socket(socket: WebSocket) -> None:
    rooms = rooms_of(socket)
    await _serve(socket, rooms, _visitor_stream)


@sockets.websocket("/api/inbox/socket")
async def inbox_socket(socket: WebSocket) -> None:
    rooms = rooms_of(socket)
    await _serve(socket, rooms, _teammate_stream)


async def _visitor_stream(socket: WebSocket, rooms: Rooms) -> Opened:
    hello = await asyncio.wait_for(_received(socket), HELLO_SECONDS)
    known = await rooms.visitors.known(str(hello.get("token", "")))
    if known is None:
        raise HTTPException(401)
    return VisitorStream(rooms.hub, reading.Visitor(known.workspace, known.visitor)), hello


async def _teammate_stream(socket: WebSocket, rooms: Rooms) -> Opened:
    who = await signed_in(socket, rooms)
    require(who.teammate.role, Right.READ_CONVERSATIONS)
    hello = await asyncio.wait_for(_received(socket), HELLO_SECONDS)
    return TeammateStream(rooms.hub, reading.Teammate(who.workspace, who.teammate.id)), hello


async def _serve(
    socket: WebSocket, rooms: Rooms, open_stream: Callable[[WebSocket, Rooms], Awaitable[Opened]]
) -> None:
    await socket.accept()
    with suppress(WebSocketDisconnect, asyncio.CancelledError):
        try:
            check_same_origin(socket, rooms.settings.base_url)
            with rooms.limits.socket(client_address(socket)):
                stream, hello = await open_stream(socket, rooms)
                await _converse(socket, stream, hello)
        except HTTPException:
            await _say_no(socket, error_body("signed_out", "Please sign in."), SIGNED_OUT)
        except (TooMany, Unavailable) as error:
            await _say_no(socket, body_of(error), LATER)
        except BadInput as error:
            await _say_no(socket, body_of(error), NOT_UNDERSTOOD)
        except ChatrefError as error:
            await _say_no(socket, body_of(error), FORBIDDEN)
        except (msgspec.DecodeError, TimeoutError):
            await _say_no(socket, error_body("bad_frame", "That was not understood."), NOT_UNDERSTOOD)


async def _converse(socket: WebSocket, stream: Stream, hello: Frame) -> None:
    """This task reads and a second one writes: a reader who does not read must not keep the other from hearing."""
    async with stream:
        await stream.receive(hello)
        writing = asyncio.create_task(_write(socket, stream))
        try:
            await _read(socket, stream)
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)


async def _read(socket: WebSocket, stream: Stream) -> None:
    clock = asyncio.get_running_loop().time
    since, count = clock(), 0
    while True:
        frame = await asyncio.wait_for(_received(socket), SILENCE_SECONDS)
        if clock() - since > FRAME_SECONDS:
            since, count = clock(), 0
        count += 1
        if count > MOST_FRAMES:
            raise TooMany(FRAME_SECONDS)
        await stream.receive(frame)


async def _write(socket: WebSocket, stream: Stream) -> None:
    async for text in stream.frames():
        await socket.send_text(text)
    await socket.close(RESUME)


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
    await socket.send_text(_encode({"t": "error", **body}).decode())
    await socket.close(code)
