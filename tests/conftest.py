"""What every test may ask for: a database of its own on a real server, and the cast.

One embedded server serves the whole run: parallel workers use one home, as several `chatref serve` would.
"""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from httpx2._config import DEFAULT_TIMEOUT_CONFIG
from hypothesis import HealthCheck, settings

from chatref.database.embedded import EmbeddedServer
from chatref.database.pool import Database
from chatref.knowledge.carrier.prepare import prepared_model
from chatref.knowledge.embed import Embedder
from tests.cast import Business, Foundry, open_foundry, open_rival
from tests.databases import Databases

POOL_SIZE = 4
LONGEST = ("races", "faults", "serving", "demo", "ui", "web", "pure")
"""Folders whose files take minutes: the workers that begin with them end together."""

# Whoever asks a desk beside the tests and says nothing of it: the library's five seconds are few on a busy machine.
vars(DEFAULT_TIMEOUT_CONFIG).update(dict.fromkeys(("connect", "read", "write", "pool"), 60.0))

# On a busy machine a slow example would fail a test that holds: pytest's own time limit is enough.
settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("many", max_examples=3000, deadline=None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {folder: number for number, folder in enumerate(LONGEST)}
    here = Path(__file__).parent
    items.sort(key=lambda item: place.get(item.path.relative_to(here).parts[0], len(place)))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    home = tmp_path_factory.getbasetemp() / "chatref-home"
    if "PYTEST_XDIST_WORKER" in os.environ:
        home = tmp_path_factory.getbasetemp().parent / "chatref-home"
    with EmbeddedServer(home) as running:
        _hurried(running.url)
        yield running


@pytest.fixture(scope="session")
def databases(server: EmbeddedServer) -> Databases:
    return Databases(server.url)


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """Of a database without any migration."""
    with databases.empty() as url:
        yield url


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """Of a migrated and otherwise empty database, for programs that open it themselves."""
    with databases.fresh() as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(database_url, size=POOL_SIZE)
    yield opened
    await opened.close()


@pytest.fixture
async def foundry(database: Database) -> Foundry:
    return await open_foundry(database)


@pytest.fixture
async def rival(database: Database) -> Business:
    return await open_rival(database)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty CHATREF_HOME."""
    return tmp_path / "home"


@pytest.fixture
def furnished_home(tmp_path: Path, models: Path) -> Path:
    """A CHATREF_HOME with nothing in it but the local model, whose making is another test's."""
    return furnished(tmp_path, models)


def furnished(folder: Path, models: Path) -> Path:
    """A home in this folder that has the local model."""
    home = folder / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    return home


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the local model made ready, to be linked into homes; kept from run to run."""
    home = tmp_path_factory.getbasetemp().parent / "chatref-models"
    return prepared_model(home).parent


@pytest.fixture(scope="session")
def embedder(models: Path) -> Iterator[Embedder]:
    made = Embedder(models.parent)
    yield made
    made.close()


def _hurried(url: str) -> None:
    """What is on it needs not outlive the machine: it waits for no disk. Killed processes lose nothing all the same."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(f"alter system set {setting} = off")
        connection.execute("select pg_reload_conf()")
