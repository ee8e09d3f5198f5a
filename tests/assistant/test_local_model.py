"""A real, small model at the far end of the wire: it streams, is cut off, takes too long and dies as large ones do."""

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatref.assistant.models import Answer, AssistantFailed, Question
from chatref.assistant.provider import Provider
from chatref.conversation.model import AnswerKind
from chatref.knowledge.content import Found, Hit
from tests.clients import awaits
from tests.conftest import furnished
from tests.databases import Databases
from tests.line import Line, line_to
from tests.races.scene import QUESTIONS, Scene, scene
from tests.running import free_port
from tests.smollm import MODEL, LocalModel, local_model, settings_for

FONTS = (
    "Foundry is a small shop for fonts and templates. Foundry sells fonts, templates and plug-ins to designers."
    " Every font comes with a licence for three computers."
)
HOURS = "The shop is open from Monday to Friday. The shop is closed on Sunday."
LICENCES = "The desktop licence covers three computers. The web licence covers one site."
ASKED = {
    "What is Foundry?": FONTS,
    "When is the shop open?": HOURS,
    "What does the web licence cover?": LICENCES,
}
AN_ANSWER_AND_A_HALF = 40.0  # seconds; the desk gives the model 25
FOR_AN_ANSWER = 25.0  # seconds, that the desk gives it; to say all it would take longer
ENDLESS = "Repeat the word apples a thousand times."


@pytest.fixture(scope="module")
def model() -> Iterator[LocalModel]:
    with local_model() as running:
        yield running


@pytest.fixture(scope="module")
def line(model: LocalModel) -> Iterator[Line]:
    """How soon the model has said all is the machine's business: on this line an answer waits where a test says."""
    with line_to(model.base) as opened:
        yield opened


@pytest.fixture
def set_up(model: LocalModel, line: Line, monkeypatch: pytest.MonkeyPatch) -> LocalModel:
    """As a user sets it."""
    for name, value in settings_for(line.base).items():
        monkeypatch.setenv(name, value)
    return model


@pytest.fixture(scope="module")
def opened(
    line: Line,
    databases: Databases,
    models: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scene]:
    home = furnished(tmp_path_factory.mktemp("desk"), models)
    with databases.fresh() as url, scene(home, url, settings_for(line.base)) as found:
        yield found


async def _asked(question: str, text: str, seconds: float = 100.0) -> tuple[Answer, list[str]]:
    told: list[str] = []
    found = Found((Hit(1, "d1", "/page", "Foundry", (), text, 0.8, 0.7),), {})
    answer = await Provider(MODEL, seconds).answer(Question((question,)), found, told.append)
    return answer, told


async def test_what_it_writes_is_streamed_as_far_as_the_content_carries_it(set_up: LocalModel) -> None:
    """P1, P11: it invents a lot; what is told piece by piece is what is answered, and stands in the content."""
    found = [(text, *await _asked(question, text)) for question, text in ASKED.items()]
    for text, answer, told in found:
        answered = answer.kind is AnswerKind.ANSWER
        assert "".join(told) == (answer.text if answered else "")
        assert [each.address for each in answer.citations] == (["/page"] if answered else [])
        if answered:
            words = re.findall(r"\w+", answer.text.lower())
            known = set(re.findall(r"\w+", text.lower()))
            assert sum(word in known for word in words) > len(words) / 2
            assert all(word in known for word in words if word.isdigit())
    assert any(answer.kind is AnswerKind.ANSWER for _, answer, _ in found)


async def test_a_call_that_is_cancelled_stops_the_model(set_up: LocalModel, line: Line) -> None:
    """F1: nobody pays for words that nobody reads."""
    held = line.hold()
    asking = asyncio.create_task(_asked(ENDLESS, FONTS))
    assert await asyncio.to_thread(held.begun)
    asking.cancel()
    await asyncio.wait([asking])
    assert asking.cancelled()
    assert await asyncio.to_thread(held.cut)
    assert await asyncio.to_thread(set_up.comes_to_rest)


async def test_a_model_that_takes_too_long_is_stopped(set_up: LocalModel) -> None:
    """P2: the time limit holds, and the model does not write on."""
    began = time.monotonic()
    with pytest.raises(AssistantFailed) as failed:
        await _asked(ENDLESS, FONTS, seconds=0.02)  # no first sentence comes so soon
    assert failed.value.retryable
    assert time.monotonic() - began < FOR_AN_ANSWER
    assert await asyncio.to_thread(set_up.comes_to_rest)


def test_a_case_is_summed_up_from_its_thread_or_keeps_the_visitors_words(
    model: LocalModel, opened: Scene
) -> None:
    """P9, P13: in the line at once, and what an inventive model writes is taken as far as it stands in the thread."""
    visitor, own = opened.visitor(), "Came with “My invoice 4711 is wrong, a person please”."
    visitor.write("My invoice 4711 is wrong, a person please").raise_for_status()
    visitor.awaits("desk_said", line="hand_over")
    time.sleep(0.5)  # the model is asked by then
    assert model.comes_to_rest()
    time.sleep(0.5)
    card = opened.teammate(1).thread(visitor.conversation)["handoff"]
    assert card["summed"] == (card["summary"] != own)
    assert set(re.findall(r"\d+", card["summary"])) <= {"4711"}
    assert len(card["summary"].splitlines()) == 1


def test_newer_words_stop_the_answer_to_the_older(model: LocalModel, line: Line, opened: Scene) -> None:
    """F37: one answer, to all that was said."""
    visitor, held = opened.visitor(), line.hold()
    visitor.write(QUESTIONS[0]).raise_for_status()
    assert held.begun()
    visitor.write(QUESTIONS[1]).raise_for_status()
    assert held.cut()
    answer = awaits(visitor.events, "assistant_answered", {}, AN_ANSWER_AND_A_HALF)
    assert answer["rev"] == 2
    assert model.comes_to_rest()
    assert [event["kind"] for event in visitor.events()].count("assistant_answered") == 1


def test_a_takeover_stops_the_model(model: LocalModel, line: Line, opened: Scene) -> None:
    """P10, F1: at once, and nothing of what it wrote is stored."""
    visitor, held = opened.visitor(), line.hold()
    visitor.write(QUESTIONS[2]).raise_for_status()
    assert held.begun()
    opened.teammate(1).take_over(visitor.conversation).raise_for_status()
    assert held.cut()
    assert model.comes_to_rest()
    time.sleep(0.5)
    kinds = [event["kind"] for event in visitor.events()]
    assert "claimed" in kinds
    assert "assistant_answered" not in kinds


def test_a_model_that_is_gone_brings_a_person(databases: Databases, models: Path, tmp_path: Path) -> None:
    """P2: its failure is never left to the visitor."""
    gone = settings_for(f"http://127.0.0.1:{free_port()}")
    home = furnished(tmp_path, models)
    with databases.fresh() as url, scene(home, url, gone) as opened:
        visitor = opened.visitor()
        visitor.write(QUESTIONS[0]).raise_for_status()
        visitor.awaits("desk_said", line="hand_over")
        (case,) = opened.teammate(0).listed("needs_person")
        assert (case["conversation"], case["reason"]) == (visitor.conversation, "Assistant failed")
