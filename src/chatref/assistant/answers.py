"""From a visitor's words to an answer: small talk, search, and whichever way of answering is set."""

from chatref.assistant.extractive import extractive_answer
from chatref.assistant.models import Answer, Answerer, Question, Tell
from chatref.assistant.small_talk import small_talk
from chatref.conversation.model import AnswerKind
from chatref.database.pool import Database
from chatref.knowledge.content import Found
from chatref.knowledge.embed import Embedder
from chatref.knowledge.search import search


class Extractive:
    """Implements Answerer without any model."""

    async def answer(self, question: Question, found: Found, tell: Tell) -> Answer:  # noqa: ARG002
        answer = extractive_answer(found)
        tell(answer.text)
        return answer


def answerer_for(model: str | None) -> Answerer:
    """`model` is provider:model as in CHATREF_MODEL; None answers extractively."""
    if model is None:
        return Extractive()
    from chatref.assistant.provider import Provider

    return Provider(model)


async def answer(
    database: Database, embedder: Embedder, answerer: Answerer, workspace: str, question: Question, tell: Tell
) -> Answer:
    """Raises AssistantFailed if the answerer fails. Holds no database connection while it answers."""
    pleasantry = small_talk(question.text)
    if pleasantry is not None:
        tell(pleasantry)
        return Answer(pleasantry, (), AnswerKind.SMALL_TALK)
    meaning = await embedder.one(question.text)
    async with database.workspace(workspace) as connection:
        found = await search(connection, question.text, meaning)
    return await answerer.answer(question, found, tell)
