"""What the business's other systems report back of a handoff: that it was closed over there."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import StringConstraints

from chatref.conversation.commands import Resolve
from chatref.conversation.model import Actor, ActorKind, Outcome
from chatref.desk.outbox import closing_of
from chatref.desk.refused import CommandRefused
from chatref.errors import BadInput, NotFound
from chatref.outbound.sent import store
from chatref.web.auth import ServerHere
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.words import Id, Model

ticket_api = APIRouter(prefix="/api/tickets", tags=["server"])


class TicketClosed(Model):
    """Named by the key that it came with, or by the number that it has over there."""

    delivery: Id | None = None
    destination: Id | None = None
    reference: Annotated[str, StringConstraints(max_length=200)] = ""


class CaseResolved(Model):
    """`why` it is not, in a sentence."""

    resolved: bool
    why: str = ""


@ticket_api.post("/closed")
async def closed(asked: TicketClosed, server: ServerHere, rooms: RoomsHere) -> CaseResolved:
    """Resolves the case, unless something was said here since the ticket was made. Again is harmless."""
    known = await _delivery(rooms, server.workspace, asked)
    if known.is_lead:
        return CaseResolved(resolved=False, why="It was a lead: nobody waits.")
    command = Resolve(known.seq, known.seq, Outcome.ELSEWHERE)
    try:
        await rooms.desk.handle(
            server.workspace,
            known.conversation,
            command,
            actor=Actor(ActorKind.SERVER, server.token),
            command_id=closing_of(known.id),
            sender="ticket",
        )
    except CommandRefused as refused:
        return CaseResolved(resolved=False, why=str(refused))
    return CaseResolved(resolved=True)


async def _delivery(rooms: Rooms, workspace: str, asked: TicketClosed) -> store.Known:
    async with rooms.database.workspace(workspace) as connection:
        if asked.delivery is not None:
            found = await store.by_key(connection, asked.delivery)
        elif asked.destination is not None and asked.reference:
            found = await store.by_reference(connection, asked.destination, asked.reference)
        else:
            raise BadInput("delivery", "Please name the delivery, or its destination and reference.")
    if found is None:
        raise NotFound
    return found
