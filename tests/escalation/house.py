"""The whole desk in this process: visitors write as at their door, the assistant judges and answers by itself."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from chatref.conversation import commands as ask
from chatref.conversation.events import Event
from chatref.conversation.model import Actor, ActorKind, Conversation
from chatref.desk import reading
from chatref.escalation.rulebook import RuleBook
from chatref.visitors import identity
from chatref.web import visitor_models as sent
from chatref.web.handing_over import judge_event
from chatref.web.rooms import Rooms
from chatref.web.visitor_commands import Sent, command_of
from tests.cast import Foundry

PATIENCE = 60.0  # seconds; many turns may wait for one another
Kind = TypeVar("Kind")


@dataclass
class House:
    rooms: Rooms
    foundry: Foundry

    async def begin(self, text: str, language: str = "en") -> str:
        """Somebody new writes their first message, on a page in this language."""
        conversation = str(uuid4())
        async with self.rooms.database.workspace(self.foundry.workspace) as connection:
            visitor, _ = await identity.meet(connection, self.foundry.site.id)
        begins = ask.Opening(conversation, self.foundry.workspace, self.foundry.site.id, visitor, language)
        await self._send(sent.Writing(command=new(), kind="write", message=new(), text=text), begins)
        return conversation

    async def write(self, conversation: str, text: str) -> None:
        await self.visitor(conversation, sent.Writing(command=new(), kind="write", message=new(), text=text))

    async def press(self, conversation: str) -> None:
        """The button."""
        await self.visitor(conversation, sent.AskingPerson(command=new(), kind="ask_person"))

    async def report(self, conversation: str, name: str, actor: Actor | None = None) -> None:
        """A business event, of the page unless `actor` is a server."""
        state, _ = await self.read(conversation)
        await self.tell(conversation, ask.ReportEvent(name), actor or Actor(ActorKind.VISITOR, state.visitor))

    async def tell(self, conversation: str, event: ask.ReportEvent, actor: Actor) -> None:
        """As at the doors of page and server."""
        await self._handle(conversation, event, actor)
        await judge_event(self.rooms, self.foundry.workspace, conversation, new())

    async def visitor(self, conversation: str, asked: Sent) -> None:
        state, _ = await self.read(conversation)
        begins = ask.Opening(conversation, state.workspace, state.site, state.visitor, state.language)
        await self._send(asked, begins)

    async def teammate(self, conversation: str, command: ask.Command) -> None:
        """Tess."""
        await self._handle(conversation, command, Actor(ActorKind.TEAMMATE, self.foundry.tess.id))

    async def read(self, conversation: str) -> tuple[Conversation, Sequence[Event]]:
        state, stored, _ = await reading.history(self.rooms.database, self.foundry.workspace, conversation)
        return state, [each.recorded.event for each in stored]

    async def awaits(self, conversation: str, kind: type[Kind], times: int = 1) -> Kind:
        """The event of this kind, as soon as it has happened so many times."""
        async with asyncio.timeout(PATIENCE):
            while True:
                _, events = await self.read(conversation)
                found = [event for event in events if isinstance(event, kind)]
                if len(found) >= times:
                    return found[times - 1]
                await asyncio.sleep(0.03)

    async def _send(self, asked: Sent, begins: ask.Opening) -> None:
        command = await command_of(asked, self.rooms, begins)
        if isinstance(asked, sent.Writing):
            await self.rooms.requests.correct(begins, asked.text, asked.message)
        await self._handle(begins.conversation, command, Actor(ActorKind.VISITOR, begins.visitor))

    async def _handle(self, conversation: str, command: ask.Command, actor: Actor) -> None:
        await self.rooms.desk.handle(
            self.foundry.workspace, conversation, command,
            actor=actor, command_id=new(), sender=f"{actor.kind}:{actor.id}",
        )  # fmt: skip


async def learned_by_heart(rooms: Rooms) -> Rooms:
    """What a process learns at its first turn, the examples of all intents, may take a busy machine longer than a turn
    has."""
    await rooms.assistant._meanings.near(RuleBook().examples, await rooms.embedder.one("Hello!"))
    return rooms


def new() -> str:
    return str(uuid4())
