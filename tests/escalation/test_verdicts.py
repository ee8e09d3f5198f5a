"""The same input gives the same verdict, and everything is recorded (P3, P4, S4, S11)."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from chatref.conversation.model import AnswerKind, Cause
from chatref.escalation import conditions as c
from chatref.escalation.evaluate import State, evaluate
from chatref.escalation.judge import holds, judged
from chatref.escalation.phrases.promises import promises_person
from chatref.escalation.phrases.stems import has_phrase, stems
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.rulebook import Gate, RuleBook
from chatref.escalation.rules import Rule, Rules
from chatref.escalation.signals import Answered, Asks, Mood, Near, Signals
from chatref.escalation.topics import Cited, Mark, What, about
from chatref.escalation.trace import trace_of
from tests.escalation.any_rules import ANSWERED, CONDITIONS, RULES, SIGNALS, STATES
from tests.escalation.traces import rows_of

ASKED = Rule("Asks", c.AsksForPerson(), "Asked for a person")
LOST = Rule("Lost", c.Unanswered(2), "No answer")


@given(RULES, SIGNALS, STATES)
def test_the_same_input_gives_the_same_verdict_and_trace(
    rules: Rules, signals: Signals, state: State
) -> None:
    """P3."""
    verdict = evaluate(rules, 3, signals, state)
    assert verdict == evaluate(rules, 3, signals, state)
    assert trace_of(verdict) == trace_of(evaluate(rules, 3, signals, state))


@given(RULES, SIGNALS, STATES)
def test_every_rule_is_recorded_with_every_test(rules: Rules, signals: Signals, state: State) -> None:
    """P3: also why nothing fired."""
    verdict = evaluate(rules, 3, signals, state)
    assert [each.rule for each in verdict.rules] == [rule.name for rule in rules.rules]
    signals = replace(signals, topics=about(rules.marks, signals.topics))
    for rule, recorded in zip(rules.rules, verdict.rules, strict=True):
        assert list(recorded.tests) == [judged(test, signals) for test in c.tests_in(rule.when)]
        assert recorded.held is holds(rule.when, signals)
    trace = json.loads(trace_of(verdict))
    assert sum(rule["fired"] for rule in trace["rules"]) == (
        verdict.escalation is not None and verdict.escalation.rule is not None
    )


@given(RULES, SIGNALS, STATES)
def test_the_first_rule_that_holds_decides(rules: Rules, signals: Signals, state: State) -> None:
    verdict = evaluate(rules, 3, signals, state)
    held = [
        each.rule for each in verdict.rules if each.held and not (each.silenced or each.off or each.elsewhere)
    ]
    if held:
        assert verdict.escalation is not None
        assert verdict.escalation.rule == held[0]
        assert verdict.escalation.why.startswith("Because ")
    elif verdict.escalation:
        assert verdict.escalation.rule is None
        assert verdict.escalation.cause in {Cause.REQUEST, Cause.TOPIC, Cause.PROMISE, Cause.FAILED}
    else:
        assert not signals.failed
        assert not signals.promised


@given(CONDITIONS, SIGNALS)
def test_not_turns_a_condition_round(condition: c.Condition, signals: Signals) -> None:
    assert holds(c.Not(condition), signals) is not holds(condition, signals)
    assert holds(c.AllOf((condition, condition)), signals) is holds(c.AnyOf((condition,)), signals)


@given(RULES, SIGNALS, STATES, ANSWERED)
def test_an_answer_can_still_be_overruled(
    rules: Rules, signals: Signals, state: State, answer: Answered
) -> None:
    after = Gate(RuleBook(1, rules), state).after(signals, answer)
    assert after == evaluate(rules, 1, signals.with_answer(answer), state)
    if answer.promises:
        assert after.escalates


def test_a_clear_request_escalates_at_the_first_time_under_the_ready_made_rules() -> None:
    """P4."""
    verdict = evaluate(READY_MADE, 0, Signals(asks=Asks.STRONG), State())
    assert verdict.escalation is not None
    assert verdict.escalation.why == "Because the visitor asked for a person."


@pytest.mark.parametrize("rules", [Rules(()), Rules((LOST,)), READY_MADE])
def test_the_second_request_escalates_whatever_the_rules(rules: Rules) -> None:
    """P4, S4."""
    fired = frozenset(rule.name for rule in rules.rules)
    verdict = evaluate(rules, 1, Signals(asks=Asks.STRONG), State(fired, earlier_requests=1))
    assert verdict.escalation is not None
    assert verdict.escalation.cause is Cause.REQUEST


def test_a_request_after_an_earlier_one_is_needed_for_the_second() -> None:
    assert not evaluate(Rules(()), 1, Signals(), State(earlier_requests=1)).escalates
    assert not evaluate(Rules(()), 1, Signals(asks=Asks.WEAK), State(earlier_requests=1)).escalates
    assert not evaluate(Rules(()), 1, Signals(asks=Asks.STRONG), State()).escalates


def test_a_rule_that_is_off_or_for_other_sites_is_recorded_and_decides_nothing() -> None:
    """S11, P3."""
    off, elsewhere = replace(LOST, name="Off", on=False), replace(LOST, name="Elsewhere", sites=("b",))
    verdict = evaluate(Rules((off, elsewhere, LOST)), 1, Signals(unanswered=2), State(site="a"))
    assert [(each.rule, each.held, each.fired) for each in verdict.rules] == [
        ("Off", True, False),
        ("Elsewhere", True, False),
        ("Lost", True, True),
    ]
    assert evaluate(Rules((elsewhere,)), 1, Signals(unanswered=2), State(site="b")).escalates


def test_patterns_that_are_too_large_to_be_looked_for_together_are_looked_for_one_by_one() -> None:
    """F47: what can't be decided is never taken for no."""
    large = tuple(c.Pattern(rf"(?:\pL{{20}}){{3}}{n}|ref-{n}$") for n in range(20))
    rules = Rules(tuple(Rule(f"R{n}", each, "x") for n, each in enumerate(large)))
    assert rules.panel.patterns[0].machine is None
    verdict = evaluate(rules, 1, Signals(text="my REF-13"), State())
    assert verdict.escalation is not None
    assert [each.rule for each in verdict.rules if each.held] == [verdict.escalation.rule] == ["R13"]


