"""Foundry and Rival, each with a row in every table, behind one running desk."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.conftest import furnished
from tests.databases import Databases
from tests.running import Running, beside
from tests.web.conftest import opened_desk
from tests.web.walls.holdings import Holding, hire, hold
from tests.web.walls.stored import Stored


@dataclass(frozen=True)
class World:
    desk: Running
    foundry: Holding
    rival: Holding
    stored: Stored
    database_url: str


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[World]:
    home = furnished(tmp_path_factory.mktemp("world"), models)
    with opened_desk(databases, home) as opened:
        url, base = opened.database_url, opened.desk.base
        beside(hire(url, opened.rival, "Rex Rival", "rex@rival.example"))
        both = (
            (opened.foundry, "quokka", ("tess@foundry.example", "olga@foundry.example")),
            (opened.rival, "wombat", ("rex@rival.example", "rosa@rival.example")),
        )
        with psycopg.connect(url, autocommit=True) as look, ThreadPoolExecutor(2) as threads:
            foundry, rival = threads.map(lambda each: hold(base, url, *each), both)
            yield World(opened.desk, foundry, rival, Stored.of(look), url)
