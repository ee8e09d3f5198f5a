"""Each rule can be read before anything has happened (S11)."""

from hypothesis import given

from chatref.escalation.conditions import Condition
from chatref.escalation.describe import described
from chatref.escalation.ready.rules import READY_MADE
from tests.escalation.any_rules import CONDITIONS


def test_every_ready_made_rule_says_when_in_plain_words() -> None:
    said = [described(rule.when) for rule in READY_MADE.rules]
    assert len(set(said)) == len(said)
    assert any("asks for a person" in text for text in said)


@given(CONDITIONS)
def test_every_condition_can_be_said(condition: Condition) -> None:
    assert described(condition)
    assert "(" not in described(condition).split("“")[0]