LEGAL = Cited("Terms of sale", "https://shop.example/legal/terms#refunds")
ANSWER = Answered(AnswerKind.ANSWER, "Within 14 days.", cited=(Cited("Help", "https://shop.example/"), LEGAL))


@pytest.mark.parametrize(
    "marks",
    [
        (Mark(What.PAGE, "https://shop.example/legal/terms", person_decides=True),),
        (Mark(What.FOLDER, "https://shop.example/legal/", person_decides=True),),
        (Mark(What.SOURCE, "https://shop.example", person_decides=True),),
        (
            Mark(What.FOLDER, "https://shop.example/legal", tags=("Law",)),
            Mark(What.TAG, "law", person_decides=True),
        ),
    ],
    ids=["page", "folder", "source", "tag"],
)
def test_what_a_person_decides_is_not_answered_and_the_sentence_names_the_page(
    marks: tuple[Mark, ...],
) -> None:
    """P2: whatever the rules say, and again for new words after it was handed back."""
    rules = Rules((), marks=marks)
    verdict = evaluate(rules, 1, Signals(measured_on=3).with_answer(ANSWER), State())
    assert verdict.escalation is not None
    assert verdict.escalation.cause is Cause.TOPIC
    named = "Help" if marks[0].what is What.SOURCE else "Terms of sale"
    assert (
        verdict.escalation.why == f"Because the answer would come from “{named}”, and a person decides that."
    )
    assert not evaluate(rules, 1, Signals(measured_on=3), State()).escalates
    handed_back = Signals(measured_on=None).with_answer(ANSWER)
    assert not evaluate(rules, 1, handed_back, State()).escalates


def test_content_beside_what_a_person_decides_is_answered() -> None:
    marks = (
        Mark(What.FOLDER, "https://shop.example/legal", person_decides=True),
        Mark(What.PAGE, "https://shop.example", tags=("Law",)),
        Mark(What.TAG, "Law"),
    )
    beside = Cited("Legalese", "https://shop.example/legalese")
    for cited in ((), (beside,), (Cited("Home", "https://shop.example/"),)):
        said = replace(ANSWER, cited=cited)
        assert not evaluate(
            Rules((), marks=marks), 1, Signals(measured_on=3).with_answer(said), State()
        ).escalates


def test_a_rule_about_a_topic_goes_by_page_folder_and_tag() -> None:
    """P2."""
    marks = (Mark(What.FOLDER, "https://shop.example/legal", tags=("Law",)),)
    signals = Signals(topics=("https://shop.example/legal/terms",))
    for topic in ("law", "https://shop.example/legal/", "https://shop.example/legal/terms"):
        rules = Rules((Rule("R", c.Topic(topic), "R"),), marks=marks)
        assert evaluate(rules, 1, signals, State()).escalates, topic
    assert not evaluate(Rules((Rule("R", c.Topic("law"), "R"),)), 1, signals, State()).escalates


def test_a_rule_fires_once_per_episode_and_says_so() -> None:
    """F10: no loops."""
    verdict = evaluate(Rules((LOST,)), 1, Signals(unanswered=5), State(fired=frozenset({"Lost"})))
    assert not verdict.escalates
    assert verdict.rules[0].held
    assert json.loads(trace_of(verdict))["rules"][0]["silenced"] is True


