"""One of the desk's server processes, with everything of the product in it but the time.

python -m week.process LISTENING_FD CONDUCTOR_FD PORT HOME TEXTS     (the database's address in DATABASE_URL)
"""

import asyncio
import logging
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from chatref.app import application, open_rooms
from chatref.serve import LARGEST_FRAME
from chatref.settings import Settings
from chatref.web.patience import ImpatientProtocol
from week.known import Known
from week.simulated import Obeying, SimulatedLoop

FOR_EVER = 10**8


class Server(uvicorn.Server):
    async def main_loop(self) -> None:
        """Without looking ten times a second whether it is to end: it is killed."""
        await asyncio.Event().wait()


async def serve(listening: socket.socket, settings: Settings, texts: Path) -> None:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_rooms(settings, os.environ["DATABASE_URL"], Known(settings.home, texts)) as rooms:
            app.state.rooms = rooms
            yield

    config = uvicorn.Config(
        application(settings, lifespan),
        ws="websockets-sansio",
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        http=ImpatientProtocol,
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=FOR_EVER,
    )
    await Server(config).serve([listening])


def main(listening: str, conductor: str, port: str, home: str, texts: str) -> None:
    logging.basicConfig(level=logging.WARNING)
    settings = Settings(Path(home), port=int(port), trusted_proxies=(ip_network("127.0.0.0/8"),))
    obeying = Obeying(socket.socket(fileno=int(conductor)))
    with asyncio.Runner(loop_factory=lambda: SimulatedLoop(obeying)) as runner:
        runner.run(serve(socket.socket(fileno=int(listening)), settings, Path(texts)))


if __name__ == "__main__":
    main(*sys.argv[1:])
