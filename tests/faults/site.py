"""A desk in two processes, and every way to kill a part of it."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from tests.cast import Foundry, foundry_at
from tests.running import Running, free_port, start
from tests.serving.desks import eventually

GONE = 60.0  # seconds in which who lost its parent ends


@dataclass
class Site:
    """A home with its embedded database, the cast in it, and the desk that runs now."""

    home: Path
    port: int
    database: EmbeddedServer
    foundry: Foundry
    desk: Running

    def start(self) -> None:
        self.desk = start(self.home, None, "--workers", "2", port=self.port)

    def kill_desk(self) -> None:
        """The one that made the others: they must leave by themselves, and give the port back."""
        _hold(self.desk.process.pid)  # or it makes another after we have looked
        children = self.desk.workers()
        self.desk.kill()
        _wait_until_gone(children)
        self.start()

    def kill_child(self) -> None:
        """One of the two, each web and worker in one; the other goes on, and who started them makes another."""
        children = self.desk.workers()
        if children:
            _kill(random.choice(children))

    def kill_database(self) -> None:
        """The first process of the server; it comes back by itself, under the running desk."""
        pid = self.database.pid
        if pid is not None:
            _kill(pid)

    def kill_backend(self) -> None:
        """One connection's process: PostgreSQL then ends all the others and recovers."""
        find = "select pid from pg_stat_activity where application_name = 'chatref' limit 1"
        # While it recovers there is no connection to kill.
        with suppress(psycopg.OperationalError), psycopg.connect(self.database.url, autocommit=True) as admin:
            found = admin.execute(find).fetchone()
            if found is not None:
                _kill(found[0])

    def kill_both(self) -> None:
        self.kill_database()
        self.kill_desk()

    def audit(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "chatref", "audit"],
            env={**os.environ, "CHATREF_HOME": str(self.home)},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip


def _kill(process: int) -> None:
    """Which may have ended since we looked."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _hold(process: int) -> None:
    os.kill(process, signal.SIGSTOP)
    eventually(lambda: psutil.Process(process).status() == psutil.STATUS_STOPPED)


def _wait_until_gone(processes: list[int]) -> None:
    until = time.monotonic() + GONE
    while any(psutil.pid_exists(each) for each in processes):
        assert time.monotonic() < until, "a process outlives the one that made it"
        time.sleep(0.05)


@contextmanager
def opened(home: Path) -> Iterator[Site]:
    with EmbeddedServer(home) as database:
        migrate(database.url)
        foundry = asyncio.run(foundry_at(database.url))
        port = free_port()
        made = Site(home, port, database, foundry, start(home, None, "--workers", "2", port=port))
        try:
            yield made
        finally:
            made.desk.kill()
