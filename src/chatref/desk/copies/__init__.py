"""What is kept of one visitor: a copy of it for who asks, and what erasing it would reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatref.database.pool import Connection, Database
from chatref.desk.copies import store
from chatref.desk.copies.copy import Json, PassedOn, copy_of
from chatref.desk.copies.store import Counted
from chatref.desk.erasure.store import live_conversations
from chatref.desk.policy import Ruling
from chatref.desk.store import history
from chatref.errors import NotFound


@dataclass(frozen=True, slots=True)
class Reach:
    """`tickets` are at far sides, and stay there."""

    conversations: int
    counted: Counted
    tickets: tuple[PassedOn, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """By erasing one conversation, and by erasing everything of its visitor."""

    visitor: str
    blocked: bool
    this: Reach
    all: Reach


async def copy(database: Database, workspace: str, visitor: str, ruling: Ruling) -> Json:
    """People are in it as the visitor knows them. Raises NotFound."""
    async with database.workspace(workspace) as connection:
        kept = await store.kept(connection, workspace, visitor)
        if kept is None:
            raise NotFound
        theirs = await live_conversations(connection, workspace, visitor)
        histories = {each: await history(connection, workspace, each) for each in theirs}
        passed_on = await store.passed_on(connection, workspace, theirs)
        mails = await store.mails(connection, workspace, theirs)
        files = await store.files(connection, workspace, theirs)
    return copy_of(kept, histories, [*passed_on, *mails, *files], ruling.introductions(kept.site_id))


async def reach(database: Database, workspace: str, conversation: str) -> Reached:
    """Raises NotFound."""
    async with database.workspace(workspace) as connection:
        visitor = await store.visitor_of(connection, workspace, conversation)
        if visitor is None:
            raise NotFound
        kept = await store.kept(connection, workspace, visitor)
        theirs = await live_conversations(connection, workspace, visitor)
        this = await _reach(connection, workspace, [conversation])
        everything = await _reach(connection, workspace, theirs)
    return Reached(visitor, kept is not None and kept.blocked, this, everything)


async def _reach(connection: Connection, workspace: str, conversations: Sequence[str]) -> Reach:
    passed_on = await store.passed_on(connection, workspace, conversations)
    return Reach(
        len(conversations),
        await store.counted(connection, workspace, conversations),
        tuple(each for each in passed_on if each.state == "delivered"),
    )
