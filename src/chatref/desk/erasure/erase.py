"""Erasing by the desk's own command: one conversation, or everything of a visitor."""

from datetime import datetime
from uuid import uuid4

from chatref.conversation.commands import Erase
from chatref.conversation.model import DESK, Actor, ActorKind
from chatref.conversation.refusals import Gone, NotDue
from chatref.database.pool import Database
from chatref.desk.erasure import store
from chatref.desk.handle import Desk
from chatref.desk.outbox.store import hold_appends
from chatref.desk.refused import CommandRefused
from chatref.errors import NotFound


async def erase(
    desk: Desk, workspace: str, conversation: str, by: str | None, *, ended_by: datetime | None = None
) -> None:
    """`by` is a teammate, None the desk itself. What is erased already, or has begun anew, is left as it is."""
    actor = Actor(ActorKind.TEAMMATE, by) if by else DESK
    try:
        await desk.handle(
            workspace,
            conversation,
            Erase(ended_by),
            actor=actor,
            command_id=str(uuid4()),
            sender=f"teammate:{by}" if by else "desk",
        )
    except CommandRefused as refused:
        if not isinstance(refused.refusal, Gone | NotDue):
            raise


async def erase_visitor(database: Database, desk: Desk, workspace: str, visitor: str, by: str) -> None:
    """First that they are gone, so that a round finishes what is broken off here; then all that they wrote.

    Raises NotFound.
    """
    async with database.workspace(workspace) as connection:
        if not await store.is_there(connection, workspace, visitor):
            raise NotFound
        await hold_appends(connection, workspace)
        await store.forget_visitors(connection, workspace, [visitor], by)
        theirs = await store.live_conversations(connection, workspace, visitor)
    for conversation in theirs:
        await erase(desk, workspace, conversation, by)
