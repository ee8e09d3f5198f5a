"""Alerts in SQL, by the database's clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.rows import class_row

from chatref.conversation.model import Alert
from chatref.database.pool import Connection
from chatref.desk.encoding import decode_summary
from chatref.desk.summary import Visitor
from chatref.routing import Availability


@dataclass(frozen=True, slots=True)
class Waiting:
    conversation: str
    alert: Alert
    visitor: Visitor
    since: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """`here` as long as a window of theirs is open; `mail` says whether they want any."""

    here: bool
    availability: Availability
    mail: bool


@dataclass(frozen=True, slots=True)
class Taken:
    teammate: str
    kind: str
    tries: int


async def alone(connection: Connection, workspace: str) -> bool:
    """Until this transaction ends nobody else looks at this workspace."""
    found = await connection.execute(
        "select pg_try_advisory_xact_lock(hashtextextended(%s, 18))", [workspace]
    )
    row = await found.fetchone()
    return bool(row and row[0])


async def waiting(connection: Connection, workspace: str) -> list[Waiting]:
    found = await connection.execute(
        """
        select summary::text, person_owed_since from conversations
         where workspace = %s and stage in ('waiting', 'offered', 'assigned') and person_owed_since is not null
         order by person_owed_since, id
        """,
        [workspace],
        prepare=True,
    )
    rows = [(decode_summary(text), since) for text, since in await found.fetchall()]
    return [
        Waiting(each.conversation, each.alert, each.visitor, since)
        for each, since in rows
        if each.alert is not None
    ]


async def stuck(connection: Connection, workspace: str) -> list[tuple[str, datetime]]:
    """What the clock has given up on for now, and since when."""
    found = await connection.execute(
        """
        select f.conversation, max(o.at) from clock_failures f
          join outbox o on o.workspace = f.workspace and o.conversation = f.conversation and o.kind = 'clock_failed'
         where f.workspace = %s group by f.conversation order by 2, 1
        """,
        [workspace],
        prepare=True,
    )
    return [(conversation, at) for conversation, at in await found.fetchall()]


async def people(connection: Connection) -> Mapping[str, Person]:
    found = await connection.execute(
        """
        select t.id, t.availability, t.alert_mail,
               exists (select from presence p where p.workspace = t.workspace and p.teammate = t.id
                          and p.expires_at > clock_timestamp())
          from teammates t where t.removed_at is null
        """,
        prepare=True,
    )
    return {
        who: Person(here, Availability(availability), mail)
        for who, availability, mail, here in await found.fetchall()
    }


async def told(connection: Connection, workspace: str) -> list[tuple[str, str, datetime]]:
    """Each teammate who was or is being told, or could not be, of what, and when last."""
    found = await connection.execute(
        """
        select teammate, kind, max(at) from alerts
         where workspace = %s and state <> 'over' group by teammate, kind
        """,
        [workspace],
        prepare=True,
    )
    return [(who, kind, at) for who, kind, at in await found.fetchall()]


async def add(
    connection: Connection, workspace: str, wanted: Sequence[tuple[str, str]], holds: timedelta
) -> None:
    await connection.execute(
        """
        insert into alerts (workspace, teammate, kind, expires_at)
        select %s, who, kind, clock_timestamp() + %s from unnest(%s::uuid[], %s::text[]) as wanted(who, kind)
            on conflict (workspace, teammate, kind) where state = 'due' do nothing
        """,
        [workspace, holds, [who for who, _ in wanted], [kind for _, kind in wanted]],
        prepare=True,
    )


async def take_back(connection: Connection, workspace: str, concerned: Sequence[tuple[str, str]]) -> None:
    """Who is here by now, for whom nobody waits any more, or what is too old."""
    await connection.execute(
        """
        update alerts set state = 'over'
         where workspace = %s and state = 'due' and (expires_at <= clock_timestamp() or not exists (
               select from unnest(%s::uuid[], %s::text[]) as still(who, kind)
                where still.who = teammate and still.kind = alerts.kind))
        """,
        [workspace, [who for who, _ in concerned], [kind for _, kind in concerned]],
        prepare=True,
    )


async def forget(connection: Connection, workspace: str, older: timedelta) -> None:
    await connection.execute(
        "delete from alerts where workspace = %s and state <> 'due' and at < clock_timestamp() - %s",
        [workspace, older],
        prepare=True,
    )


async def due(connection: Connection, most: int) -> list[tuple[str, str]]:
    """Workspace and alert, over all workspaces."""
    found = await connection.execute(
        "select workspace, alert from chatref_alerts_due(%s)", [most], prepare=True
    )
    return [(workspace, alert) for workspace, alert in await found.fetchall()]


async def take(connection: Connection, workspace: str, alert: str, life: timedelta) -> Taken | None:
    """None if somebody else has it, or it is over."""
    async with connection.cursor(row_factory=class_row(Taken)) as cursor:
        await cursor.execute(
            """
            update alerts set due_at = clock_timestamp() + %s, tries = tries + 1
             where workspace = %s and id = %s and state = 'due' and due_at <= clock_timestamp()
            returning teammate, kind, tries
            """,
            [life, workspace, alert],
        )
        return await cursor.fetchone()


async def end(connection: Connection, workspace: str, alert: str, state: str, why: str = "") -> None:
    await connection.execute(
        "update alerts set state = %s, why = %s where workspace = %s and id = %s and state = 'due'",
        [state, why, workspace, alert],
    )


async def again(connection: Connection, workspace: str, alert: str, after: timedelta, why: str) -> None:
    await connection.execute(
        """
        update alerts set due_at = clock_timestamp() + %s, why = %s
         where workspace = %s and id = %s and state = 'due'
        """,
        [after, why, workspace, alert],
    )
