"""Reading in SQL. The right to read stands in each query: there is no look-up by id alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chatref.conversation.model import Conversation
from chatref.database.pool import Connection, Cursor
from chatref.desk.encoding import decode_event, decode_head, decode_state, decode_summary
from chatref.desk.outcome import Stored
from chatref.desk.summary import Summary, View, Visitor

AskedOfDesk = tuple[Cursor, Cursor]
EVENT = "e.seq, e.vseq, e.at, e.kind, e.payload::text, e.head::text, e.command"


def _stored(row: Sequence[Any]) -> Stored:
    seq, vseq, at, kind, payload, head, command = row
    return Stored(decode_event(seq, vseq, at, kind, payload), decode_head(head), command)


async def visitors_own(
    connection: Connection, workspace: str, visitor: str, conversation: str
) -> tuple[Conversation, Summary] | None:
    found = await connection.execute(
        "select state::text, summary::text from conversations where workspace = %s and id = %s and visitor = %s",
        [workspace, conversation, visitor],
        prepare=True,
    )
    row = await found.fetchone()
    return (decode_state(row[0]), decode_summary(row[1])) if row else None


async def teams_own(
    connection: Connection, workspace: str, teammate: str, conversation: str
) -> tuple[Conversation, Summary] | None:
    found = await connection.execute(
        f"select state::text, summary::text from conversations where workspace = %s and id = %s and {MAY_READ}",
        [workspace, conversation, workspace, teammate],
        prepare=True,
    )
    row = await found.fetchone()
    return (decode_state(row[0]), decode_summary(row[1])) if row else None


async def verdict(
    connection: Connection, workspace: str, teammate: str, conversation: str, seq: int
) -> tuple[datetime, str, str] | None:
    """When it was reached, what was measured, and the trace; as JSON text."""
    found = await connection.execute(
        f"""
        select kept.at, kept.measured::text, kept.trace
          from verdicts kept join conversations on conversations.workspace = kept.workspace and id = kept.conversation
         where kept.workspace = %s and kept.conversation = %s and kept.seq = %s and {MAY_READ}
        """,
        [workspace, conversation, seq, workspace, teammate],
        prepare=True,
    )
    return await found.fetchone()


DESKS_OWN = """
select c.state::text, clock_timestamp(), v.claimed, v.verified, v.identified_as is not null
  from conversations c left join visitors v on v.workspace = c.workspace and v.id = c.visitor
 where c.workspace = %s and c.id = %s
"""


async def ask_desks_own(connection: Connection, workspace: str, conversation: str, most: int) -> AskedOfDesk:
    """In a pipeline: only sends."""
    own = await connection.execute(DESKS_OWN, [workspace, conversation], prepare=True)
    return own, await _ask_page(connection, "seq", workspace, conversation, None, most)


async def read_desks_own(asked: AskedOfDesk) -> tuple[Sequence[Any], list[Stored]] | None:
    """The state, the time, and what is known of the visitor; and the last events."""
    own, page = asked
    row = await own.fetchone()
    return ((decode_state(row[0]), *row[1:]), await _read_page(page)) if row else None


AS_OF = f"""
select v.contact_name, v.identified_as is not null, s.device, {EVENT}
  from conversations c
  left join visitors v on v.workspace = c.workspace and v.id = c.visitor
  left join lateral (
       select device from visitor_sessions where workspace = c.workspace and visitor = c.visitor
        order by created_at desc limit 1) s on true
  join events e on e.workspace = c.workspace and e.conversation = c.id and e.seq <= %s
 where c.workspace = %s and c.id = %s
 order by e.seq
"""


async def as_of(
    connection: Connection, workspace: str, conversation: str, seq: int
) -> tuple[str | None, bool, str | None, list[Stored]] | None:
    """Name, whether a server vouched for them, what they write with; and all events up to this number."""
    found = await connection.execute(AS_OF, [seq, workspace, conversation], prepare=True)
    rows = await found.fetchall()
    return (*rows[0][:3], [_stored(row[3:]) for row in rows]) if rows else None


MAY_READ = "exists (select from teammates where workspace = %s and id = %s and removed_at is null)"

# `offset 0` keeps each look-up a look-up by its index: flattened, a fresh table is read from end to end.
VISITORS_EVENTS = f"""
select asked.n, c.vseq, {EVENT}
  from unnest(%s::int[], %s::uuid[], %s::uuid[], %s::int[]) as asked(n, visitor, conversation, after)
 cross join lateral (
       select workspace, id, vseq from conversations
        where workspace = %s and id = asked.conversation and visitor = asked.visitor offset 0) c
  left join lateral (
       select * from events
        where workspace = c.workspace and conversation = c.id and seq > asked.after and vseq > asked.after
       offset 0) e on true
 order by asked.n, e.vseq
