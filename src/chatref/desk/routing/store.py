"""What routing reads, in SQL: who waits in which order, and who of the team is free for how much more."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from chatref.database.pool import Connection

MOST = 500  # of a line, and of the latest offers: whoever stands behind so many is not next


@dataclass(frozen=True, slots=True)
class QueueRow:
    conversation: str
    team: str
    priority: int
    since: datetime
    language: str
    last_teammate: str | None
    passed_over: list[str]


@dataclass(frozen=True, slots=True)
class StaffRow:
    """`load` is what they own and are not told to sleep on, and what rings at them now."""

    teammate: str
    teams: list[str]
    present: bool
    load: int
    capacity: int
    availability: str
    languages: list[str]
    last_offered: datetime | None


async def to_route(connection: Connection, most: int) -> list[str]:
    """Over all workspaces."""
    found = await connection.execute("select workspace from chatref_to_route(%s)", [most], prepare=True)
    return [workspace for (workspace,) in await found.fetchall()]


async def now(connection: Connection) -> datetime:
    found = await connection.execute("select clock_timestamp()", prepare=True)
    moment: datetime
    [(moment,)] = await found.fetchall()
    return moment


async def strategies(connection: Connection, workspace: str) -> dict[str, str]:
    found = await connection.execute(
        "select id, strategy from teams where workspace = %s and removed_at is null",
        [workspace],
        prepare=True,
    )
    return dict(await found.fetchall())


QUEUE = """
select c.id as conversation, c.team, (c.summary ->> 'priority')::int as priority, c.person_owed_since as since,
       c.summary ->> 'language' as language,
       coalesce(c.state ->> 'last_owner', (
           select before.state ->> 'last_owner' from conversations before
            where before.workspace = c.workspace and before.visitor = c.visitor and before.id <> c.id
            order by before.started_at desc limit 1)) as last_teammate,
       array(select json_array_elements_text(c.state -> 'handoff' -> 'passed_over')) as passed_over
  from conversations c
 where c.workspace = %s and c.stage = 'waiting' and c.person_owed_since is not null and c.team is not null
 order by 3 desc, 4, 1
 limit %s
"""


async def queue(connection: Connection, workspace: str) -> list[QueueRow]:
    async with connection.cursor(row_factory=class_row(QueueRow)) as cursor:
        await cursor.execute(QUEUE, [workspace, MOST], prepare=True)
        return await cursor.fetchall()


# Who was not rung within the latest offers has rested for longest.
STAFF = """
select t.id as teammate, t.capacity, t.availability, t.languages,
       array(select m.team::text from team_members m where m.workspace = t.workspace and m.teammate = t.id) as teams,
       exists (select from presence p where p.workspace = t.workspace and p.teammate = t.id
                  and p.expires_at > clock_timestamp()) as present,
       (select count(*) from conversations c
         where c.workspace = t.workspace and c.owner = t.id and c.stage = 'assigned' and c.snoozed_until is null)
       + (select count(*) from conversations c
           where c.workspace = t.workspace and c.stage = 'offered'
             and c.state -> 'offer' ->> 'teammate' = t.id::text) as load,
       latest.at as last_offered
  from teammates t
  left join (
       select payload -> 'event' ->> 'teammate' as teammate, max(at) as at
         from (select payload, at from events where workspace = %(workspace)s and kind = 'offered'
                order by at desc limit %(most)s) as lately
        group by 1) as latest on latest.teammate = t.id::text
 where t.workspace = %(workspace)s and t.removed_at is null
"""


async def staff(connection: Connection, workspace: str) -> list[StaffRow]:
    async with connection.cursor(row_factory=class_row(StaffRow)) as cursor:
        await cursor.execute(STAFF, {"workspace": workspace, "most": MOST}, prepare=True)
        return await cursor.fetchall()
