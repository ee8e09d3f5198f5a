"""Ready-made sets: each a whole book that keeps P4 and speaks six languages (S11, P2)."""

import pytest

from chatref.escalation.catalog import LANGUAGES
from chatref.escalation.evaluate import State, evaluate
from chatref.escalation.lint import House, findings
from chatref.escalation.phrases.stems import stems
from chatref.escalation.ready.rules import READY_MADE
from chatref.escalation.ready.sets import SETS, ReadyMade
from chatref.escalation.signals import Asks, BusinessEvent, Signals

HOUSE = House({"team": True}, "team", (), LANGUAGES)


@pytest.mark.parametrize("ready", SETS, ids=lambda ready: ready.key)
def test_the_go_live_check_has_nothing_to_say_of_a_ready_made_set(ready: ReadyMade) -> None:
    """P4: words in every language, nothing that is never reached, a person at the first request."""
    assert findings(ready.rules, HOUSE) == ()
    assert {rule.reason for rule in ready.rules.rules} == set(ready.rules.playbooks)
    verdict = evaluate(ready.rules, 1, Signals(asks=Asks.STRONG), State())
    assert verdict.escalation is not None


def _fires(key: str, text: str) -> str | None:
    rules = next(each.rules for each in SETS if each.key == key)
    escalation = evaluate(rules, 1, Signals(text=text, stems=stems(text), measured_on=1), State()).escalation
    return escalation.rule if escalation else None


@pytest.mark.parametrize(
    ("key", "text", "rule"),
    [
        ("shops", "J'ai été débité deux fois ce mois-ci", "Billing dispute"),
        ("shops", "Me han cobrado dos veces la misma licencia", "Billing dispute"),
        ("shops", "Mi è stato addebitato due volte lo stesso font", "Billing dispute"),
        ("shops", "Quero um reembolso desta compra", "Refund"),
        ("shops", "Ich will mein Geld zurück!", "Refund"),
        ("software", "Production is down since nine", "Outage or security"),
        ("software", "Ich möchte mein Abo kündigen", "Cancellation"),
        ("services", "There is a smell of gas in the hall", "Emergency"),
        ("services", "Puis-je déplacer mon rendez-vous de mardi ?", "Appointment"),
        ("services", "Vorrei un preventivo per il tetto", "Offer wanted"),
        ("services", "Bless you for the quick answer", None),
        ("services", "When are you open on Saturdays?", None),
        ("shops", "Which payment methods do you take?", None),
        ("software", "Where can I download the latest version?", None),
    ],
)
def test_what_it_hears_and_what_it_leaves_to_the_assistant(key: str, text: str, rule: str | None) -> None:
    """P2, S11."""
    assert _fires(key, text) == rule


def test_a_workspace_begins_with_the_rules_that_all_of_the_shops_have() -> None:
    shops = next(each.rules for each in SETS if each.key == "shops")
    assert all(rule in shops.rules for rule in READY_MADE.rules)
    event = BusinessEvent("payment_failed", verified=False, number=1)
    assert evaluate(READY_MADE, 0, Signals(events=(event,)), State()).escalates