def test_the_second_question_without_an_answer_hands_over_after_it() -> None:
    """P2."""
    gate = Gate(RuleBook(1, Rules((LOST,))), State())
    signals = Signals(unanswered=1)
    assert not gate.before(signals).escalates
    assert gate.after(signals, Answered(AnswerKind.NOT_FOUND, "")).escalates
    assert not gate.after(signals, Answered(AnswerKind.ANSWER, "Here it is.")).escalates


def test_a_failed_assistant_hands_over_in_the_owners_words_or_anyhow() -> None:
    """P2."""
    assert Gate(RuleBook(1, Rules(())), State()).failed(Signals()).escalation is not None
    ruled = Gate(RuleBook(), State()).failed(Signals()).escalation
    assert ruled is not None
    assert ruled.rule == "Assistant failed"


@pytest.mark.parametrize(
    "text",
    [
        "Let me connect you with a specialist who can help further.",
        "I'll transfer you to one of our agents now.",
        "I have escalated your request.",
        "A colleague will be with you shortly.",
        "One of our specialists will get back to you soon.",
        "Ich verbinde Sie mit einem Mitarbeiter.",
        "Ein Kollege meldet sich gleich bei Ihnen.",
    ],
)
def test_a_promise_in_the_assistants_words_makes_a_handoff(text: str) -> None:
    """F7."""
    assert promises_person(text)
    verdict = Gate(RuleBook(1, Rules(())), State()).after(
        Signals(), Answered(AnswerKind.ANSWER, text, promises=promises_person(text))
    )
    assert verdict.escalation is not None
    assert verdict.escalation.cause is Cause.PROMISE


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("You CHARGED me  twice!", "charged me twice", True),
        ("they keep charging me twice", "charged me twice", True),
        ("my lawyers will write", "lawyer", True),
        ("Ich rufe meine Anwälte an", "Anwalt", True),
        ("I’m locked out of my accounts", "locked out of my account", True),
        ("discharge", "charge", False),
        ("twice charged", "charged twice", False),
        ("", "charged", False),
        ("anything", "!!", False),
    ],
)
def test_phrases_are_found_whatever_the_case_accent_or_ending(text: str, phrase: str, found: bool) -> None:
    """P2."""
    assert has_phrase(stems(text), phrase) is found


@pytest.mark.parametrize(
    ("test", "meets", "misses"),
    [
        (
            c.Intent("refund"),
            {"intents": (Near("refund", 0.7, 0.6),)},
            {"intents": (Near("refund", 0.5, 0.6),)},
        ),
        (
            c.Intent("refund", 0.8),
            {"intents": (Near("refund", 0.8, 0.9),)},
            {"intents": (Near("refund", 0.7, 0.6),)},
        ),
        (c.Intent("refund"), {"intents": (Near("refund", 1, 0.6),)}, {"intents": (Near("other", 1, 0.6),)}),
        (c.Frustration(Mood.HIGH), {"frustration": 0.7}, {"frustration": 0.69}),
        (c.Answerability(0.3), {"answerability": 0.29}, {"answerability": None}),
        (c.Page("checkout"), {"page": "/Checkout?x=1"}, {"page": "/help"}),
        (c.Language(("de",)), {"language": "de-AT"}, {"language": "en"}),
        (c.Identified(identified=False), {"identified": False}, {"identified": True}),
        (c.OpenHours(open=False), {"open_now": False}, {"open_now": True}),
        (c.MinutesOpen(5), {"minutes_open": 5.0}, {"minutes_open": 4.9}),
        (c.Pattern("A-[0-9]{5}"), {"text": "see a-10233"}, {"text": "see 10233"}),
        (c.Collected("order"), {"collected": frozenset({"order"})}, {}),
        (c.Tag("VIP"), {"tags": frozenset({"vip"})}, {}),
        (c.Topic("Refunds"), {"topics": ("refunds",)}, {"topics": ("vat",)}),
    ],
)
def test_a_test_holds_from_its_limit_on(test: c.Test, meets: dict[str, Any], misses: dict[str, Any]) -> None:
    """P2."""
    assert holds(test, replace(Signals(), **meets))
    assert not holds(test, replace(Signals(), **misses))


def test_the_trace_of_what_decided_stands_in_rows_for_the_inbox() -> None:
    """P3."""
    both = Rule("Both", c.AllOf((c.AsksForPerson(), c.Unanswered(2))), "Both")
    verdict = evaluate(
        Rules((LOST, both)), 4, Signals(asks=Asks.STRONG, unanswered=2), State(frozenset({"Lost"}))
    )
    assert verdict.escalation is not None
    assert (
        verdict.escalation.why
        == "Because the visitor asked for a person, and twice in a row no answer was found."
    )
    assert rows_of(trace_of(verdict)) == [
        {"test": "asks for a person", "value": "strong", "limit": "strong", "fired": True},
        {"test": "no answer found in a row", "value": "2", "limit": "2", "fired": True},
    ]
