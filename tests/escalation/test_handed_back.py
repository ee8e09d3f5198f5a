"""After a hand back the assistant speaks again, of itself, to what is open, and of this episode only."""

import pytest

from chatref.assistant.models import Answer, Question
from chatref.assistant.turn import question_of
from chatref.conversation import commands as ask
from chatref.conversation import events as e
from chatref.conversation.model import AnswerKind, Outcome, Stage
from chatref.escalation.measure import burst_of
from tests.escalation.house import House, new
from tests.pure.scene import ASSISTANT, Scene
from tests.pure.telling import answer_of

QUESTION = "Do you sell umbrellas in green?"


class Listening:
    """Implements Answerer; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    async def answer(self, question: Question, *_: object) -> Answer:
        self.asked.append(question)
        return Answer("In green and in blue.", (), AnswerKind.ANSWER)


async def test_what_was_open_is_answered_without_another_word_and_with_the_teammates(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F4, F5: the question that nobody answered, not the last thing said; the note is for the assistant alone."""
    listening = Listening()
    monkeypatch.setattr(house.rooms.assistant, "_answerer", listening)
    conversation = await house.begin("Good morning!")
    await house.awaits(conversation, e.AssistantAnswered)
    state, _ = await house.read(conversation)
    await house.teammate(conversation, ask.TakeOver(state.epoch))
    await house.write(conversation, QUESTION)
    seen = (await house.read(conversation))[0].seq
    word = ask.Word(new(), "Our assistant knows.")
    await house.teammate(conversation, ask.HandBack(seen, seen, word, "she means the large ones"))
    await house.awaits(conversation, e.AssistantAnswered, 2)
    (asked,) = listening.asked
    assert asked.burst == (QUESTION,)
    assert asked.before[0] == "Good morning!"
    assert asked.before[-2:] == ("Our assistant knows.", "she means the large ones")
    assert (await house.read(conversation))[0].stage is Stage.ASSISTANT


async def test_a_new_episode_is_asked_about_without_the_old_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F10: what was said before the end is no context of what comes after it."""
    listening = Listening()
    monkeypatch.setattr(house.rooms.assistant, "_answerer", listening)
    conversation = await house.begin("Good morning!")
    await house.awaits(conversation, e.AssistantAnswered)
    state, _ = await house.read(conversation)
    await house.teammate(conversation, ask.TakeOver(state.epoch))
    seen = (await house.read(conversation))[0].seq
    await house.teammate(conversation, ask.Resolve(seen, seen, Outcome.ELSEWHERE))
    await house.write(conversation, QUESTION)
    await house.awaits(conversation, e.AssistantAnswered, 2)
    assert [(asked.burst, asked.before) for asked in listening.asked] == [((QUESTION,), ())]


def test_words_that_came_while_a_late_answer_was_accepted_are_the_next_question() -> None:
    """F37: two answers were lost to a visitor who never stops; the third stands, and what it had not seen is open."""
    scene = Scene()
    scene.writes("Where is")
    for more in ("my", "parcel?"):
        lost = answer_of(scene)
        scene.writes(more)
        scene.do(ASSISTANT, lost)
    third = answer_of(scene)
    scene.writes("It is a refund I want.")
    scene.do(ASSISTANT, third)
    asked = question_of(scene.state, scene.history)
    assert (asked.burst, asked.before[:3]) == (("It is a refund I want.",), ("Where is", "my", "parcel?"))
    assert burst_of(scene.state, scene.history).texts == asked.burst
