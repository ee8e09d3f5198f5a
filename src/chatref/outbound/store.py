"""The SQL of what leaves the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    failing_since: datetime | None
    failing_why: str
    delivered_at: datetime | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A destination to be kept; `takes` has lists of actions, teams and reasons."""

    id: str
    kind: str
    name: str
    settings: Mapping[str, object]
    sealed: bytes | None
    takes: Mapping[str, Sequence[str]]
    is_on: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How many deliveries of a destination are in each state."""

    due: int = 0
    delivered: int = 0
    dead: int = 0


STORED = (
    """id, kind, name, settings, sealed, takes, is_on, failing_since, failing_why, delivered_at, removed_at"""
)


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
insert into destinations (workspace, id, kind, name, settings, sealed, takes, is_on, taking_since)
values (%(workspace)s, %(id)s, %(kind)s, %(name)s, %(settings)s, %(sealed)s, %(takes)s, %(is_on)s, clock_timestamp())
    on conflict (workspace, id) do update
   set name = excluded.name, settings = excluded.settings, sealed = excluded.sealed, takes = excluded.takes,
       is_on = excluded.is_on, taking_since = excluded.taking_since, failing_since = null, failing_why = ''
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


@dataclass(frozen=True, slots=True)
class Due:
    workspace: str
    destination: str
    delivery: str


async def due(connection: Connection, of_each: int, most: int) -> list[Due]:
    """Over all workspaces, outside any."""
    found = await connection.execute(
        "select workspace, destination, delivery from chatref_deliveries_due(%s, %s)",
        [of_each, most],
        prepare=True,
    )
    return [Due(*row) for row in await found.fetchall()]


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that is ours to try now. `unsure` is how the try before left it; `number` counts from 1 for ever,
    `tries` since it was last sent by hand."""

    id: str
    destination: str
    conversation: str
    handoff: str
    seq: int
    number: int
    tries: int
    unsure: bool


# Whoever takes it promises nothing: if they die, it is due again after `life`, and what they sent may be there.
TAKE = """
  with was as (
       select id, unsure from deliveries
        where workspace = %(workspace)s and id = %(id)s and state = 'due' and due_at <= clock_timestamp()
          for update skip locked)
update deliveries
   set tries = tries + 1, unsure = true, holder = %(holder)s,
       due_at = clock_timestamp() + %(life)s * least(1 + tries - tries_before, 30)
  from was
 where deliveries.workspace = %(workspace)s and deliveries.id = was.id
returning deliveries.id, destination, conversation, handoff, seq, tries as number, tries - tries_before as tries,
          was.unsure
"""


async def take(
    connection: Connection, workspace: str, delivery: str, holder: str, life: timedelta
) -> Taken | None:
    async with connection.cursor(row_factory=class_row(Taken)) as cursor:
        await cursor.execute(TAKE, {"workspace": workspace, "id": delivery, "holder": holder, "life": life})
        return await cursor.fetchone()


async def note(
    connection: Connection, workspace: str, taken: Taken, took: timedelta, outcome: str, said: str
) -> None:
    """Into the log that the team reads."""
    await connection.execute(
        """insert into delivery_tries (workspace, delivery, number, at, took, outcome, said)
           select workspace, id, %s, clock_timestamp() - %s, %s, %s, case when state = 'erased' then '' else %s end
             from deliveries where workspace = %s and id = %s""",
        [taken.number, took, took, outcome, said, workspace, taken.id],
    )


async def delivered(
    connection: Connection, workspace: str, taken: Taken, reference: str | None, address: str | None
) -> None:
    """Whoever may hold it by now: it is there. What waits for the same destination need wait no longer."""
    await connection.execute(
        """update deliveries
              set state = case when state = 'erased' then state else 'delivered' end, unsure = false, holder = null,
                  why = '', reference = %s, address = %s, ended_at = clock_timestamp()
            where workspace = %s and id = %s""",
        [reference, address, workspace, taken.id],
    )
    recovered = await connection.execute(
        """update destinations set delivered_at = clock_timestamp(), failing_since = null, failing_why = ''
             from (select id, failing_since as failing from destinations where id = %s for update) was
            where destinations.id = was.id returning was.failing""",
        [taken.destination],
    )
    row = await recovered.fetchone()
    if row and row[0] is not None:
        await connection.execute(
            """update deliveries
                  set due_at = greatest(
                        least(due_at, clock_timestamp() + random() * interval '20 seconds'), not_before)
                where workspace = %s and destination = %s and state = 'due' and holder is null""",
            [workspace, taken.destination],
        )


