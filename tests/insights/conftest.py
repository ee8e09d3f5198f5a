"""A desk over Foundry's workspace, as for tests of the desk itself."""

from collections.abc import AsyncIterator

import pytest

from chatref.database.pool import Database
from tests.cast import Foundry
from tests.desk.acts import Acts


@pytest.fixture
async def acts(database: Database, foundry: Foundry) -> AsyncIterator[Acts]:
    made = Acts(database, foundry)
    async with made.desk:
        yield made
