"""A run whose learner died is taken up by one other, and what kills every learner is given up. F42."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.background import Background
from chatref.knowledge.content import Orders, Progress, SourceKind, SourceState
from chatref.knowledge.embed import Embedder
from chatref.knowledge.learn import Learner
from tests.cast import Foundry
from tests.knowledge.conftest import seen
from tests.knowledge.site import Site

FIRST, SECOND = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


async def added(database: Database, workspace: str, address: str, *hosts: str) -> str:
    async with database.workspace(workspace) as connection:
        return await store.add_source(connection, workspace, SourceKind.WEBSITE, address, allowed_hosts=hosts)


async def begins(
    database: Database, workspace: str, source: str, learner: str, *, resumed: bool = False
) -> bool:
    async with database.workspace(workspace) as connection:
        return await store.begin_learning(connection, source, learner, resumed=resumed)


async def falls_silent(database: Database, workspace: str, source: str) -> None:
    async with database.workspace(workspace) as connection:
        await connection.execute(
            "update sources set alive_at = alive_at - interval '21 seconds' where id = %s", [source]
        )


async def left_behind(database: Database) -> list[tuple[str, str]]:
    async with database.system() as connection:
        return await store.abandoned(connection, 10)


async def test_only_one_learner_follows_and_the_silent_one_is_told_to_leave(
    database: Database, foundry: Foundry
) -> None:
    source = await added(database, foundry.workspace, "https://a.example/")
    assert not await begins(database, foundry.workspace, source, FIRST, resumed=True)  # nobody began it
    assert await begins(database, foundry.workspace, source, FIRST)
    assert await left_behind(database) == []
    assert not await begins(database, foundry.workspace, source, SECOND, resumed=True)
    await falls_silent(database, foundry.workspace, source)
    assert await left_behind(database) == [(foundry.workspace, source)]
    assert await begins(database, foundry.workspace, source, SECOND, resumed=True)
    assert not await begins(database, foundry.workspace, source, FIRST, resumed=True)
    async with database.workspace(foundry.workspace) as connection:
        assert await store.report(connection, source, FIRST, Progress()) is Orders.LEAVE
        assert await store.report(connection, source, SECOND, Progress(found=3)) is Orders.GO_ON
        await store.finish_learning(connection, source, FIRST, SourceState.FAILED, "late", None)
    assert (await seen(database, foundry.workspace, source)).state is SourceState.LEARNING


async def test_what_kills_every_learner_is_given_up_and_can_be_asked_for_again(
    database: Database, foundry: Foundry
) -> None:
    source = await added(database, foundry.workspace, "https://a.example/")
    assert await begins(database, foundry.workspace, source, FIRST)
    for _ in range(3):
        await falls_silent(database, foundry.workspace, source)
        assert (await seen(database, foundry.workspace, source)).state is SourceState.LEARNING
        assert await begins(database, foundry.workspace, source, FIRST, resumed=True)
    await falls_silent(database, foundry.workspace, source)
    assert await left_behind(database) == []
    given_up = await seen(database, foundry.workspace, source)
    assert given_up.state is SourceState.FAILED
    assert given_up.reason == "Learning was interrupted again and again. Please start it again."
    assert await begins(database, foundry.workspace, source, FIRST)


async def test_a_desk_that_is_restarted_often_gives_nothing_up(database: Database, foundry: Foundry) -> None:
    source = await added(database, foundry.workspace, "https://a.example/")
    assert await begins(database, foundry.workspace, source, FIRST)
    for _ in range(5):
        async with database.workspace(foundry.workspace) as connection:
            await store.let_go(connection, source, FIRST)
        assert await left_behind(database) == [(foundry.workspace, source)]
        assert await begins(database, foundry.workspace, source, FIRST, resumed=True)


async def test_a_stop_that_nobody_heard_is_heard_by_who_goes_on(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    endless(site)
    source = await added(database, foundry.workspace, site.at("/"), site.host)
    assert await begins(database, foundry.workspace, source, FIRST)
    async with database.workspace(foundry.workspace) as connection:
        await store.ask_to_stop(connection, source)
    await falls_silent(database, foundry.workspace, source)
    async with learning(database, embedder), asyncio.timeout(60):
        while (await seen(database, foundry.workspace, source)).state is SourceState.LEARNING:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    assert (await seen(database, foundry.workspace, source)).state is SourceState.STOPPED


async def test_two_processes_that_find_the_same_source_learn_it_once(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    site.put("/", "Fonts", "All families.", links=tuple(f"/{number}" for number in range(12)))
    for number in range(12):
        site.put(f"/{number}", f"Family {number}", f"Family {number} costs {number + 20} euros.")
    source = await added(database, foundry.workspace, site.at("/"), site.host)
    assert await begins(database, foundry.workspace, source, FIRST)
    await falls_silent(database, foundry.workspace, source)
    async with learning(database, embedder), learning(database, embedder), asyncio.timeout(60):
        while (await seen(database, foundry.workspace, source)).state is SourceState.LEARNING:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    found = await seen(database, foundry.workspace, source)
    assert (found.state, found.progress.learned, found.progress.embedded) == (SourceState.LEARNED, 13, 13)
    assert {site.asked[f"/{number}"] for number in range(12)} == {1}


def endless(site: Site) -> None:
    site.put("/", "Calendar", "All days.", links=("/0",))
    for number in range(2000):
        site.put(f"/{number}", f"Day {number}", f"It is day {number}. " * 40, links=(f"/{number + 1}",))


@asynccontextmanager
async def learning(database: Database, embedder: Embedder) -> AsyncIterator[None]:
    async with Background(database, Learner(database, embedder)):
        yield
