"""Leases in SQL. Taken, renewed and judged by the database's clock."""

from collections.abc import Sequence
from datetime import timedelta

from chatref.database.pool import Connection


async def take(
    connection: Connection,
    workspace: str,
    conversations: Sequence[str],
    work: str,
    holder: str,
    life: timedelta,
) -> frozenset[str]:
    """Those of the conversations that nobody else is at work on."""
    found = await connection.execute(
        """
        insert into leases as held (workspace, conversation, work, holder, until)
        select %(workspace)s, id, %(work)s, %(holder)s, clock_timestamp() + %(life)s
          from unnest(%(conversations)s::uuid[]) as id
            on conflict (workspace, conversation, work)
            do update set holder = excluded.holder, until = excluded.until
         where held.until < clock_timestamp() or held.holder = excluded.holder
        returning conversation
        """,
        {
            "workspace": workspace,
            "work": work,
            "holder": holder,
            "life": life,
            "conversations": sorted(conversations),
        },
        prepare=True,
    )
    return frozenset(conversation for (conversation,) in await found.fetchall())


async def release(
    connection: Connection, workspace: str, conversations: Sequence[str], work: str, holder: str
) -> None:
    await connection.execute(
        "delete from leases where workspace = %s and work = %s and holder = %s and conversation = any(%s::uuid[])",
        [workspace, work, holder, list(conversations)],
        prepare=True,
    )