AGAIN = """
update deliveries
   set due_at = clock_timestamp() + %(after)s, unsure = %(unsure)s, holder = null, why = %(why)s,
       not_before = case when %(told)s then clock_timestamp() + %(after)s end
 where workspace = %(workspace)s and id = %(id)s and state = 'due' and tries = %(number)s
"""


async def again(
    connection: Connection,
    workspace: str,
    taken: Taken,
    after: timedelta,
    why: str,
    *,
    unsure: bool,
    told: bool,
) -> None:
    """Unless somebody else has taken it meanwhile, who will find out."""
    values = {"workspace": workspace, "id": taken.id, "number": taken.number}
    await connection.execute(AGAIN, values | {"after": after, "why": why, "unsure": unsure, "told": told})
    await failing(connection, taken.destination, why)


async def dead(connection: Connection, workspace: str, taken: Taken, why: str, *, unsure: bool) -> None:
    await connection.execute(
        """update deliveries set state = 'dead', unsure = %s, holder = null, why = %s, ended_at = clock_timestamp()
            where workspace = %s and id = %s and state = 'due' and tries = %s""",
        [unsure, why, workspace, taken.id, taken.number],
    )
    await failing(connection, taken.destination, why)


async def failing(connection: Connection, destination: str, why: str) -> None:
    await connection.execute(
        """update destinations set failing_since = coalesce(failing_since, clock_timestamp()), failing_why = %s
            where id = %s""",
        [why, destination],
    )


async def send_again(
    connection: Connection, *, delivery: str | None = None, destination: str | None = None
) -> int:
    """By hand: one, or all of a destination. How many were dead, and are not any more."""
    done = await connection.execute(
        """update deliveries set state = 'due', due_at = clock_timestamp(), tries_before = tries, ended_at = null,
                  not_before = null
             from destinations d
            where deliveries.state = 'dead' and d.id = deliveries.destination and d.removed_at is null
              and coalesce(deliveries.id = %s::uuid, true) and coalesce(d.id = %s::uuid, true)""",
        [delivery, destination],
    )
    return done.rowcount


@dataclass(frozen=True, slots=True)
class Try:
    at: datetime
    took: timedelta
    outcome: str
    said: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """As the team sees it, with the name of where it goes."""

    id: str
    conversation: str
    handoff: str
    destination: str
    kind: str
    name: str
    state: str
    why: str
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None
    reference: str | None
    address: str | None


DELIVERIES = """
select o.id, o.conversation, o.handoff, o.destination, d.kind, d.name, o.state, o.why, o.made_at, o.due_at, o.ended_at,
       o.reference, o.address
  from deliveries o join destinations d on d.id = o.destination
"""


async def deliveries_of(connection: Connection, conversation: str) -> list[Delivery]:
    async with connection.cursor(row_factory=class_row(Delivery)) as cursor:
        await cursor.execute(
            f"{DELIVERIES} where o.conversation = %s order by o.made_at, d.name", [conversation]
        )
        return await cursor.fetchall()


async def latest_of(connection: Connection, destination: str, state: str, most: int) -> list[Delivery]:
    async with connection.cursor(row_factory=class_row(Delivery)) as cursor:
        await cursor.execute(
            f"{DELIVERIES} where o.destination = %s and o.state = %s order by o.made_at desc, o.id limit %s",
            [destination, state, most],
        )
        return await cursor.fetchall()


async def tries_of(connection: Connection, deliveries: Sequence[str]) -> Mapping[str, list[Try]]:
    """By delivery, the first first."""
    found = await connection.execute(
        """select delivery, at, took, outcome, said from delivery_tries
            where delivery = any(%s::uuid[]) order by delivery, number""",
        [list(deliveries)],
    )
    tries: dict[str, list[Try]] = {each: [] for each in deliveries}
    for delivery, *row in await found.fetchall():
        tries[delivery].append(Try(*row))
    return tries


@dataclass(frozen=True, slots=True)
class Known:
    """What a far side speaks of: the thread was sent up to `seq`."""

    id: str
    conversation: str
    seq: int


async def by_key(connection: Connection, delivery: str) -> Known | None:
    async with connection.cursor(row_factory=class_row(Known)) as cursor:
        await cursor.execute("select id, conversation, seq from deliveries where id = %s", [delivery])
        return await cursor.fetchone()


async def by_reference(connection: Connection, destination: str, reference: str) -> Known | None:
    """The latest of this number over there."""
    async with connection.cursor(row_factory=class_row(Known)) as cursor:
        await cursor.execute(
            """select id, conversation, seq from deliveries where destination = %s and reference = %s
                order by made_at desc limit 1""",
            [destination, reference],
        )
        return await cursor.fetchone()
