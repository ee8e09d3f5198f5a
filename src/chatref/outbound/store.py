"""The SQL of destinations, and of the salt that each workspace signs with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from chatref.database.pool import Connection


async def salt(connection: Connection, workspace: str, fresh: bytes) -> bytes:
    """The workspace's, which is `fresh` if it had none."""
    await connection.execute(
        "insert into signing_keys (workspace, salt) values (%s, %s) on conflict (workspace) do nothing",
        [workspace, fresh],
    )
    found = await connection.execute("select salt from signing_keys")
    row = await found.fetchone()
    assert row
    return bytes(row[0])


async def replace_salt(connection: Connection, workspace: str, fresh: bytes) -> None:
    await connection.execute(
        """insert into signing_keys (workspace, salt) values (%s, %s)
           on conflict (workspace) do update set salt = excluded.salt, made_at = now()""",
        [workspace, fresh],
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """A destination as it lies in its table; `sealed` is what it signs in with."""

    id: str
    kind: str
    name: str
    settings: dict[str, Any]
    sealed: bytes | None
    takes: dict[str, list[str]]
    is_on: bool
    follow_up: bool
    failing_since: datetime | None
    failing_why: str
    delivered_at: datetime | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A destination to be kept; `takes` has lists of actions, teams and reasons. `follow_up`: what comes later too."""

    id: str
    kind: str
    name: str
    settings: Mapping[str, object]
    sealed: bytes | None
    takes: Mapping[str, Sequence[str]]
    is_on: bool
    follow_up: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """How many deliveries of a destination are in each state."""

    due: int = 0
    delivered: int = 0
    dead: int = 0


STORED = """id, kind, name, settings, sealed, takes, is_on, follow_up,
       failing_since, failing_why, delivered_at, removed_at"""


async def destinations(connection: Connection) -> list[Stored]:
    async with connection.cursor(row_factory=class_row(Stored)) as cursor:
        await cursor.execute(
            f"select {STORED} from destinations where removed_at is null order by made_at, id"
        )
        return await cursor.fetchall()


async def destination(connection: Connection, one: str) -> Stored | None:
    """One that was removed, too."""
    async with connection.cursor(row_factory=class_row(Stored)) as cursor:
        await cursor.execute(f"select {STORED} from destinations where id = %s", [one])
        return await cursor.fetchone()


async def standings(connection: Connection) -> Mapping[str, Standing]:
    """By destination."""
    found = await connection.execute(
        """select destination, count(*) filter (where state = 'due')::int,
                  count(*) filter (where state = 'delivered')::int, count(*) filter (where state = 'dead')::int
             from deliveries group by destination"""
    )
    return {one: Standing(*counts) for one, *counts in await found.fetchall()}


SAVE = """
insert into destinations (workspace, id, kind, name, settings, sealed, takes, is_on, follow_up, taking_since)
values (%(workspace)s, %(id)s, %(kind)s, %(name)s, %(settings)s, %(sealed)s, %(takes)s, %(is_on)s, %(follow_up)s,
        clock_timestamp())
    on conflict (workspace, id) do update
   set name = excluded.name, settings = excluded.settings, sealed = excluded.sealed, takes = excluded.takes,
       is_on = excluded.is_on, follow_up = excluded.follow_up, taking_since = excluded.taking_since,
       failing_since = null, failing_why = ''
"""


async def save(connection: Connection, workspace: str, wanted: Wanted) -> None:
    """New, or changed but for its kind. Under the append lock. What waited for it is tried at once."""
    values = {
        "workspace": workspace,
        "id": wanted.id,
        "kind": wanted.kind,
        "name": wanted.name,
        "settings": Jsonb(dict(wanted.settings)),
        "sealed": wanted.sealed,
        "takes": Jsonb({each: list(values) for each, values in wanted.takes.items()}),
        "is_on": wanted.is_on,
        "follow_up": wanted.follow_up,
    }
    await connection.execute(SAVE, values)
    await connection.execute(
        """update deliveries set due_at = clock_timestamp()
            where workspace = %s and destination = %s and state = 'due' and holder is null""",
        [workspace, wanted.id],
    )


async def remove(connection: Connection, one: str) -> None:
    """What it signed in with is gone, what is on its way is given up; what was delivered still names it."""
    await connection.execute(
        "update destinations set removed_at = clock_timestamp(), is_on = false, sealed = null where id = %s",
        [one],
    )
    await connection.execute(
        """update deliveries set state = 'dead', why = 'The destination was removed.', ended_at = clock_timestamp()
            where destination = %s and state = 'due'""",
        [one],
    )
