"""What is deleted by itself, and what was erased lately, in SQL."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from chatref.database.pool import Connection
from chatref.desk.erasure.store import LIVE, NOBODY


async def expire(connection: Connection, workspace: str, before: datetime) -> None:
    """Deletes mails that stand in no conversation and came before then. What waits in the bin for somebody stays: to
    forget it unread would be to drop a case."""
    await connection.execute(
        """
        delete from mails_in
         where workspace = %s and came_at < %s and state in ('automatic', 'bounce', 'discarded', 'erased')
        """,
        [workspace, before],
    )


async def retention(connection: Connection, workspace: str) -> tuple[int | None, datetime | None]:
    """After how many days what has ended is deleted, and what ended by when is by now; None keeps it."""
    found = await connection.execute(
        "select retention_days, now() - make_interval(days => retention_days) from workspaces where id = %s",
        [workspace],
    )
    row = await found.fetchone()
    return (row[0], row[1]) if row else (None, None)


async def set_retention(connection: Connection, workspace: str, days: int | None) -> None:
    await connection.execute("update workspaces set retention_days = %s where id = %s", [days, workspace])


async def ended_by(connection: Connection, workspace: str, by: datetime, most: int) -> list[str]:
    """The longest ago first."""
    found = await connection.execute(
        "select id from conversations where workspace = %s and ended_at <= %s order by ended_at limit %s",
        [workspace, by, most],
    )
    return [conversation for (conversation,) in await found.fetchall()]


async def ended_longer_ago(connection: Connection, workspace: str, days: int) -> tuple[int, datetime | None]:
    """How many conversations ended that long ago, and when the first of them did."""
    found = await connection.execute(
        """
        select count(*)::int, min(ended_at) from conversations
         where workspace = %s and ended_at <= now() - make_interval(days => %s)
        """,
        [workspace, days],
    )
    row = await found.fetchone()
    return (row[0], row[1]) if row else (0, None)


# A page of those made before then, whether they have something or not: each is looked at once in a walk.
EMPTY = f"""
select v.id, v.created_at,
       v.erased_at is null and v.blocked_at is null
       and not exists (select from conversations c where c.workspace = v.workspace and c.visitor = v.id and {LIVE})
       and not exists (select from visitor_sessions s where s.workspace = v.workspace and s.visitor = v.id
                          and s.created_at > now() - make_interval(days => %(days)s))
  from visitors v
 where v.workspace = %(workspace)s and v.created_at <= now() - make_interval(days => %(days)s)
   and (v.created_at, v.id) > (%(after_at)s::timestamptz, %(after)s::uuid)
 order by v.created_at, v.id limit %(most)s
"""

Place = tuple[datetime, str]
"""When a visitor was made, and who; the place in a walk past all of them."""


async def visitors_made(
    connection: Connection, workspace: str, days: int, after: Place, most: int
) -> list[tuple[str, datetime, bool]]:
    """Longer ago than so many days, after this place, with whether nothing of theirs is left. A blocked one stays."""
    found = await connection.execute(
        EMPTY, {"workspace": workspace, "days": days, "after_at": after[0], "after": after[1], "most": most}
    )
    return await found.fetchall()


async def without_words(connection: Connection, workspace: str, visitors: list[str]) -> list[str]:
    """Those of them of whom nothing that they wrote is left."""
    found = await connection.execute(
        f"""
        select id from unnest(%s::uuid[]) as asked(id) where not exists (
               select from conversations c where c.workspace = %s and c.visitor = asked.id and {LIVE})
        """,
        [visitors, workspace],
    )
    return [visitor for (visitor,) in await found.fetchall()]


async def drop_forgotten(connection: Connection, workspace: str) -> None:
    """The empty rows of who was erased, once nothing of theirs can be on its way any more."""
    await connection.execute(
        f"""
        delete from visitors v
         where workspace = %s and erased_at < now() - interval '1 day' and not exists (
               select from conversations c where c.workspace = v.workspace and c.visitor = v.id and {LIVE})
        """,
        [workspace],
    )


@dataclass(frozen=True, slots=True)
class Erased:
    """Of one day: by whom, None by the desk itself; of whom, None of several."""

    at: datetime
    teammate: str | None
    visitor: str | None
    conversations: int
    visitors: int


async def erased_lately(connection: Connection, workspace: str, most: int) -> list[Erased]:
    async with connection.cursor(row_factory=class_row(Erased)) as cursor:
        await cursor.execute(
            """
            select at, nullif(teammate, %(nobody)s::uuid) as teammate, nullif(visitor, %(nobody)s::uuid) as visitor,
                   conversations, visitors
              from erasures where workspace = %(workspace)s order by at desc limit %(most)s
            """,
            {"workspace": workspace, "most": most, "nobody": NOBODY},
        )
        return await cursor.fetchall()
