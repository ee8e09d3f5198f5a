"""`make run`: the desk and the shop side by side, the shop's help centre learned over HTTP."""

import asyncio
import socket
import time
from contextlib import closing
from dataclasses import replace
from threading import Thread
from typing import Any

import httpx2 as httpx

from chatref.database.embedded import database_url
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.serve import listen, run_server
from chatref.settings import Settings
from demo import site
from demo.setup import Furnished, furnish

SHOP_PORT = 8400
PATIENCE = 120.0  # seconds
HEADERS = {"X-Chatref": "1"}


def run(settings: Settings, *, visitors: int = 0) -> int:
    """Until it is stopped. `visitors` scripted visitors talk to the desk meanwhile."""
    with closing(listen(settings)) as listening, closing(_listen_for_shop()) as shop_listening:
        here = replace(settings, port=listening.getsockname()[1])
        shop = f"http://127.0.0.1:{shop_listening.getsockname()[1]}"
        with database_url(here.home, here.database_url) as url:
            migrate(url)
            furnished = asyncio.run(_furnish(here, url, shop))
            with site.served(shop_listening, site.Widget(here.base_url, furnished.site_key)):
                guide = Thread(target=_guide, args=(here, shop, furnished, visitors), daemon=True)
                guide.start()
                run_server(here, listening)
    return 0


async def _furnish(settings: Settings, url: str, shop: str) -> Furnished:
    database = await Database.open(url, size=2)
    try:
        return await furnish(database, settings.home, shop)
    finally:
        await database.close()


def _listen_for_shop() -> socket.socket:
    """The usual port, so that links stay good from one start to the next; any other if it is taken."""
    try:
        return socket.create_server(("127.0.0.1", SHOP_PORT))
    except OSError:
        return socket.create_server(("127.0.0.1", 0))


def _guide(settings: Settings, shop: str, furnished: Furnished, visitors: int) -> None:
    """What a new owner would do next, through the same doors: sign in, and give the address to learn from."""
    with httpx.Client(base_url=settings.base_url, headers=HEADERS, timeout=30) as desk:
        _wait_until_up(desk)
        print(_welcome(settings, shop, furnished), flush=True)
        desk.post(
            "/api/inbox/sign-in", json={"email": furnished.owner, "password": furnished.password}
        ).raise_for_status()
        wanted = {"address": f"{shop}/help", "allow_private": True}
        desk.post("/api/admin/sources", json=wanted).raise_for_status()
        print(_learned(desk), flush=True)
    if visitors:
        from demo.talk import talk

        asyncio.run(talk(settings.base_url, furnished.site_key, shop, visitors))


def _wait_until_up(desk: httpx.Client) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            desk.get("/healthz").raise_for_status()
            return
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _learned(desk: httpx.Client) -> str:
    until = time.monotonic() + PATIENCE
    while (source := _source(desk))["state"] in {"new", "learning"}:
        if time.monotonic() > until:
            return "The help centre is still being read; the owner's page shows how far it is."
        time.sleep(0.5)
    if source["state"] == "learned":
        return f"The assistant has read {source['learned']} pages of the help centre. Ask it something."
    return f"The help centre could not be read: {source['text']}"


def _source(desk: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = desk.get("/api/admin/sources").raise_for_status().json()["sources"][0]
    return found


def _welcome(settings: Settings, shop: str, furnished: Furnished) -> str:
    base = settings.base_url
    return f"""
  The shop      {shop}          a visitor's view: ask the assistant something
  The inbox     {base}/inbox    the team's view
  The start     {base}/settings/start    the owner's first run

  Sign in as    {furnished.owner}    (owner)       password  {furnished.password}
           or   {furnished.teammate}     (teammate)    the same

  Try: in the shop, ask "Is the desktop licence enough for my website?", then "I'd like to talk to a person".
  In the inbox, press T to take over, write, and resolve with E. Ctrl-C ends everything.
"""
