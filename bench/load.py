"""The clients: connections that cost little more than their bytes, so that the server is what is measured.

Nothing is parsed but what is counted. Each connection comes from an address of its own choice of 127.0.0.0/8,
as visitors come from many. They run in processes of their own (see `crowd.py`).
"""

import asyncio
import base64
import json
import os
import re
import resource
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import uuid4

NUMBER = re.compile(rb'"v?seq":(\d+)')
FIRST_FRAMES = (b'{"t":"events"', b'{"t":"summaries"')
BEAT_SECONDS = 20.0
AT_ONCE = 100
NO_MASK = b"\0\0\0\0"


@dataclass(frozen=True, slots=True)
class Call:
    """One socket to be: where it knocks, with which header, what it says first, and its beat, %d being what it has."""

    path: str
    header: str
    hello: str
    beat: str


class Poster(asyncio.Protocol):
    """A kept-alive connection with one request on its way."""

    def __init__(self, answered: Callable[["Poster", int, bytes], None]) -> None:
        self._answered = answered
        self._buffer = b""
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def post(self, request: bytes) -> None:
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        length = self._buffer.find(b"content-length: ", 0, head) + 16
        end = head + 4 + int(self._buffer[length : self._buffer.index(b"\r", length)])
        if len(self._buffer) >= end:
            status, body, self._buffer = int(self._buffer[9:12]), self._buffer[head + 4 : end], b""
            self._answered(self, status, body)

    def connection_lost(self, _: Exception | None) -> None:
        """Status 0: it takes no more requests."""
        self.gone.set_result(None)
        self._answered(self, 0, b"")


class Watcher(asyncio.Protocol):
    """A WebSocket. `heard(frame)` for each text that comes."""

    def __init__(self, call: Call, heard: Callable[[bytes], None]) -> None:
        self._call = call
        self._heard = heard
        self._buffer = b""
        self._upgraded = False
        self._news = b""
        self.follows: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport

    @property
    def lost(self) -> bool:
        return self.gone.done()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        host, port = self.transport.get_extra_info("peername")
        key = base64.b64encode(os.urandom(16)).decode()
        self.transport.write(
            f"GET {self._call.path} HTTP/1.1\r\nhost: {host}:{port}\r\norigin: http://{host}:{port}\r\n"
            f"upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: {key}\r\n"
            f"sec-websocket-version: 13\r\n{self._call.header}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        if self._upgraded and not self._buffer and _one_frame(data):
            self._take(data[4:])
            return
        self._buffer = self._buffer + data if self._buffer else data
        if not self._upgraded:
            self._upgrade()
        place = 0
        while self._upgraded and (end := frame_end(self._buffer, place)) is not None:
            start, stop = end
            if self._buffer[place] & 15 == 8:
                self.transport.close()
            else:
                self._take(self._buffer[start:stop])
            place = stop
        self._buffer = self._buffer[place:] if place else self._buffer

    def connection_lost(self, _: Exception | None) -> None:
        self.gone.set_result(None)
        if not self.follows.done():
            self.follows.set_exception(ConnectionResetError("the socket was closed before it followed"))
            self.follows.exception()  # nobody may be waiting any more

    def beat(self, text: str | None = None) -> None:
        if not self.lost:
            self.transport.write(text_frame(text or self._call.beat.replace("%d", self._number())))

    def _number(self) -> str:
        """Up to which event it has heard. Who says less is sent everything again."""
        found = NUMBER.search(self._news)
        return found[1].decode() if found else "0"

    def _upgrade(self) -> None:
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        if self._buffer[9:12] != b"101":
            self.transport.close()
            return
        self._upgraded, self._buffer = True, self._buffer[head + 4 :]
        self.transport.write(text_frame(self._call.hello))

    def _take(self, frame: bytes) -> None:
        if not self.follows.done() and frame.startswith(FIRST_FRAMES):
            self.follows.set_result(None)
        if frame.startswith(b'{"t":"events"'):
            self._news = frame
        self._heard(frame)


def text_frame(text: str) -> bytes:
    """Masked with zeros, as the protocol allows: masking costs the client nothing, unmasking costs the server all."""
    payload = text.encode()
    size = len(payload)
    head = bytes((0x81, 0x80 | size)) if size < 126 else struct.pack("!BBH", 0x81, 0x80 | 126, size)
    return head + NO_MASK + payload


def _one_frame(data: bytes) -> bool:
    """Nothing but one whole frame of the usual size, as most come."""
    return (
        len(data) > 129 and data[1] == 126 and len(data) == 4 + (data[2] << 8 | data[3]) and data[0] == 0x81
    )


def frame_end(buffer: bytes, place: int) -> tuple[int, int] | None:
    """Where the payload of the unmasked frame that begins at `place` begins and ends; None if it is not whole."""
    have = len(buffer) - place
    if have < 2:
        return None
    size, start = buffer[place + 1], place + 2
    if size == 126 and have >= 4:
        size, start = int.from_bytes(buffer[place + 2 : place + 4]), place + 4
    elif size == 127 and have >= 10:
        size, start = int.from_bytes(buffer[place + 2 : place + 10]), place + 10
    elif size > 125:
        return None
    return (start, start + size) if len(buffer) >= start + size else None


def source(number: int) -> tuple[str, int]:
    """The number-th visitor's address."""
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}", 0


async def connect_all(
    port: int, calls: Sequence[Call], heard: Callable[[int], Callable[[bytes], None]], first: int = 0
) -> list[Watcher]:
    """All of them, following. `heard(n)` makes the ear of the n-th; fails if one is refused."""
    gate = asyncio.Semaphore(AT_ONCE)
    loop = asyncio.get_running_loop()

    async def connect(number: int, call: Call) -> Watcher:
        async with gate:
            _, watcher = await loop.create_connection(
                lambda: Watcher(call, heard(number)), "127.0.0.1", port, local_addr=source(first + number)
            )
            await asyncio.wait_for(watcher.follows, 60)
            return watcher

    return await asyncio.gather(*(connect(number, call) for number, call in enumerate(calls)))


async def beat_for_ever(watchers: Sequence[Watcher]) -> None:
    """As browsers do, spread over the time between two beats of one."""
    while True:
        for place in range(50):
            for watcher in watchers[place::50]:
                watcher.beat()
            await asyncio.sleep(BEAT_SECONDS / 50)


async def posters(
    port: int, wanted: int, answered: Callable[[Poster, int, bytes], None], first: int = 100_000
) -> list[Poster]:
    loop = asyncio.get_running_loop()

    async def connect(number: int) -> Poster:
        _, made = await loop.create_connection(
            lambda: Poster(answered), "127.0.0.1", port, local_addr=source(first + number)
        )
        return made

    return list(await asyncio.gather(*(connect(number) for number in range(wanted))))


def write_request(conversation: str, token: str, text: str) -> tuple[str, Callable[[str, str], bytes]]:
    """(path, make): `make(command, message)` is the whole request in which this visitor writes this text."""
    path = f"/api/visitor/conversations/{conversation}/commands"
    body = '{"command":"%s","kind":"write","message":"%s","text":' + json.dumps(text).replace("%", "%%") + "}"
    length = len((body % (uuid4(), uuid4())).encode())
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n"
        f"content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    )
    return path, lambda command, message: (head + body % (command, message)).encode()


def allow_many_files() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
