"""Why, in one plain sentence."""

from collections.abc import Sequence

from . import conditions as c
from .conditions import Condition, Test, plain
from .describe import denied, said, times
from .judge import holds, judged
from .signals import Asks, Signals


def because(condition: Condition, signals: Signals) -> str:
    """Of a condition that holds: what it held for."""
    return f"Because {_joined([_reason(each, signals) for each in decisive(condition, signals)])}."


def decisive(condition: Condition, signals: Signals) -> list[Test | c.Not]:
    """Of a condition that holds: tests that made it hold, each met or, in a `not`, not met."""
    return _decisive(plain(condition), signals)


def _decisive(condition: Condition, signals: Signals) -> list[Test | c.Not]:
    match condition:
        case c.AllOf(inner):
            return [reason for each in inner for reason in _decisive(each, signals)]
        case c.AnyOf(inner):
            return next((_decisive(each, signals) for each in inner if holds(each, signals)), [])
        case _:
            return [condition]


def _joined(reasons: Sequence[str]) -> str:
    *before, last = dict.fromkeys(reasons)
    return f"{', '.join(before)}, and {last}" if before else last


def _reason(test: Test | c.Not, signals: Signals) -> str:
    """What was measured where that says more than the test itself."""
    if isinstance(test, c.Not):
        return denied(test.condition)
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
            return f"{times(signals.unanswered)} in a row no answer was found"
        case c.Turns():
            return f"it has gone on for {value} turns"
        case c.MinutesOpen():
            return f"it has been open for {value} minutes"
        case c.TimesHandedBack():
            return f"a person had it {times(signals.times_handed_back)} before"
        case c.Language():
            return f"the language is {signals.language}"
        case c.AssistantFails(failed):
            return "the assistant could not answer" if failed else "the assistant could answer"
        case _:
            return said(test)
