"""What is measured of a turn, from the conversation's own events (P2, F10), and what a verdict then does to it."""

from datetime import timedelta

import pytest

from chatref.actions.fields import Field, OrderNumber
from chatref.actions.fill import Action
from chatref.conversation import commands as ask
from chatref.conversation.events import DeskSaid, HandoffOpened, VerdictReached
from chatref.conversation.model import AnswerKind, Cause, Outcome, Stage
from chatref.conversation.told import Told
from chatref.escalation import conditions as c
from chatref.escalation.evaluate import state_of
from chatref.escalation.frustration import frustration
from chatref.escalation.measure import About, Measured, answered, burst_of, signals_of
from chatref.escalation.rulebook import RuleBook, words
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Asks, Mood, Near, Signals
from tests.escalation.traces import rows_of
from tests.pure.scene import ASSISTANT, SERVER, TESS, Scene

LOST = Rule("Lost", c.Unanswered(2), "No answer", hand_over={"en": "I can't find this. Let me ask somebody."})
PAID = Rule("Payment failed", c.Event("payment_failed"), "Failed payment", team="billing")
FORM = Action("Return", (Field("order", "Order number", OrderNumber("A-[0-9]{5}")),))
REFUND = Rule("Refund", c.Phrase(("refund",)), "Refund", action="Return")
BOOK = RuleBook(5, Rules((PAID, LOST, REFUND)), {"Return": FORM})


def _measured(scene: Scene, near: tuple[Near, ...] = ()) -> Signals:
    return signals_of(scene.state, scene.history, near, About(scene.now))


def _answers(scene: Scene, kind: AnswerKind = AnswerKind.ANSWER, text: str = "Here.") -> None:
    turn = scene.state.turn
    scene.do(
        ASSISTANT, ask.Answer(scene.state.epoch, turn.number, turn.rev, f"a{len(scene.history)}", text, kind)
    )


def _judge(scene: Scene, *, kind: AnswerKind | None = None) -> ask.Escalate | None:
    signals = _measured(scene)
    gate = BOOK.gate(state_of(scene.state, burst_of(scene.state, scene.history).first))
    if kind is None:
        verdict = gate.before(signals)
    else:
        verdict = gate.after(signals, answered("…", kind, scene.history, Measured()))
    said = tuple(text for text in signals.text.splitlines() if text)
    return BOOK.escalate(verdict, Told(said), signals.collected)


def test_a_burst_is_measured_as_one() -> None:
    """F37."""
    scene = Scene()
    scene.writes("where is")
    scene.writes("my order?")
    signals = _measured(scene)
    assert signals.text == "where is\nmy order?"
    assert signals.turns == 1
    assert signals.measured_on == scene.history[-1].seq


def test_questions_without_an_answer_count_in_a_row() -> None:
    scene = Scene()
    for kind, row in [
        (AnswerKind.NOT_FOUND, 1),
        (AnswerKind.SMALL_TALK, 1),
        (AnswerKind.QUESTION, 1),
        (AnswerKind.NOT_FOUND, 2),
        (AnswerKind.ANSWER, 0),
    ]:
        scene.writes("what about it?")
        _answers(scene, kind)
        scene.writes("and?")
        assert _measured(scene).unanswered == row
        _answers(scene, AnswerKind.SMALL_TALK)


def test_asking_the_same_again_is_a_circle() -> None:
    scene = Scene()
    scene.writes("How do I activate the plugin?")
    _answers(scene)
    scene.writes("something else entirely")
    _answers(scene)
    scene.writes("how do i activate the plugin")
    assert _measured(scene).circles == 1
    assert answered("Here.", AnswerKind.ANSWER, scene.history, Measured()).again == 2


def test_a_new_episode_begins_without_the_old_ones_context() -> None:
    """F10: after closing and a new message there is no loop."""
    scene = Scene()
    scene.writes("refund, this is RIDICULOUS!!")
    _answers(scene, AnswerKind.NOT_FOUND)
    scene.do(SERVER, ask.ReportEvent("payment_failed"))
    scene.do(TESS, ask.TakeOver(scene.state.epoch))
    seen = scene.state.last_visitor
    scene.do(TESS, ask.Resolve(seen, scene.state.last_reply, Outcome.ELSEWHERE))
    assert scene.state.stage is Stage.RESOLVED
    scene.wait(days=2)
    scene.writes("hello again")
    signals = _measured(scene)
    assert (signals.unanswered, signals.events, signals.turns, signals.frustration) == (0, (), 1, 0.0)
    assert _judge(scene) is None


