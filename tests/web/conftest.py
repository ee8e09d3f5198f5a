"""One running desk for each file of tests, with the cast in its database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatref.database.pool import Database
from tests.cast import Business, Foundry, open_foundry, open_rival
from tests.clients import TeammateClient, VisitorClient
from tests.conftest import furnished
from tests.databases import Databases
from tests.outbound.receiver import Receiver, receiver
from tests.running import Running, beside, running


@dataclass
class Open:
    """The desk of this file, its cast, and its database for a look from outside."""

    desk: Running
    foundry: Foundry
    rival: Business
    database_url: str

    def visitor(self, token: str | None = None) -> VisitorClient:
        return VisitorClient.arriving(self.desk.base, self.foundry.site.public_key, token)

    def rivals_visitor(self) -> VisitorClient:
        return VisitorClient.arriving(self.desk.base, self.rival.site.public_key)

    def teammate(self, email: str = "tess@foundry.example") -> TeammateClient:
        return TeammateClient.signing_in(self.desk.base, email)

    def signing_secret(self) -> str:
        """As the owner copies it."""
        olga = self.teammate("olga@foundry.example").http
        return str(olga.get("/api/admin/actions/secret").raise_for_status().json()["secret"])


@pytest.fixture(scope="module")
def open_desk(databases: Databases, tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Open]:
    home = furnished(tmp_path_factory.mktemp("desk"), models)
    with opened_desk(databases, home) as opened:
        yield opened


@pytest.fixture(scope="module")
def olga(open_desk: Open) -> TeammateClient:
    """Signed in once for a file: how often an address may sign in is limited."""
    return open_desk.teammate("olga@foundry.example")


@pytest.fixture
def far(open_desk: Open) -> Iterator[Receiver]:
    with receiver(open_desk.signing_secret()) as opened:
        yield opened


@contextmanager
def opened_desk(
    databases: Databases, home: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Open]:
    with databases.fresh() as url:
        foundry, rival = beside(_cast(url))
        with running(home, url, environment=environment) as desk:
            yield Open(desk, foundry, rival, url)
            said = desk.log.read_text()
            assert "Traceback" not in said, said[-8_000:]


async def _cast(url: str) -> tuple[Foundry, Business]:
    database = await Database.open(url, size=2)
    try:
        return await open_foundry(database), await open_rival(database)
    finally:
        await database.close()
