"""Turns that were judged, in SQL."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from chatref.database.pool import Connection

# The conversations that were judged last, whole as far as they were judged since then.
JUDGED = """
select kept.conversation::text,
       (select count(*) from events
         where events.workspace = kept.workspace and events.conversation = kept.conversation
           and events.kind = 'reopened' and events.seq < kept.seq),
       kept.at, kept.measured::text
  from verdicts kept
  join (select conversation from verdicts where workspace = %(workspace)s and at >= %(since)s
         group by conversation order by max(at) desc limit %(most)s) chosen using (conversation)
 where kept.workspace = %(workspace)s and kept.at >= %(since)s
 order by kept.conversation, kept.seq
"""


async def judged_turns(
    connection: Connection, workspace: str, since: datetime, most: int, at_once: int
) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """Some rows at a time: conversation, episode, when, and what was measured, as JSON text."""
    async with connection.cursor(name="judged_turns") as cursor:
        await cursor.execute(JUDGED, {"workspace": workspace, "since": since, "most": most})
        while rows := await cursor.fetchmany(at_once):
            yield rows


async def judged(connection: Connection, workspace: str, since: datetime, most: int) -> int:
    found = await connection.execute(
        """
        select count(*) from (
               select distinct conversation from verdicts where workspace = %s and at >= %s limit %s) chosen
        """,
        [workspace, since, most],
    )
    row = await found.fetchone()
    return row[0] if row else 0
