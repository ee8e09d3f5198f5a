"""The first owner, a new password, an invitation: each by a link that works once (F48, S22)."""

import asyncio
from dataclasses import replace
from itertools import product

import psycopg
import pytest

from chatref.accounts import sessions, setup, teammates
from chatref.accounts.model import Role
from chatref.accounts.permissions import require_no_less
from chatref.accounts.setup import FirstOwner, LinkFor
from chatref.accounts.workspaces import policy_inputs
from chatref.accounts.workspaces import read as read_workspace
from chatref.database.pool import Database
from chatref.errors import BadInput, Forbidden, NotFound, Refused
from tests.cast import PASSWORD, Business, Foundry

OLGA = FirstOwner("Foundry", "Olga Owner", "Olga@foundry.example", "a password of mine")
NEW = "another password of mine"


async def _sign_in(database: Database, email: str, password: str) -> sessions.NewSession:
    return await sessions.sign_in(database, email, password, device="x", address="x")


async def test_an_empty_desk_has_no_account_at_all(database: Database) -> None:
    """F48: nothing opens it but the link."""
    assert await setup.needs_setup(database)
    with psycopg.connect(database.url) as owner:
        row = owner.execute(
            "select (select count(*) from teammates), (select count(*) from workspaces)"
        ).fetchone()
    assert row == (0, 0)


async def test_the_first_owner_chooses_name_and_password(database: Database) -> None:
    token = await setup.first_link(database)
    assert await setup.read_link(database, token) is LinkFor.FIRST_OWNER
    member = await setup.create_first_workspace(database, token, OLGA)
    assert not await setup.needs_setup(database)
    assert (await _sign_in(database, OLGA.email, OLGA.password)).teammate == member.teammate
    async with database.workspace(member.workspace) as connection:
        assert (await read_workspace(connection)).name == "Foundry"
        owner = await teammates.read(connection, member.teammate)
        inputs = await policy_inputs(connection)
    assert (owner.name, owner.email, owner.role) == ("Olga Owner", "olga@foundry.example", Role.OWNER)
    assert inputs.owner == owner.id
    assert inputs.teams[0].members == (owner.id,)


async def test_a_set_up_link_works_once(database: Database) -> None:
    token = await setup.first_link(database)
    await setup.create_first_workspace(database, token, OLGA)
    with pytest.raises(NotFound):
        await setup.read_link(database, token)
    with pytest.raises(NotFound):
        await setup.create_first_workspace(database, token, replace(OLGA, email="eve@foundry.example"))
    with pytest.raises(NotFound):
        await setup.choose_password(database, token, NEW)


async def test_with_an_owner_every_other_first_link_is_worth_nothing(database: Database) -> None:
    """A desk started twice has printed two."""
    one, other = await setup.first_link(database), await setup.first_link(database)
    await setup.create_first_workspace(database, one, OLGA)
    with pytest.raises(NotFound):
        await setup.create_first_workspace(database, other, OLGA)
    with pytest.raises(Refused, match="has an owner"):
        await setup.first_link(database)


async def test_several_first_links_used_at_once_make_one_workspace(database: Database) -> None:
    tokens = [await setup.first_link(database) for _ in range(3)]
    attempts = [setup.create_first_workspace(database, token, OLGA) for token in [*tokens, tokens[0]]]
    done = await asyncio.gather(*attempts, return_exceptions=True)
    assert sum(isinstance(each, setup.Member) for each in done) == 1
    assert sum(isinstance(each, NotFound) for each in done) == 3


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "short"}, "password"),
        ({"email": "olga"}, "email"),
        ({"name": " "}, "name"),
        ({"workspace_name": ""}, "workspace_name"),
        ({"name": "a\0b"}, "name"),
    ],
)
async def test_what_was_typed_wrong_does_not_use_the_link_up(
    database: Database, change: dict[str, str], field: str
) -> None:
    token = await setup.first_link(database)
    with pytest.raises(BadInput) as refusal:
        await setup.create_first_workspace(database, token, replace(OLGA, **change))
    assert refusal.value.field == field
    assert await setup.needs_setup(database)
    await setup.create_first_workspace(database, token, OLGA)


async def test_the_owner_gets_a_new_password_and_every_session_ends(
    database: Database, foundry: Foundry
) -> None:
    before = await _sign_in(database, foundry.olga.email, PASSWORD)
    token = await setup.reset_owner(database)
    assert await setup.read_link(database, token) is LinkFor.PASSWORD
    assert (await setup.choose_password(database, token, NEW)).teammate == foundry.olga.id
    assert await sessions.authenticate(database, before.token) is None
    with pytest.raises(Forbidden):
        await _sign_in(database, foundry.olga.email, PASSWORD)
    assert (await _sign_in(database, foundry.olga.email, NEW)).teammate == foundry.olga.id
    with pytest.raises(NotFound):
        await setup.choose_password(database, token, "a third password")


async def test_one_reset_link_used_many_times_at_once_sets_one_password(
    database: Database, foundry: Foundry
) -> None:
    token = await setup.reset_owner(database)
    attempts = [setup.choose_password(database, token, f"password number {number}") for number in range(5)]
    done = await asyncio.gather(*attempts, return_exceptions=True)
    assert sum(isinstance(each, setup.Member) for each in done) == 1


