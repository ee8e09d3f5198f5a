"""Databases for tests on one server: migrated once, copied when needed, and handed on clean from one test to the next.

To make one and drop it again deletes 660 files, and ext4 looks past all that were deleted in the last minute before it
makes the next: a second each, after twenty. To empty one takes a few milliseconds.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from chatref.database.migrations import migrate

Connection = psycopg.Connection[tuple[Any, ...]]

TABLES = """
select coalesce(string_agg(format('delete from %I.%I;', schemaname, tablename), ''), '') from pg_tables
 where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'chatref_migrations'
"""
SEQUENCES = (
    "select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences"
)
MADE = """
select md5(string_agg(made, '|' order by made)) from (
    select concat_ws(' ', tableoid, oid, xmin) from pg_class where oid >= 16384
    union all select concat_ws(' ', attrelid, attnum, xmin) from pg_attribute where attrelid >= 16384
    union all select concat_ws(' ', tableoid, oid, xmin) from pg_proc where oid >= 16384
    union all select concat_ws(' ', tableoid, oid, xmin) from pg_trigger
    union all select concat_ws(' ', tableoid, oid, xmin) from pg_policy
    union all select concat_ws(' ', tableoid, oid, xmin) from pg_constraint
    union all select concat_ws(' ', tableoid, oid, xmin) from pg_namespace
    union all select concat_ws(' ', number, xmin) from chatref_migrations
    union all select concat_ws(' ', setrole, setconfig) from pg_db_role_setting
               where setdatabase = (select oid from pg_database where datname = current_database())
) as everything (made)
"""
"""Changes with whatever is created, altered or dropped; not with what is written into tables."""
WAITING = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
GONE_WITHIN = 30.0  # seconds


class Databases:
    def __init__(self, url: str) -> None:
        self.url = url
        self._template = f"template_{uuid4().hex}"
        self._spare: list[str] = []
        self._on_server("create database {}", self._template)
        migrate(self._url_of(self._template))
        with psycopg.connect(self._url_of(self._template)) as connection:
            self._made = connection.execute(MADE).fetchone()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a migrated and otherwise empty one, for as long as the block runs."""
        name = self._spare.pop() if self._spare else self._copied()
        yield self._url_of(name)
        if self._emptied(name):
            self._spare.append(name)
        else:
            self._on_server("drop database {} with (force)", name)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The URL of one without any migration."""
        name = f"test_{uuid4().hex}"
        self._on_server("create database {}", name)
        yield self._url_of(name)
        self._on_server("drop database {} with (force)", name)

    def _copied(self) -> str:
        name = f"test_{uuid4().hex}"
        self._on_server("create database {} template {} strategy file_copy", name, self._template)
        return name

    def _emptied(self, name: str) -> bool:
        """Whether nothing is left of who had it: no connection, no row, and all that was made is as it was."""
        with psycopg.connect(self._url_of(name), autocommit=True) as connection:
            if not _left_alone(connection) or connection.execute(MADE).fetchone() != self._made:
                return False
            connection.execute("set session_replication_role = replica")  # triggers and references keep still
            [(delete_all,)] = connection.execute(TABLES).fetchall()
            connection.execute(delete_all)
            connection.execute(SEQUENCES)
        return True

    def _on_server(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._url_of("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _url_of(self, name: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()


def administer(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def somebody_waits(url: str) -> bool:
    """For a lock that somebody else holds in this database."""
    with psycopg.connect(url) as look:
        return bool(look.execute(WAITING).rowcount)


def _left_alone(connection: Connection) -> bool:
    others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    until = time.monotonic() + GONE_WITHIN
    while time.monotonic() < until:
        if not connection.execute(f"select pg_terminate_backend(pid) {others}").fetchall():
            return True
        time.sleep(0.005)
    return False
