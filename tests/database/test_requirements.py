"""Another server than ours: what it lacks is said in words, and an account that is no superuser is enough."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from chatref.accounts import sessions
from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.errors import Misconfigured, Unavailable
from tests.cast import PASSWORD, open_foundry, open_rival


@pytest.fixture
def own_server(home: Path) -> Iterator[EmbeddedServer]:
    """Roles belong to the whole server, so these tests need one for themselves."""
    with EmbeddedServer(home) as running:
        yield running


def _as(url: str, user: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{database}", netloc=f"{user}:secret@").geturl()


def _administer(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


async def test_an_account_that_may_make_roles_is_enough(own_server: EmbeddedServer) -> None:
    _administer(
        own_server.url,
        "create role plain login createrole password 'secret'",
        "create database theirs owner plain",
    )
    url = _as(own_server.url, "plain", "theirs")
    with pytest.raises(Misconfigured, match="create extension vector"):
        migrate(url)
    _administer(urlsplit(own_server.url)._replace(path="/theirs").geturl(), "create extension vector")
    assert migrate(url)
    await _works(url)


async def test_an_account_that_was_given_the_roles_is_enough(own_server: EmbeddedServer) -> None:
    _administer(
        own_server.url, "create role plain login password 'secret'", "create database theirs owner plain"
    )
    _administer(urlsplit(own_server.url)._replace(path="/theirs").geturl(), "create extension vector")
    url = _as(own_server.url, "plain", "theirs")
    with pytest.raises(Misconfigured, match="may create roles"):
        migrate(url)
    _administer(
        own_server.url,
        "create role chatref_app nologin",
        "create role chatref_lookup nologin",
        "grant chatref_app, chatref_lookup to plain",
    )
    assert migrate(url)
    await _works(url)


async def _works(url: str) -> None:
    """Walls and look-ups do not lean on a superuser."""
    database = await Database.open(url)
    try:
        foundry, rival = await open_foundry(database), await open_rival(database)
        new = await sessions.sign_in(database, foundry.tess.email, PASSWORD, device="x", address="x")
        assert new.workspace == foundry.workspace
        async with database.workspace(rival.workspace) as connection:
            cursor = await connection.execute("select name from teammates")
            assert await cursor.fetchall() == [("Rosa Rival",)]
    finally:
        await database.close()


def test_a_server_that_does_not_answer_is_said_so() -> None:
    with pytest.raises(Unavailable, match="does not answer"):
        migrate("postgresql://nobody@127.0.0.1:1/none")
