"""The visitor's door. A conversation is reached only by the visitor whose it is."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from chatref.accounts import sites
from chatref.conversation.commands import Command
from chatref.conversation.model import Actor, ActorKind
from chatref.desk import reading
from chatref.errors import NotFound
from chatref.live import wire
from chatref.visitors import identity
from chatref.visitors.model import Known
from chatref.web.answers import encoded
from chatref.web.auth import VisitorHere
from chatref.web.handing_over import checked_details, judge_event, refuse_wrong
from chatref.web.limits import Limit
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.security import client_address
from chatref.web.site_view import site_view
from chatref.web.snapshots import visitor_snapshot
from chatref.web.visitor_commands import command_of, opening
from chatref.web.visitor_models import (
    GivingDetails,
    ReportingEvent,
    Session,
    SessionWanted,
    VisitorCommand,
)
from chatref.web.words import Id, Number

visitor_api = APIRouter(prefix="/api/visitor", tags=["visitor"])
ConversationId = Annotated[Id, Path()]


@visitor_api.post("/session")
async def begin(wanted: SessionWanted, request: Request, rooms: RoomsHere) -> Session:
    """Who opens the widget: known again by their token, or somebody new."""
    rooms.limits.take(Limit.SESSIONS_PER_ADDRESS, client_address(request))
    found = await sites.find(rooms.database, wanted.site)
    if found is None:
        raise NotFound("This widget belongs to no site any more.")
    workspace, site = found
    known = await rooms.visitors.known(wanted.token) if wanted.token else None
    async with rooms.database.workspace(workspace) as connection:
        await sites.seen(connection, site, wanted.page or "")
    if known is not None and (known.workspace, known.site) == found:
        visitor, token = known.visitor, wanted.token or ""
    else:
        async with rooms.database.workspace(workspace) as connection:
            visitor, token = await identity.meet(connection, site)
    view = await site_view(rooms, workspace, site)
    latest = await reading.visitor_conversations(rooms.database, reading.Visitor(workspace, visitor))
    return Session(
        token=token,
        visitor=visitor,
        site=view,
        conversation=latest[0].conversation if latest else None,
    )


@visitor_api.get("/conversations/{conversation}")
async def snapshot(
    conversation: ConversationId,
    known: VisitorHere,
    rooms: RoomsHere,
    before: Annotated[Number | None, Query()] = None,
) -> Response:
    rooms.limits.take(Limit.READS_PER_VISITOR, known.visitor)
    found = await reading.visitor_snapshot(rooms.database, _reader(known), conversation, before)
    return encoded(visitor_snapshot(found, await rooms.faces(known.workspace)))


@visitor_api.get("/conversations/{conversation}/events")
async def events(
    conversation: ConversationId,
    known: VisitorHere,
    rooms: RoomsHere,
    after: Annotated[Number, Query()] = 0,
) -> Response:
    rooms.limits.take(Limit.READS_PER_VISITOR, known.visitor)
    found = await reading.visitor_events(rooms.database, _reader(known), conversation, after)
    faces = await rooms.faces(known.workspace)
    return encoded({
        "conversation": conversation,
        "vseq": found.number,
        "events": [wire.visitor_event(each, faces) for each in found.events],
    })  # fmt: skip


@visitor_api.post("/conversations/{conversation}/commands")
async def ask(
    conversation: ConversationId,
    asked: VisitorCommand,
    known: VisitorHere,
    request: Request,
    rooms: RoomsHere,
) -> Response:
    _take(rooms, known, client_address(request))
    wrong: Mapping[str, str] = {}
    command: Command
    if isinstance(asked, GivingDetails):
        command, wrong = await checked_details(rooms, _reader(known), conversation, asked.values)
    else:
        begins = opening(conversation, known, _language(request), _page(asked))
        command = await command_of(asked, rooms, begins)
    outcome = await rooms.desk.handle(
        known.workspace,
        conversation,
        command,
        actor=Actor(ActorKind.VISITOR, known.visitor),
        command_id=asked.command,
        sender=f"visitor:{known.visitor}",
    )
    if isinstance(asked, ReportingEvent):
        await judge_event(rooms, known.workspace, conversation, asked.command)
    refuse_wrong(wrong)
    return encoded({"vseq": outcome.vseq})


def _language(request: Request) -> str:
    """Browsers say it by themselves with every request."""
    return request.headers.get("accept-language", "en")[:2]


def _take(rooms: Rooms, known: Known, address: str) -> None:
    rooms.limits.take(Limit.MESSAGES_PER_VISITOR, known.visitor)
    rooms.limits.take(Limit.MESSAGES_PER_ADDRESS, address)
    rooms.limits.take(Limit.MESSAGES_PER_WORKSPACE, known.workspace)


def _page(asked: VisitorCommand) -> str | None:
    return getattr(asked, "page", None)


def _reader(known: Known) -> reading.Visitor:
    return reading.Visitor(known.workspace, known.visitor)
