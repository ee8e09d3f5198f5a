"""Why, in one plain sentence."""

from collections.abc import Sequence

from . import conditions as c
from .conditions import Condition, Test
from .describe import said
from .judge import holds, judged
from .signals import Asks, Signals

_TIMES = {1: "once", 2: "twice", 3: "three times"}


def because(condition: Condition, signals: Signals) -> str:
    """Of a condition that holds: what it held for."""
    return f"Because {_joined(_reasons(condition, signals))}."


def _reasons(condition: Condition, signals: Signals) -> list[str]:
    match condition:
        case c.AllOf(inner):
            return [reason for each in inner for reason in _reasons(each, signals)]
        case c.AnyOf(inner):
            return next((_reasons(each, signals) for each in inner if holds(each, signals)), [])
        case c.Not(inner):
            return [f"it is not so that {_joined(_all_reasons(inner, signals))}"]
        case _:
            return [_reason(condition, signals)]


def _all_reasons(condition: Condition, signals: Signals) -> list[str]:
    return [_reason(test, signals) for test in c.tests_in(condition)]


def _joined(reasons: Sequence[str]) -> str:
    *before, last = dict.fromkeys(reasons)
    return f"{', '.join(before)}, and {last}" if before else last


def _reason(test: Test, signals: Signals) -> str:
    """What was measured where that says more than the test itself."""
    value = judged(test, signals).value
    match test:
        case c.AsksForPerson(least) if least is Asks.STRONG:
            return "the visitor asked for a person"
        case c.Phrase() | c.Pattern():
            return f"the visitor wrote “{value}”"
        case c.Event(name):
            who = "the site's server" if value == "verified" else "the page"
            return f"{who} reported {name}"
        case c.Unanswered():
            return f"{_times(signals.unanswered)} in a row no answer was found"
        case c.Turns():
            return f"it has gone on for {value} turns"
        case c.MinutesOpen():
            return f"it has been open for {value} minutes"
        case c.TimesHandedBack():
            return f"a person had it {_times(signals.times_handed_back)} before"
        case c.Language():
            return f"the language is {signals.language}"
        case c.AssistantFails(failed):
            return "the assistant could not answer" if failed else "the assistant could answer"
        case _:
            return said(test)


def _times(number: int) -> str:
    return _TIMES.get(number, f"{number} times")
