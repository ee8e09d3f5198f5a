"""With a model the answer still comes from the content only; only the far end of the wire is played here."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.messages import ModelMessage
from pydantic_ai.models.function import AgentInfo, FunctionModel

from chatref.assistant.models import Answer, AssistantFailed, Question
from chatref.assistant.provider import Provider, require
from chatref.conversation.model import AnswerKind
from chatref.errors import Misconfigured
from chatref.knowledge.content import Found, Hit

REFUND = Hit(
    1, "d1", "/refunds", "Refunds", (), "You get your money back within 14 days of the purchase.", 0.8, 0.7
)
CARD = Hit(
    2, "d2", "/cards", "Cards", (), "PayPal refunds arrive the same day, cards need five days.", 0.6, 0.4
)
FOUND = Found((REFUND, CARD), {}, answerability=0.7)


def model_saying(*pieces: str) -> FunctionModel:
    async def stream(_messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str]:
        for piece in pieces:
            yield piece

    return FunctionModel(stream_function=stream)


async def asked(model: FunctionModel, seconds: float = 60.0) -> tuple[Answer, list[str]]:
    told: list[str] = []
    given = await Provider(model, seconds).answer(
        Question(("When do I get my money back?",)), FOUND, told.append
    )
    return given, told


async def test_a_grounded_answer_is_streamed_with_the_sources_it_names() -> None:
    """P1"""
    given, told = await asked(
        model_saying(
            "You get your money back with", "in 14 days [1]. PayPal ", "refunds arrive the same day. [2]"
        )
    )
    assert given.text == "You get your money back within 14 days. PayPal refunds arrive the same day."
    assert told == ["You get your money back within 14 days.", " PayPal refunds arrive the same day."]
    assert [citation.address for citation in given.citations] == ["/refunds", "/cards"]


@pytest.mark.parametrize(
    "invented",
    [
        "You get your money back within 30 days [1].",
        "Our office in Paris sells croissants every morning [1].",
    ],
)
async def test_what_the_content_does_not_say_never_appears(invented: str) -> None:
    """P1: a wrong number is as bad as a wrong sentence."""
    given, told = await asked(model_saying(invented))
    assert (given.kind, given.citations, told) == (AnswerKind.NOT_FOUND, (), [])


async def test_what_was_said_before_an_invention_stays() -> None:
    given, _ = await asked(
        model_saying("PayPal refunds arrive the same day [2]. Bitcoin is paid out in gold [2].")
    )
    assert given.text == "PayPal refunds arrive the same day."


async def test_an_invention_stops_the_model_at_once() -> None:
    """Nobody pays for what is not going to be said."""
    stopped = asyncio.Event()

    async def stream(_messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str]:
        try:
            yield "Bitcoin is paid out in gold [2]. It takes"
            await asyncio.sleep(60)
            yield " a year."
        finally:
            stopped.set()

    await asked(FunctionModel(stream_function=stream))
    assert stopped.is_set()


async def test_a_model_that_finds_nothing_says_so_honestly() -> None:
    given, told = await asked(model_saying("NOT", "_FOUND"))
    assert (given.kind, told) == (AnswerKind.NOT_FOUND, [])


@pytest.mark.parametrize(
    ("pieces", "answerability"),
    [
        (("You get your money back within 14 days [1].",), 0.7),
        (("NOT_FOUND",), 0.0),
        (("PayPal refunds arrive the same day [2]. ", "NOT_FOUND"), 0.0),
        (("Our office in Paris sells croissants every morning [1].",), 0.7),
    ],
)
async def test_a_models_own_doubt_lowers_how_well_the_content_answers_and_nothing_raises_it(
    pieces: tuple[str, ...], answerability: float
) -> None:
    """P3: rules judge by it; what a model is sure of counts for nothing."""
    given, _ = await asked(model_saying(*pieces))
    assert given.measured.answerability == answerability


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("mistral:large", 'needs a package of its own: pip install "pydantic-ai-slim[mistral]"'),
        ("anthropic:claude", "needs ANTHROPIC_API_KEY as well."),
        ("clever:one", "no model is known as 'clever:one'."),
    ],
)
def test_p20_a_model_that_can_not_be_called_from_here_is_refused_before_anybody_asks(
    model: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with pytest.raises(Misconfigured, match=re.escape(words)):
        require(model)


def test_p20_a_model_that_speaks_a_known_protocol_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    require("openai-chat:anything-at-all")


async def test_a_slow_model_fails_in_time() -> None:
    async def stream(_messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str]:
        yield "You "
        await asyncio.sleep(60)

    with pytest.raises(AssistantFailed) as failed:
        await asked(FunctionModel(stream_function=stream), seconds=0.2)
    assert failed.value.retryable


@pytest.mark.parametrize(("status", "retryable"), [(503, True), (401, False)])
async def test_a_failure_says_whether_trying_again_may_help(status: int, *, retryable: bool) -> None:
    async def stream(_messages: list[ModelMessage], _info: AgentInfo) -> AsyncIterator[str]:
        raise ModelHTTPError(status, "model")
        yield ""  # type: ignore[unreachable]

    with pytest.raises(AssistantFailed) as failed:
        await asked(FunctionModel(stream_function=stream))
    assert failed.value.retryable is retryable
