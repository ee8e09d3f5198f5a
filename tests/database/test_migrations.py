"""Forward migrations: from nothing, by several processes at once, and never over something unknown."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from chatref.database.migrations import migrate, migrations
from chatref.errors import Misconfigured


def test_from_empty_everything_is_applied_in_order_and_then_nothing(empty_database_url: str) -> None:
    applied = migrate(empty_database_url)
    assert applied == [migration.name for migration in migrations()]
    assert applied == sorted(applied)
    assert migrate(empty_database_url) == []


def test_no_two_migrations_have_the_same_number() -> None:
    numbers = [migration.number for migration in migrations()]
    assert len(numbers) == len(set(numbers))


def test_several_at_once_apply_each_migration_exactly_once(empty_database_url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        applied = [name for names in pool.map(migrate, [empty_database_url] * 6) for name in names]
    assert sorted(applied) == [migration.name for migration in migrations()]


def test_a_migration_that_was_edited_after_it_was_applied_is_refused(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("update chatref_migrations set checksum = 'other' where number = 1")
    with pytest.raises(Misconfigured, match="0001"):
        migrate(database_url)


def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("insert into chatref_migrations (number, name, checksum) values (9999, 'x', 'x')")
    with pytest.raises(Misconfigured, match="newer version"):
        migrate(database_url)


def test_a_migration_that_fails_leaves_nothing_behind(empty_database_url: str) -> None:
    with psycopg.connect(empty_database_url) as connection:
        connection.execute("create table sites (mine int)")
    with pytest.raises(psycopg.errors.DuplicateTable):
        migrate(empty_database_url)
    with psycopg.connect(empty_database_url) as connection:
        done = connection.execute("select name from chatref_migrations").fetchall()
        tables = connection.execute("select to_regclass('teammates'), to_regclass('sites')").fetchone()
        assert done == [("0001_tenancy",)]
        assert tables == (None, "sites")
