"""What an operator does beside the running desk: `chatref migrate` and `chatref audit`."""

from pathlib import Path

import psycopg

from chatref.database.embedded import database_url
from chatref.database.migrations import migrations
from tests.serving.desks import desk, set_up, told


def test_an_empty_home_is_migrated_once(home: Path) -> None:
    first = told("migrate", CHATREF_HOME=str(home))
    assert first.stdout.splitlines() == [f"applied {each.name}" for each in migrations()]
    again = told("migrate", CHATREF_HOME=str(home))
    assert (again.returncode, again.stdout) == (0, "The database is up to date.\n")


def test_the_audit_finds_nothing_until_something_is_wrong(home: Path) -> None:
    """P13: over the database of a running desk, and of one that rests."""
    with desk(home) as opened:
        visitor = set_up(opened).visitor()
        visitor.write("I would like a person please").raise_for_status()
        visitor.awaits("desk_said", line="hand_over")
        clean = told("audit", CHATREF_HOME=str(home))
        assert (clean.returncode, clean.stdout) == (0, "Nothing is wrong.\n")
    with database_url(home, None) as url, psycopg.connect(url, autocommit=True) as admin:
        admin.execute("update conversations set due_at = null")
    found = told("audit", CHATREF_HOME=str(home))
    assert found.returncode == 1
    assert found.stdout.splitlines()[-1] == "Breaches: 1."
    assert visitor.conversation in found.stdout
