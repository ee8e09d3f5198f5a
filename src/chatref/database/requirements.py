"""What a server must have before Chatref uses it, said in words that its owner can act on."""

from typing import Any

import psycopg

from chatref.errors import Misconfigured, Unavailable

OLDEST = 14
OLDEST_PGVECTOR = (0, 7)  # has halfvec and sparsevec
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
    except psycopg.ProgrammingError as error:
        raise Misconfigured(SETTING, f"is not understood: {str(error).strip()}.") from error


def require(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Raises Misconfigured with everything that is missing, not only the first."""
    missing = [*_too_old(connection), *_extensions(connection), *_rights(connection)]
    if missing:
        raise Misconfigured(
            SETTING, "this PostgreSQL server cannot be used. It needs " + "; ".join(missing) + "."
        )


def _too_old(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    version = connection.info.server_version // 10_000
    return [f"PostgreSQL {OLDEST} or newer (it is {version})"] if version < OLDEST else []


def _extensions(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    missing = []
    for name, words in EXTENSIONS.items():
        row = connection.execute(EXTENSION, [name, name, name]).fetchone()
        installed, available, may_install = row or (False, False, False)
        if not installed and not available:
            missing.append(words)
        elif not installed and not may_install:
            missing.append(f"an administrator who runs: create extension {name}")
    return [*missing, *_too_old_pgvector(connection)]


def _too_old_pgvector(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    installed, available = connection.execute(PGVECTOR).fetchone() or (None, None)
    version, oldest = installed or available, ".".join(map(str, OLDEST_PGVECTOR))
    if version is None or _numbers(version) >= OLDEST_PGVECTOR:
        return []
    if available and _numbers(available) >= OLDEST_PGVECTOR:
        return [f"an administrator who runs: alter extension vector update (it is {version})"]
    return [f"pgvector {oldest} or newer (it is {version})"]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


EXTENSION = """
    select exists (select from pg_extension where extname = %s),
           exists (select from pg_available_extensions where name = %s),
           exists (select from pg_available_extension_versions
                    where name = %s and (not superuser or trusted or current_setting('is_superuser')::bool))
"""

PGVECTOR = "select installed_version, default_version from pg_available_extensions where name = 'vector'"

RIGHTS = """
    select rolsuper or rolcreaterole or (select count(*) = 2 from pg_roles
             where rolname in ('chatref_app', 'chatref_lookup') and pg_has_role(oid, 'member')),
           has_schema_privilege(current_schema(), 'create')
      from pg_roles where rolname = current_user
"""

MAY_MAKE_ROLES = (
    "an account that may create roles (alter role … createrole), "
    "or the roles chatref_app and chatref_lookup granted to it"
)
MAY_MAKE_TABLES = "the right to create tables in the schema"


def _rights(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    may_make_roles, may_make_tables = connection.execute(RIGHTS).fetchone() or (False, False)
    return [
        *([] if may_make_roles else [MAY_MAKE_ROLES]),
        *([] if may_make_tables else [MAY_MAKE_TABLES]),
    ]
