"""A desk of its own for a measurement: a home, a database, people, conversations; thrown away at the end.

What stands in the tables before the clock starts is written through the desk itself, but not over HTTP.
"""

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import uuid4

import psycopg

from chatref.accounts import sites, teammates, workspaces
from chatref.accounts.access import store as access
from chatref.accounts.sessions import LIFE
from chatref.conversation import commands as cmd
from chatref.conversation.model import Actor, ActorKind, Conversation
from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.desk.handle import Desk
from chatref.desk.outcome import Announcement
from chatref.visitors import identity

LIMITS = Path(__file__).parent / "limits"
START_SECONDS = 60.0
AT_ONCE = 128
COLLEAGUES = 3
T = TypeVar("T")

signal.signal(signal.SIGTERM, signal.default_int_handler)  # whatever ends us ends what we started


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with the secret of the browser in which it goes on."""

    workspace: str
    conversation: str
    visitor: str
    token: str
    vseq: int
    seq: int


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace; `colleagues` are (teammate, secret of a signed-in browser)."""

    workspace: str
    site: str
    key: str
    colleagues: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Stage:
    """The seeding desk beside the measured one, over the same tables."""

    home: Path
    server: EmbeddedServer
    database: Database
    states: dict[str, Conversation] = field(default_factory=dict)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.database, self._note)

    def _note(self, news: Announcement) -> None:
        self.states[news.state.id] = news.state

    async def write(self, talk: Talk, command: cmd.Command) -> None:
        await self._act(talk, command, Actor(ActorKind.VISITOR, talk.visitor), f"visitor:{talk.visitor}")

    async def reply(self, talk: Talk, teammate: str, text: str, seen: int | None = None) -> None:
        """By one who has seen everything; `seen` says how much that is where another desk wrote, too."""
        seen = seen or self.states[talk.conversation].seq
        await self.help(talk, cmd.Reply(str(uuid4()), text, seen, seen), teammate)

    async def help(self, talk: Talk, command: cmd.Command, teammate: str) -> None:
        await self._act(talk, command, Actor(ActorKind.TEAMMATE, teammate), f"teammate:{teammate}")

    async def _act(self, talk: Talk, command: cmd.Command, actor: Actor, sender: str) -> None:
        await self.desk.handle(
            talk.workspace, talk.conversation, command, actor=actor, command_id=str(uuid4()), sender=sender
        )


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    with TemporaryDirectory(prefix="chatref-bench-") as place, EmbeddedServer(Path(place)) as server:
        migrate(server.url)
        database = await Database.open(server.url)
        try:
            made = Stage(Path(place), server, database)
            async with made.desk:
                yield made
        finally:
            await database.close()


async def open_offices(database: Database, wanted: int) -> list[Office]:
    return [await _open_office(database, number) for number in range(wanted)]


async def _open_office(database: Database, number: int) -> Office:
    workspace = str(uuid4())
    async with database.workspace(workspace) as connection:
        address = f"olga@office{number}.example"
        people = [
            await workspaces.create(connection, workspace, f"Office {number}", "Olga Owner", address, None)
        ]
        for other in range(1, COLLEAGUES):
            made = await teammates.create(connection, f"Tess {other}", f"tess{other}@office{number}.example")
            people.append(made.id)
        site = await sites.create(connection, "Shop", ["https://shop.example"])
        secrets = [new_token(TokenKind.SESSION) for _ in people]
        for who, secret in zip(people, secrets, strict=True):
            await access.add_session(
                connection, str(uuid4()), who, token_hash(secret), "bench", "127.0.0.1", LIFE
            )
    return Office(workspace, site.id, site.public_key, tuple(zip(people, secrets, strict=True)))


async def meet(database: Database, office: Office, wanted: int) -> list[tuple[str, str]]:
    """That many new visitors with their secrets."""
    async with database.workspace(office.workspace) as connection:
        return [await identity.meet(connection, office.site) for _ in range(wanted)]


