"""The answers that the team wrote itself: read, changed and removed one by one."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Path

from chatref.desk.policy import Faces
from chatref.insights import report as reports
from chatref.knowledge.written import WrittenAnswer, prepare, store
from chatref.web.admin_models import OneRemoved
from chatref.web.auth import KnowledgeKeeper
from chatref.web.correction_models import (
    AnswerChanged,
    AnswerCited,
    Answers,
    AnswersCited,
    AnswerToWrite,
    AnswerView,
)
from chatref.web.inbox_models import FaceView
from chatref.web.insights_api import MOST, Asked, scope_of
from chatref.web.limits import Limit
from chatref.web.rooms import RoomsHere
from chatref.web.words import Id

admin_answers = APIRouter(prefix="/api/admin/answers", tags=["owner"])
AnswerId = Annotated[Id, Path()]


@admin_answers.get("")
async def listed(who: KnowledgeKeeper, rooms: RoomsHere) -> Answers:
    async with rooms.database.workspace(who.workspace) as connection:
        found = await store.answers(connection, who.workspace)
    faces = await rooms.faces(who.workspace)
    return Answers(answers=[_view(each, faces) for each in found])


@admin_answers.post("")
async def write(asked: AnswerToWrite, who: KnowledgeKeeper, rooms: RoomsHere) -> AnswerView:
    """Out of no conversation: what visitors are known to ask."""
    prepared = await prepare(rooms.embedder, str(uuid4()), asked.question, asked.answer, None)
    async with rooms.database.workspace(who.workspace) as connection:
        await store.add(connection, who.workspace, prepared, who.teammate.id, None)
        made = await store.answer(connection, who.workspace, prepared.id)
    rooms.test_runs.wake()
    return _view(made, await rooms.faces(who.workspace))


@admin_answers.get("/cited")
async def cited(who: KnowledgeKeeper, rooms: RoomsHere) -> AnswersCited:
    """Of the year up to today."""
    rooms.limits.take(Limit.REPORTS_PER_TEAMMATE, who.teammate.id)
    scope = await scope_of(rooms, who, Asked(days=MOST.days))
    found = await reports.cited(rooms.database, who.workspace, scope)
    return AnswersCited(
        first_day=scope.day(scope.start),
        last_day=scope.day(scope.as_of),
        cited=[
            AnswerCited(address=address, messages=each.messages, figures=dict(each.figures))
            for address, each in found.items()
        ],
    )


@admin_answers.patch("/{answer}")
async def change(
    answer: AnswerId, asked: AnswerChanged, who: KnowledgeKeeper, rooms: RoomsHere
) -> AnswerView:
    """Holds for the next question."""
    async with rooms.database.workspace(who.workspace) as connection:
        before = await store.answer(connection, who.workspace, answer)
    question, text = asked.question or before.question, asked.answer or before.answer
    prepared = await prepare(rooms.embedder, before.id, question, text, before.language)
    async with rooms.database.workspace(who.workspace) as connection:
        await store.change(connection, who.workspace, prepared, who.teammate.id)
        after = await store.answer(connection, who.workspace, before.id)
    rooms.test_runs.wake()
    return _view(after, await rooms.faces(who.workspace))


@admin_answers.delete("/{answer}")
async def remove(answer: AnswerId, who: KnowledgeKeeper, rooms: RoomsHere) -> OneRemoved:
    """Nothing is answered from it any more; a test case that asks for it fails from then on."""
    async with rooms.database.workspace(who.workspace) as connection:
        await store.remove(connection, who.workspace, answer)
    rooms.test_runs.wake()
    return OneRemoved(id=answer)


def _view(each: WrittenAnswer, faces: Faces) -> AnswerView:
    return AnswerView(
        id=each.id,
        question=each.question,
        answer=each.answer,
        conversation=each.conversation,
        by=FaceView.of(each.by, faces),
        at=each.at,
        address=each.address,
    )
