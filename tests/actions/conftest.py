"""The whole desk, under the rules and actions of the demo's owner."""

import tomllib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chatref.accounts import workspaces
from chatref.actions import schema
from chatref.actions.store import save as save_actions
from chatref.escalation.book import from_plain
from chatref.escalation.store import save as save_rules
from demo.setup import DESK
from tests.actions.endpoint import Endpoint, endpoint
from tests.escalation.conftest import house, rooms
from tests.escalation.house import House

__all__ = ["house", "rooms"]

WRITTEN: dict[str, Any] = tomllib.loads(DESK.read_text())


@pytest.fixture
async def ruled(house: House) -> House:
    """Its one team takes the names of both."""
    async with house.rooms.database.workspace(house.foundry.workspace) as connection:
        inputs = await workspaces.policy_inputs(connection)
        teams = dict.fromkeys(("Licences", "Billing"), inputs.default_team)
        await save_rules(connection, house.foundry.workspace, from_plain(WRITTEN, teams, "en"))
        await save_actions(connection, house.foundry.workspace, schema.from_plain(WRITTEN))
    return house


@pytest.fixture
async def far(house: House) -> AsyncIterator[Endpoint]:
    """The business's own server, which has the secret that the desk signs with."""
    with endpoint() as opened:
        opened.secret = await house.rooms.keys.signing_secret(house.foundry.workspace)
        yield opened
