"""A web site and a folder of the test's own on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.content import Source
from tests.knowledge.site import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "content"
    made.mkdir()
    return made


async def seen(database: Database, workspace: str, source: str) -> Source:
    async with database.workspace(workspace) as connection:
        return await store.source(connection, source)
