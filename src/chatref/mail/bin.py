"""The mail bin: what came by mail and went into no thread by itself, and what the team makes of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from chatref.accounts import sites
from chatref.conversation.commands import Command, Escalate, LeaveContact, Opening
from chatref.conversation.model import Actor, ActorKind, Cause
from chatref.database.pool import Connection, Database
from chatref.desk.erasure.store import forget_mail_again
from chatref.desk.handle import Desk
from chatref.desk.outbox.store import hold_appends
from chatref.errors import ChatrefError, NotFound, Refused
from chatref.mail.filing import store
from chatref.mail.filing.store import Row
from chatref.mail.filing.writing import Standing, Writing, derived
from chatref.mail.incoming.tongue import language_of
from chatref.visitors import store as visitors

__all__ = ["Bin", "Row", "count", "listed", "original", "read", "standing_in"]

MOST_LISTED = 200
LIFE = timedelta(seconds=30)  # of a try whose process died
REASON = "mail"
"""Of a case that a teammate opened from one."""
WHY = "Because a teammate opened it from a mail."
NO_SITE = "There is no site for it to belong to."
HANDLED = "A colleague was quicker with this mail."


async def count(connection: Connection) -> int:
    """Of those that wait for somebody."""
    return await store.count(connection)


async def listed(connection: Connection, *, automatic: bool = False) -> list[Row]:
    """The latest first: those that wait for somebody, or those that nobody wrote."""
    states = ("automatic", "bounce") if automatic else ("bin",)
    return await store.listed(connection, states, MOST_LISTED)


async def read(connection: Connection, mail: str) -> Row:
    found = await store.read(connection, mail)
    if found is None or found.state == "erased":
        raise NotFound
    return found


async def original(connection: Connection, mail: str) -> bytes:
    """As it came."""
    found = await store.original(connection, mail)
    if found is None:
        raise NotFound
    return found


async def standing_in(connection: Connection, conversation: str) -> list[Row]:
    """Those that became messages of this conversation."""
    return await store.filed(connection, conversation)


@dataclass(frozen=True, slots=True)
class Bin:
    """What teammates do with a mail. Each raises Refused for one that is handled, and NotFound. `moved` is told whose
    bin has changed."""

    database: Database
    writing: Writing
    moved: Callable[[str], None]

    @property
    def desk(self) -> Desk:
        return self.writing.desk

    async def file(self, workspace: str, mail: str, conversation: str, by: str) -> str:
        """As the visitor's message; the conversation in which it stands, which may be the one where they go on."""
        async with self._held(workspace, mail) as row:
            standing = await self.writing.write(workspace, row, row.conversation or conversation)
            await self._filed(workspace, mail, standing, by)
        return standing.conversation

    async def open_new(self, workspace: str, mail: str, by: str) -> str:
        """With a new visitor, whose contact is the sender; it waits for a person at once."""
        async with self._held(workspace, mail) as row:
            opening = await self._opening(workspace, row)
            standing = await self.writing.write(workspace, row, opening.conversation, opening)
            await self._hand_over(opening, row, by)
            await self._filed(workspace, mail, standing, by)
        return standing.conversation

    async def discard(self, workspace: str, mail: str, by: str) -> None:
        async with self._held(workspace, mail), self.database.workspace(workspace) as connection:
            await store.discard(connection, mail, by)

    @asynccontextmanager
    async def _held(self, workspace: str, mail: str) -> AsyncIterator[Row]:
        """Nobody else handles it meanwhile. What is broken off leaves it where it was."""
        async with self.database.workspace(workspace) as connection:
            row = await store.hold(connection, mail, LIFE)
            if row is None:
                await read(connection, mail)
                raise Refused("Handled", HANDLED)
        try:
            yield row
        except ChatrefError:
            async with self.database.workspace(workspace) as connection:
                await hold_appends(connection, workspace)
                await store.let_go(connection, mail)
                if row.suggested:
                    await forget_mail_again(connection, workspace, row.suggested)
            raise
        self.moved(workspace)

    async def _filed(self, workspace: str, mail: str, standing: Standing, by: str) -> None:
        async with self.database.workspace(workspace) as connection:
            await store.file(connection, mail, standing.conversation, standing.seq, by)

    async def _opening(self, workspace: str, mail: Row) -> Opening:
        visitor, conversation = derived(mail.id, "visitor"), derived(mail.id, "conversation")
        async with self.database.workspace(workspace) as connection:
            await store.meant_for(connection, mail.id, conversation)
            found = await sites.all_sites(connection)
            if not found:
                raise Refused("NoSite", NO_SITE)
            if await visitors.visitor(connection, visitor) is None:
                name = mail.sender_name or mail.sender
                await visitors.add_visitor(connection, visitor, found[0].id, name or None)
        language = language_of(mail.text) or mail.language or "en"
        return Opening(conversation, workspace, found[0].id, visitor, language)

    async def _hand_over(self, opening: Opening, mail: Row, by: str) -> None:
        whose = Actor(ActorKind.VISITOR, opening.visitor)
        commands: list[tuple[Command, Actor]] = [(LeaveContact(mail.sender), whose)] if mail.sender else []
        commands.append((Escalate(REASON, Cause.MAIL, WHY), Actor(ActorKind.TEAMMATE, by)))
        for command, actor in commands:
            await self.desk.handle(
                opening.workspace,
                opening.conversation,
                command,
                actor=actor,
                command_id=derived(mail.id, type(command).__name__),
                sender="mail",
            )
