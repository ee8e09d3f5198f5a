"""What an owner removes is gone with everything that was learned from it, also while it is being learned. P19."""

import asyncio
import logging
from typing import LiteralString

import pytest

from chatref.database.pool import Database
from chatref.errors import NotFound
from chatref.knowledge import store
from chatref.knowledge.background import Background
from chatref.knowledge.embed import Embedder
from chatref.knowledge.learn import Learner
from tests.cast import Foundry
from tests.knowledge.site import Site, serve
from tests.knowledge.test_learning import LICENCES, REFUNDS, found, learned
from tests.knowledge.test_resuming import added, endless

LEFT: LiteralString = """
    select (select count(*) from documents) + (select count(*) from passages) + (select count(*) from failed_pages)
"""


async def removed(database: Database, workspace: str, source: str) -> None:
    async with database.workspace(workspace) as connection:
        await store.remove_source(connection, workspace, source)


async def counted(database: Database, workspace: str, query: LiteralString) -> int:
    async with database.workspace(workspace) as connection:
        row = await (await connection.execute(query)).fetchone()
    assert row
    return int(row[0])


async def test_a_removed_source_answers_nothing_and_the_others_stay(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    site.put("/", "Refunds", REFUNDS)
    with serve() as other:
        other.put("/", "Licences", LICENCES)
        kept = await learned(database, embedder, foundry.workspace, other.at("/"), other.host)
    gone = await learned(database, embedder, foundry.workspace, site.at("/"), site.host)
    await removed(database, foundry.workspace, gone.id)
    hits = (await found(database, embedder, foundry.workspace, "Can I have my money back?")).hits
    assert {hit.address for hit in hits} == {kept.address}
    assert await counted(database, foundry.workspace, "select passages from term_counts where term = 0") == 1
    with pytest.raises(NotFound):
        await removed(database, foundry.workspace, gone.id)


async def test_a_source_removed_while_it_is_learned_leaves_nothing_and_no_alarm(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    endless(site)
    source = await added(database, foundry.workspace, site.at("/"), site.host)
    with caplog.at_level(logging.WARNING):
        async with Background(database, Learner(database, embedder)) as background, asyncio.timeout(60):
            background.start(foundry.workspace, source)
            while not await counted(database, foundry.workspace, "select count(*) from passages"):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            await removed(database, foundry.workspace, source)
            while any(task.get_name() == f"learn {source}" for task in asyncio.all_tasks()):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    assert await counted(database, foundry.workspace, LEFT) == 0
    assert caplog.records == []


async def test_two_sources_removed_at_once_are_both_gone(database: Database, foundry: Foundry) -> None:
    names = [f"https://{letter}.example/" for letter in "abcdefgh"]
    for_all = [await added(database, foundry.workspace, name) for name in names]
    await asyncio.gather(*(removed(database, foundry.workspace, source) for source in for_all))
    assert await counted(database, foundry.workspace, "select count(*) from sources") == 0
