"""One house for each test; its rooms are opened once for each file."""

import tomllib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from chatref.accounts import workspaces
from chatref.actions import schema
from chatref.actions.store import save as save_actions
from chatref.app import open_rooms
from chatref.escalation.book import from_plain
from chatref.escalation.store import save as save_rules
from chatref.settings import Settings
from chatref.web.rooms import Rooms
from demo.setup import DESK
from tests.cast import open_foundry
from tests.conftest import furnished
from tests.databases import Databases
from tests.escalation.house import House, learned_by_heart

WRITTEN: dict[str, Any] = tomllib.loads(DESK.read_text())


@pytest.fixture(scope="module")
async def rooms(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, models: Path
) -> AsyncIterator[Rooms]:
    home = furnished(tmp_path_factory.mktemp("rooms"), models)
    with databases.fresh() as url:
        async with open_rooms(Settings(home), url) as opened:
            yield await learned_by_heart(opened)


@pytest.fixture
async def house(rooms: Rooms) -> House:
    """Of a business of its own."""
    return House(rooms, await open_foundry(rooms.database))


@pytest.fixture
async def ruled(house: House) -> House:
    """Under the rules and actions of the demo's owner; its one team takes the names of both."""
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        inputs = await workspaces.policy_inputs(connection)
        teams = dict.fromkeys(("Licences", "Billing"), inputs.default_team)
        await save_rules(connection, house.foundry.workspace, from_plain(WRITTEN, teams, "en"))
        await save_actions(connection, house.foundry.workspace, schema.from_plain(WRITTEN))
    return house
