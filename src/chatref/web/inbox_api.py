"""The teammate's door. Every read and command stays inside the teammate's own workspace."""

import json
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from chatref.conversation.model import Actor, ActorKind
from chatref.desk import lists, reading
from chatref.desk.reading.before import before_page
from chatref.desk.summary import View
from chatref.live import wire
from chatref.visitors import profile
from chatref.web.answers import encoded
from chatref.web.auth import Blocker, Reader, Worker, team_reader
from chatref.web.inbox_commands import command_of
from chatref.web.inbox_models import TagName, TeammateCommand
from chatref.web.limits import Limit
from chatref.web.rooms import RoomsHere
from chatref.web.rule_models import TraceKept, TraceView
from chatref.web.snapshots import team_snapshot
from chatref.web.words import BigNumber, Id, Number

inbox_api = APIRouter(prefix="/api/inbox", tags=["inbox"])
ConversationId = Annotated[Id, Path()]
Tag = Annotated[TagName | None, Query()]


@inbox_api.get("/conversations")
async def listed(
    who: Reader,
    rooms: RoomsHere,
    view: Annotated[View, Query()] = View.NEEDS_PERSON,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
    before: Annotated[BigNumber | None, Query()] = None,
    tag: Tag = None,
) -> Response:
    """A view, of all or of those with a tag; so are the counts."""
    if view is View.NEEDS_PERSON:
        limit, before = lists.MOST_SUMMARIES, None
    found = await lists.summaries(rooms.database, team_reader(who), view, limit, before, tag)
    faces = await rooms.faces(who.workspace)
    me = who.teammate.id
    return encoded({
        "change": found.change,
        "summaries": [wire.summary(each, faces, me) for each in found.summaries],
        "counts": (await lists.counts(rooms.database, who.workspace, tag)).of(me),
        "more": found.more,
    })  # fmt: skip


@inbox_api.get("/views")
async def views(who: Reader, rooms: RoomsHere, tag: Tag = None) -> Response:
    """The change number first: what happens in between is told again rather than never."""
    change = await lists.change_number(rooms.database, who.workspace)
    counts = await lists.counts(rooms.database, who.workspace, tag)
    return encoded({"change": change, "counts": counts.of(who.teammate.id)})


@inbox_api.get("/conversations/{conversation}")
async def snapshot(
    conversation: ConversationId,
    who: Reader,
    rooms: RoomsHere,
    before: Annotated[Number | None, Query()] = None,
) -> Response:
    found = await reading.team_snapshot(rooms.database, team_reader(who), conversation, before)
    earlier = await before_page(rooms.database, team_reader(who), found)
    async with rooms.database.workspace(who.workspace) as connection:
        visitor = await profile.read(connection, found.state.visitor)
    ruling = await rooms.policies.current(rooms.database, who.workspace)
    return encoded(team_snapshot(found, earlier, visitor, ruling, who.teammate.id))


@inbox_api.get("/conversations/{conversation}/events")
async def events(
    conversation: ConversationId,
    who: Reader,
    rooms: RoomsHere,
    after: Annotated[Number, Query()] = 0,
) -> Response:
    found = await reading.team_events(rooms.database, team_reader(who), conversation, after)
    faces = await rooms.faces(who.workspace)
    return encoded({
        "conversation": conversation,
        "seq": found.number,
        "events": [wire.team_event(each, faces) for each in found.events],
    })  # fmt: skip


@inbox_api.get("/conversations/{conversation}/trace/{seq}")
async def trace(
    conversation: ConversationId, seq: Annotated[Number, Path()], who: Reader, rooms: RoomsHere
) -> TraceKept:
    """Why a turn was handed over, or why not: every rule with every test, as it was judged then."""
    found = await reading.verdict(rooms.database, team_reader(who), conversation, seq)
    return TraceKept(seq=seq, at=found.at, verdicts=[*map(TraceView.model_validate, json.loads(found.trace))])


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
    return encoded({"seq": outcome.seq})


@inbox_api.post("/visitors/{visitor}/block")
async def block(visitor: Annotated[Id, Path()], who: Blocker, rooms: RoomsHere) -> dict[str, bool]:
    """They can neither read nor write from then on; what they wrote stays."""
    async with rooms.database.workspace(who.workspace) as connection:
        await profile.block(connection, visitor, who.teammate.id)
    rooms.hub.cut(who.workspace, visitor)
    return {"blocked": True}


@inbox_api.post("/visitors/{visitor}/unblock")
async def unblock(visitor: Annotated[Id, Path()], who: Blocker, rooms: RoomsHere) -> dict[str, bool]:
    async with rooms.database.workspace(who.workspace) as connection:
        await profile.unblock(connection, visitor)
    return {"blocked": False}
