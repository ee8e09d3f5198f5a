"""Teammates, teams and rights: who may act in a workspace (F6, F11)."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chatref.accounts import sessions, teammates
from chatref.accounts.model import Role, Teammate
from chatref.accounts.permissions import Right, may, require
from chatref.accounts.workspaces import policy_inputs
from chatref.database.pool import Database
from chatref.errors import BadInput, Forbidden, NotFound, Refused
from tests.cast import PASSWORD, Business, Foundry

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


async def test_a_new_teammate_is_in_the_default_team_and_raises_the_policy(
    database: Database, foundry: Foundry
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        before = await policy_inputs(connection)
        nina = await teammates.create(connection, " Nina  van  New ", "Nina@foundry.example")
        after = await policy_inputs(connection)
    assert after.version > before.version
    assert (nina.name, nina.email, nina.role) == ("Nina van New", "nina@foundry.example", Role.TEAMMATE)
    assert nina.face.initials == "NN"
    assert nina.face.colour in teammates.COLOURS
    assert nina in after.teammates
    assert nina.id in after.teams[0].members


async def test_an_address_belongs_to_one_teammate_of_a_workspace(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        with pytest.raises(BadInput) as refusal:
            await teammates.create(connection, "Tess Two", "TESS@foundry.example")
        assert refusal.value.field == "email"
        await teammates.remove(connection, foundry.tess.id)
        await teammates.create(connection, "Tess Two", "tess@foundry.example")
    async with database.workspace(rival.workspace) as connection:
        await teammates.create(connection, "Tom", foundry.tom.email)


@pytest.mark.parametrize(
    "email", ["", "tess", "a b@c.example", "@c.example", "a@", "a@b@c", "x@" + "y" * 300]
)
async def test_what_is_no_address_is_refused(database: Database, foundry: Foundry, email: str) -> None:
    async with database.workspace(foundry.workspace) as connection:
        with pytest.raises(BadInput):
            await teammates.create(connection, "Nina New", email)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("\u0dc1\u0dca\u200d\u0dbb\u0dd3 Perera", "\u0dc1P"),
        ("\u0645\u0647\u200c\u0633\u0627", "\u0645"),
    ],
)
async def test_a_name_may_be_written_in_any_script(
    database: Database, foundry: Foundry, name: str, initials: str
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        nina = await teammates.create(connection, name, "nina@foundry.example")
    assert (nina.name, nina.face.initials) == (name, initials)


@pytest.mark.parametrize(
    "name", ["", " ", "\u200d", " \u200c \u200d", "Nina \u202eweN", "Nina\x00", "n" * 81]
)
async def test_a_name_that_is_not_seen_or_deceives_is_refused(
    database: Database, foundry: Foundry, name: str
) -> None:
    async with database.workspace(foundry.workspace) as connection:
        with pytest.raises(BadInput) as refusal:
            await teammates.create(connection, name, "nina@foundry.example")
    assert refusal.value.field == "name"


async def test_a_removed_teammate_can_no_longer_act_but_is_still_named(
    database: Database, foundry: Foundry
) -> None:
    """F6: what they had is moved when the desk applies the new policy."""
    new = await sessions.sign_in(database, foundry.tess.email, PASSWORD, device="x", address="x")
    async with database.workspace(foundry.workspace) as connection:
        before = await policy_inputs(connection)
        await teammates.remove(connection, foundry.tess.id)
        after = await policy_inputs(connection)
        gone = await teammates.read(connection, foundry.tess.id)
        assert foundry.tess.id not in {each.id for each in await teammates.everybody(connection)}
    assert after.version > before.version
    assert foundry.tess.id not in {each.id for each in after.teammates}
    assert foundry.tess.id not in after.teams[0].members
    assert gone.name == foundry.tess.name
    assert gone.removed_at is not None
    assert await sessions.authenticate(database, new.token) is None
    with pytest.raises(Forbidden):
        await sessions.sign_in(database, foundry.tess.email, PASSWORD, device="x", address="x")


async def test_the_owner_and_the_default_team_cannot_be_removed(database: Database, foundry: Foundry) -> None:
    """F11, F22: the chain of who can act always ends at somebody."""
    async with database.workspace(foundry.workspace) as connection:
        with pytest.raises(Refused) as refusal:
            await teammates.remove(connection, foundry.olga.id)
        assert refusal.value.name == "OwnerStays"
        with pytest.raises(Refused) as refusal:
            await teammates.remove_team(connection, foundry.team)
        assert refusal.value.name == "DefaultTeamStays"
        inputs = await policy_inputs(connection)
    assert (inputs.owner, inputs.default_team) == (foundry.olga.id, foundry.team)


async def test_teams_have_members_and_hours(database: Database, foundry: Foundry, rival: Business) -> None:
    hours = {"zone": "Europe/Berlin"}
    async with database.workspace(foundry.workspace) as connection:
        team = await teammates.create_team(connection, "Billing", hours, [foundry.tom.id, rival.owner.id])
        assert (team.name, team.hours, team.members) == ("Billing", hours, (foundry.tom.id,))
        with pytest.raises(BadInput):
            await teammates.create_team(connection, "billing", {})
        version = (await policy_inputs(connection)).version
        await teammates.set_members(connection, team.id, [foundry.tess.id, str(uuid4())])
        await teammates.set_team_hours(connection, team.id, {})
        changed = await teammates.read_team(connection, team.id)
        assert (changed.members, changed.hours) == ((foundry.tess.id,), {})
        assert (await policy_inputs(connection)).version > version
        await teammates.remove_team(connection, team.id)
        with pytest.raises(NotFound):
            await teammates.read_team(connection, team.id)
        await teammates.create_team(connection, "Billing", {})


async def test_a_refused_change_raises_no_version(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        before = (await policy_inputs(connection)).version
        with pytest.raises(Refused):
            await teammates.remove(connection, foundry.olga.id)
        with pytest.raises(NotFound):
            await teammates.set_team_hours(connection, str(uuid4()), {})
        assert (await policy_inputs(connection)).version == before


async def test_nobody_touches_another_businesss_people(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    """F39"""
    async with database.workspace(rival.workspace) as connection:
        for attempt in (
            teammates.read(connection, foundry.tess.id),
            teammates.remove(connection, foundry.tess.id),
            teammates.set_members(connection, foundry.team, [rival.owner.id]),
            teammates.set_team_hours(connection, foundry.team, {}),
            teammates.remove_team(connection, foundry.team),
        ):
            with pytest.raises(NotFound):
                await attempt
    async with database.workspace(foundry.workspace) as connection:
        assert foundry.tess in await teammates.everybody(connection)


def test_an_owner_may_everything_and_a_teammate_what_the_inbox_needs() -> None:
    assert all(may(Role.OWNER, right) for right in Right)
    denied = {right for right in Right if not may(Role.TEAMMATE, right)}
    assert denied == {
        Right.MANAGE_TEAM,
        Right.MANAGE_SITES,
        Right.MANAGE_KNOWLEDGE,
        Right.MANAGE_RULES,
        Right.MANAGE_TOKENS,
        Right.MANAGE_DESTINATIONS,
        Right.FORCE_RELEASE,
        Right.ERASE,
    }
    require(Role.TEAMMATE, Right.WORK_CASES)
    with pytest.raises(Forbidden):
        require(Role.TEAMMATE, Right.MANAGE_TEAM)


def test_no_two_colleagues_have_one_colour_while_there_are_others_left() -> None:
    everybody: list[Teammate] = []
    for number in range(2 * len(teammates.COLOURS)):
        face = teammates.face_of("Nina North", everybody)
        made = Teammate(f"{number}", "Nina", "nina@x.example", Role.TEAMMATE, face, False, LONG_AGO, None)
        everybody.append(made)
    colours = [each.face.colour for each in everybody]
    assert set(colours[:8]) == set(colours[8:]) == set(teammates.COLOURS)
