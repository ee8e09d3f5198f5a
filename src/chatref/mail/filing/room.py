"""How much may lie before the team. What a person has yet to look at is never dropped for want of room: where there is
none, what comes stays where it is. What nobody has to look at makes room for what is later."""

from datetime import datetime

from chatref.database.pool import Connection
from chatref.errors import Unavailable
from chatref.mail.filing import store

MOST_WAITING = 2 * 1024**3
"""Bytes of what waits for somebody. A small mail counts as `store.LEAST`."""
MOST_APART = 256 * 1024**2
"""Of what nobody wrote, and of what was thrown away."""

WAITING, APART = ("new", "bin"), ("automatic", "bounce", "discarded")
FULL = "The mail bin is full. What comes waits at the mail provider until mails in the bin are filed or thrown away."


class Full(Unavailable):
    def __init__(self) -> None:
        super().__init__(FULL)


async def make_room(connection: Connection) -> None:
    """For one more. Raises Full."""
    if await full_since(connection):
        raise Full
    apart, _ = await store.lying(connection, APART)
    if apart > MOST_APART:
        await store.drop_oldest(connection, APART, MOST_APART // 2)


async def full_since(connection: Connection) -> datetime | None:
    """None while there is room."""
    waiting, latest = await store.lying(connection, WAITING)
    return latest if waiting > MOST_WAITING else None
