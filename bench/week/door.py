"""How the people of the week reach the desk: HTTP over kept connections, as through a proxy, and a socket per tab."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from load import Call, Watcher

Json = dict[str, Any]
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Broken(Exception):
    """No answer: whether it was done is not known."""


@dataclass(slots=True)
class Door:
    port: int
    chance: Random
    _idle: list[Connection] = field(default_factory=list)

    async def ask(self, method: str, path: str, headers: str, body: Json | None = None) -> tuple[int, Json]:
        """Status and body. Raises Broken."""
        content = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\n{headers}"
            f"content-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        )
        try:
            reader, writer = await self._connection()
            writer.write(head.encode() + content)
            status, answer = await _answer(reader)
        except (OSError, EOFError) as error:
            raise Broken from error
        self._idle.append((reader, writer))
        return status, answer

    async def socket(self, call: Call, heard: Callable[[bytes], None]) -> Watcher:
        try:
            _, watcher = await asyncio.get_running_loop().create_connection(
                lambda: Watcher(call, heard), "127.0.0.1", self.port
            )
        except OSError as error:
            raise Broken from error
        return watcher

    async def _connection(self) -> Connection:
        while self._idle:
            reader, writer = self._idle.pop(self.chance.randrange(len(self._idle)))
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
        return await asyncio.open_connection("127.0.0.1", self.port)


async def _answer(reader: asyncio.StreamReader) -> tuple[int, Json]:
    head = await reader.readuntil(b"\r\n\r\n")
    place = head.index(b"content-length: ") + 16
    body = await reader.readexactly(int(head[place : head.index(b"\r", place)]))
    return int(head[9:12]), json.loads(body) if body else {}


def visitors_address(number: int) -> str:
    return f"x-forwarded-for: 10.{number // 62_500}.{number // 250 % 250}.{1 + number % 250}\r\n"
