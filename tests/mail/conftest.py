"""A desk that takes mails in, in a database that a file's tests share: each has a Foundry of its own in it. And one
that sends them."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chatref.database.pool import Database
from tests.cast import Foundry
from tests.databases import Databases
from tests.mail.posting import Posting, posting
from tests.mail.receiving import Receiving, receiving_at


@pytest.fixture(scope="module")
def shared_url(databases: Databases) -> Iterator[str]:
    with databases.fresh() as made:
        yield made


@pytest.fixture
async def desk(shared_url: str, tmp_path: Path) -> AsyncIterator[Receiving]:
    async with receiving_at(shared_url, tmp_path) as opened:
        yield opened


@pytest.fixture
async def post(
    database: Database, database_url: str, foundry: Foundry, tmp_path: Path
) -> AsyncIterator[Posting]:
    async with posting(database, database_url, foundry, tmp_path) as made:
        yield made
