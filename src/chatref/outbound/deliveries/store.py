"""The SQL of deliveries on their way."""

from dataclasses import dataclass
from datetime import timedelta

from psycopg.rows import class_row

from chatref.database.pool import Connection
from chatref.desk.outbox import LEFT_BEHIND
from chatref.outbound.destination import There


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
    `tries` since it was last sent by hand. A follow-up tells what came after `since` to what it `follows`."""

    id: str
    destination: str
    conversation: str
    handoff: str
    seq: int
    number: int
    tries: int
    unsure: bool
    follows: str | None
    since: int | None


# A follow-up not before what is to go there earlier. Whoever takes it promises nothing: if they die, it is due again
# after `life`, and what they sent may be there.
TAKE = """
  with was as (
       select id, unsure from deliveries o
        where workspace = %(workspace)s and id = %(id)s and state = 'due' and due_at <= clock_timestamp()
          and (follows is null or not exists (
              select from deliveries e
               where e.workspace = o.workspace and e.destination = o.destination and e.handoff = o.handoff
                 and e.seq < o.seq and e.state = 'due'))
          for update skip locked)
update deliveries
   set tries = tries + 1, unsure = true, holder = %(holder)s, gathers = false,
       due_at = clock_timestamp() + %(life)s * least(1 + tries - tries_before, 30)
  from was
 where deliveries.workspace = %(workspace)s and deliveries.id = was.id
returning deliveries.id, destination, conversation, handoff, seq, tries as number, tries - tries_before as tries,
          was.unsure, follows, since
"""


async def take(
    connection: Connection, workspace: str, delivery: str, holder: str, life: timedelta
) -> Taken | None:
    async with connection.cursor(row_factory=class_row(Taken)) as cursor:
        await cursor.execute(TAKE, {"workspace": workspace, "id": delivery, "holder": holder, "life": life})
        return await cursor.fetchone()


async def there(connection: Connection, followed: str) -> There | None:
    """What a handoff has become, once it has arrived."""
    async with connection.cursor(row_factory=class_row(There)) as cursor:
        await cursor.execute(
            "select id as key, reference, address from deliveries where id = %s and state = 'delivered'",
            [followed],
        )
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
    """Whoever may hold it by now: it is there. What waits for the same destination need wait no longer.

    An append that adds to what waits refers to the destination meanwhile: it must not wait for us, for whom we wait.
    """
    await connection.execute(
        """update deliveries
              set state = case when state = 'erased' then state else 'delivered' end, unsure = false, holder = null,
                  why = '', reference = %s, address = %s, ended_at = clock_timestamp()
            where workspace = %s and id = %s""",
        [reference, address, workspace, taken.id],
    )
    recovered = await connection.execute(
        """update destinations set delivered_at = clock_timestamp(), failing_since = null, failing_why = ''
             from (select id, failing_since as failing from destinations where id = %s for no key update) was
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
    await _failing(connection, workspace, taken, why)


async def dead(connection: Connection, workspace: str, taken: Taken, why: str, *, unsure: bool) -> None:
    """And what follows it with it."""
    await connection.execute(
        """update deliveries set state = 'dead', unsure = %s, holder = null, why = %s, ended_at = clock_timestamp()
            where workspace = %s and id = %s and state = 'due' and tries = %s""",
        [unsure, why, workspace, taken.id, taken.number],
    )
    await connection.execute(
        """update deliveries set state = 'dead', why = %s, ended_at = clock_timestamp()
             from deliveries first
            where deliveries.workspace = %s and deliveries.follows = %s and deliveries.state = 'due'
              and first.workspace = deliveries.workspace and first.id = deliveries.follows and first.state = 'dead'""",
        [LEFT_BEHIND, workspace, taken.id],
    )
    await _failing(connection, workspace, taken, why)


async def _failing(connection: Connection, workspace: str, taken: Taken, why: str) -> None:
    """What it said of something that was erased meanwhile is not kept."""
    await connection.execute(
        """update destinations set failing_since = coalesce(failing_since, clock_timestamp()),
                  failing_why = case when o.state = 'erased' then '' else %s end
             from deliveries o where o.workspace = %s and o.id = %s and destinations.id = o.destination""",
        [why, workspace, taken.id],
    )


# What follows something that did not arrive goes with it, and it with what follows.
AGAIN_BY_HAND = """
  with asked as (
       select o.id, first.id as first, first.state as first_state
         from deliveries o join deliveries first on first.id = coalesce(o.follows, o.id)
        where o.state = 'dead' and coalesce(o.id = %(delivery)s::uuid, true)
          and coalesce(o.destination = %(destination)s::uuid, true))
update deliveries
   set state = 'due', due_at = clock_timestamp(), tries_before = tries, ended_at = null, not_before = null
  from destinations d
 where deliveries.state = 'dead' and d.id = deliveries.destination and d.removed_at is null
   and (deliveries.id in (select id from asked union select first from asked)
        or deliveries.follows in (select first from asked where first_state = 'dead'))
"""


async def send_again(
    connection: Connection, *, delivery: str | None = None, destination: str | None = None
) -> int:
    """By hand: one, or all of a destination. How many were dead, and are not any more."""
    done = await connection.execute(AGAIN_BY_HAND, {"delivery": delivery, "destination": destination})
    return done.rowcount
