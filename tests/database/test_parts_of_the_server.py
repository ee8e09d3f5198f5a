"""The embedded server is several processes, and any of them may die."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from chatref.database.embedded import EmbeddedServer
from tests.serving.desks import eventually

A_CONNECTION = "a connection"


def test_after_kill_9_of_any_process_of_the_server_it_answers_again(home: Path) -> None:
    """Its writers, its vacuum, and the process of a connection: the server begins anew, and lost nothing."""
    with EmbeddedServer(home) as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("create table kept as select 7 as seven")
        kinds = set(_parts(server.pid or 0))
        assert any("checkpointer" in kind for kind in kinds)
        for kind in sorted(kinds | {A_CONNECTION}):
            with psycopg.connect(server.url, autocommit=True) as witness:
                mine = witness.info.backend_pid
                os.kill(_parts(server.pid or 0).get(kind, mine), signal.SIGKILL)
                eventually(lambda pid=mine: not _alive(pid))
            eventually(lambda: _kept(server.url) == 7)


def _parts(server: int) -> dict[str, int]:
    """The processes that the server made for itself, by what they do. Those of connections come and go meanwhile."""
    named = {}
    for child in psutil.Process(server).children():
        with suppress(psutil.NoSuchProcess):
            named[" ".join(child.cmdline()).removeprefix("postgres: ").strip()] = child.pid
    return {name: pid for name, pid in named.items() if not name.startswith("chatref ")}


def _alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _kept(url: str) -> int | None:
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute("select seven from kept").fetchone()
    except psycopg.OperationalError:
        return None
    return row[0] if row else None
