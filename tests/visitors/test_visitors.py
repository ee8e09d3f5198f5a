"""A visitor is who holds the secret of their browser, whatever they say about themselves (F38, F39)."""

import pytest

from chatref.database.pool import Database
from chatref.errors import BadInput, NotFound
from chatref.visitors import identity, profile
from chatref.visitors.model import Attributes, Contact
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


async def test_a_second_browser_has_its_own_secret_and_all_can_be_forgotten(
    database: Database, foundry: Foundry
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        second = await identity.another_session(connection, foundry.site.id, foundry.vera.id)
    known = await identity.authenticate(database, second)
    assert known is not None
    assert known.visitor == foundry.vera.id
    async with database.workspace(foundry.workspace) as connection:
        await identity.forget_sessions(connection, foundry.vera.id)
    assert await identity.authenticate(database, second) is None
    assert await identity.authenticate(database, foundry.vera.token) is None
    assert await identity.authenticate(database, foundry.vic.token) is not None


async def test_what_the_page_claims_never_mixes_with_what_a_server_verified(
    database: Database, foundry: Foundry
) -> None:
    """F38"""
    async with database.workspace(foundry.workspace) as connection:
        await profile.verify(connection, foundry.vera.id, {"plan": "basic"})
        await profile.claim(connection, foundry.vera.id, {"plan": "enterprise", "seats": 3})
        await profile.claim(connection, foundry.vera.id, {"seats": 4})
        vera = await profile.read(connection, foundry.vera.id)
        vic = await profile.read(connection, foundry.vic.id)
    assert vera.verified == {"plan": "basic"}
    assert vera.claimed == {"plan": "enterprise", "seats": 4}
    assert (vic.claimed, vic.verified, vic.identified_as) == ({}, {}, None)


@pytest.mark.parametrize(
    "attributes",
    [
        {"": 1},
        {"k" * 65: 1},
        {"k": "v" * 501},
        {"k": float("nan")},
        {"k": "a\0b"},
        {"k": "\ud800"},
        {f"k{n}": n for n in range(51)},
    ],
)
async def test_attributes_without_measure_are_refused(
    database: Database, foundry: Foundry, attributes: Attributes
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        with pytest.raises(BadInput):
            await profile.claim(connection, foundry.vera.id, attributes)


async def test_attributes_do_not_grow_beyond_measure_by_many_small_claims(
    database: Database, foundry: Foundry
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        for number in range(profile.MOST_ATTRIBUTES):
            await profile.claim(connection, foundry.vera.id, {f"k{number}": number})
        with pytest.raises(BadInput):
            await profile.claim(connection, foundry.vera.id, {"one more": 1})


async def test_a_contact_is_where_to_write_to_and_proves_nothing(
    database: Database, foundry: Foundry
) -> None:
    """F16, F38: two visitors may name one address and stay two."""
    async with database.workspace(foundry.workspace) as connection:
        await profile.leave_contact(connection, foundry.vera.id, " Vera@mail.example ", "Vera")
        await profile.leave_contact(connection, foundry.vic.id, "vera@mail.example")
        await profile.leave_contact(connection, foundry.vera.id, "new@mail.example")
        vera = await profile.read(connection, foundry.vera.id)
        vic = await profile.read(connection, foundry.vic.id)
        with pytest.raises(BadInput):
            await profile.leave_contact(connection, foundry.vera.id, "not an address")
    assert vera.contact == Contact("new@mail.example", "Vera")
    assert vic.contact == Contact("vera@mail.example", None)
    assert vic.identified_as is None


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
            profile.claim(connection, foundry.vera.id, {"a": 1}),
            profile.verify(connection, foundry.vera.id, {"a": 1}),
            profile.leave_contact(connection, foundry.vera.id, "eve@rival.example"),
            profile.block(connection, foundry.vera.id, rival.owner.id),
            profile.unblock(connection, foundry.vera.id),
        ):
            with pytest.raises(NotFound):
                await attempt
        await identity.forget_sessions(connection, foundry.vera.id)
    assert await identity.authenticate(database, foundry.vera.token) is not None
