"""Foundry and Rival, each with a row in every table, behind one running desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from chatref.database.embedded import EmbeddedServer
from tests.conftest import fresh_database
from tests.running import Running, beside, running
from tests.web.conftest import cast
from tests.web.walls.holdings import Holding, hire, hold
from tests.web.walls.stored import Stored

# So that each caller of a test may come from an address of their own.
BEHIND_US = {"CHATREF_TRUSTED_PROXIES": "127.0.0.1"}


@dataclass(frozen=True)
class World:
    desk: Running
    foundry: Holding
    rival: Holding
    stored: Stored
    database_url: str


@pytest.fixture(scope="module")
def world(
    server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory, models: Path
) -> Iterator[World]:
    home = tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(models)
    with fresh_database(server.url, template) as url:
        foundry, rival = beside(cast(url))
        beside(hire(url, rival, "Rex Rival", "rex@rival.example"))
        with running(home, url, environment=BEHIND_US) as desk, psycopg.connect(url, autocommit=True) as look:
            yield World(
                desk,
                hold(desk.base, url, foundry, "quokka", ("tess@foundry.example", "olga@foundry.example")),
                hold(desk.base, url, rival, "wombat", ("rex@rival.example", "rosa@rival.example")),
                Stored.of(look),
                url,
            )
