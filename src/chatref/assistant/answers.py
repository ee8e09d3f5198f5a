"""From a visitor's words to an answer: small talk, search, and whichever way of answering is set."""

from chatref.assistant.extractive import extractive_answer
from chatref.assistant.models import Answer, Answerer, Question, Tell
from chatref.assistant.small_talk import small_talk
from chatref.conversation.model import AnswerKind
from chatref.database.pool import Database
from chatref.knowledge.content import Found
from chatref.knowledge.embed import Embedder, Vector
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


def small_talk_answer(question: Question, tell: Tell) -> Answer | None:
    """A greeting or thanks is answered without a search."""
    pleasantry = small_talk(question.text)
    if pleasantry is None:
        return None
    tell(pleasantry)
    return Answer(pleasantry, (), AnswerKind.SMALL_TALK)


async def found_for(database: Database, workspace: str, question: Question, meaning: Vector) -> Found:
    """`meaning` is the question embedded; no connection is held while anything else is computed."""
    async with database.workspace(workspace) as connection:
        return await search(connection, question.text, meaning)


async def answer(
    database: Database, embedder: Embedder, answerer: Answerer, workspace: str, question: Question, tell: Tell
) -> Answer:
    """Raises AssistantFailed if the answerer fails."""
    pleasantry = small_talk_answer(question, tell)
    if pleasantry is not None:
        return pleasantry
    found = await found_for(database, workspace, question, await embedder.one(question.text))
    return await answerer.answer(question, found, tell)
