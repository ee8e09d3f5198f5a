"""What is known about a visitor, and whether they are blocked."""

from chatref.database.pool import Connection
from chatref.errors import NotFound
from chatref.visitors import store
from chatref.visitors.model import Visitor


async def read(connection: Connection, visitor: str) -> Visitor:
    found = await store.visitor(connection, visitor)
    if found is None:
        raise NotFound
    return found


async def block(connection: Connection, visitor: str, by: str) -> None:
    """`by` is the teammate who blocks."""
    await read(connection, visitor)
    await store.set_blocked(connection, visitor, by)


async def unblock(connection: Connection, visitor: str) -> None:
    await read(connection, visitor)
    await store.set_blocked(connection, visitor, None)
