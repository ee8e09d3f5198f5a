"""The door for a business's own servers: what comes in here with a token counts as verified."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter
from pydantic import Field

from chatref.conversation.commands import ReportEvent
from chatref.conversation.model import Actor, ActorKind
from chatref.desk import reading
from chatref.errors import BadInput, NotFound
from chatref.web.auth import ServerHere
from chatref.web.handing_over import judge_event
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.words import Id, Key, Line, Model

public_api = APIRouter(prefix="/api", tags=["server"])


class EventReported(Model):
    """`user` is the business's own id of somebody whom it vouched for: it happened in their latest conversation.
    `id` makes a repeat harmless: the same id is the same event."""

    conversation: Id | None = None
    user: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    name: Annotated[str, Field(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]
    facts: Annotated[dict[Key, Line], Field(max_length=20, default_factory=dict)]
    id: Id | None = None


class Taken(Model):
    seq: int


@public_api.post("/events")
async def report(asked: EventReported, server: ServerHere, rooms: RoomsHere) -> Taken:
    command = asked.id or str(uuid4())
    conversation = asked.conversation or await _conversation_of(rooms, server.workspace, asked.user)
    outcome = await rooms.desk.handle(
        server.workspace,
        conversation,
        ReportEvent(asked.name, tuple(asked.facts.items())),
        actor=Actor(ActorKind.SERVER, server.token),
        command_id=command,
        sender=f"server:{server.token}",
    )
    await judge_event(rooms, server.workspace, conversation, command)
    return Taken(seq=outcome.seq)


async def _conversation_of(rooms: Rooms, workspace: str, user: str | None) -> str:
    if user is None:
        raise BadInput("user", "Please name the conversation, or your own id of its visitor.")
    found = await reading.conversation_of(rooms.database, workspace, user)
    if found is None:
        raise NotFound("Nobody whom you call so has a conversation here.")
    return found
