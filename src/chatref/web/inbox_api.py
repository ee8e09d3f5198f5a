"""The teammate's door. Every read and command stays inside the teammate's own workspace."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from chatref.accounts.sessions import SignedIn
from chatref.conversation.model import Actor, ActorKind
from chatref.desk import reading
from chatref.desk.summary import View
from chatref.live.wire import encode_summaries, encode_team_events, encode_team_snapshot
from chatref.web.auth import Reader, Worker
from chatref.web.inbox_commands import command_of
from chatref.web.inbox_models import TeammateCommand
from chatref.web.limits import Limit
from chatref.web.rooms import RoomsHere
from chatref.web.words import Id

inbox_api = APIRouter(prefix="/api/inbox", tags=["inbox"])
ConversationId = Annotated[Id, Path()]
SENDER = "teammate:{}"


@inbox_api.get("/conversations")
async def listed(
    who: Reader,
    rooms: RoomsHere,
    view: Annotated[View, Query()] = View.NEEDS_PERSON,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
    before: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    found = await reading.summaries(rooms.database, _reader(who), view, limit, before)
    return _json(encode_summaries(found))


@inbox_api.get("/views")
async def views(who: Reader, rooms: RoomsHere) -> Response:
    return _json(encode_summaries(await reading.summaries(rooms.database, _reader(who), View.MINE, 0)))


@inbox_api.get("/conversations/{conversation}")
async def snapshot(
    conversation: ConversationId,
    who: Reader,
    rooms: RoomsHere,
    before: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    found = await reading.team_snapshot(rooms.database, _reader(who), conversation, before)
    return _json(encode_team_snapshot(found))


@inbox_api.get("/conversations/{conversation}/events")
async def events(
    conversation: ConversationId,
    who: Reader,
    rooms: RoomsHere,
    after: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    found = await reading.team_events(rooms.database, _reader(who), conversation, after)
    return _json(encode_team_events(found))


@inbox_api.post("/conversations/{conversation}/commands")
async def ask(
    conversation: ConversationId, asked: TeammateCommand, who: Worker, request: Request, rooms: RoomsHere
) -> Response:
    rooms.limits.take(Limit.COMMANDS_PER_TEAMMATE, who.teammate.id)
    outcome = await rooms.desk.handle(
        who.workspace,
        conversation,
        command_of(asked, by_socket=request.headers.get("x-chatref-socket") == "1"),
        actor=Actor(ActorKind.TEAMMATE, who.teammate.id),
        command_id=asked.command,
        sender=f"teammate:{who.teammate.id}",
    )
    return Response(f'{{"seq":{outcome.seq}}}', media_type="application/json")


def _reader(who: SignedIn) -> reading.Teammate:
    return reading.Teammate(who.workspace, who.teammate.id)


def _json(text: str | bytes) -> Response:
    return Response(text, media_type="application/json", headers={"Cache-Control": "no-store"})
