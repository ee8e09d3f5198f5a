"""The SQL of what was sent, as it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.rows import class_row

from chatref.database.pool import Connection


@dataclass(frozen=True, slots=True)
class Try:
    at: datetime
    took: timedelta
    outcome: str
    said: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """As the team sees it, with the name of where it goes; a follow-up names what it `follows`."""

    id: str
    follows: str | None
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
select o.id, o.follows, o.conversation, o.handoff, o.destination, d.kind, d.name, o.state, o.why, o.made_at, o.due_at,
       o.ended_at, o.reference, o.address
  from deliveries o join destinations d on d.id = o.destination
"""


async def deliveries_of(connection: Connection, conversation: str) -> list[Delivery]:
    async with connection.cursor(row_factory=class_row(Delivery)) as cursor:
        await cursor.execute(
            f"{DELIVERIES} where o.conversation = %s order by o.made_at, d.name, o.seq", [conversation]
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
    """The delivery that a far side speaks of: the thread was sent up to `seq`."""

    id: str
    conversation: str
    seq: int
    is_lead: bool


IS_LEAD = """exists (select from events e
                  where e.workspace = first.workspace and e.conversation = first.conversation
                    and e.kind = 'lead_noted' and e.payload #>> '{event,lead}' = first.handoff::text) as is_lead"""


async def by_key(connection: Connection, delivery: str) -> Known | None:
    """By its own key, or by that of a follow-up, which has told more of the thread."""
    async with connection.cursor(row_factory=class_row(Known)) as cursor:
        await cursor.execute(
            f"""select first.id, first.conversation, named.seq, {IS_LEAD}
                 from deliveries named join deliveries first on first.id = coalesce(named.follows, named.id)
                where named.id = %s""",
            [delivery],
        )
        return await cursor.fetchone()


async def by_reference(connection: Connection, destination: str, reference: str) -> Known | None:
    """The latest of this number over there."""
    async with connection.cursor(row_factory=class_row(Known)) as cursor:
        await cursor.execute(
            f"""select id, conversation, seq, {IS_LEAD} from deliveries first
                 where destination = %s and reference = %s and follows is null order by made_at desc limit 1""",
            [destination, reference],
        )
        return await cursor.fetchone()
