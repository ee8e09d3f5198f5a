"""The PostgreSQL server that comes with Chatref: one per home, shared by every process that uses the home.

Each user holds a shared lock on the file `users`; one of them holds the lock on `supervisor`, starts the
server and starts it again when it dies. When the supervisor goes, another user takes over. The last user to
leave stops the server. Locks go with their process, so a killed one leaves nothing that anybody must clear
up; a server it left running is adopted by the next.
"""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import psycopg
from psycopg import sql

from chatref.database import postmaster
from chatref.database.cluster import DATABASE, Cluster, cluster_in
from chatref.database.postmaster import Postmaster
from chatref.errors import Unavailable

log = logging.getLogger(__name__)

READY_SECONDS = 120.0  # recovery of a large log after a crash takes its time
WATCH_SECONDS = 0.1
RETRY_SECONDS = 1.0


class EmbeddedServer:
    """Use it as a context manager: the server runs inside, and the address is `url`."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._leaving = threading.Event()
        self._postmaster: Postmaster | None = None
        self._supervising = False

    @property
    def url(self) -> str:
        return self._cluster.url()

    @property
    def pid(self) -> int | None:
        """Of the server's first process, as it is now."""
        found = postmaster.find(self._cluster)
        return found.pid if found else None

    def __enter__(self) -> Self:
        self._cluster = cluster_in(self._home)
        self._users = _open_lock(self._cluster, "users")
        self._supervisor = _open_lock(self._cluster, "supervisor")
        with ExitStack() as undone:
            undone.callback(self._leave)
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._wait_until_ready()
            undone.pop_all()
        self._watcher = threading.Thread(target=self._watch, name="chatref-postgres", daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        self._watcher.join()
        self._leave()

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while not (self._tend() and _has_database(self._cluster)):
            if time.monotonic() > until:
                raise Unavailable("The built-in database did not start in time.")
            time.sleep(postmaster.GLANCE_SECONDS)

    def _watch(self) -> None:
        while not self._leaving.wait(WATCH_SECONDS):
            try:
                self._tend()
            except (OSError, Unavailable) as problem:
                log.warning("the database could not be started and is tried again: %s", problem)
                self._leaving.wait(RETRY_SECONDS)

    def _tend(self) -> bool:
        """Whether the server is ready, after doing what is ours for it: supervise, adopt, start."""
        if not self._supervising:
            self._supervising = _try_lock(self._supervisor)
        if self._postmaster is None or not self._postmaster.alive():
            self._postmaster = postmaster.find(self._cluster)
        if self._postmaster is None and self._supervising:
            self._postmaster = postmaster.start(self._cluster)
            postmaster.wait_until_ready(self._postmaster, READY_SECONDS)
        return self._postmaster is not None and self._postmaster.ready()

    def _leave(self) -> None:
        """Who gets the users' lock alone is the last; newcomers wait for it until the server has stopped."""
        if _try_lock(self._users):
            running = self._postmaster or postmaster.find(self._cluster)
            if running is not None:
                running.stop()
        os.close(self._supervisor)
        os.close(self._users)


@contextmanager
def database_url(home: Path, configured: str | None) -> Iterator[str]:
    """The configured database, or the embedded server of this home for as long as the block runs."""
    if configured is not None:
        yield configured
        return
    with EmbeddedServer(home) as server:
        yield server.url


def _open_lock(cluster: Cluster, name: str) -> int:
    return os.open(cluster.folder / f"{name}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)


def _try_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _has_database(cluster: Cluster) -> bool:
    """Whether it answers, after making the database if nobody has. A dying server still looks ready."""
    try:
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            _create_database(connection)
    except psycopg.OperationalError as error:
        log.debug("the database does not answer yet: %s", error)
        return False
    return True


def _create_database(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
    if known is None:
        # Two first starts at once: the other one made it.
        with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
