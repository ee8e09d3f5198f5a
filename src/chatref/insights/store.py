"""The SQL of conversations from which something is taken."""

from chatref.database.pool import Connection
from chatref.errors import NotFound


async def hold(connection: Connection, workspace: str, conversation: str) -> None:
    """Whoever erases it waits, and then finds what this transaction took from it. Raises NotFound."""
    found = await connection.execute(
        "select 1 from conversations where workspace = %s and id = %s for share", [workspace, conversation]
    )
    if await found.fetchone() is None:
        raise NotFound
