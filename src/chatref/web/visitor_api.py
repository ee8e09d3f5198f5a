"""The visitor's door. A conversation is reached only by the visitor whose it is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import TypeAdapter
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from chatref.accounts import sites
from chatref.conversation.commands import Command
from chatref.conversation.model import Actor, ActorKind
from chatref.database.ids import canonical
from chatref.desk import reading
from chatref.errors import NotFound
from chatref.live import wire
from chatref.visitors import identity
from chatref.visitors.device import device_of
from chatref.visitors.vouching import vouched
from chatref.web.answers import encoded
from chatref.web.auth import VisitorHere, visitor_of, visitor_reader
from chatref.web.handing_over import checked_details, judge_event, refuse_wrong
from chatref.web.limits import MESSAGES, READS, STORED, Limit
from chatref.web.rooms import RoomsHere, rooms_of
from chatref.web.security import client_address
from chatref.web.site_view import site_view
from chatref.web.snapshots import visitor_snapshot
from chatref.web.visitor_commands import command_of, opening
from chatref.web.visitor_models import (
    GivingDetails,
    Recognised,
    ReportingEvent,
    SeenUpTo,
    Session,
    SessionWanted,
    Telling,
    VisitorCommand,
    Writing,
)
from chatref.web.words import Id, Number

visitor_api = APIRouter(prefix="/api/visitor", tags=["visitor"])
ConversationId = Annotated[Id, Path()]


@visitor_api.post("/session")
async def begin(wanted: SessionWanted, request: Request, rooms: RoomsHere) -> Session:
    """Who opens the widget: known again by their token, or somebody new."""
    address = client_address(request)
    rooms.limits.take(Limit.SESSIONS_PER_ADDRESS, address)
    found = await sites.find(rooms.database, wanted.site)
    if found is None:
        raise NotFound("This widget belongs to no site any more.")
    workspace, site = found
    rooms.limits.take(Limit.SESSIONS_PER_WORKSPACE, workspace)
    known = await rooms.visitors.known(wanted.token) if wanted.token else None
    if known is not None:
        rooms.limits.take(Limit.SESSIONS_PER_VISITOR, known.visitor)
    async with rooms.database.workspace(workspace) as connection:
        await sites.seen(connection, site, wanted.page or "")
    if known is not None and (known.workspace, known.site) == found:
        visitor, token = known.visitor, wanted.token or ""
    else:
        rooms.limits.take(Limit.STORED_PER_ADDRESS, address)
        async with rooms.database.workspace(workspace) as connection:
            visitor, token = await identity.meet(
                connection, site, device_of(request.headers.get("user-agent", ""))
            )
    view = await site_view(rooms, workspace, site, wanted.language)
    latest = await reading.visitor_conversations(rooms.database, reading.Visitor(workspace, visitor))
    return Session(
        token=token,
        visitor=visitor,
        site=view,
        conversation=latest[0].conversation if latest else None,
    )


@visitor_api.post("/known")
async def tell(telling: Telling, known: VisitorHere, request: Request, rooms: RoomsHere) -> Recognised:
    """Who the page says they are: what it claims, and what the business's own server has signed."""
    rooms.limits.take_each(known, client_address(request), MESSAGES, STORED)
    said = None
    if telling.identity is not None:
        secret = await rooms.keys.identity_secret(known.workspace)
        said = vouched(telling.identity, secret, datetime.now(UTC))
    talking = await reading.visitor_conversations(rooms.database, visitor_reader(known))
    visitor, token = known.visitor, None
    async with rooms.database.workspace(known.workspace) as connection:
        if said is not None:
            device = device_of(request.headers.get("user-agent", ""))
            visitor, token = await identity.recognise(connection, known, said, device, talking=bool(talking))
        if telling.attributes is not None:
            await identity.claim(connection, visitor, telling.attributes)
    return Recognised(visitor=visitor, token=token)


@visitor_api.get("/conversations/{conversation}")
async def snapshot(
    conversation: ConversationId,
    known: VisitorHere,
    request: Request,
    rooms: RoomsHere,
    before: Annotated[Number | None, Query()] = None,
) -> Response:
    rooms.limits.take_each(known, client_address(request), READS)
    ruling = await rooms.policies.current(rooms.database, known.workspace)
    found = await reading.visitor_snapshot(
        rooms.database, visitor_reader(known), conversation, before, ruling.addresses
    )
    return encoded(visitor_snapshot(found, ruling.introductions(found.site)))


@visitor_api.get("/conversations/{conversation}/events")
async def events(
    conversation: ConversationId,
    known: VisitorHere,
    request: Request,
    rooms: RoomsHere,
    after: Annotated[Number, Query()] = 0,
) -> Response:
    rooms.limits.take_each(known, client_address(request), READS)
    found = await reading.visitor_events(rooms.database, visitor_reader(known), conversation, after)
    ruling = await rooms.policies.current(rooms.database, known.workspace)
    introductions = ruling.introductions(found.site)
    return encoded({
        "conversation": conversation,
        "vseq": found.number,
        "events": [wire.visitor_event(each, introductions) for each in found.events],
    })  # fmt: skip


@visitor_api.post("/conversations/{conversation}/seen", status_code=204)
async def seen(
    conversation: ConversationId, upto: SeenUpTo, known: VisitorHere, request: Request, rooms: RoomsHere
) -> None:
    """As the frame of that name, where no socket can be had."""
    rooms.limits.take_each(known, client_address(request), READS)
    await rooms.hub.seen(visitor_reader(known), conversation, upto.vseq)


async def ask(
    conversation: ConversationId,
    asked: VisitorCommand,
    known: VisitorHere,
    request: Request,
    rooms: RoomsHere,
) -> Response:
    rooms.limits.take_each(known, client_address(request), MESSAGES, STORED)
    wrong: Mapping[str, str] = {}
    command: Command
    if isinstance(asked, GivingDetails):
        language = _language(request)
        command, wrong = await checked_details(
            rooms, visitor_reader(known), conversation, asked.values, asked.tried, language
        )
    else:
        begins = opening(conversation, known, _language(request), _page(asked))
        command = await command_of(asked, rooms, begins)
        if isinstance(asked, Writing):
            await rooms.requests.correct(begins, asked.text, asked.message)
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


_decoded = TypeAdapter[VisitorCommand](VisitorCommand).validate_json


class _Straight:
    """Every message passes here. One in good form goes past what the framework does for any route, which costs more
    than the rest together; all others go through it, for its refusals."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            body = await request.body()
        except ClientDisconnect:
            return
        try:
            asked, conversation = _in_good_form(request, body)
        except ValueError:  # pydantic's own errors are
            await visitor_api(scope, _again(body, receive), send)
            return
        rooms = rooms_of(request)
        response = await ask(conversation, asked, await visitor_of(request, rooms), request, rooms)
        await response(scope, receive, send)


COMMANDS = "/conversations/{conversation}/commands"
visitor_api.post(COMMANDS)(ask)
straight_to_commands = Route(visitor_api.prefix + COMMANDS, _Straight(), methods=["POST"])


def _in_good_form(request: Request, body: bytes) -> tuple[VisitorCommand, str]:
    if request.headers.get("content-type") != "application/json":
        raise ValueError
    return _decoded(body), canonical(request.path_params["conversation"])


def _again(body: bytes, receive: Receive) -> Receive:
    """As if the body had not been read yet."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return unread.pop() if unread else await receive()

    return received


def _language(request: Request) -> str:
    """Browsers say it by themselves with every request."""
    return request.headers.get("accept-language", "en")[:2]


def _page(asked: VisitorCommand) -> str | None:
    return getattr(asked, "page", None)
