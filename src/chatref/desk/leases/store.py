"""Leases in SQL. Taken, renewed and judged by the database's clock."""

from collections.abc import Sequence
from datetime import timedelta

from chatref.database.pool import Connection, Cursor


async def take(
    connection: Connection,
    workspace: str,
    conversations: Sequence[str],
    work: str,
    holder: str,
    life: timedelta,
) -> Cursor:
    """Those of the conversations that nobody else is at work on; in a pipeline it only sends, `taken` reads.

    Not waited for on the disk: a lease that a crash loses only lets another worker begin sooner.
    """
    await connection.execute("set local synchronous_commit = off")
    return await connection.execute(
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


async def taken(asked: Cursor) -> frozenset[str]:
    return frozenset(conversation for (conversation,) in await asked.fetchall())


async def release(
    connection: Connection, workspace: str, conversations: Sequence[str], work: str, holder: str
) -> None:
    await connection.execute("set local synchronous_commit = off")
    await connection.execute(
        "delete from leases where workspace = %s and work = %s and holder = %s and conversation = any(%s::uuid[])",
        [workspace, work, holder, list(conversations)],
        prepare=True,
    )
