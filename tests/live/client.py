"""A client of a stream: keeps every frame, and waits for the one it wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import psycopg

from chatref.database.pool import Database
from chatref.desk import reading
from chatref.live.hub import Hub
from chatref.live.stream import TeammateStream, VisitorStream
from tests.desk.acts import Acts

Frame = dict[str, Any]
T = TypeVar("T")
PATIENCE = 30.0  # seconds, on a machine that has other things to do


class Client:
    def __init__(self, stream: VisitorStream | TeammateStream) -> None:
        self.stream = stream
        self.frames: list[Frame] = []
        self.ended = False
        self._news = asyncio.Event()

    async def listen(self) -> None:
        async for text in self.stream.frames():
            self.frames.append(json.loads(text))
            self._news.set()
        self.ended = True
        self._news.set()

    async def until(self, wanted: Callable[[], T]) -> T:
        """What `wanted` gives once it gives something."""
        async with asyncio.timeout(PATIENCE):
            while not (found := wanted()):
                self._news.clear()
                await self._news.wait()
        return found

    def events(self) -> list[Frame]:
        return [event for frame in self.frames if frame["t"] == "events" for event in frame["events"]]

    def texts(self) -> list[str]:
        return [event["text"] for event in self.events() if "text" in event]

    def summaries(self) -> list[Frame]:
        return [each for frame in self.frames if frame["t"] == "summaries" for each in frame["summaries"]]

    def hints(self, kind: str) -> list[Frame]:
        return [frame for frame in self.frames if frame["t"] == "hint" and frame["kind"] == kind]


@asynccontextmanager
async def connected(stream: VisitorStream | TeammateStream, *hello: Frame) -> AsyncIterator[Client]:
    client = Client(stream)
    async with stream:
        listening = asyncio.create_task(client.listen())
        for frame in hello:
            await stream.receive(frame)
        yield client
    await listening


async def listening(database: Database, processes: int) -> None:
    """Returns when so many hear what the others whisper: what is said before that nobody says again."""
    hears = (
        "select count(*) from pg_stat_activity where datname = current_database() and state = 'idle'"
        " and application_name = 'chatref listen' and query ilike 'listen %'"
    )
    with psycopg.connect(database.url, autocommit=True) as look:
        async with asyncio.timeout(PATIENCE):
            while look.execute(hears).fetchone() != (processes,):  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0.02)


def visitors(hub: Hub, acts: Acts, conversation: str) -> VisitorStream:
    return VisitorStream(hub, reading.Visitor(acts.workspace, acts.visitor_of(conversation)))


def teammates(hub: Hub, acts: Acts, who: str | None = None) -> TeammateStream:
    return TeammateStream(hub, reading.Teammate(acts.workspace, who or acts.foundry.tess.id))
