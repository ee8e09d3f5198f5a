"""What is late, in SQL: found over all workspaces by functions that return ids, then read inside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.rows import class_row

from chatref.conversation.model import Debt
from chatref.database.pool import Connection

Found = tuple[str, str]
"""Workspace and conversation."""


@dataclass(frozen=True, slots=True)
class Late:
    conversation: str
    seq: int
    debt: str
    due: datetime

    @property
    def kind(self) -> Debt:
        return Debt(self.debt)


async def due(connection: Connection, most: int) -> list[Found]:
    found = await connection.execute(
        "select workspace, conversation from chatref_due(%s)", [most], prepare=True
    )
    return [(workspace, conversation) for workspace, conversation in await found.fetchall()]


async def outdated(connection: Connection, most: int) -> list[tuple[str, str, int]]:
    """With the version of their workspace."""
    found = await connection.execute(
        "select workspace, conversation, version from chatref_outdated(%s)", [most], prepare=True
    )
    return [(workspace, conversation, version) for workspace, conversation, version in await found.fetchall()]


async def absent(connection: Connection, grace: timedelta, most: int) -> list[tuple[str, str, str]]:
    """With the teammate who is gone."""
    found = await connection.execute(
        "select workspace, conversation, teammate from chatref_absent(%s, %s)", [grace, most], prepare=True
    )
    return [
        (workspace, conversation, teammate) for workspace, conversation, teammate in await found.fetchall()
    ]


async def unanswered(connection: Connection, most: int) -> list[Found]:
    """What the assistant owes and nobody is at work on."""
    found = await connection.execute(
        "select workspace, conversation from chatref_unanswered(%s)", [most], prepare=True
    )
    return [(workspace, conversation) for workspace, conversation in await found.fetchall()]


async def late(connection: Connection, workspace: str, conversations: Sequence[str]) -> list[Late]:
    async with connection.cursor(row_factory=class_row(Late)) as cursor:
        await cursor.execute(
            """
            select id as conversation, seq, due_debt as debt, due_at as due from conversations
             where workspace = %s and id = any(%s::uuid[]) and due_at <= clock_timestamp()
            """,
            [workspace, list(conversations)],
            prepare=True,
        )
        return await cursor.fetchall()


async def failed(
    connection: Connection, workspace: str, conversation: str, error: str, pause: timedelta
) -> int:
    """How often it has failed now. Each time it pauses for longer."""
    found = await connection.execute(
        """
        insert into clock_failures as known (workspace, conversation, failures, until, error)
        values (%(workspace)s, %(conversation)s, 1, clock_timestamp() + %(pause)s, %(error)s)
            on conflict (workspace, conversation) do update
           set failures = known.failures + 1, error = excluded.error,
               until = clock_timestamp() + %(pause)s * power(2, least(known.failures, 10))
        returning failures
        """,
        {"workspace": workspace, "conversation": conversation, "pause": pause, "error": error},
    )
    row = await found.fetchone()
    return row[0] if row else 0


async def recovered(connection: Connection, workspace: str, tried: Sequence[str]) -> None:
    """Forget the failures of those that did not fail again just now."""
    await connection.execute(
        """
        delete from clock_failures
         where workspace = %s and conversation = any(%s::uuid[]) and until < clock_timestamp()
        """,
        [workspace, list(tried)],
    )


async def alert_owner(connection: Connection, workspace: str, conversation: str) -> None:
    """Through the outbox, since the conversation itself cannot be decided."""
    await connection.execute(
        """
        insert into outbox (workspace, conversation, seq, kind, at)
        select workspace, id, seq, 'clock_failed', clock_timestamp() from conversations
         where workspace = %s and id = %s
        """,
        [workspace, conversation],
    )
