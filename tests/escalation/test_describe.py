"""Each rule can be read before anything has happened (S11), and why it decided afterwards (P3)."""

import pytest
from hypothesis import given

from chatref.escalation import conditions as c
from chatref.escalation.conditions import Condition
from chatref.escalation.describe import described
from chatref.escalation.explain import because, decisive
from chatref.escalation.judge import holds
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.signals import Asks, BusinessEvent, Mood, Signals
from tests.escalation.any_rules import CONDITIONS, SIGNALS

PAID, LATE, VIP = c.Event("paid"), c.Event("late"), c.Tag("vip")
FRENCH, LONG = c.Language(("fr",)), c.Turns(3)


def test_every_ready_made_rule_says_when_in_plain_words() -> None:
    said = [described(rule.when) for rule in READY_MADE.rules]
    assert len(set(said)) == len(said)
    assert any("asks for a person" in text for text in said)


def test_of_many_words_the_first_are_said_and_one_alone_is_never_left_out() -> None:
    assert described(c.Phrase(("a", "b", "c", "d", "e"))) == "the visitor writes “a”, “b”, “c”, “d”, “e”"
    assert described(c.Phrase(tuple("abcdef"))).endswith("“d” or one of 2 more")


@given(CONDITIONS)
def test_every_condition_can_be_said(condition: Condition) -> None:
    assert described(condition)
    assert "(" not in described(condition).split("“")[0]


@given(CONDITIONS, SIGNALS)
def test_what_is_said_holds_just_where_the_condition_does(condition: Condition, signals: Signals) -> None:
    assert holds(c.plain(condition), signals) is holds(condition, signals)


@given(CONDITIONS, SIGNALS)
def test_p3_a_reason_is_never_something_that_was_not_so(condition: Condition, signals: Signals) -> None:
    if holds(condition, signals):
        reasons = decisive(condition, signals)
        assert reasons
        assert all(holds(each, signals) for each in reasons)


@pytest.mark.parametrize(
    ("condition", "signals", "why"),
    [
        (c.Not(FRENCH), Signals(language="en"), "it is not so that the language is “fr”"),
        (c.Not(LONG), Signals(turns=1), "it is not so that it has gone on for 3 turns"),
        (c.Not(c.Phrase(("refund",))), Signals(), "it is not so that the visitor writes “refund”"),
        (c.Not(c.OpenHours()), Signals(open_now=False), "the default team is away"),
        (c.Not(c.AnyOf((PAID, VIP))), Signals(),
         "it is not so that your site or server reports “paid”, and it is not so that it is tagged “vip”"),
        (c.Not(c.AllOf((PAID, VIP))), Signals(tags=frozenset({"vip"})),
         "it is not so that your site or server reports “paid”"),
        (c.Not(c.Not(PAID)), Signals(events=(BusinessEvent("paid", verified=False, number=1),)),
         "the page reported paid"),
        (c.AllOf((c.AsksForPerson(), c.AnyOf((LONG, VIP)))), Signals(asks=Asks.STRONG, tags=frozenset({"vip"})),
         "the visitor asked for a person, and it is tagged “vip”"),
    ],
)  # fmt: skip
def test_p3_why_says_what_was_measured_and_not_its_opposite(
    condition: Condition, signals: Signals, why: str
) -> None:
    assert holds(condition, signals)
    assert because(condition, signals) == f"Because {why}."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (c.AnyOf((c.AllOf((PAID, LATE)), VIP)), c.AllOf((PAID, c.AnyOf((LATE, VIP))))),
        (c.AllOf((c.AnyOf((PAID, LATE)), VIP)), c.AnyOf((PAID, c.AllOf((LATE, VIP))))),
        (c.AllOf((c.Not(PAID), VIP)), c.Not(c.AllOf((PAID, VIP)))),
        (c.AnyOf((c.AllOf((PAID, c.AnyOf((LATE, LONG)))), VIP)), c.AnyOf((c.AllOf((PAID, LATE)), LONG, VIP))),
        (c.Answerability(0.3), c.Answerability(0.6)),
        (c.Frustration(Mood.SOME), c.Frustration(Mood.HIGH)),
        (c.Circles(1), c.Circles(2)),
        (c.Intent("refund"), c.Intent("refund", 0.9)),
        (c.Attribute("plan", "pro"), c.Attribute("plan", "pro", claimed=True)),
    ],
)
def test_s11_what_decides_otherwise_reads_otherwise(one: Condition, other: Condition) -> None:
    assert described(one) != described(other)


def test_s11_a_group_in_a_group_can_be_read_in_one_way_only() -> None:
    assert described(c.AllOf((c.AnyOf((VIP, LONG)), FRENCH))) == (
        "either it is tagged “vip” or it has gone on for 3 turns, and the language is “fr”"
    )
    assert described(c.AnyOf((c.AllOf((VIP, LONG)), FRENCH))) == (
        "both it is tagged “vip” and it has gone on for 3 turns, or the language is “fr”"
    )
