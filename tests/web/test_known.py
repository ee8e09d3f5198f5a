"""Who writes with which secret is remembered; that somebody was blocked reaches every process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from chatref.database.pool import Database
from chatref.errors import Forbidden
from chatref.live.hub import Hub
from chatref.visitors import identity, profile
from chatref.web.known import Visitors
from tests.cast import Foundry
from tests.desk.acts import new

SOON = 20.0  # seconds; less than a secret is remembered


@asynccontextmanager
async def process(database: Database) -> AsyncIterator[tuple[Hub, Visitors]]:
    async with Hub(database, new()) as hub:
        visitors = Visitors(database)
        hub.when_cut(visitors.forget)
        yield hub, visitors


async def _token(database: Database, foundry: Foundry) -> tuple[str, str]:
    async with database.workspace(foundry.workspace) as connection:
        return await identity.meet(connection, foundry.site.id)


async def _going_on(visitors: Visitors, token: str) -> None:
    for _ in range(1_000):
        await visitors.known(token)
        await asyncio.sleep(0.02)


async def test_a_block_in_one_process_holds_in_another(database: Database, foundry: Foundry) -> None:
    """Abuse: whoever is blocked writes nowhere any more, though each process remembers who they are."""
    visitor, token = await _token(database, foundry)
    async with process(database) as (here, _), process(database) as (_, there):
        await asyncio.sleep(0.3)  # both listen
        assert await there.known(token)
        async with database.workspace(foundry.workspace) as connection:
            await profile.block(connection, visitor, foundry.tess.id)
        here.cut(foundry.workspace, visitor)
        with pytest.raises(Forbidden):
            await asyncio.wait_for(_going_on(there, token), SOON)
        async with database.workspace(foundry.workspace) as connection:
            await profile.unblock(connection, visitor)
        assert await there.known(token), "a block that is lifted is remembered nowhere"


async def test_who_is_known_is_asked_for_once(database: Database, foundry: Foundry) -> None:
    """The way of a message: no look-up for each."""
    _, token = await _token(database, foundry)
    visitors, asked = Visitors(database), []
    for _ in range(3):
        await visitors.known(token, lambda: asked.append(token))
    assert asked == [token]
    visitors.forget(None)
    await visitors.known(token, lambda: asked.append(token))
    assert len(asked) == 2


async def test_what_was_read_before_a_block_is_not_remembered_after_it(
    database: Database, foundry: Foundry
) -> None:
    """Abuse: a look-up that is on its way while somebody is blocked must not outlive it."""
    visitor, token = await _token(database, foundry)
    visitors = Visitors(database)
    asking = asyncio.create_task(visitors.known(token))
    await asyncio.sleep(0)  # it is on its way
    visitors.forget(visitor)
    assert await asking
    async with database.workspace(foundry.workspace) as connection:
        await profile.block(connection, visitor, foundry.tess.id)
    with pytest.raises(Forbidden):
        await visitors.known(token)