async def test_with_several_owners_the_address_says_which(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    with pytest.raises(Refused) as refusal:
        await setup.reset_owner(database)
    assert refusal.value.name == "WhichOwner"
    for email in (foundry.tess.email, "nobody@foundry.example"):
        with pytest.raises(NotFound):
            await setup.reset_owner(database, email)
    token = await setup.reset_owner(database, " ROSA@rival.example")
    assert (await setup.choose_password(database, token, NEW)).teammate == rival.owner.id


async def test_an_invited_teammate_chooses_a_password(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        nina = await teammates.create(connection, "Nina New", "nina@foundry.example")
        token = await setup.invite(connection, nina.id)
    await setup.choose_password(database, token, NEW)
    assert (await _sign_in(database, nina.email, NEW)).teammate == nina.id
    async with database.workspace(foundry.workspace) as connection:
        assert not (await teammates.read(connection, nina.id)).invited


async def test_nobody_is_invited_across_the_border_or_after_removal(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    """F39"""
    async with database.workspace(rival.workspace) as connection:
        with pytest.raises(NotFound):
            await setup.invite(connection, foundry.tess.id)
    async with database.workspace(foundry.workspace) as connection:
        token = await setup.invite(connection, foundry.tess.id)
        await teammates.remove(connection, foundry.tess.id)
        with pytest.raises(NotFound):
            await setup.invite(connection, foundry.tess.id)
    with pytest.raises(NotFound):
        await setup.choose_password(database, token, NEW)


async def test_who_lost_their_password_chooses_another_by_a_link(
    database: Database, foundry: Foundry
) -> None:
    """They joined long ago. What they have goes on until the link is used, once."""
    before = await _sign_in(database, foundry.tess.email, PASSWORD)
    async with database.workspace(foundry.workspace) as connection:
        token = await setup.forgotten(connection, foundry.olga, foundry.tess.id)
    assert await setup.read_link(database, token) is LinkFor.PASSWORD
    assert await sessions.authenticate(database, before.token) is not None
    await setup.choose_password(database, token, NEW)
    assert await sessions.authenticate(database, before.token) is None
    with pytest.raises(Forbidden):
        await _sign_in(database, foundry.tess.email, PASSWORD)
    assert (await _sign_in(database, foundry.tess.email, NEW)).teammate == foundry.tess.id
    with pytest.raises(NotFound):
        await setup.choose_password(database, token, "a third password")


async def test_of_a_teammates_links_only_the_newest_opens_anything(
    database: Database, foundry: Foundry
) -> None:
    """F48: those made at once too, and nobody else's ends."""
    tess, tom = foundry.tess.id, foundry.tom.id

    async def made(whom: str) -> str:
        async with database.workspace(foundry.workspace) as connection:
            return await setup.forgotten(connection, foundry.olga, whom)

    async with database.workspace(foundry.workspace) as connection:
        invitation = await setup.invite(connection, tess)
    toms = await made(tom)
    tokens = [invitation, *await asyncio.gather(*(made(tess) for _ in range(4)))]
    done = await asyncio.gather(
        *(setup.read_link(database, token) for token in tokens), return_exceptions=True
    )
    assert sorted(isinstance(each, NotFound) for each in done) == [False, True, True, True, True]
    assert isinstance(done[0], NotFound)
    assert (await setup.choose_password(database, toms, NEW)).teammate == tom


async def test_nobody_lets_themselves_in_as_somebody_else(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    """F39: not as oneself, not as an owner, not across the border, and not as one who is gone."""
    async with database.workspace(foundry.workspace) as connection:
        with pytest.raises(Refused, match="with the present one"):
            await setup.forgotten(connection, foundry.olga, foundry.olga.id)
        with pytest.raises(Forbidden):
            await setup.forgotten(connection, foundry.tess, foundry.olga.id)
        await teammates.remove(connection, foundry.tom.id)
        with pytest.raises(NotFound):
            await setup.forgotten(connection, foundry.olga, foundry.tom.id)
    async with database.workspace(rival.workspace) as connection:
        with pytest.raises(NotFound):
            await setup.forgotten(connection, rival.owner, foundry.tess.id)


@pytest.mark.parametrize(("role", "other"), [*product(Role, Role)])
def test_who_may_do_less_stands_in_for_nobody_who_may_do_more(role: Role, other: Role) -> None:
    """At most an owner for an owner."""
    if role is Role.TEAMMATE and other is Role.OWNER:
        with pytest.raises(Forbidden):
            require_no_less(role, other)
    else:
        require_no_less(role, other)


async def test_a_link_that_is_too_old_is_worth_nothing(database: Database) -> None:
    token = await setup.first_link(database)
    with psycopg.connect(database.url) as owner:
        owner.execute("update setup_links set expires_at = now() - interval '1 second'")
    with pytest.raises(NotFound):
        await setup.read_link(database, token)
    with pytest.raises(NotFound):
        await setup.create_first_workspace(database, token, OLGA)


async def test_no_link_lives_longer_than_it_says(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        token = await setup.forgotten(connection, foundry.olga, foundry.tess.id)
    with psycopg.connect(database.url) as owner:
        lives = owner.execute("select expires_at - created_at from setup_links").fetchall()
        owner.execute("update setup_links set expires_at = now() - interval '1 second'")
    assert lives == [(setup.FORGOTTEN_LIFE,)]
    with pytest.raises(NotFound):
        await setup.choose_password(database, token, NEW)
    await _sign_in(database, foundry.tess.email, PASSWORD)


async def test_every_link_is_another_secret(database: Database) -> None:
    tokens = {await setup.first_link(database) for _ in range(10)}
    assert len(tokens) == 10
    assert all(len(token) > 40 for token in tokens)
