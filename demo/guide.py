"""What a new owner would do next, through the same doors: sign in, and give the address to learn from."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import httpx2 as httpx

from demo.setup import Furnished
from demo.talk import talk

UP_SECONDS = 60.0
# A learner that was killed counts as dead after a minute; then the address is given once more.
ATTEMPTS = 3
ATTEMPT_SECONDS = 70.0
STOPPING_SECONDS = 10.0
HEADERS = {"X-Chatref": "1"}


@contextmanager
def guided(base_url: str, furnished: Furnished, visitors: int) -> Iterator[None]:
    """Greets whoever started the demo, and lets the visitors talk, in a thread for as long as the block runs."""
    loop = asyncio.new_event_loop()
    guiding = loop.create_task(_guide(base_url, furnished, visitors))
    thread = Thread(target=_until_done, args=(loop, guiding), name="demo-guide")
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(guiding.cancel)
        thread.join()
        loop.close()


def _until_done(loop: asyncio.AbstractEventLoop, guiding: asyncio.Task[None]) -> None:
    loop.run_until_complete(asyncio.wait([guiding]))
    if not guiding.cancelled() and (error := guiding.exception()):
        print(f"The demo goes on without its guide: {error!r}", flush=True)


async def _guide(base_url: str, furnished: Furnished, visitors: int) -> None:
    try:
        async with httpx.AsyncClient(base_url=base_url, headers=HEADERS, timeout=30, trust_env=False) as desk:
            await _wait_until_up(desk)
            print(_welcome(base_url, furnished), flush=True)
            await _sign_in(desk, furnished)
            learned = await _learn(desk, f"{furnished.shop}/help")
            # Else the owner finds a stranger's browser where they are signed in.
            (await desk.post("/api/inbox/sign-out")).raise_for_status()
            print(learned, flush=True)
    except httpx.HTTPError:
        # A desk that is being stopped looks like this, too; then this sleep is cancelled.
        await asyncio.sleep(STOPPING_SECONDS)
        raise
    if visitors:
        await talk(base_url, furnished.site_key, furnished.shop, visitors)


async def _wait_until_up(desk: httpx.AsyncClient) -> None:
    async with asyncio.timeout(UP_SECONDS):
        while True:
            if await _is_up(desk):
                return
            await asyncio.sleep(0.1)


async def _is_up(desk: httpx.AsyncClient) -> bool:
    try:
        return (await desk.get("/healthz")).is_success
    except httpx.TransportError:
        return False


async def _sign_in(desk: httpx.AsyncClient, furnished: Furnished) -> None:
    who = {"email": furnished.owner, "password": furnished.password}
    (await desk.post("/api/inbox/sign-in", json=who)).raise_for_status()


async def _learn(desk: httpx.AsyncClient, address: str) -> str:
    """What came of it, in a sentence."""
    for _ in range(ATTEMPTS):
        wanted = {"address": address, "allow_private": True}
        made = (await desk.post("/api/admin/sources", json=wanted)).raise_for_status().json()
        source = await _when_read(desk, made["source"])
        if source["state"] == "learned":
            pages = source["learned"]
            return f"The assistant has read {pages} pages of the help centre. Ask it something."
        if source["state"] != "learning":
            return f"The help centre could not be read: {source['text']}"
    return "The help centre is still being read; the owner's page shows how far it is."


async def _when_read(desk: httpx.AsyncClient, wanted: str) -> dict[str, Any]:
    """The source once nothing more happens to it, or as it is after a while."""
    until = asyncio.get_running_loop().time() + ATTEMPT_SECONDS
    while True:
        sources = (await desk.get("/api/admin/sources")).raise_for_status().json()["sources"]
        source: dict[str, Any] = next(each for each in sources if each["id"] == wanted)
        over = asyncio.get_running_loop().time() > until
        if over or source["state"] not in {"new", "learning"}:
            return source
        await asyncio.sleep(0.5)


def _welcome(base: str, furnished: Furnished) -> str:
    return f"""
  The shop      {furnished.shop}          a visitor's view: ask the assistant something
  The inbox     {base}/inbox    the team's view
  The start     {base}/settings/start    the owner's first run

  Sign in as    {furnished.owner}    (owner)       password  {furnished.password}
           or   {furnished.teammate}     (teammate)    the same

  Try: in the shop, ask "Is the desktop licence enough for my website?", then "I'd like to talk to a person".
  In the inbox, press T to take over, write, send with Ctrl+Enter; Esc, then E, resolves. Ctrl-C ends everything.
"""
