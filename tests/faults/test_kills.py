"""Under load, processes are killed as the power does it. The clients' own books are the judge."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from tests.cast import Foundry, open_foundry
from tests.clients import VisitorClient
from tests.faults.journal import Scribe
from tests.running import Running, free_port, start

ROUNDS = int(os.environ.get("CHATREF_FAULT_ROUNDS", "10"))
SCRIBES = 8
BETWEEN = (0.3, 1.2)  # seconds of load before the next kill
UP_AGAIN = 60.0
SETTLED = 90.0  # seconds until every debt of a desk that was killed is met or handed on


@dataclass
class Site:
    """A home with its embedded database, the cast in it, and the desk that runs now."""

    home: Path
    port: int
    database: EmbeddedServer
    foundry: Foundry
    desk: Running

    def start(self) -> None:
        self.desk = start(self.home, None, port=self.port)

    def kill_desk(self) -> None:
        self.desk.kill()
        self.start()

    def kill_database(self) -> None:
        """The first process of the server; it comes back by itself, under the running desk."""
        pid = self.database.pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def kill_backend(self) -> None:
        """One connection's process: PostgreSQL then ends all the others and recovers."""
        find = "select pid from pg_stat_activity where application_name = 'chatref' limit 1"
        # While it recovers there is no connection to kill.
        with suppress(psycopg.OperationalError), psycopg.connect(self.database.url, autocommit=True) as admin:
            found = admin.execute(find).fetchone()
            if found is not None:
                os.kill(found[0], signal.SIGKILL)

    def kill_both(self) -> None:
        self.kill_database()
        self.kill_desk()

    def audit(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "chatref", "audit"],
            env={**os.environ, "CHATREF_HOME": str(self.home)},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, models: Path) -> Iterator[Site]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    with EmbeddedServer(home) as database:
        migrate(database.url)
        foundry = asyncio.run(_cast(database.url))
        port = free_port()
        made = Site(home, port, database, foundry, start(home, None, port=port))
        try:
            yield made
        finally:
            made.desk.kill()


async def _cast(url: str) -> Foundry:
    database = await Database.open(url, size=1)
    try:
        return await open_foundry(database)
    finally:
        await database.close()


@contextmanager
def under_load(site: Site, books: Path) -> Iterator[list[Scribe]]:
    """Visitors who write all the time; afterwards each has got the answer to their last command."""
    ending = threading.Event()
    scribes = [
        Scribe(
            VisitorClient.arriving(site.desk.base, site.foundry.site.public_key), books / f"{n}.jsonl", ending
        )
        for n in range(SCRIBES)
    ]
    for scribe in scribes:
        scribe.start()
    try:
        yield scribes
        _wait_for_more(scribes)
    finally:
        ending.set()
        for scribe in scribes:
            scribe.join(timeout=30)


def _wait_for_more(scribes: list[Scribe]) -> None:
    """Everybody is answered again after the last kill."""
    counts = [len(scribe.acknowledged()) for scribe in scribes]
    until = time.monotonic() + UP_AGAIN
    while any(len(s.acknowledged()) <= count for s, count in zip(scribes, counts, strict=True)):
        assert time.monotonic() < until, "somebody is not answered any more"
        time.sleep(0.1)


@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost_or_doubled_whatever_is_killed(site: Site, tmp_path: Path) -> None:
    """S15, P13: every acknowledged command is there once and in order, and every debt is met or handed on."""
    chance = random.Random(20261122)
    kills = [site.kill_desk, site.kill_database, site.kill_backend, site.kill_both]
    with under_load(site, tmp_path) as scribes:
        for n in range(ROUNDS):
            time.sleep(chance.uniform(*BETWEEN))
            kills[n % len(kills)]()
    assert sum(len(scribe.acknowledged()) for scribe in scribes) > 3 * SCRIBES
    for scribe in scribes:
        _judge(scribe)
    _wait_until_settled(site.database.url)
    audited = site.audit()
    assert audited.returncode == 0, audited.stdout + audited.stderr


def _judge(scribe: Scribe) -> None:
    """The book against a fresh read."""
    seen = [event for event in scribe.client.events() if event["kind"] == "visitor_wrote"]
    stored = [event["command"] for event in seen]
    assert len(stored) == len(set(stored)), "a command was stored twice"
    assert set(stored) <= set(scribe.sent), "something is stored that nobody sent"
    acknowledged = [command for command, _ in scribe.acknowledged()]
    assert [command for command in stored if command in set(acknowledged)] == acknowledged
    numbers = dict(scribe.acknowledged())
    for event in seen:
        if event["command"] in numbers:
            assert event["vseq"] <= numbers[event["command"]]


def _wait_until_settled(url: str) -> None:
    """No deadline passes unheard: what is owed is in the future, and no answer is missing."""
    until = time.monotonic() + SETTLED
    late = (
        "select count(*) from conversations where due_at < clock_timestamp() or assistant_due_at is not null"
    )
    while True:
        with psycopg.connect(url, autocommit=True) as admin:
            row = admin.execute(late).fetchone()
        if row == (0,):
            return
        assert time.monotonic() < until, f"{row} conversations are owed something that nobody does"
        time.sleep(0.5)
