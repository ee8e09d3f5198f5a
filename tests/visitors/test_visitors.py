"""A visitor is who holds the secret of their browser, whatever they say about themselves (F38, F39)."""

import pytest

from chatref.database.pool import Database
from chatref.errors import NotFound
from chatref.visitors import identity, profile
from tests.cast import Business, Foundry


async def test_each_visitor_is_known_by_a_secret_of_their_own(database: Database, foundry: Foundry) -> None:
    for person in (foundry.vera, foundry.vic):
        known = await identity.authenticate(database, person.token)
        assert known is not None
        assert (known.workspace, known.site, known.visitor) == (foundry.workspace, foundry.site.id, person.id)
    assert foundry.vera.token != foundry.vic.token


@pytest.mark.parametrize("token", ["", "cv_", "x" * 1_000_000, "\ud800", "\0"])
async def test_rubbish_is_nobody(database: Database, foundry: Foundry, token: str) -> None:
    assert await identity.authenticate(database, token) is None


async def test_an_id_or_another_kind_of_secret_opens_nothing(database: Database, foundry: Foundry) -> None:
    """F39"""
    for token in (
        foundry.vera.id,
        foundry.vera.token[3:],
        f"cs{foundry.vera.token[2:]}",
        foundry.vera.token + "x",
    ):
        assert await identity.authenticate(database, token) is None


async def test_a_visitor_is_blocked_and_unblocked(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        await profile.block(connection, foundry.vic.id, foundry.tess.id)
        assert (await profile.read(connection, foundry.vic.id)).blocked
        assert not (await profile.read(connection, foundry.vera.id)).blocked
        await profile.unblock(connection, foundry.vic.id)
        assert not (await profile.read(connection, foundry.vic.id)).blocked


async def test_nobody_reaches_a_visitor_of_another_business(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    """F39"""
    async with database.workspace(rival.workspace) as connection:
        for attempt in (
            profile.read(connection, foundry.vera.id),
            profile.block(connection, foundry.vera.id, rival.owner.id),
            profile.unblock(connection, foundry.vera.id),
        ):
            with pytest.raises(NotFound):
                await attempt
