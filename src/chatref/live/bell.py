"""The wake-up between processes. It only speeds things up: whoever misses a ring reads again a little later."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import msgspec
from psycopg import OperationalError

from chatref.database.pool import Database
from chatref.errors import Unavailable
from chatref.live import store

log = logging.getLogger(__name__)

BETWEEN_RINGS = 0.05  # seconds: a NOTIFY for each commit would halve what the database can do
RETRY = 1.0


class Ring(msgspec.Struct, frozen=True):
    """From one process to the others: workspaces that went on, or one hint."""

    process: str
    changes: dict[str, int] = {}
    hint: dict[str, Any] | None = None


class Bell:
    """`heard(ring)` for the rings of others; `listening()` after each beginning to listen."""

    def __init__(
        self, database: Database, process: str, heard: Callable[[Ring], None], listening: Callable[[], None]
    ) -> None:
        self._database = database
        self._process = process
        self._heard = heard
        self._listening = listening
        self._changes: dict[str, int] = {}
        self._hints: list[dict[str, Any]] = []
        self._rung = asyncio.Event()

    def ring(self, workspace: str, change: int) -> None:
        self._changes[workspace] = change
        self._rung.set()

    def whisper(self, hint: dict[str, Any]) -> None:
        self._hints.append(hint)
        self._rung.set()

    async def send(self) -> None:
        """Runs until cancelled; what is rung meanwhile goes together."""
        while True:
            await self._rung.wait()
            self._rung.clear()
            try:
                await self._send()
            except (Unavailable, OperationalError) as error:
                log.warning("a wake-up was lost: %s", error)
            await asyncio.sleep(BETWEEN_RINGS)

    async def listen(self) -> None:
        """Runs until cancelled, and comes back after a lost connection."""
        while True:
            try:
                await self._listen()
            except (Unavailable, OperationalError) as error:
                log.warning("not listening for other processes: %s", error)
            await asyncio.sleep(RETRY)

    async def _send(self) -> None:
        changes, self._changes = self._changes, {}
        hints, self._hints = self._hints, []
        rings = [Ring(self._process, changes)] if changes else []
        payloads = [
            msgspec.json.encode(each) for each in [*rings, *(Ring(self._process, {}, each) for each in hints)]
        ]
        async with self._database.system() as connection:
            for payload in payloads:
                if len(payload) <= store.LONGEST:
                    await store.notify(connection, payload.decode())

    async def _listen(self) -> None:
        connection = await self._database.alone()
        async with connection:
            await store.listen(connection)
            self._listening()
            async for notification in connection.notifies():
                ring = msgspec.json.decode(notification.payload, type=Ring)
                if ring.process != self._process:
                    self._heard(ring)
