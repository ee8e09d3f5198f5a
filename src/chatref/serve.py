"""Running the desk: a port, a database, and as many server processes as were asked for."""

import asyncio
import os
import socket
from contextlib import closing
from dataclasses import replace

import uvicorn
from uvicorn.supervisors import Multiprocess

from chatref.accounts import setup
from chatref.database.embedded import database_url
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.errors import Misconfigured
from chatref.settings import Settings

PORTS_TRIED = 50
LARGEST_FRAME = 16 * 1024
BACKLOG = 4096
STOP_SECONDS = 5


def serve(settings: Settings) -> int:
    """Until it is stopped. Says where the desk is, and on an empty home how to begin."""
    with closing(listen(settings)) as listening:
        here = replace(settings, port=listening.getsockname()[1])
        with database_url(here.home, here.database_url) as url:
            migrate(url)
            print(_welcome(here, settings.port, asyncio.run(first_link(url))), flush=True)
            run_server(here, listening)
    return 0


def listen(settings: Settings) -> socket.socket:
    """The wished port or, if it is taken, the next free one."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    for port in range(settings.port, min(settings.port + PORTS_TRIED, 65536)):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, port))
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            continue
        listening.set_inheritable(True)
        return listening
    raise Misconfigured("CHATREF_PORT", f"no port from {settings.port} on is free on {settings.host}.")


def run_server(settings: Settings, listening: socket.socket) -> None:
    """In this process, or in `settings.workers` children that share the port.

    They read their settings from the environment, and must agree on what was chosen here.
    """
    os.environ.update(_chosen(settings))
    config = uvicorn.Config(
        "chatref.app:from_environment",
        factory=True,
        workers=settings.workers,
        ws="websockets-sansio",
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    if settings.workers > 1:
        Multiprocess(config, [listening]).run()
    else:
        uvicorn.Server(config).run([listening])


async def first_link(url: str) -> str | None:
    """The token with which the first owner sets the desk up; None once there is one."""
    database = await Database.open(url, size=1)
    try:
        return await setup.first_link(database) if await setup.needs_setup(database) else None
    finally:
        await database.close()


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
        lines.append(f"(port {wished} is taken)")
    if token is not None:
        link = f"  {settings.base_url}/setup#{token}"
        lines += ["", "Nobody owns this desk yet. Within a day, open this link once:", link]
    return "\n".join(lines)
