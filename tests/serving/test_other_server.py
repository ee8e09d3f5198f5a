"""The desk on a PostgreSQL server of its owners, whose account is no superuser, with what an earlier version stored."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from chatref.database import migrations
from chatref.database.embedded import EmbeddedServer
from tests.clients import TeammateClient
from tests.databases import administer
from tests.serving.desks import OWNER, PASSWORD, desk, told

ROWS = Path(__file__).parents[1] / "database" / "first_version.sql"
RESOLVED = "1f047c5e-9e49-4b59-af43-7b4f686efbe1"


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A server that Chatref did not start."""
    with EmbeddedServer(tmp_path / "theirs") as running:
        yield running


def _database(theirs: EmbeddedServer) -> tuple[str, str]:
    """Of an empty database: its address for an administrator, and for the account that owns it."""
    administer(
        theirs.url, "create role plain login createrole password 'secret'", "create database desk owner plain"
    )
    address = urlsplit(theirs.url)._replace(path="/desk")
    administer(address.geturl(), "create extension vector")
    return address.geturl(), address._replace(netloc="plain:secret@").geturl()


def _fill(administrator: str, owner: str) -> list[str]:
    """As the first version left it; the names of its migrations."""
    rows = ROWS.read_text(encoding="utf-8")
    names = re.findall(r"chatref_migrations .*? VALUES \(\d+, '(\w+)'", rows)
    with psycopg.connect(owner) as connection:
        migrations._applied(connection)
        for migration in migrations.migrations():
            if migration.name in names:
                connection.execute(migration.text.encode())
    administer(administrator, f"set session_replication_role = replica; {rows}")
    return names


def test_what_the_first_version_stored_is_served_by_this_one(
    home: Path, theirs: EmbeddedServer, tmp_path: Path
) -> None:
    """Forward migrations over real rows: they fold, the audit finds nothing, and the case that waited goes on."""
    administrator, owner = _database(theirs)
    before = _fill(administrator, owner)
    done = told("migrate", CHATREF_HOME=str(home), DATABASE_URL=owner)
    applied = re.findall(r"applied (\w+)", done.stdout)
    assert applied == [each.name for each in migrations.migrations() if each.name not in before], done.stderr
    assert applied
    with (
        desk(home, DATABASE_URL=owner) as first,
        desk(tmp_path / "second", DATABASE_URL=owner) as second,
    ):
        assert "/setup#" not in first.said()
        olga = TeammateClient.signing_in(first.base, OWNER, PASSWORD)
        [waiting] = [row["conversation"] for row in olga.listed("needs_person")]
        olga.take_over(waiting).raise_for_status()
        elsewhere = TeammateClient.signing_in(second.base, OWNER, PASSWORD)
        elsewhere.reply(waiting, "Sorry that it took a version").raise_for_status()
        olga.awaits(waiting, "teammate_replied", text="Sorry that it took a version")
        # By now the third is closed too, as soon as the clock comes to it: nobody has written there for a day.
        assert RESOLVED in {row["conversation"] for row in olga.listed("resolved")}
        assert olga.thread(RESOLVED)["events"][-1]["kind"] == "resolved"
    audited = told("audit", CHATREF_HOME=str(home), DATABASE_URL=owner)
    assert (audited.returncode, audited.stdout) == (0, "Nothing is wrong.\n"), audited.stdout + audited.stderr
    assert not (home / "postgres").exists()  # no second server beside the one that was named


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ("drop extension vector", "create extension vector"),
        ("alter role plain nocreaterole", "an account that may create roles"),
        ("alter schema public owner to chatref; revoke create on schema public from public", "create tables"),
    ],
)
def test_what_their_server_lacks_is_said_in_one_line(
    home: Path, theirs: EmbeddedServer, lacking: str, said: str
) -> None:
    administrator, owner = _database(theirs)
    administer(administrator, *lacking.split("; "))
    done = told("serve", CHATREF_HOME=str(home), DATABASE_URL=owner)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("chatref: DATABASE_URL: this PostgreSQL server cannot be used. It needs ")
    assert said in line
