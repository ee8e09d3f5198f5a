"""Reading in SQL. The right to read stands in each query: there is no look-up by id alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from msgspec.structs import replace

from chatref.conversation.model import Conversation
from chatref.database.pool import Connection, Cursor
from chatref.desk.encoding import decode_event, decode_head, decode_state, decode_summary
from chatref.desk.erasure.store import LIVE
from chatref.desk.outcome import Stored
from chatref.desk.summary import Summary, Visitor

AskedOfDesk = tuple[Cursor, Cursor]
EVENT = "e.seq, e.vseq, e.at, e.kind, e.payload::text, e.head::text, e.command"


def _stored(row: Sequence[Any]) -> Stored:
    seq, vseq, at, kind, payload, head, command = row
    return Stored(decode_event(seq, vseq, at, kind, payload), decode_head(head), command)


async def visitors_own(
    connection: Connection, workspace: str, visitor: str, conversation: str
) -> Conversation | None:
    found = await connection.execute(
        "select state::text from conversations where workspace = %s and id = %s and visitor = %s",
        [workspace, conversation, visitor],
        prepare=True,
    )
    row = await found.fetchone()
    return decode_state(row[0]) if row else None


async def known_address(connection: Connection, visitor: str) -> str | None:
    """That the business's server or page told of them."""
    found = await connection.execute(
        "select coalesce(verified ->> 'email', claimed ->> 'email') from visitors where id = %s", [visitor]
    )
    row = await found.fetchone()
    return row[0] if row else None


SUMMARY = "summary::text, coalesce(v.contact_name, ''), v.identified_as is not null"
WITH_VISITOR = "conversations c left join visitors v on v.workspace = c.workspace and v.id = c.visitor"


def summary_of(text: str, name: str, identified: bool) -> Summary:  # noqa: FBT001 - a row, as read
    """A visitor's name may have come after the summary was written."""
    summary = decode_summary(text)
    return replace(summary, visitor=Visitor(summary.visitor.id, name, identified))


async def teams_own(
    connection: Connection, workspace: str, teammate: str, conversation: str
) -> tuple[Conversation, Summary] | None:
    found = await connection.execute(
        f"select state::text, {SUMMARY} from {WITH_VISITOR} where c.workspace = %s and c.id = %s and {MAY_READ}",
        [workspace, conversation, workspace, teammate],
        prepare=True,
    )
    row = await found.fetchone()
    return (decode_state(row[0]), summary_of(*row[1:])) if row else None


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
select asked.n, c.vseq, c.site, {EVENT}
  from unnest(%s::int[], %s::uuid[], %s::uuid[], %s::int[]) as asked(n, visitor, conversation, after)
 cross join lateral (
       select workspace, id, vseq, site from conversations
        where workspace = %s and id = asked.conversation and visitor = asked.visitor offset 0) c
  left join lateral (
       select * from events
        where workspace = c.workspace and conversation = c.id and seq > asked.after and vseq > asked.after
       offset 0) e on true
 order by asked.n, e.vseq
"""

TEAMS_EVENTS = f"""
select asked.n, c.seq, c.site, {EVENT}
  from unnest(%s::int[], %s::uuid[], %s::uuid[], %s::int[]) as asked(n, teammate, conversation, after)
 cross join lateral (
       select workspace, id, seq, site from conversations where workspace = %s and id = asked.conversation offset 0) c
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


class After(NamedTuple):
    """A conversation's number and site, and the events after somebody's number."""

    number: int
    site: str
    events: list[Stored]


async def events_after(
    connection: Connection, query: str, workspace: str, asked: Sequence[Asked]
) -> list[After | None]:
    """For each asked; None if it is not theirs to read."""
    who, which, after = zip(*asked, strict=True)
    found = await connection.execute(
        query, [list(range(len(asked))), list(who), list(which), list(after), workspace], prepare=True
    )
    answers: list[After | None] = [None] * len(asked)
    for n, number, site, *event in await found.fetchall():
        answer = answers[n] = answers[n] or After(number, site, [])
        if event[0] is not None:
            answer.events.append(_stored(event))
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


async def of_kinds(
    connection: Connection, workspace: str, conversation: str, kinds: list[str], before: int, most: int
) -> list[Stored]:
    """The last ones before this number."""
    found = await connection.execute(
        f"""
        select {EVENT} from events e
         where workspace = %s and conversation = %s and seq < %s and kind = any(%s)
         order by seq desc limit %s
        """,
        [workspace, conversation, before, kinds, most],
    )
    return [_stored(row) for row in reversed(await found.fetchall())]


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


Listed = tuple[str, datetime, Summary]
"""A conversation, and when it changed last."""


async def visitors_list(connection: Connection, workspace: str, visitor: str) -> list[Listed]:
    found = await connection.execute(
        f"""
        select id, changed_at, summary::text from conversations
         where workspace = %s and visitor = %s and {LIVE}
         order by (stage <> 'resolved') desc, changed_at desc
        """,
        [workspace, visitor],
        prepare=True,
    )
    return [(one, at, decode_summary(summary)) for one, at, summary in await found.fetchall()]


async def conversation_of(connection: Connection, workspace: str, identified_as: str) -> str | None:
    found = await connection.execute(
        f"""
        select c.id from conversations c
          join visitors v on v.workspace = c.workspace and v.id = c.visitor
         where c.workspace = %s and v.identified_as = %s and {LIVE}
         order by (c.stage <> 'resolved') desc, c.changed_at desc limit 1
        """,
        [workspace, identified_as],
    )
    row = await found.fetchone()
    return row[0] if row else None
