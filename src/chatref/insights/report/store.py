"""Histories to gather facts from, and the facts kept, in SQL."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from chatref.database.pool import Connection
from chatref.desk.summary import Visitor


class Candidate(NamedTuple):
    """`facts` are None where none are kept that are as late as the conversation; `later`: it has gone on since."""

    conversation: str
    seq: int
    later: bool
    facts: str | None


# In one order, so that two reports that keep facts wait for each other, and never in a ring.
CANDIDATES = """
select c.id, c.seq, c.changed_at > %(as_of)s, f.facts::text
  from conversations c
  left join conversation_facts f
    on f.workspace = c.workspace and f.conversation = c.id and f.seq = c.seq and f.version = %(version)s
 where c.workspace = %(workspace)s and c.started_at < %(end)s and c.changed_at >= %(start)s
   and (%(site)s::uuid is null or c.site = %(site)s::uuid)
 order by c.id
"""


async def candidates(
    connection: Connection, asked: dict[str, Any], at_once: int
) -> AsyncIterator[Sequence[Candidate]]:
    """Some at a time: every conversation of which anything can lie between `start` and `end`."""
    async with connection.cursor(name="report_candidates") as cursor:
        await cursor.execute(CANDIDATES, asked)
        while rows := await cursor.fetchmany(at_once):
            yield [Candidate(*row) for row in rows]


async def histories(
    connection: Connection, workspace: str, conversations: Sequence[str], as_of: datetime
) -> list[tuple[str, int, int | None, datetime, str, str]]:
    """Their events up to then: conversation, seq, vseq, when, kind and payload."""
    found = await connection.execute(
        """
        select conversation, seq, vseq, at, kind, payload::text from events
         where workspace = %s and conversation = any(%s::uuid[]) and at <= %s order by conversation, seq
        """,
        [workspace, list(conversations), as_of],
    )
    return await found.fetchall()


async def keep(
    connection: Connection, workspace: str, version: int, rows: Sequence[tuple[str, int, str]]
) -> None:
    """By conversation and seq; what was kept of it before is replaced."""
    ids, seqs, facts = zip(*rows, strict=True)
    await connection.execute(
        """
        insert into conversation_facts (workspace, conversation, seq, version, facts)
        select %s, conversation, seq, %s, facts::json
          from unnest(%s::uuid[], %s::int[], %s::text[]) as gathered(conversation, seq, facts)
        on conflict (workspace, conversation) do update
           set seq = excluded.seq, version = excluded.version, facts = excluded.facts
        """,
        [workspace, version, list(ids), list(seqs), list(facts)],
    )


async def now(connection: Connection) -> datetime:
    found = await connection.execute("select clock_timestamp()")
    row = await found.fetchone()
    assert row is not None
    at: datetime = row[0]
    return at


async def shown(connection: Connection, conversations: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Subject, and the visitor as the inbox names them, by conversation."""
    found = await connection.execute(
        """
        select c.id, coalesce(c.summary ->> 'subject', ''), c.visitor, coalesce(v.contact_name, '')
          from conversations c left join visitors v on v.workspace = c.workspace and v.id = c.visitor
         where c.id = any(%s::uuid[])
        """,
        [list(conversations)],
    )
    return {
        one: (subject, Visitor(visitor, name).shown) for one, subject, visitor, name in await found.fetchall()
    }


# Of the conversations that changed last: what nobody has used for long need not be suggested.
TAGS = """
select tag, count(*)::int from (
       select summary from conversations where workspace = %(workspace)s order by change desc limit %(lately)s) c
 cross join lateral json_array_elements_text(c.summary -> 'tags') as tag
 group by tag order by count(*) desc, tag limit %(most)s
"""


async def tags(connection: Connection, workspace: str, lately: int, most: int) -> list[tuple[str, int]]:
    found = await connection.execute(TAGS, {"workspace": workspace, "lately": lately, "most": most})
    return [(tag, number) for tag, number in await found.fetchall()]
