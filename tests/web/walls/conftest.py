"""Foundry and Rival, each with a row in every table, behind one running desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from chatref.database.embedded import EmbeddedServer
from tests.conftest import furnished
from tests.running import Running, beside
from tests.web.conftest import opened_desk
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
    home = furnished(tmp_path_factory.mktemp("world"), models)
    with opened_desk(server, template, home, BEHIND_US) as opened:
        url, base = opened.database_url, opened.desk.base
        beside(hire(url, opened.rival, "Rex Rival", "rex@rival.example"))
        with psycopg.connect(url, autocommit=True) as look:
            yield World(
                opened.desk,
                hold(base, url, opened.foundry, "quokka", ("tess@foundry.example", "olga@foundry.example")),
                hold(base, url, opened.rival, "wombat", ("rex@rival.example", "rosa@rival.example")),
                Stored.of(look),
                url,
            )
