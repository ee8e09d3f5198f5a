"""An IMAP server that answers by a script, for what no honest one does."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.outbound.kinds.mail_far import AUTHORITY

CAPABLE = b"* OK [CAPABILITY IMAP4rev1] Ready\r\n"
FOLDER = b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] UIDs valid\r\n"


def literal(uid: int, raw: bytes) -> bytes:
    return b"* 1 FETCH (UID %d RFC822.SIZE %d BODY[]<0> {%d}\r\n%s)\r\n" % (uid, len(raw), len(raw), raw)


@dataclass
class Script:
    """What comes before the end of each command, by its beginning; `no` refuses it; None says nothing any more."""

    answers: dict[str, bytes | None] = field(default_factory=dict)
    no: dict[str, bytes] = field(default_factory=dict)
    greeting: bytes = CAPABLE
    port: int = 0
    heard: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(self.greeting)
        while line := await reader.readline():
            tag, _, command = line.decode("latin-1").strip().partition(" ")
            self.heard.append(command)
            answer = _first(self.answers, command, b"")
            if answer is None:
                await reader.read()
                break
            refusal = _first(self.no, command, None)
            writer.write(answer + f"{tag} ".encode() + (refusal or b"OK done") + b"\r\n")
        writer.close()


def _first(
    table: dict[str, bytes | None] | dict[str, bytes], command: str, other: bytes | None
) -> bytes | None:
    return next((answer for begins, answer in table.items() if command.startswith(begins)), other)


USUAL: dict[str, bytes | None] = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
    "EXAMINE": FOLDER,
    "LOGOUT": b"* BYE\r\n",
    "UID SEARCH": b"* SEARCH 1 2\r\n",
}


def _as_usual(_: Script) -> None:
    """Nothing is changed."""


@asynccontextmanager
async def scripted(
    change: Callable[[Script], None] = _as_usual, *, tls: bool = False
) -> AsyncIterator[Script]:
    script = Script(dict(USUAL))
    change(script)
    context = None
    if tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        AUTHORITY.issue_cert("localhost").configure_cert(context)
    server = await asyncio.start_server(script.serve, "127.0.0.1", ssl=context)
    script.port = server.sockets[0].getsockname()[1]
    try:
        yield script
    finally:
        server.close()
