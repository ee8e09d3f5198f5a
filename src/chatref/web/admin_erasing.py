"""Erasing for good, and a copy for whoever asks for one before."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from chatref.desk.copies import Reach, copy, reach
from chatref.desk.erasure.erase import erase, erase_visitor
from chatref.desk.retention import store
from chatref.web.answers import encoded
from chatref.web.auth import Eraser
from chatref.web.erasing_models import (
    Days,
    ErasedNow,
    ErasedView,
    ErasingView,
    ReachView,
    RetentionToSave,
    RetentionView,
    TicketThere,
    WouldGo,
)
from chatref.web.limits import Limit
from chatref.web.rooms import RoomsHere
from chatref.web.words import Id

admin_erasing = APIRouter(prefix="/api/admin", tags=["owner"])
admin_retention = APIRouter(prefix="/api/admin/retention", tags=["owner"])

MOST_LISTED = 50


@admin_erasing.get("/conversations/{conversation}/erasing")
async def what_goes(conversation: Annotated[Id, Path()], who: Eraser, rooms: RoomsHere) -> ErasingView:
    """What erasing would reach, and what it can't."""
    found = await reach(rooms.database, who.workspace, conversation)
    return ErasingView(
        visitor=found.visitor, blocked=found.blocked, this=_reach(found.this), all=_reach(found.all)
    )


@admin_erasing.delete("/conversations/{conversation}")
async def erase_conversation(conversation: Annotated[Id, Path()], who: Eraser, rooms: RoomsHere) -> ErasedNow:
    """For good. Who has it open is told; what is on its way to destinations is held back."""
    rooms.limits.take(Limit.COMMANDS_PER_TEAMMATE, who.teammate.id)
    await erase(rooms.desk, who.workspace, conversation, who.teammate.id)
    return ErasedNow()


@admin_erasing.delete("/visitors/{visitor}")
async def erase_all(visitor: Annotated[Id, Path()], who: Eraser, rooms: RoomsHere) -> ErasedNow:
    """All their conversations, and who they are; their browser begins anew."""
    rooms.limits.take(Limit.COMMANDS_PER_TEAMMATE, who.teammate.id)
    await erase_visitor(rooms.database, rooms.desk, who.workspace, visitor, who.teammate.id)
    rooms.hub.cut(who.workspace, visitor)
    return ErasedNow()


@admin_erasing.get("/visitors/{visitor}/copy")
async def copy_for(visitor: Annotated[Id, Path()], who: Eraser, rooms: RoomsHere) -> Response:
    """All that is kept of them, as a file."""
    rooms.limits.take(Limit.REPORTS_PER_TEAMMATE, who.teammate.id)
    ruling = await rooms.policies.current(rooms.database, who.workspace)
    found = await copy(rooms.database, who.workspace, visitor, ruling)
    answer = await asyncio.to_thread(encoded, found)
    answer.headers["content-disposition"] = f'attachment; filename="visitor-{visitor}.json"'
    return answer


@admin_retention.get("")
async def read_retention(who: Eraser, rooms: RoomsHere) -> RetentionView:
    faces = await rooms.faces(who.workspace)
    async with rooms.database.workspace(who.workspace) as connection:
        days, _ = await store.retention(connection, who.workspace)
        lately = await store.erased_lately(connection, who.workspace, MOST_LISTED)
    return RetentionView(
        days=days,
        lately=[
            ErasedView(
                at=each.at,
                by=faces[each.teammate].name if each.teammate else None,
                visitor=each.visitor,
                conversations=each.conversations,
                visitors=each.visitors,
            )
            for each in lately
        ],
    )


@admin_retention.put("")
async def set_retention(asked: RetentionToSave, who: Eraser, rooms: RoomsHere) -> RetentionToSave:
    """What ended that long ago is deleted from the next round on, some at a time."""
    async with rooms.database.workspace(who.workspace) as connection:
        await store.set_retention(connection, who.workspace, asked.days)
    return asked


@admin_retention.get("/before")
async def would_go(days: Annotated[Days, Query()], who: Eraser, rooms: RoomsHere) -> WouldGo:
    async with rooms.database.workspace(who.workspace) as connection:
        conversations, oldest = await store.ended_longer_ago(connection, who.workspace, days)
    return WouldGo(conversations=conversations, oldest=oldest)


def _reach(found: Reach) -> ReachView:
    return ReachView(
        conversations=found.conversations,
        going_on=found.counted.going_on,
        on_its_way=found.counted.on_its_way,
        lessons=found.counted.lessons,
        answers=found.counted.answers,
        tickets=[
            TicketThere(to=each.to, reference=each.reference, address=each.address) for each in found.tickets
        ],
    )
