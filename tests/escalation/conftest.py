"""One house for each test; its rooms are opened once for each file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatref.app import open_rooms
from chatref.database.embedded import EmbeddedServer
from chatref.settings import Settings
from chatref.web.rooms import Rooms
from tests.cast import open_foundry
from tests.conftest import fresh_database, furnished
from tests.escalation.house import House


@pytest.fixture(scope="module")
async def rooms(
    server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory, models: Path
) -> AsyncIterator[Rooms]:
    home = furnished(tmp_path_factory.mktemp("rooms"), models)
    with fresh_database(server.url, template) as url:
        async with open_rooms(Settings(home), url) as opened:
            yield opened


@pytest.fixture
async def house(rooms: Rooms) -> House:
    """Of a business of its own."""
    return House(rooms, await open_foundry(rooms.database))