def test_a_failed_payment_hands_over_once_and_never_again_in_the_episode() -> None:
    """S3, F10."""
    scene = Scene()
    scene.writes("hi")
    scene.do(SERVER, ask.ReportEvent("payment_failed", (("order", "A-10291"),)))
    command = _judge(scene)
    assert command is not None
    assert command.why == "Because the site's server reported payment_failed."
    scene.do(ASSISTANT, command)
    assert scene.state.handoff is not None
    assert (scene.state.handoff.rule, scene.state.handoff.team) == ("Payment failed", "billing")
    scene.do(TESS, ask.Claim(scene.state.epoch))
    scene.do(TESS, ask.Reply("r", "All is well.", scene.state.last_visitor))
    scene.do(TESS, ask.HandBack(scene.state.last_visitor, scene.state.last_reply))
    scene.writes("thanks")
    assert _judge(scene) is None


def test_what_was_handed_back_is_not_measured_anew() -> None:
    """No loops: a message handed back is not a new one."""
    scene = Scene()
    scene.writes("I want a refund")
    command = _judge(scene)
    assert command is not None
    scene.do(ASSISTANT, command)
    scene.do(TESS, ask.Claim(scene.state.epoch))
    word = ask.Word("w", "The assistant can help you with that.")
    scene.do(TESS, ask.HandBack(scene.state.last_visitor, scene.state.last_reply, word))
    assert _measured(scene).text == ""
    assert _measured(scene).times_handed_back == 1
    assert _judge(scene) is None


def test_the_second_miss_hands_over_in_the_owners_words_with_its_trace() -> None:
    """P2, P3, P12."""
    scene = Scene()
    scene.becomes(words=words(BOOK.rules))
    scene.writes("what about left-handed fonts?")
    assert _judge(scene, kind=AnswerKind.NOT_FOUND) is None
    _answers(scene, AnswerKind.NOT_FOUND)
    scene.writes("and for the right hand?")
    command = _judge(scene, kind=AnswerKind.NOT_FOUND)
    assert command is not None
    happened = scene.do(ASSISTANT, command)
    verdict = next(event for event in happened if isinstance(event, VerdictReached))
    assert rows_of(verdict.trace) == [
        {"test": "no answer found in a row", "value": "2", "limit": "2", "fired": True}
    ]
    opened = next(event for event in happened if isinstance(event, HandoffOpened))
    assert (opened.cause, opened.rule, opened.rule_version) == (Cause.RULE, "Lost", 5)
    line = next(event for event in happened if isinstance(event, DeskSaid))
    assert line.text.startswith("I can't find this. Let me ask somebody.")


def test_a_handoff_asks_for_what_is_missing_and_not_for_what_was_said() -> None:
    """S5, P5, P7."""
    asked, known = Scene(), Scene()
    asked.writes("I want a refund")
    command = _judge(asked)
    assert command is not None
    asked.do(ASSISTANT, command)
    assert asked.state.stage is Stage.COLLECTING
    known.writes("I want a refund for A-10233")
    command = _judge(known)
    assert command is not None
    known.do(ASSISTANT, command)
    assert known.state.stage is Stage.WAITING
    assert known.state.details["order"].value == "A-10233"


def test_a_request_counts_before_this_turn_only_if_it_was_made_before() -> None:
    """P4: a request counts once per message."""
    scene = Scene()
    scene.writes("can I talk to a human", asks=True)
    first = burst_of(scene.state, scene.history).first
    assert state_of(scene.state, first).earlier_requests == 0
    assert _measured(scene).asks is Asks.STRONG
    _answers(scene)
    scene.writes("hello?")
    first = burst_of(scene.state, scene.history).first
    assert state_of(scene.state, first).earlier_requests == 1
    assert _measured(scene).asks is Asks.NO


def test_nearness_alone_is_a_weak_request() -> None:
    scene = Scene()
    scene.writes("you are getting all wrong")
    assert _measured(scene, (Near("asks for a person", 0.6, 0.5),)).asks is Asks.WEAK
    assert _measured(scene, (Near("asks for a person", 0.4, 0.5),)).asks is Asks.NO


@pytest.mark.parametrize(
    ("bursts", "mood"),
    [
        (["How do I install it?"], Mood.CALM),
        (["OK THANKS"], Mood.CALM),
        (["KERNCRAFT SAYS TOO MANY ACTIVATIONS AGAIN!!"], Mood.SOME),
        (["this is ridiculous, I paid for this"], Mood.SOME),
        (
            ["I did that already. twice. it does not work!!!", "this is ridiculous, I paid for this"],
            Mood.HIGH,
        ),
        (["this is ridiculous!!", "ok", "fine", "thanks"], Mood.CALM),
        (["Das ist eine Frechheit, seit Wochen geht nichts"], Mood.HIGH),
    ],
)
def test_frustration_is_heard_in_the_wording_and_fades(bursts: list[str], mood: Mood) -> None:
    """P2."""
    assert Signals(frustration=frustration(bursts, 0)).mood is mood


def test_the_time_open_is_that_of_the_episode() -> None:
    scene = Scene()
    scene.writes("hi")
    scene.now += timedelta(minutes=7)
    assert _measured(scene).minutes_open == 7
