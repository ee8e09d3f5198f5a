"""Forward migrations: the numbered files of `migrations/`, each applied once, in one transaction."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import psycopg

from chatref.database.requirements import connect, require
from chatref.errors import Misconfigured

LOCK = 7_246_733  # any number, the same in every version for ever
PACKAGE = "chatref.database"

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrate(url: str) -> list[str]:
    """Bring the database up to this version; returns the names applied. Two processes at once are fine."""
    with connect(url) as connection:
        require(connection)
        connection.execute("select pg_advisory_lock(%s)", [LOCK])
        return [migration.name for migration in _pending(connection) if _apply(connection, migration)]


def migrations() -> list[Migration]:
    """All that this version knows, in order."""
    folder = files(PACKAGE) / "migrations"
    return sorted(
        (_read(file) for file in folder.iterdir() if file.name.endswith(".sql")),
        key=lambda migration: migration.number,
    )


def _read(file: Traversable) -> Migration:
    name = file.name.removesuffix(".sql")
    return Migration(int(name[:4]), name, file.read_text(encoding="utf-8"))


def _pending(connection: Connection) -> list[Migration]:
    applied = _applied(connection)
    known = migrations()
    for migration in known:
        if applied.get(migration.number, migration.checksum) != migration.checksum:
            raise Misconfigured(
                "DATABASE_URL",
                f"migration {migration.name} was applied with another text; was it edited since?",
            )
    newer = applied.keys() - {migration.number for migration in known}
    if newer:
        raise Misconfigured(
            "DATABASE_URL", "this database belongs to a newer version of Chatref. Please update."
        )
    return [migration for migration in known if migration.number not in applied]


def _applied(connection: Connection) -> dict[int, str]:
    connection.execute(
        """
        create table if not exists chatref_migrations (
            number int primary key, name text not null, checksum text not null,
            applied_at timestamptz not null default clock_timestamp())
        """
    )
    return dict(connection.execute("select number, checksum from chatref_migrations").fetchall())


def _apply(connection: Connection, migration: Migration) -> bool:
    with connection.transaction():
        connection.execute(migration.text.encode())
        connection.execute(
            "insert into chatref_migrations (number, name, checksum) values (%s, %s, %s)",
            [migration.number, migration.name, migration.checksum],
        )
    return True
