"""What a database holds of one business or one person: its words, and whether anything of it changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import psycopg
from psycopg import sql

from tests.serving.desks import eventually

SHORTEST = 8  # letters of a word that can stand for one side and nobody else
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
BY_ITSELF = {
    "unstaffed",
    "alerts",
    "test_results",
}  # what the desk writes down every few seconds, whoever asks for what
Rows = dict[str, list[Any]]


@dataclass
class Stored:
    """A look from outside, with the eyes of the tables' owner."""

    connection: psycopg.Connection[tuple[Any, ...]]
    tables: tuple[str, ...]

    @classmethod
    def of(cls, connection: psycopg.Connection[tuple[Any, ...]]) -> Self:
        """Every table whose rows belong to a workspace, those included that do not exist yet."""
        rows = connection.execute(
            """select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                  and a.attname = 'workspace' and not a.attisdropped order by 1"""
        ).fetchall()
        return cls(connection, tuple(name for (name,) in rows))

    def rows(self, workspace: str) -> Rows:
        found: Rows = {}
        for table in self.tables:
            query = sql.SQL("select to_jsonb(t) from {} t where workspace = %s").format(sql.Identifier(table))
            found[table] = [row for (row,) in self.connection.execute(query, [workspace]).fetchall()]
        return found

    def settle(self) -> None:
        """Waits until the desk has done what earlier calls set going: policies applied, sources learned, tests run."""
        under_way = """select (select count(*) from conversations c join workspaces w on w.id = c.workspace
                                where c.stage <> 'resolved' and c.policy_version < w.policy_version)
                            + (select count(*) from sources where state in ('new', 'learning'))
                            + (select count(*) from leases where work = 'tests')
                            + (select count(*) from test_cases t where not exists (
                                   select from test_results r where r.test_case = t.id and r.revision = t.revision
                                      and r.content = chatref_grounds(t.workspace)
                                      and r.rules = (select coalesce(max(version), 0) from rule_books b
                                                      where b.workspace = t.workspace)))"""
        eventually(lambda: self.connection.execute(under_way).fetchone() == (0,), 60)

    def fingerprint(self, workspace: str, mentions: tuple[str, ...] = ()) -> dict[str, str]:
        """By table, of all that the workspace holds, or of the rows in which one of these ids stands.

        Rows are told by their version: what is written over with the same words has changed too.
        """
        those = (
            sql.SQL(" and t::text ~ {}").format(sql.Literal("|".join(mentions))) if mentions else sql.SQL("")
        )
        each = sql.SQL(
            "select {name}, count(*) || ' ' || md5(coalesce(string_agg(ctid || ' ' || xmin, '|' order by ctid), ''))"
            "  from {table} t where workspace = {workspace}"
        )
        query = sql.SQL(" union all ").join(
            each.format(
                name=sql.Literal(table),
                table=sql.Identifier(table),
                workspace=sql.Literal(workspace),
            )
            + those
            for table in self.tables
            if table not in BY_ITSELF
        )
        return {str(name): str(mark) for name, mark in self.connection.execute(query).fetchall()}


def words_in(rows: Rows) -> set[str]:
    """Every text that stands in these rows, in whatever column or document, and is long enough to be known again."""
    return {
        text
        for table in rows.values()
        for text in _texts(table)
        if len(text) >= SHORTEST and not MOMENT.match(text)
    }


def mentioning(rows: Rows, ids: tuple[str, ...]) -> tuple[Rows, Rows]:
    """The rows in which one of these ids stands, and the others."""
    wanted, others = {}, {}
    for table, found in rows.items():
        wanted[table] = [row for row in found if any(one in str(row) for one in ids)]
        others[table] = [row for row in found if row not in wanted[table]]
    return wanted, others


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)
        case _:
            pass
