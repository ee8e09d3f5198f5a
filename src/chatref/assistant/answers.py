"""From a visitor's words to an answer: small talk, search, and whichever way of answering is set."""

from chatref.assistant.extractive import extractive_answer
from chatref.assistant.models import Answer, Answerer, Question, Tell
from chatref.assistant.ranking import CANDIDATES, ranked
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


class Ranking:
    """Implements Answerer: what was found is ranked by the question's words before `inner` answers from it."""

    def __init__(self, embedder: Embedder, inner: Answerer) -> None:
        self._embedder = embedder
        self._inner = inner

    async def answer(self, question: Question, found: Found, tell: Tell) -> Answer:
        better = ranked(found, await self._embedder.asked(question.text))
        return await self._inner.answer(question, better, tell)


def answerer_for(model: str | None, embedder: Embedder) -> Answerer:
    """`model` is provider:model as in CHATREF_MODEL; None answers extractively."""
    if model is None:
        return Ranking(embedder, Extractive())
    from chatref.assistant.provider import Provider

    return Ranking(embedder, Provider(model))


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
        return await search(connection, question.text, meaning, most=CANDIDATES)


async def answer(
    database: Database, embedder: Embedder, answerer: Answerer, workspace: str, question: Question, tell: Tell
) -> Answer:
    """Raises AssistantFailed if the answerer fails."""
    pleasantry = small_talk_answer(question, tell)
    if pleasantry is not None:
        return pleasantry
    found = await found_for(database, workspace, question, await embedder.one(question.text))
    return await answerer.answer(question, found, tell)
