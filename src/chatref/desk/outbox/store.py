"""Routes in SQL."""

from chatref.database.pool import Connection
from chatref.desk.outbox import Route


async def routes(connection: Connection) -> tuple[Route, ...]:
    """Of the destinations that are on."""
    found = await connection.execute(
        "select id, takes, follow_up from destinations where is_on and removed_at is null order by made_at, id"
    )
    return tuple(
        Route(
            each,
            actions=frozenset(takes.get("actions", ())),
            teams=frozenset(takes.get("teams", ())),
            reasons=frozenset(takes.get("reasons", ())),
            follow_up=follow_up,
        )
        for each, takes, follow_up in await found.fetchall()
    )


async def hold_appends(connection: Connection, workspace: str) -> None:
    """Until this transaction ends nothing is appended. Before any other lock, as an append takes it."""
    await connection.execute(
        """insert into workspace_changes as held (workspace, change) values (%s, 0)
           on conflict (workspace) do update set change = held.change""",
        [workspace],
    )
