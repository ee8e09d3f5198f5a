"""The answers that the team wrote itself: read, changed and removed one by one."""

from typing import Annotated

from fastapi import APIRouter, Path

from chatref.knowledge.written import prepare, store
from chatref.web.auth import KnowledgeKeeper
from chatref.web.loop_models import AnswerChanged, Answers, AnswerView, OneRemoved
from chatref.web.loop_views import answer_view
from chatref.web.rooms import RoomsHere
from chatref.web.words import Id

admin_answers = APIRouter(prefix="/api/admin/answers", tags=["owner"])
AnswerId = Annotated[Id, Path()]


@admin_answers.get("")
async def listed(who: KnowledgeKeeper, rooms: RoomsHere) -> Answers:
    async with rooms.database.workspace(who.workspace) as connection:
        found = await store.answers(connection, who.workspace)
    faces = await rooms.faces(who.workspace)
    return Answers(answers=[answer_view(each, faces) for each in found])


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
    return answer_view(after, await rooms.faces(who.workspace))


@admin_answers.delete("/{answer}")
async def remove(answer: AnswerId, who: KnowledgeKeeper, rooms: RoomsHere) -> OneRemoved:
    """Nothing is answered from it any more; a test case that asks for it fails from then on."""
    async with rooms.database.workspace(who.workspace) as connection:
        await store.remove(connection, who.workspace, answer)
    rooms.test_runs.wake()
    return OneRemoved(id=answer)
