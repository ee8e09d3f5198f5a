"""A visitor is who holds the secret of their browser, whatever they say about themselves (F38, F39)."""

import asyncio

import pytest

from chatref.database.pool import Database
from chatref.desk.erasure.store import forget_visitors
from chatref.errors import NotFound
from chatref.visitors import identity, profile, store
from chatref.visitors.model import Known
from chatref.visitors.vouching import Vouched
from tests.cast import Business, Foundry
from tests.databases import somebody_waits
from tests.serving.desks import eventually


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


@pytest.mark.parametrize("talking", [False, True])
async def test_f38_two_whom_a_page_names_at_once_in_one_browser_are_two(
    database: Database, foundry: Foundry, *, talking: bool
) -> None:
    """As while one signs out and the next in: neither gets the other's thread."""
    for round_ in range(10):
        known = await _new(database, foundry)
        names = [f"ann {round_}", f"ben {round_}"]
        ann, ben = await asyncio.gather(*(_named(database, known, name, talking=talking) for name in names))
        assert ann != ben
        assert [await _named_as(database, foundry, each) for each in (ann, ben)] == names


async def test_f40_who_is_named_while_they_are_erased_begins_anew(
    database: Database, foundry: Foundry
) -> None:
    known = await _new(database, foundry)
    await _named(database, known, "ann")
    elsewhere = await _new(database, foundry)
    async with database.workspace(foundry.workspace) as connection:
        await forget_visitors(connection, foundry.workspace, [known.visitor], foundry.tess.id)
        naming = asyncio.create_task(_named(database, elsewhere, "ann"))
        await asyncio.to_thread(eventually, lambda: somebody_waits(database.url))  # for who erases
    assert await naming not in {known.visitor, elsewhere.visitor}
    assert await _named_as(database, foundry, await naming) == "ann"
    assert await _named_as(database, foundry, known.visitor) is None


async def _new(database: Database, foundry: Foundry) -> Known:
    async with database.workspace(foundry.workspace) as connection:
        _, token = await identity.meet(connection, foundry.site.id)
    known = await identity.authenticate(database, token)
    assert known
    return known


async def _named(database: Database, known: Known, name: str, *, talking: bool = False) -> str:
    async with database.workspace(known.workspace) as connection:
        said = Vouched(name, None, {})
        visitor, _ = await identity.recognise(connection, known, said, "", talking=talking)
    return visitor


async def _named_as(database: Database, foundry: Foundry, visitor: str) -> str | None:
    async with database.workspace(foundry.workspace) as connection:
        found = await store.visitor(connection, visitor)
    return found.identified_as if found else None
