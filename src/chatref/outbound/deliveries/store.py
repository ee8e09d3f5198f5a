"""The SQL of deliveries on their way."""

from dataclasses import dataclass
from datetime import timedelta

from psycopg.rows import class_row

from chatref.database.pool import Connection


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
