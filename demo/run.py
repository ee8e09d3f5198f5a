"""`make run`: the desk and the shop side by side, the shop's help centre learned over HTTP."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from chatref.database.embedded import database_url
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.serve import listen, run_server
from chatref.settings import Settings
from demo import site
from demo.guide import guided
from demo.setup import Furnished, colour, furnish, recall

SHOP_PORT = 8400
PORTS_TRIED = 50


def run(settings: Settings, *, visitors: int = 0) -> int:
    """Until it is stopped. `visitors` scripted visitors talk to the desk meanwhile."""
    with closing(listen(settings)) as listening, _shop_door(settings.home) as shop_listening:
        here = replace(settings, port=listening.getsockname()[1])
        shop = f"http://127.0.0.1:{shop_listening.getsockname()[1]}"
        with database_url(here.home, here.database_url) as url:
            migrate(url)
            furnished = asyncio.run(_furnish(here, url, shop))
            widget = site.Widget(here.base_url, furnished.site_key, colour())
            with site.served(shop_listening, widget), guided(here.base_url, furnished, visitors):
                run_server(here, listening)
    return 0


async def _furnish(settings: Settings, url: str, shop: str) -> Furnished:
    database = await Database.open(url, size=2)
    try:
        return await furnish(database, settings.home, shop)
    finally:
        await database.close()


@contextmanager
def _shop_door(home: Path) -> Iterator[socket.socket]:
    """Where the shop was before, so that what was learned there still leads somewhere; else the next free port."""
    before = recall(home)
    usual = before and urlsplit(before.shop).port
    wished = usual or SHOP_PORT
    with closing(_first_free([wished, *range(SHOP_PORT, SHOP_PORT + PORTS_TRIED), 0])) as listening:
        yield listening


def _first_free(ports: list[int]) -> socket.socket:
    *ports, last = ports
    for port in ports:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            continue
    return socket.create_server(("127.0.0.1", last))
