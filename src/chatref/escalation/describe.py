"""A rule's condition in plain words, as an owner reads it before anything has happened."""

from collections.abc import Sequence
from typing import assert_never

from chatref.conversation.model import Priority

from . import conditions as c
from .conditions import Condition, Test, plain
from .rules import Rule
from .signals import Asks, Mood

SHOWN = 4  # of a list of phrases
_TIMES = {1: "once", 2: "twice", 3: "three times"}
_URGENCY = {
    Priority.LOW: ", after all others",
    Priority.NORMAL: "",
    Priority.HIGH: ", before others",
    Priority.URGENT: ", before all others",
}


def described(condition: Condition) -> str:
    """Groups in groups begin with “either” or “both”, so that it can be read in one way only."""
    whole = plain(condition)
    match whole:
        case c.AllOf(inner):
            return ", and ".join(_within(each) for each in inner)
        case c.AnyOf(inner):
            return ", or ".join(_within(each) for each in inner)
        case _:
            return _within(whole)


def _within(condition: Condition) -> str:
    match condition:
        case c.AllOf(inner):
            return f"both {' and '.join(_within(each) for each in inner)}"
        case c.AnyOf(inner):
            return f"either {' or '.join(_within(each) for each in inner)}"
        case c.Not(inner):
            return denied(inner)
        case _:
            return said(condition)


def denied(condition: Condition) -> str:
    """Of one test that must not hold."""
    return f"it is not so that {_within(condition)}"


def sentence(rule: Rule, team: str, sites: Sequence[str]) -> str:
    """The whole rule. `team` and `sites` are names; no site means all of them."""
    place = f" on {_and(sites)}" if sites else ""
    urgency = _URGENCY[rule.priority]
    return f"When {described(rule.when)}{place}, hand over to {team} as “{rule.reason}”{urgency}."


def said(test: Test) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each kind
    match test:
        case c.AsksForPerson(least):
            return (
                "the visitor asks for a person" if least is Asks.STRONG else "the visitor may want a person"
            )
        case c.Phrase(phrases):
            return f"the visitor writes {_some(phrases)}"
        case c.Pattern(pattern):
            return f"the visitor writes what matches {pattern}"
        case c.Intent(intent, least):
            return f"it sounds like “{intent}”" + (f" by {least:.2f} or more" if least is not None else "")
        case c.Event(name, verified):
            return f"your {'server' if verified else 'site or server'} reports “{name}”"
        case c.Unanswered(least):
            return f"{least} questions in a row find no answer" if least > 1 else "a question finds no answer"
        case c.Answerability(below):
            return f"the content covers the question by less than {below:.2f}"
        case c.Frustration(least):
            return f"the visitor sounds {'very ' if least is Mood.HIGH else ''}frustrated"
        case c.Circles(least):
            return "the conversation goes in circles" + (f" {times(least)}" if least > 1 else "")
        case c.Turns(least):
            return f"it has gone on for {least} turn{'s' if least > 1 else ''}"
        case c.MinutesOpen(least):
            return f"it has been open for {least} minute{'s' if least > 1 else ''}"
        case c.TimesHandedBack(least):
            return f"a person had it {times(least)} before"
        case c.Collected(field):
            return f"{field} is known"
        case c.Topic(topic):
            return f"it is about “{topic}”"
        case c.Page(contains):
            return f"the visitor is on a page with “{contains}”"
        case c.Language(languages):
            return f"the language is {_some(languages)}"
        case c.Attribute(name, wanted, claimed):
            return (
                f"your {'site or server' if claimed else 'server'} says that the visitor's {name} is {wanted}"
            )
        case c.Tag(tag):
            return f"it is tagged “{tag}”"
        case c.Identified(wanted):
            return "the visitor is identified" if wanted else "the visitor is not identified"
        case c.OpenHours(wanted):
            return "the default team is there" if wanted else "the default team is away"
        case c.AssistantFails(failed):
            return "the assistant can't answer" if failed else "the assistant can answer"
        case _:
            assert_never(test)


def times(number: int) -> str:
    return _TIMES.get(number, f"{number} times")


def _and(names: Sequence[str]) -> str:
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last


def _some(words: tuple[str, ...]) -> str:
    left = len(words) - SHOWN
    shown = [f"“{word}”" for word in (words[:SHOWN] if left > 1 else words)]
    return ", ".join(shown) + (f" or one of {left} more" if left > 1 else "")
