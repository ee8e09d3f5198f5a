"""What a server must have before Chatref uses it, said in words that its owner can act on."""

from typing import Any

import psycopg

from chatref.errors import Misconfigured, Unavailable

OLDEST = 14
EXTENSIONS = {
    "vector": "the extension pgvector (https://github.com/pgvector/pgvector), which finds similar passages",
    "pg_trgm": "the extension pg_trgm (part of PostgreSQL's contrib package), which finds misspelt words",
}
SETTING = "DATABASE_URL"


def connect(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection as the owner of the tables, for migrations; ordinary work goes through the pool."""
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=5, application_name="chatref migrate")
    except psycopg.OperationalError as error:
        raise Unavailable(f"The database does not answer: {str(error).strip()}") from error


def require(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Raises Misconfigured with everything that is missing, not only the first."""
    missing = [*_too_old(connection), *_extensions(connection), *_rights(connection)]
    if missing:
        raise Misconfigured(SETTING, "this PostgreSQL server cannot be used. It needs " + "; ".join(missing) + ".")


def _too_old(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    version = connection.info.server_version // 10_000
    return [f"PostgreSQL {OLDEST} or newer (it is {version})"] if version < OLDEST else []


def _extensions(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    rows = connection.execute("select name from pg_available_extensions").fetchall()
    available = {name for (name,) in rows}
    return [words for name, words in EXTENSIONS.items() if name not in available]


def _rights(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    row = connection.execute(
        """
        select rolsuper or rolcreaterole or (select count(*) = 2 from pg_roles
                 where rolname in ('chatref_app', 'chatref_lookup') and pg_has_role(oid, 'member')),
               has_schema_privilege(current_schema(), 'create')
          from pg_roles where rolname = current_user
        """
    ).fetchone()
    may_make_roles, may_make_tables = row or (False, False)
    return [
        *([] if may_make_roles else [
            "an account that may create roles (alter role … createrole), or the roles chatref_app and "
            "chatref_lookup granted to it"
        ]),
        *([] if may_make_tables else ["the right to create tables in the schema"]),
    ]  # fmt: skip
