"""Why, in one plain sentence; and the trace of every test, as JSON text."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from . import conditions as c
from .conditions import Condition, Test
from .judge import Judged, holds, judged
from .signals import Asks, Signals

if TYPE_CHECKING:
    from .evaluate import Verdict

_TIMES = {1: "once", 2: "twice", 3: "three times"}


def because(condition: Condition, signals: Signals) -> str:
    """Of a condition that holds: what it held for."""
    return f"Because {_joined(_reasons(condition, signals))}."


def trace_of(verdict: "Verdict") -> str:
    """Also of the rules that did not fire."""
    decided = verdict.escalation
    return json.dumps(
        {
            "version": verdict.version,
            "moment": verdict.moment.value,
            "decided": decided and {"cause": decided.cause.value, "rule": decided.rule, "why": decided.why},
            "rules": [
                {
                    "rule": each.rule,
                    "fired": decided is not None and decided.rule == each.rule,
                    "held": each.held,
                    "silenced": each.silenced,
                    "tests": _rows(each.tests),
                }
                for each in verdict.rules
            ],
            "always": _rows(verdict.causes),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def rows_of(trace: str) -> list[dict[str, object]]:
    """From a stored trace the rows [{test, value, limit, fired}] of what decided."""
    read = json.loads(trace)
    rows = next((rule["tests"] for rule in read["rules"] if rule["fired"]), read["always"])
    return [dict(row) for row in rows]


def _rows(tests: Sequence[Judged]) -> list[dict[str, object]]:
    return [
        {"test": each.test, "value": each.value, "limit": each.limit, "fired": each.fired} for each in tests
    ]


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


def _reason(test: Test, signals: Signals) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each kind
    value = judged(test, signals).value
    match test:
        case c.AsksForPerson(least):
            return (
                "the visitor asked for a person" if least is Asks.STRONG else "the visitor may want a person"
            )
        case c.Phrase() | c.Pattern():
            return f"the visitor wrote “{value}”"
        case c.Intent(intent):
            return f"it sounds like “{intent}”"
        case c.Event(name):
            return (
                f"the site's server reported {name}" if value == "verified" else f"the page reported {name}"
            )
        case c.Unanswered():
            return f"{_times(signals.unanswered)} in a row no answer was found"
        case c.Answerability():
            return "the content hardly covers the question"
        case c.Frustration():
            return "the visitor sounds frustrated"
        case c.Circles():
            return "the conversation goes in circles"
        case c.Turns():
            return f"it has gone on for {value} turns"
        case c.MinutesOpen():
            return f"it has been open for {value} minutes"
        case c.TimesHandedBack():
            return f"a person had it {_times(signals.times_handed_back)} before"
        case c.Collected(field):
            return f"{field} is known"
        case c.Topic(topic):
            return f"it is about “{topic}”"
        case c.Page(contains):
            return f"the visitor is on a page with “{contains}”"
        case c.Language():
            return f"the language is {signals.language}"
        case c.Attribute(name, wanted):
            return f"the visitor's {name} is {wanted}"
        case c.Tag(tag):
            return f"it is tagged “{tag}”"
        case c.Identified(wanted):
            return "the visitor is identified" if wanted else "the visitor is not identified"
        case c.OpenHours(wanted):
            return "the team is there" if wanted else "the team is away"
        case c.AssistantFails(failed):
            return "the assistant could not answer" if failed else "the assistant could answer"
        case _:
            assert_never(test)


def _times(number: int) -> str:
    return _TIMES.get(number, f"{number} times")
