"""The door for a business's own servers: what comes in here with a token counts as verified."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter
from pydantic import Field

from chatref.conversation.commands import ReportEvent
from chatref.conversation.model import Actor, ActorKind
from chatref.web.auth import ServerHere
from chatref.web.handing_over import judge_event
from chatref.web.rooms import RoomsHere
from chatref.web.words import Id, Key, Line, Model

public_api = APIRouter(prefix="/api", tags=["server"])


class EventReported(Model):
    """`id` makes a repeat harmless: the same id is the same event."""

    conversation: Id
    name: Annotated[str, Field(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]
    facts: Annotated[dict[Key, Line], Field(max_length=20, default_factory=dict)]
    id: Id | None = None


class Taken(Model):
    seq: int


@public_api.post("/events")
async def report(asked: EventReported, server: ServerHere, rooms: RoomsHere) -> Taken:
    command = asked.id or str(uuid4())
    outcome = await rooms.desk.handle(
        server.workspace,
        asked.conversation,
        ReportEvent(asked.name, tuple(asked.facts.items())),
        actor=Actor(ActorKind.SERVER, server.token),
        command_id=command,
        sender=f"server:{server.token}",
    )
    await judge_event(rooms, server.workspace, asked.conversation, command)
    return Taken(seq=outcome.seq)
