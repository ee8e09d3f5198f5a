"""Learning outlives its process: whatever ends the desk, the source is learned to its end afterwards (F42, F43)."""

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psycopg
import pytest

from chatref.database.cluster import cluster_in
from chatref.database.embedded import database_url
from chatref.database.pool import Database
from chatref.knowledge import store
from tests.clients import PATIENCE
from tests.knowledge.site import Site, serve
from tests.serving.desks import Desk, Shop, desk, eventually, set_up

PAGES = 30
KEPT_BACK = 4  # fewer than are asked for at once, and not among the first that are looked at together
GOES_ON_WITHIN = 90.0  # seconds
SILENCE = "25 seconds"  # a learner that has not been heard of for twenty counts as dead


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        running.put("/", "Fonts", "All families.", links=tuple(f"/{number}" for number in range(PAGES)))
        for number in range(PAGES):
            said = [
                f"Family {number} has style {n}, drawn in {1900 + n} for printer {number}. " * 9
                for n in range(4)
            ]
            running.put(f"/{number}", f"Family {number}", *said)
        running.held |= {f"/{number}" for number in range(PAGES - KEPT_BACK, PAGES)}
        yield running


def _begin(shop: Shop, site: Site) -> None:
    wanted = {"address": site.at("/"), "allow_private": True}
    shop.owner.post("/api/admin/sources", json=wanted).raise_for_status()


def _source(owner: httpx.Client) -> dict[str, Any]:
    [source] = owner.get("/api/admin/sources").raise_for_status().json()["sources"]
    return dict(source)


def _half_learned(shop: Shop, site: Site) -> None:
    """However late we look: the site keeps its last pages back until they are let go."""
    _begin(shop, site)
    eventually(lambda: _source(shop.owner)["learned"] >= PAGES // 6)
    assert _source(shop.owner)["state"] == "learning"


def _silence(home: Path) -> None:
    """The time passes in which nothing is heard of who learned, now that they are dead."""
    with psycopg.connect(cluster_in(home).url(), autocommit=True) as connection:
        late = "update sources set alive_at = alive_at - %s::interval where state = 'learning'"
        assert connection.execute(late, [SILENCE]).rowcount == 1


def _let_go(home: Path) -> bool:
    """Whether its learner said that it goes: whoever comes next need not wait for a silence."""
    with database_url(home, None) as url, psycopg.connect(url) as connection:
        return connection.execute("select alive_at = '-infinity' from sources").fetchone() == (True,)


def _at(opened: Desk, owner: httpx.Client) -> httpx.Client:
    """The same browser at another address of the same desk."""
    return httpx.Client(
        base_url=opened.base, headers={"X-Chatref": "1"}, cookies=owner.cookies, timeout=PATIENCE
    )


def _learned_once(home: Path, site: Site, owner: httpx.Client) -> None:
    eventually(lambda: _source(owner)["state"] != "learning", GOES_ON_WITHIN)
    source = _source(owner)
    assert (source["state"], source["learned"], source["failed"]) == ("learned", PAGES + 1, 0), source["text"]
    documents, passages, embedded = asyncio.run(_stored(cluster_in(home).url(), owner, source["id"]))
    assert documents == {site.at("/"): 1} | {site.at(f"/{number}"): 1 for number in range(PAGES)}
    assert set(passages.values()) == {1}
    assert embedded < len(passages), "what was learned before was learned again"


async def _stored(
    url: str, owner: httpx.Client, source: str
) -> tuple[Counter[str], Counter[tuple[str, str]], int]:
    """How often each page and each passage is there, and how many passages the last run embedded."""
    database = await Database.open(url, size=1)
    try:
        workspace = owner.get("/api/inbox/me").json()["workspace"]["id"]
        async with database.workspace(workspace) as connection:
            rows = await (await connection.execute("select address from documents")).fetchall()
            found = await connection.execute(
                "select d.address, p.text from passages p join documents d on d.id = p.document"
            )
            passages = Counter((address, text) for address, text in await found.fetchall())
            return (
                Counter(row[0] for row in rows),
                passages,
                (await store.source(connection, source)).progress.embedded,
            )
    finally:
        await database.close()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_crawl_goes_on_by_itself_after_the_desk_was_ended(
    home: Path, site: Site, number: signal.Signals
) -> None:
    """F42: nobody has to see that it stopped. Told to go, a learner is followed at once; killed, after its silence."""
    with desk(home) as opened:
        shop = set_up(opened)
        _half_learned(shop, site)
        opened.process.send_signal(number)
        opened.process.wait(60)
    assert _let_go(home) == (number == signal.SIGTERM)
    with desk(home) as opened:
        owner = _at(opened, shop.owner)
        assert _source(owner)["state"] == "learning"
        if number == signal.SIGKILL:
            _silence(home)
        site.let_go.set()
        _learned_once(home, site, owner)


def test_a_crawl_goes_on_in_another_process_of_the_same_home(home: Path, site: Site) -> None:
    with desk(home) as first, desk(home) as second:
        shop = set_up(first)
        _half_learned(shop, site)
        first.process.kill()
        first.process.wait(60)
        _silence(home)
        site.let_go.set()
        _learned_once(home, site, _at(second, shop.owner))
