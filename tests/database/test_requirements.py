"""Another server than ours: what it lacks is said in words, and an account that is no superuser is enough."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

import psycopg
import pytest

from chatref.accounts import sessions
from chatref.database import cluster, requirements
from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.errors import Misconfigured, Unavailable
from tests.cast import PASSWORD, open_foundry, open_rival
from tests.databases import administer


@pytest.fixture
def own_server(home: Path) -> Iterator[EmbeddedServer]:
    """Roles belong to the whole server, so these tests need one for themselves."""
    with EmbeddedServer(home) as running:
        yield running


def _as(url: str, user: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{database}", netloc=f"{user}:secret@").geturl()


async def test_an_account_that_may_make_roles_is_enough(own_server: EmbeddedServer) -> None:
    administer(
        own_server.url,
        "create role plain login createrole password 'secret'",
        "create database theirs owner plain",
    )
    url = _as(own_server.url, "plain", "theirs")
    with pytest.raises(Misconfigured, match="create extension vector"):
        migrate(url)
    administer(urlsplit(own_server.url)._replace(path="/theirs").geturl(), "create extension vector")
    assert migrate(url)
    await _works(url)


async def test_an_account_that_was_given_the_roles_is_enough(own_server: EmbeddedServer) -> None:
    administer(
        own_server.url, "create role plain login password 'secret'", "create database theirs owner plain"
    )
    administer(urlsplit(own_server.url)._replace(path="/theirs").geturl(), "create extension vector")
    url = _as(own_server.url, "plain", "theirs")
    with pytest.raises(Misconfigured, match="may create roles"):
        migrate(url)
    administer(
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


def test_a_server_without_pgvector_is_refused_by_its_name(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of the extension are not there at all."""
    _other_programs(tmp_path, monkeypatch, shutil.ignore_patterns("vector*"))
    with EmbeddedServer(home) as running, pytest.raises(Misconfigured, match="pgvector"):
        migrate(running.url)


def test_a_server_whose_pgvector_is_too_old_is_refused_with_both_versions(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Ubuntu 24.04 brings it, which knows neither halfvec nor sparsevec."""
    [control] = _other_programs(tmp_path, monkeypatch).rglob("vector.control")
    older = re.sub(r"default_version = '[^']+'", "default_version = '0.6.0'", control.read_text())
    control.unlink()  # it is the package's own file by another name
    control.write_text(older)
    with EmbeddedServer(home) as running:
        with pytest.raises(Misconfigured, match=re.escape("pgvector 0.7 or newer (it is 0.6.0)")):
            migrate(running.url)
        with psycopg.connect(running.url) as connection:
            assert connection.execute("select to_regclass('workspaces')").fetchone() == (None,)


def _other_programs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ignore: Callable[[Any, list[str]], set[str]] | None = None,
) -> Path:
    """The embedded server's programs elsewhere, so that they can be others; gives their folder."""
    package = cluster._programs().parents[1]
    copied = tmp_path / package.name
    shutil.copytree(package, copied, ignore=ignore, copy_function=_linked)
    libraries = package.with_name(f"{package.name}.libs")
    copied.with_name(libraries.name).symlink_to(libraries)
    monkeypatch.setattr(cluster, "_programs", lambda: copied / "pginstall" / "bin")
    return copied


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def test_a_server_that_is_too_old_is_refused_with_both_versions() -> None:
    """No such server is at hand: this is what its driver says of it."""
    old = SimpleNamespace(info=SimpleNamespace(server_version=130_014))
    assert requirements._too_old(cast(Any, old)) == ["PostgreSQL 14 or newer (it is 13)"]
