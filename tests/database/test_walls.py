"""The second wall: row-level security for every table, those included that do not exist yet (F39)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, InvalidTextRepresentation

from chatref.database.pool import Database
from tests.cast import Business, Foundry

# A table stands here only if no row of it belongs to a workspace, and why.
WITHOUT_WORKSPACE = {
    "chatref_migrations": "what was applied to this database",
    "setup_links": "the first one is there before any workspace; only look-ups touch it",
    "workspaces": "is the workspace itself, and has a wall on its own id",
}

# What one append of several workspaces reads and writes; every other table knows one workspace at a time.
OF_AN_APPEND = {
    "workspace_changes", "conversations", "events", "outbox", "visitors", "verdicts", "deliveries", "delivery_tries",
    "written_answers", "test_cases", "corrections", "conversation_facts", "mails_out",
}  # fmt: skip

VALUES = {
    "uuid": "gen_random_uuid()",
    "text": "'x'",
    "json": "'{}'",
    "jsonb": "'{}'",
    "bytea": "sha256(gen_random_uuid()::text::bytea)",
    "boolean": "true",
    "timestamp with time zone": "now()",
    "date": "now()",
    "interval": "'1 hour'",
    "tsvector": "''",
}
NUMBERS = ("smallint", "integer", "bigint", "real", "double precision", "numeric")

Owner = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture
def owner(database_url: str) -> Iterator[Owner]:
    """The owner of the tables, in a transaction that is rolled back."""
    with psycopg.connect(database_url) as connection:
        yield connection
        connection.rollback()


def _tables(owner: Owner, *, tenant: bool) -> list[str]:
    rows = owner.execute(
        """
        select c.relname from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
           and %s = exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace'
                               and not a.attisdropped)
         order by 1
        """,
        [tenant],
    ).fetchall()
    return [name for (name,) in rows]


def _loosen(owner: Owner, table: str) -> None:
    """Drop what a made-up row could break, inside the transaction: only the wall is to be tested."""
    owner.execute("set local session_replication_role = replica")
    rows = owner.execute(
        "select conname from pg_constraint where conrelid = %s::regclass and contype = 'c'", [table]
    ).fetchall()
    for (name,) in rows:
        owner.execute(
            sql.SQL("alter table {} drop constraint {}").format(sql.Identifier(table), sql.Identifier(name))
        )


def _insert(owner: Owner, table: str, workspace: str) -> None:
    """A made-up row with a value for each column that must have one."""
    rows = owner.execute(
        """
        select attname, format_type(atttypid, atttypmod) from pg_attribute
         where attrelid = %s::regclass and attnum > 0 and not attisdropped and attnotnull
           and attgenerated = '' and attidentity = '' and not atthasdef and attname <> 'workspace'
        """,
        [table],
    ).fetchall()
    columns = [sql.Identifier("workspace"), *(sql.Identifier(name) for name, _ in rows)]
    values = [sql.Literal(workspace), *(sql.SQL(_value(kind)) for _, kind in rows)]
    statement = sql.SQL("insert into {} ({}) values ({})")
    owner.execute(
        statement.format(sql.Identifier(table), sql.SQL(", ").join(columns), sql.SQL(", ").join(values))
    )


def _value(kind: str) -> str:
    if kind.endswith("[]"):
        return "'{}'"
    if kind.startswith(("vector(", "halfvec(")):
        size = int(kind.partition("(")[2].rstrip(")"))
        return f"array_fill(0.5, array[{size}])::{kind}"
    if kind.startswith("sparsevec("):
        return f"'{{}}/{kind.partition('(')[2].rstrip(')')}'"
    return "1" if kind.startswith(NUMBERS) else VALUES[kind]


def _enter(owner: Owner, workspace: str | None) -> None:
    owner.execute("set local role chatref_app")
    owner.execute("select set_config('chatref.workspace', %s, true)", [workspace or ""])


def _count(owner: Owner, table: str) -> int:
    row = owner.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


def _refused(owner: Owner, statement: sql.Composed) -> bool:
    """By the wall or by a right that was never given."""
    try:
        with owner.transaction():
            return owner.execute(statement).rowcount == 0
    except InsufficientPrivilege:
        return True


def test_every_table_has_a_workspace_or_a_reason(owner: Owner) -> None:
    assert len(_tables(owner, tenant=True)) >= 8
    assert set(_tables(owner, tenant=False)) == set(WITHOUT_WORKSPACE)


def test_without_a_workspace_or_in_another_no_table_shows_a_row(owner: Owner) -> None:
    """F39, for every table that the migrations make."""
    foundry, rival = str(uuid4()), str(uuid4())
    for table in _tables(owner, tenant=True):
        with owner.transaction(force_rollback=True):
            _loosen(owner, table)
            _insert(owner, table, foundry)
            seen = []
            for workspace in (None, rival, foundry):
                _enter(owner, workspace)
                seen.append(_count(owner, table))
            assert seen == [0, 0, 1], table


def test_nothing_can_be_written_changed_moved_or_deleted_across_the_border(owner: Owner) -> None:
    """F39"""
    foundry, rival = str(uuid4()), str(uuid4())
    for table in _tables(owner, tenant=True):
        name = sql.Identifier(table)
        with owner.transaction(force_rollback=True):
            _loosen(owner, table)
            _insert(owner, table, foundry)
            move = sql.SQL("update {} set workspace = {}").format(name, sql.Literal(rival))
            delete = sql.SQL("delete from {}").format(name)
            for workspace in (None, rival):
                _enter(owner, workspace)
                assert _refused(owner, move), table
                assert _refused(owner, delete), table
                with pytest.raises(InsufficientPrivilege), owner.transaction():
                    _insert(owner, table, foundry)
            _enter(owner, foundry)
            assert _refused(owner, move), table


def test_several_workspaces_are_seen_only_by_the_tables_of_an_append_and_no_other_workspace_by_any(
    owner: Owner,
) -> None:
    """F39"""
    foundry, rival, third = (str(uuid4()) for _ in range(3))
    for table in _tables(owner, tenant=True):
        with owner.transaction(force_rollback=True):
            _loosen(owner, table)
            _insert(owner, table, foundry)
            if table in OF_AN_APPEND:
                _insert(owner, table, rival)
                for both, seen in ((f"{foundry},{rival}", 2), (f"{foundry},{third}", 1)):
                    _enter(owner, both)
                    assert _count(owner, table) == seen, table
                with pytest.raises(InsufficientPrivilege), owner.transaction():
                    _insert(owner, table, rival)
            else:
                _enter(owner, f"{foundry},{rival}")
                with pytest.raises(InvalidTextRepresentation), owner.transaction():
                    _count(owner, table)


def test_the_wall_stands_on_every_tenant_table_for_its_owner_too(owner: Owner) -> None:
    for table in [*_tables(owner, tenant=True), "workspaces"]:
        row = owner.execute(
            "select relrowsecurity, relforcerowsecurity from pg_class where oid = %s::regclass", [table]
        ).fetchone()
        assert row == (True, True), table


def test_no_policy_is_for_everybody_and_look_ups_only_read(owner: Owner) -> None:
    rows = owner.execute(
        "select tablename, roles::text[], cmd from pg_policies where schemaname = 'public'"
    ).fetchall()
    assert rows
    for table, roles, command in rows:
        assert roles == ["chatref_app"] or (roles == ["chatref_lookup"] and command == "SELECT"), table


def test_the_roles_can_bypass_nothing(owner: Owner) -> None:
    rows = owner.execute(
        """
        select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin,
               (select count(*) from pg_class where relowner = r.oid)
          from pg_roles r where rolname in ('chatref_app', 'chatref_lookup') order by 1
        """
    ).fetchall()
    assert rows == [("chatref_app", False, 0), ("chatref_lookup", False, 0)]


def test_switching_row_security_off_makes_the_query_fail(owner: Owner) -> None:
    _enter(owner, str(uuid4()))
    owner.execute("set local row_security = off")
    with pytest.raises(InsufficientPrivilege):
        owner.execute("select * from teammates")


def test_functions_with_more_rights_belong_to_the_look_up_role_and_return_no_text(owner: Owner) -> None:
    rows = owner.execute(
        """
        select p.proname, pg_get_userbyid(p.proowner), pg_get_function_result(p.oid),
               has_function_privilege('public', p.oid, 'execute'), coalesce(array_to_string(p.proconfig, ' '), '')
          from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace
        """
    ).fetchall()
    assert len(rows) >= 5
    for name, role, result, public, configuration in rows:
        assert role == "chatref_lookup", name
        assert not any(word in result for word in ("text", "json", "record", "SETOF")), (name, result)
        assert not public, name
        assert "search_path=public, pg_temp" in configuration, name


def test_no_view_looks_with_its_owners_eyes(owner: Owner) -> None:
    rows = owner.execute(
        """
        select relname from pg_class c where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
           and not coalesce(array_to_string(reloptions, ' '), '') like '%security_invoker=true%'
           and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        """
    ).fetchall()
    assert rows == []


async def test_a_query_without_a_workspace_sees_nothing_through_the_pool(
    database: Database, foundry: Foundry
) -> None:
    async with database.system() as connection:
        for table in ("workspaces", "teammates", "sites", "visitors", "sessions"):
            cursor = await connection.execute(sql.SQL("select 1 from {}").format(sql.Identifier(table)))
            assert await cursor.fetchall() == [], table
        for table in ("setup_links", "chatref_migrations"):
            with pytest.raises(InsufficientPrivilege):
                await connection.execute(sql.SQL("select 1 from {}").format(sql.Identifier(table)))


async def test_a_workspace_does_not_outlive_its_transaction(database: Database, foundry: Foundry) -> None:
    """The next user of the connection starts with none."""
    async with database.workspace(foundry.workspace) as connection:
        backend = connection.info.backend_pid
    async with database.system() as connection:
        assert connection.info.backend_pid == backend
        cursor = await connection.execute("select chatref_workspace(), count(*) from teammates")
        assert await cursor.fetchone() == (None, 0)


async def test_each_business_reads_its_own_rows(
    database: Database, foundry: Foundry, rival: Business
) -> None:
    for business in (foundry, rival):
        async with database.workspace(business.workspace) as connection:
            cursor = await connection.execute("select id from sites")
            assert await cursor.fetchall() == [(business.site.id,)]
