"""What the audit reads: rows as they lie, a page of conversations at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row

from chatref.database.pool import Connection


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation's row; `state` and `summary` are JSON as read. `verdicts` are those kept beside its events."""

    id: str
    site: str
    visitor: str
    seq: int
    vseq: int
    change: int
    stage: str
    owner: str | None
    due_at: datetime | None
    due_debt: str | None
    policy_version: int
    evolve_version: int
    changed_at: datetime
    state_text: str
    state: dict[str, Any]
    summary: dict[str, Any]
    verdicts: int


@dataclass(frozen=True, slots=True)
class Fact:
    """An event's row. `event` holds the fields of its kind, `head` the control state after it."""

    conversation: str
    seq: int
    vseq: int | None
    at: datetime
    kind: str
    payload_text: str
    head: dict[str, Any]
    sender: str
    command: str
    event: dict[str, Any]


async def stand_still(connection: Connection) -> None:
    """Everything is read as of one moment, while the desk goes on writing."""
    await connection.execute("set transaction isolation level repeatable read")


async def rows(connection: Connection, workspace: str, after: str, most: int) -> list[Row]:
    async with connection.cursor(row_factory=class_row(Row)) as cursor:
        await cursor.execute(
            """
            select id, site, visitor, seq, vseq, change, stage, owner, due_at, due_debt, policy_version,
                   evolve_version, changed_at, state::text as state_text, state, summary,
                   (select count(*) from verdicts kept
                     where kept.workspace = conversations.workspace and conversation = id)::int as verdicts
              from conversations where workspace = %s and id > %s order by id limit %s
            """,
            [workspace, after, most],
        )
        return await cursor.fetchall()


async def facts(connection: Connection, workspace: str, conversations: list[str]) -> list[Fact]:
    async with connection.cursor(row_factory=class_row(Fact)) as cursor:
        await cursor.execute(
            """
            select conversation, seq, vseq, at, kind, payload::text as payload_text, head, sender, command,
                   payload -> 'event' as event
              from events where workspace = %s and conversation = any(%s::uuid[]) order by conversation, seq
            """,
            [workspace, conversations],
        )
        return await cursor.fetchall()


async def orphans(connection: Connection, workspace: str) -> list[str]:
    """Conversations of which there are events and no row."""
    found = await connection.execute(
        """
        select distinct conversation from events e where workspace = %s and not exists (
               select from conversations c where c.workspace = e.workspace and c.id = e.conversation)
        """,
        [workspace],
    )
    return [conversation for (conversation,) in await found.fetchall()]


async def two_open(connection: Connection, workspace: str) -> list[str]:
    found = await connection.execute(
        """
        select min(id::text) from conversations where workspace = %s and stage <> 'resolved'
         group by site, visitor having count(*) > 1
        """,
        [workspace],
    )
    return [conversation for (conversation,) in await found.fetchall()]


async def kept_words(connection: Connection, workspace: str) -> list[str]:
    """Erased conversations of which something was kept beside them."""
    found = await connection.execute(
        """
        select distinct kept.conversation::text
          from (select workspace, conversation from corrections
                union all select workspace, conversation from test_cases
                union all select workspace, conversation from files) kept
          join events e on e.workspace = kept.workspace and e.conversation = kept.conversation and e.kind = 'erased'
         where kept.workspace = %s
        """,
        [workspace],
    )
    return [conversation for (conversation,) in await found.fetchall()]


async def missing_files(connection: Connection, workspace: str) -> list[tuple[str, int]]:
    """Details that name a file which is not there."""
    found = await connection.execute(
        """
        select e.conversation::text, e.seq from events e
         where workspace = %s and kind = 'detail_given' and e.payload #>> '{event,file,id}' is not null
           and not exists (select from files f where f.workspace = e.workspace and f.conversation = e.conversation
                              and f.id = (e.payload #>> '{event,file,id}')::uuid and f.given)
        """,
        [workspace],
    )
    return await found.fetchall()


async def split_commands(connection: Connection, workspace: str) -> list[str]:
    """Conversations with a command whose parts are not 0, 1, 2 … of one command in one conversation."""
    found = await connection.execute(
        """
        select min(conversation::text) from events where workspace = %s group by sender, command
        having count(*) <> max(part) + 1 or min(part) <> 0 or count(distinct part) <> count(*)
            or count(distinct conversation) <> 1 or count(distinct digest) <> 1
        """,
        [workspace],
    )
    return [conversation for (conversation,) in await found.fetchall()]


async def change(connection: Connection, workspace: str) -> int:
    found = await connection.execute("select change from workspace_changes where workspace = %s", [workspace])
    row = await found.fetchone()
    return row[0] if row else 0


async def actors(connection: Connection, workspace: str) -> dict[int, dict[str, Any]]:
    """Who could act, by version of the policy."""
    found = await connection.execute(
        "select version, content from policies where workspace = %s", [workspace]
    )
    return dict(await found.fetchall())


async def takers(connection: Connection) -> list[tuple[str, datetime, dict[str, Any], bool]]:
    """Destinations that are on, with whether they are told what comes later."""
    found = await connection.execute(
        "select id, taking_since, takes, follow_up from destinations where is_on and removed_at is null"
    )
    return await found.fetchall()


async def deliveries(
    connection: Connection, conversations: list[str]
) -> Mapping[tuple[str, str], tuple[int, int]]:
    """By destination and handoff: up to where the thread was told at first, and by now."""
    found = await connection.execute(
        """select destination, handoff, min(seq), max(seq) from deliveries
            where conversation = any(%s::uuid[]) group by destination, handoff""",
        [conversations],
    )
    return {
        (destination, handoff): (first, last) for destination, handoff, first, last in await found.fetchall()
    }


async def mailing_since(connection: Connection) -> datetime | None:
    """From when on answers go by mail; None if they don't."""
    found = await connection.execute("select mailing_since from mail_accounts where is_on")
    row = await found.fetchone()
    return row[0] if row else None


async def mailed(
    connection: Connection, workspace: str, conversations: list[str]
) -> Mapping[str, Sequence[int]]:
    """By conversation the numbers of the answers that went, go or may go by mail."""
    found = await connection.execute(
        """select conversation, array_agg(seq) from mails_out
            where workspace = %s and conversation = any(%s::uuid[]) group by conversation""",
        [workspace, conversations],
    )
    return dict(await found.fetchall())


async def came_to_nothing(
    connection: Connection, workspace: str, conversations: list[str]
) -> Mapping[str, Sequence[int]]:
    """By conversation the numbers of the answers that could not be delivered by mail."""
    found = await connection.execute(
        """select conversation, array_agg(seq) from mails_out
            where workspace = %s and conversation = any(%s::uuid[]) and state = 'dead' and kind <> 'word'
            group by conversation""",
        [workspace, conversations],
    )
    return dict(await found.fetchall())


async def mails(
    connection: Connection, workspace: str, conversations: list[str]
) -> Mapping[str, Sequence[tuple[str, str, int | None]]]:
    """By conversation those that stand there, or are on their way there: id, state and number."""
    found = await connection.execute(
        """select conversation, id, state, seq from mails_in
            where workspace = %s and conversation = any(%s::uuid[]) order by id""",
        [workspace, conversations],
    )
    by_conversation: dict[str, list[tuple[str, str, int | None]]] = {}
    for conversation, *mail in await found.fetchall():
        by_conversation.setdefault(conversation, []).append((mail[0], mail[1], mail[2]))
    return by_conversation