"""

TEAMS_EVENTS = f"""
select asked.n, c.seq, {EVENT}
  from unnest(%s::int[], %s::uuid[], %s::uuid[], %s::int[]) as asked(n, teammate, conversation, after)
 cross join lateral (
       select workspace, id, seq from conversations where workspace = %s and id = asked.conversation offset 0) c
 cross join lateral (
       select id from teammates
        where workspace = c.workspace and id = asked.teammate and removed_at is null offset 0) t
  left join lateral (
       select * from events where workspace = c.workspace and conversation = c.id and seq > asked.after
       offset 0) e on true
 order by asked.n, e.seq
"""

Asked = tuple[str, str, int]
"""Who, which conversation, after which number."""


async def events_after(
    connection: Connection, query: str, workspace: str, asked: Sequence[Asked]
) -> list[tuple[int, list[Stored]] | None]:
    """For each asked: the conversation's number and the events after theirs; None if it is not theirs to read."""
    who, which, after = zip(*asked, strict=True)
    found = await connection.execute(
        query, [list(range(len(asked))), list(who), list(which), list(after), workspace], prepare=True
    )
    answers: list[tuple[int, list[Stored]] | None] = [None] * len(asked)
    for n, number, *event in await found.fetchall():
        answer = answers[n] = answers[n] or (number, [])
        if event[0] is not None:
            answer[1].append(_stored(event))
    return answers


async def visitors_page(
    connection: Connection, workspace: str, conversation: str, before: int | None, most: int
) -> list[Stored]:
    """The last events before a number, oldest first."""
    return await _read_page(await _ask_page(connection, "vseq", workspace, conversation, before, most))


async def teams_page(
    connection: Connection, workspace: str, conversation: str, before: int | None, most: int
) -> list[Stored]:
    return await _read_page(await _ask_page(connection, "seq", workspace, conversation, before, most))


async def _ask_page(
    connection: Connection, number: str, workspace: str, conversation: str, before: int | None, most: int
) -> Cursor:
    return await connection.execute(
        f"""
        select {EVENT} from events e
         where workspace = %s and conversation = %s and {number} is not null
           and (%s::int is null or {number} < %s::int)
         order by {number} desc limit %s
        """,
        [workspace, conversation, before, before, most],
        prepare=True,
    )


async def _read_page(asked: Cursor) -> list[Stored]:
    return [_stored(row) for row in reversed(await asked.fetchall())]


async def visitors_list(
    connection: Connection, workspace: str, visitor: str
) -> list[tuple[str, str, datetime, Summary]]:
    found = await connection.execute(
        """
        select id, stage, changed_at, summary::text from conversations
         where workspace = %s and visitor = %s order by (stage <> 'resolved') desc, changed_at desc
        """,
        [workspace, visitor],
        prepare=True,
    )
    return [(one, stage, at, decode_summary(summary)) for one, stage, at, summary in await found.fetchall()]


IN_VIEW = {
    View.NEEDS_PERSON: "(stage in ('waiting', 'offered') or "
    "(stage <> 'resolved' and owner is null and person_owed_since is not null))",
    View.MINE: "(stage = 'assigned' and snoozed_until is null and owner = %(teammate)s)",
    View.TEAM: "(stage = 'assigned' and snoozed_until is null)",
    View.ASSISTANT: "(stage in ('assistant', 'collecting'))",
    View.SNOOZED: "(stage = 'assigned' and snoozed_until is not null)",
    View.RESOLVED: "(stage = 'resolved')",
}
SUMMARY = "summary::text, coalesce(v.contact_name, ''), v.identified_as is not null"
WITH_VISITOR = "conversations c left join visitors v on v.workspace = c.workspace and v.id = c.visitor"
TEAMMATE = "exists (select from teammates where workspace = %(workspace)s and id = %(teammate)s and removed_at is null)"


def _summary(text: str, name: str, identified: bool) -> Summary:  # noqa: FBT001 - a row, as read
    """A visitor's name may have come after the summary was written."""
    summary = decode_summary(text)
    return replace(summary, visitor=Visitor(summary.visitor.id, name, identified))


async def in_view(
    connection: Connection, workspace: str, teammate: str, view: View, before: int | None, most: int
) -> list[Summary]:
    """The latest changed first; `before` is the change number of the last one had.

    Who needs a person comes by priority and by how long they wait, so that a cut list still has the first.
    """
    order = "change desc"
    if view is View.NEEDS_PERSON:
        order = "(summary->>'priority')::int desc, person_owed_since nulls last"
    found = await connection.execute(
        f"""
        select {SUMMARY} from {WITH_VISITOR}
         where c.workspace = %(workspace)s and {IN_VIEW[view]} and {TEAMMATE}
           and (%(before)s::bigint is null or change < %(before)s::bigint)
         order by {order}, c.id limit %(most)s
        """,
        {"workspace": workspace, "teammate": teammate, "before": before, "most": most},
        prepare=True,
    )
    return [_summary(*row) for row in await found.fetchall()]