async def owned_talks(stage: Stage, offices: Sequence[Office], wanted: int, events: int = 0) -> list[Talk]:
    """Conversations that a colleague owns, in turns through the offices, with at least so many events to see."""
    people = {
        each.workspace: await meet(stage.database, each, -(-wanted // len(offices))) for each in offices
    }
    order = [offices[number % len(offices)] for number in range(wanted)]

    async def begin(office: Office, who: tuple[str, str]) -> Talk:
        talk = Talk(office.workspace, str(uuid4()), *who, 0, 0)
        await _hand_over(stage, talk, office)
        while (state := stage.states[talk.conversation]).vseq < events:
            words = f"And one more thing, number {state.vseq}: does it come with an invoice?"
            if state.vseq % 2:
                await stage.reply(talk, office.colleagues[0][0], words)
            else:
                await stage.write(talk, cmd.Write(str(uuid4()), words))
        return Talk(talk.workspace, talk.conversation, *who, state.vseq, state.seq)

    return await crowded(begin(office, people[office.workspace].pop()) for office in order)


async def _hand_over(stage: Stage, talk: Talk, office: Office) -> None:
    opening = cmd.Opening(talk.conversation, office.workspace, office.site, talk.visitor)
    await stage.write(talk, cmd.Write(str(uuid4()), "My download link has expired.", opening=opening))
    await stage.write(talk, cmd.AskPerson(opening=opening))
    owner = office.colleagues[0][0]
    claim = cmd.Claim(stage.states[talk.conversation].epoch)
    await stage.help(talk, claim, owner)
    await stage.reply(talk, owner, "I have sent you a new one.")


async def crowded(work: Iterable[Awaitable[T]], at_once: int = AT_ONCE) -> list[T]:
    """In order; so many at a time."""
    gate = asyncio.Semaphore(at_once)

    async def pass_gate(one: Awaitable[T]) -> T:
        async with gate:
            return await one

    return list(await asyncio.gather(*map(pass_gate, work)))


@dataclass(slots=True)
class Serving:
    """A running `chatref serve` (or a limit program) and the port it listens on."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def pid(self) -> int:
        return self.process.pid

    def get(self, path: str) -> int:
        """The status; 0 if nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()


@contextmanager
def serving(home: Path, port: int | None = None) -> Iterator[Serving]:
    """`chatref serve` as anybody would start it, with nothing set but its home and its port."""
    with _child([sys.executable, "-m", "chatref", "serve"], port or free_port(), home) as child:
        _wait(child, lambda: child.get("/healthz") == 200)
        yield child


def run_limit(program: str, *arguments: str) -> str:
    """What a limit program that ends prints."""
    done = subprocess.run(
        [sys.executable, str(LIMITS / program), *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


@contextmanager
def limit(program: str, home: Path, *arguments: str) -> Iterator[Serving]:
    """A limit program that serves; it answers anything once it is up."""
    port = free_port()
    with _child([sys.executable, str(LIMITS / program), str(port), *arguments], port, home) as child:
        _wait(child, lambda: child.get("/") != 0)
        yield child


@contextmanager
def _child(command: Sequence[str], port: int, home: Path) -> Iterator[Serving]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CHATREF_", "DATABASE_"))
    }
    with (home / "bench.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            env={**kept, "CHATREF_HOME": str(home), "CHATREF_PORT": str(port)},
            stdout=log,
            stderr=log,
        )
    try:
        yield Serving(process, port)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(child: Serving, up: Callable[[], bool]) -> None:
    until = time.monotonic() + START_SECONDS
    while not up():
        if child.process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{child.process.args!r} did not come up")
        time.sleep(0.02)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def numbers(url: str) -> dict[str, tuple[int, int]]:
    """What the tables say: conversation → (seq, vseq)."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("select id::text, seq, vseq from conversations").fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}
