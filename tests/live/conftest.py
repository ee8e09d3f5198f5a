"""A desk and the hub that follows it, over Foundry's workspace."""

from collections.abc import AsyncIterator

import pytest

from chatref.database.pool import Database
from chatref.desk.handle import Desk
from chatref.live.hub import Hub
from tests.cast import Foundry
from tests.desk.acts import Acts, new


@pytest.fixture
async def hub(database: Database) -> AsyncIterator[Hub]:
    async with Hub(database, new()) as made:
        yield made


@pytest.fixture
async def acts(database: Database, foundry: Foundry, hub: Hub) -> AsyncIterator[Acts]:
    made = Acts(database, foundry)
    async with Desk(database, hub.announce) as desk:
        desk.listen(made.news.append)
        made.desk = desk
        yield made
