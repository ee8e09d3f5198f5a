"""Presence in SQL. Only the database's clock says who is still there."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from chatref.database.pool import Connection


async def beat(
    connection: Connection, workspace: str, here: Mapping[str, str], process: str, alive: timedelta
) -> None:
    """`here` has the teammate of each socket."""
    await connection.execute(
        """
        insert into presence (workspace, teammate, process, connection, expires_at)
        select %s, teammate, %s, socket, clock_timestamp() + %s
          from unnest(%s::uuid[], %s::uuid[]) as here(socket, teammate)
        on conflict (workspace, connection) do update set expires_at = excluded.expires_at
        """,
        [workspace, process, alive, list(here), list(here.values())],
        prepare=True,
    )


async def leave(connection: Connection, workspace: str, sockets: Sequence[str]) -> None:
    await connection.execute(
        "update presence set expires_at = clock_timestamp() where workspace = %s and connection = any(%s::uuid[])",
        [workspace, list(sockets)],
        prepare=True,
    )


async def present(connection: Connection, workspace: str) -> frozenset[str]:
    found = await connection.execute(
        "select distinct teammate from presence where workspace = %s and expires_at > clock_timestamp()",
        [workspace],
    )
    return frozenset(teammate for (teammate,) in await found.fetchall())


async def forget(connection: Connection, workspace: str, older: timedelta) -> None:
    await connection.execute(
        "delete from presence where workspace = %s and expires_at < clock_timestamp() - %s",
        [workspace, older],
    )
