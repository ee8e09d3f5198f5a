"""Running the desk: a port, a database, and as many server processes as were asked for."""

import asyncio
import errno
import gc
import os
import resource
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from chatref import stops
from chatref.accounts import setup
from chatref.database.embedded import database_url
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.errors import Misconfigured, Unavailable
from chatref.settings import Settings
from chatref.web.limits import MOST_SOCKETS
from chatref.web.patience import ImpatientProtocol

if TYPE_CHECKING:
    from fastapi import FastAPI

PORTS_TRIED = 50
LARGEST_FRAME = 16 * 1024
BACKLOG = 4096
MOST_CONNECTIONS = MOST_SOCKETS + 5_000  # of one process; further ones are told to come back
MOST_FILES = 65_536  # each socket is one
STOP_SECONDS = 5
LEAVE_SECONDS = 15.0  # for a child: STOP_SECONDS, and what its rooms need to close

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve(settings: Settings) -> int:
    """Until it is stopped. Says where the desk is, and on an empty home how to begin."""
    if settings.model is not None:
        _require(settings.model)
    with closing(listen(settings)) as listening:
        here = replace(settings, port=listening.getsockname()[1])
        with database_url(here.home, here.database_url) as url:
            migrate(url)
            print(_welcome(here, settings.port, asyncio.run(first_link(url))), flush=True)
            stops.look()
            with _address_known(here):
                run_server(here, listening)
    return 0


def _require(model: str) -> None:
    from chatref.assistant.provider import require  # brings the providers' clients along

    require(model)


def listen(settings: Settings) -> socket.socket:
    """The wished port or, if it is taken, the next free one."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    for port in range(settings.port, min(settings.port + PORTS_TRIED, 65536)):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, port))
            listening.listen(BACKLOG)
        except OSError as problem:
            listening.close()
            if problem.errno == errno.EADDRINUSE:
                continue
            raise _not_ours(settings.host, port, problem) from None
        listening.set_inheritable(True)
        return listening
    raise Misconfigured("CHATREF_PORT", f"no port from {settings.port} on is free on {settings.host}.")


def _not_ours(host: str, port: int, problem: OSError) -> Misconfigured:
    if problem.errno == errno.EACCES:
        return Misconfigured("CHATREF_PORT", f"this account may not use port {port}; take one above 1023.")
    return Misconfigured("CHATREF_HOST", f"{host} is no address of this machine.")


def run_server(settings: Settings, listening: socket.socket) -> None:
    """In this process, or in `settings.workers` children that share the port. Returns when asked to stop.

    They read their settings from the environment, and must agree on what was chosen here.
    """
    os.environ.update(_chosen(settings))
    _allow_many_files()
    config = uvicorn.Config(
        "chatref.serve:loaded",
        factory=True,
        workers=settings.workers,
        ws="websockets-sansio",
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        loop="uvloop",
        http=ImpatientProtocol,
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    with suppress(KeyboardInterrupt), _leaving_undisturbed():
        if settings.workers > 1:
            _Workers(config, [listening]).run()
        else:
            _Server(config).run([listening])


def loaded() -> "FastAPI":
    """What each server process runs. What is loaded is never garbage: to look for it takes a tenth of the start."""
    gc.disable()
    from chatref.app import from_environment  # the parent of several needs none of it

    return from_environment()


class _Server(uvicorn.Server):
    """Who asks again and again is not let out earlier: rooms left open would keep the database running."""

    def handle_exit(self, _: int, __: FrameType | None) -> None:
        self.should_exit = True


class _Workers(Multiprocess):
    """Replaces a child that died. A closed terminal stops it, and no child can keep it from stopping."""

    def run(self) -> None:
        super().run()
        if any(child.exitcode == STARTUP_FAILURE for child in self.processes):
            raise Unavailable("A server process could not start; what it says stands above.")

    def handle_hup(self) -> None:
        self.handle_term()

    def join_all(self) -> None:
        until = time.monotonic() + LEAVE_SECONDS
        for child in self.processes:
            child.process.join(max(0.0, until - time.monotonic()))
            if child.process.is_alive():
                child.process.kill()
                child.process.join()


@contextmanager
def _leaving_undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not end us before the database has stopped: it would go on without anybody."""
    try:
        yield
    finally:
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)


@contextmanager
def _address_known(settings: Settings) -> Iterator[None]:
    """`chatref owner reset` prints a link to where the desk is now, whatever its own settings say."""
    file = address_file(settings.home)
    file.write_text(settings.base_url)
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            if file.read_text() == settings.base_url:
                file.unlink()


def address_file(home: Path) -> Path:
    return home / "address"


async def first_link(url: str) -> str | None:
    """The token with which the first owner sets the desk up; None once there is one."""
    database = await Database.open(url, size=1)
    try:
        return await setup.first_link(database) if await setup.needs_setup(database) else None
    finally:
        await database.close()


def _allow_many_files() -> None:
    """The usual 1,024 would be used up by a thousand visitors."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _chosen(settings: Settings) -> dict[str, str]:
    return {
        "CHATREF_HOME": str(settings.home),
        "CHATREF_HOST": settings.host,
        "CHATREF_PORT": str(settings.port),
        "CHATREF_WORKERS": str(settings.workers),
    }


def _welcome(settings: Settings, wished: int, token: str | None) -> str:
    lines = [f"Chatref is at {settings.base_url}"]
    if settings.port != wished:
        lines.append(f"Port {wished} is taken, so it listens on port {settings.port}.")
    if token is not None:
        link = f"  {settings.base_url}/setup#{token}"
        lines += ["", "Nobody owns this desk yet. Within a day, open this link once:", link]
    return "\n".join(lines)
