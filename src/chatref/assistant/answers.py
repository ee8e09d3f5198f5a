"""From a visitor's words to an answer: small talk, search, and whichever way of answering is set."""

from chatref.assistant.extractive import extractive_answer
from chatref.assistant.models import Answer, Answerer, Question, Tell
from chatref.assistant.ranking import CANDIDATES, ranked
from chatref.assistant.small_talk import small_talk
from chatref.conversation.model import AnswerKind
from chatref.database.pool import Database
from chatref.knowledge.content import Found
from chatref.knowledge.embed import Embedder, Vector
from chatref.knowledge.search import ask, found_in


class Extractive:
    """Implements Answerer without any model."""

    async def answer(self, question: Question, found: Found, tell: Tell) -> Answer:  # noqa: ARG002 - it has it whole
        return extractive_answer(found, question.language)


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


def small_talk_answer(question: Question) -> Answer | None:
    """A greeting or thanks is answered without a search."""
    pleasantry = small_talk(question.text, question.language)
    return Answer(pleasantry, (), AnswerKind.SMALL_TALK) if pleasantry else None


async def found_for(database: Database, workspace: str, question: Question, meaning: Vector) -> Found:
    """`meaning` is the question embedded; no connection is held while anything else is computed."""
    async with database.workspace(workspace, pipelined=True) as connection:
        asked = await ask(connection, question.text, meaning, most=CANDIDATES)
    return await found_in(asked)


async def answer(
    database: Database, embedder: Embedder, answerer: Answerer, workspace: str, question: Question, tell: Tell
) -> Answer:
    """Raises AssistantFailed if the answerer fails."""
    pleasantry = small_talk_answer(question)
    if pleasantry is not None:
        return pleasantry
    found = await found_for(database, workspace, question, await embedder.one(question.text))
    return await answerer.answer(question, found, tell)