async def changed_since(
    connection: Connection, workspace: str, teammate: str, change: int, most: int
) -> list[Summary]:
    """Oldest change first, and never half of a batch at the end unless it is all there is."""
    found = await connection.execute(
        f"""
        select {SUMMARY} from {WITH_VISITOR}
         where c.workspace = %(workspace)s and change > %(change)s and {TEAMMATE}
         order by change limit %(most)s
        """,
        {"workspace": workspace, "teammate": teammate, "change": change, "most": most},
        prepare=True,
    )
    return [_summary(*row) for row in await found.fetchall()]


async def news(connection: Connection, workspace: str, change: int, most: int) -> list[Summary]:
    found = await connection.execute(
        f"""
        select {SUMMARY} from {WITH_VISITOR} where c.workspace = %s and change > %s order by change limit %s
        """,
        [workspace, change, most],
        prepare=True,
    )
    return [_summary(*row) for row in await found.fetchall()]


async def change_number(connection: Connection, workspace: str) -> int:
    found = await connection.execute(
        "select change from workspace_changes where workspace = %s", [workspace], prepare=True
    )
    row = await found.fetchone()
    return row[0] if row else 0


async def open_counts(connection: Connection, workspace: str) -> list[tuple[str | None, int, int, int, int]]:
    """By owner: needs a person, with a teammate, with the assistant, snoozed."""
    found = await connection.execute(
        f"""
        select owner, count(*) filter (where {IN_VIEW[View.NEEDS_PERSON]}),
               count(*) filter (where {IN_VIEW[View.TEAM]}),
               count(*) filter (where {IN_VIEW[View.ASSISTANT]}), count(*) filter (where {IN_VIEW[View.SNOOZED]})
          from conversations where workspace = %(workspace)s and stage <> 'resolved' group by owner
        """,
        {"workspace": workspace},
        prepare=True,
    )
    return [(owner, *map(int, counts)) for owner, *counts in await found.fetchall()]


async def resolved_count(connection: Connection, workspace: str) -> int:
    found = await connection.execute(
        "select count(*) from conversations where workspace = %s and stage = 'resolved'",
        [workspace],
        prepare=True,
    )
    row = await found.fetchone()
    return row[0] if row else 0


async def line(
    connection: Connection, workspace: str, conversation: str | None = None
) -> list[tuple[str, int, str | None, int, datetime]]:
    """Who waits for a person, with their place before their team, priority and since when; of one, or of all."""
    found = await connection.execute(
        """
        select * from (
          select id, rank() over (partition by team order by (summary->>'priority')::int desc, person_owed_since),
                 team, (summary->>'priority')::int, person_owed_since
            from conversations
           where workspace = %(workspace)s and stage in ('waiting', 'offered') and person_owed_since is not null
        ) as waiting where %(conversation)s::uuid is null or id = %(conversation)s::uuid
        """,
        {"workspace": workspace, "conversation": conversation},
        prepare=True,
    )
    return await found.fetchall()


# Around this time of day on the latest days: from the first queueing of a handoff to the first claim. By ranges of
# `at` alone, since behind row-level security no index is searched by what stands inside a payload.
WAITS = """
select q.team, extract(epoch from c.at - q.at)::float8
  from generate_series(0, %(days)s - 1) as day
 cross join lateral (
       select conversation, seq, at, payload -> 'event' ->> 'team' as team from events
        where workspace = %(workspace)s and kind = 'queued'
          and at between clock_timestamp() - day * interval '1 day' - interval '30 minutes'
                     and clock_timestamp() - day * interval '1 day' + interval '30 minutes'
          and payload -> 'event' ->> 'reason' in ('escalated', 'collected')
        order by at desc limit %(most)s) q
 cross join lateral (
       select kind, at from events
        where workspace = %(workspace)s and conversation = q.conversation and seq > q.seq
          and kind in ('claimed', 'handoff_ended')
        order by seq limit 1) c
 where c.kind = 'claimed'
"""


async def waits(connection: Connection, workspace: str, days: int, most: int) -> list[tuple[str, float]]:
    """Team and seconds, of each who waited about this time on one of so many days, at most so many a day."""
    found = await connection.execute(
        WAITS, {"workspace": workspace, "days": days, "most": most}, prepare=True
    )
    return [(team, seconds) for team, seconds in await found.fetchall()]
