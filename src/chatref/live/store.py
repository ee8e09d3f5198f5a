"""The SQL between processes: wake-ups by NOTIFY, and which workspaces have gone on."""

from collections.abc import Sequence

from chatref.database.pool import Connection

CHANNEL = "chatref_live"
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
