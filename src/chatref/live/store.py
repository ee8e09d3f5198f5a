"""The SQL between processes: wake-ups by NOTIFY, which workspaces have gone on, and what visitors have seen."""

from collections.abc import Sequence
from datetime import datetime

from chatref.database.pool import Connection

CHANNEL = "chatref_live"
SeenUpTo = tuple[str, str, int]  # visitor, conversation, vseq
LONGEST = 7_900  # bytes; PostgreSQL refuses a payload of 8,000


async def notify(connection: Connection, payload: str) -> None:
    await connection.execute("select pg_notify(%s, %s)", [CHANNEL, payload], prepare=True)


async def listen(connection: Connection) -> None:
    await connection.execute(f"listen {CHANNEL}")


async def changes(connection: Connection, workspaces: Sequence[str]) -> dict[str, int]:
    """The change number of each of the workspaces, over their borders."""
    found = await connection.execute(
        "select workspace, change from chatref_changes(%s::uuid[])", [list(workspaces)], prepare=True
    )
    return dict(await found.fetchall())


# In the order of their ids, so that two processes that note the same never wait for each other in a circle.
NOTE_SEEN = """
with seen as (
    select c.workspace, c.id, c.visitor, least(max(asked.vseq), c.vseq) as vseq
      from unnest(%s::uuid[], %s::uuid[], %s::int[]) as asked(visitor, conversation, vseq)
      join conversations c on c.workspace = %s and c.id = asked.conversation and c.visitor = asked.visitor
     group by c.workspace, c.id, c.visitor, c.vseq
     order by c.id),
noted as (
    insert into visitor_seen (workspace, conversation, vseq, at)
    select workspace, id, vseq, clock_timestamp() from seen
        on conflict (workspace, conversation) do update set vseq = excluded.vseq, at = excluded.at
     where visitor_seen.vseq < excluded.vseq
    returning conversation, vseq, at)
select seen.visitor::text, seen.id::text, noted.vseq, noted.at
  from seen left join noted on noted.conversation = seen.id
"""


async def note_seen(
    connection: Connection, workspace: str, seen: Sequence[SeenUpTo]
) -> dict[tuple[str, str], tuple[int, datetime] | None]:
    """By visitor and conversation, of those that are theirs; None if it is no further than before."""
    visitors, conversations, numbers = (list(each) for each in zip(*seen, strict=True))
    found = await connection.execute(NOTE_SEEN, [visitors, conversations, numbers, workspace], prepare=True)
    return {
        (visitor, conversation): (vseq, at) if at else None
        for visitor, conversation, vseq, at in await found.fetchall()
    }
