"""The whole desk, under the rules and actions of the demo's owner."""

from collections.abc import AsyncIterator

import pytest

from tests.actions.endpoint import Endpoint, endpoint
from tests.escalation.conftest import house, rooms, ruled
from tests.escalation.house import House

__all__ = ["house", "rooms", "ruled"]


@pytest.fixture
async def far(house: House) -> AsyncIterator[Endpoint]:
    """The business's own server, which has the secret that the desk signs with."""
    with endpoint() as opened:
        opened.secret = await house.rooms.keys.signing_secret(house.foundry.workspace)
        yield opened
