"""Conditions as plain values, as an owner writes and a table stores them: `{"any": [{"phrase": [...]}, ...]}`."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import assert_never

import re2

from . import conditions as c
from .conditions import Condition
from .judge import compiled
from .read import choice, count, refuse, share, some, switch, table, text
from .signals import Asks, Mood

DEEPEST = 8
_ASKS = {"weak": Asks.WEAK, "strong": Asks.STRONG}
_MOODS = {"some": Mood.SOME, "high": Mood.HIGH}


def condition_from(plain: object, where: str, depth: int = 0) -> Condition:
    """Raises BadInput with the field."""
    if depth > DEEPEST:
        refuse(where, "This is nested too deeply.")
    found = table(plain, where, set(), {"all", "any", "not", *_READERS})
    if len(found) != 1:
        refuse(where, "A condition is exactly one test, or one of all, any and not.")
    ((key, value),) = found.items()
    inside = f"{where}.{key}"
    match key:
        case "all":
            return c.AllOf(some(value, inside, lambda each, at: condition_from(each, at, depth + 1)))
        case "any":
            return c.AnyOf(some(value, inside, lambda each, at: condition_from(each, at, depth + 1)))
        case "not":
            return c.Not(condition_from(value, inside, depth + 1))
        case _:
            return _READERS[key](value, inside)


def condition_to(condition: Condition) -> dict[str, object]:
    """What `condition_from` reads back as the same condition."""
    match condition:
        case c.AllOf(inner):
            return {"all": [condition_to(each) for each in inner]}
        case c.AnyOf(inner):
            return {"any": [condition_to(each) for each in inner]}
        case c.Not(inner):
            return {"not": condition_to(inner)}
        case _:
            return dict([_plain(condition)])


def placed(condition: Condition, where: str) -> Iterator[tuple[str, c.Test]]:
    """Each test with the field that it stands in."""
    match condition:
        case c.AllOf(inner) | c.AnyOf(inner):
            key = "all" if isinstance(condition, c.AllOf) else "any"
            for number, each in enumerate(inner):
                yield from placed(each, f"{where}.{key}[{number}]")
        case c.Not(inner):
            yield from placed(inner, f"{where}.not")
        case _:
            yield f"{where}.{_plain(condition)[0]}", condition


def _plain(test: c.Test) -> tuple[str, object]:  # noqa: C901, PLR0911, PLR0912 - one line for each kind
    match test:
        case c.AsksForPerson(at_least):
            return "asks_for_person", at_least.name.lower()
        case c.Phrase(phrases):
            return "phrase", list(phrases)
        case c.Pattern(pattern):
            return "pattern", pattern
        case c.Intent(name, at_least):
            return "intent", name if at_least is None else {"name": name, "at_least": at_least}
        case c.Event(name, verified):
            return "event", {"name": name, "verified": True} if verified else name
        case c.Unanswered(at_least):
            return "unanswered", at_least
        case c.Answerability(below):
            return "answerability_below", below
        case c.Frustration(at_least):
            return "frustration", at_least.name.lower()
        case c.Circles(at_least):
            return "circles", at_least
        case c.Turns(at_least):
            return "turns", at_least
        case c.MinutesOpen(at_least):
            return "minutes_open", at_least
        case c.TimesHandedBack(at_least):
            return "times_handed_back", at_least
        case c.Collected(field):
            return "collected", field
        case c.Topic(topic):
            return "topic", topic
        case c.Page(contains):
            return "page", contains
        case c.Language(languages):
            return "language", list(languages)
        case c.Attribute(name, value, claimed):
            return "attribute", {"name": name, "value": value, "claimed": claimed}
        case c.Tag(tag):
            return "tag", tag
        case c.Identified(identified):
            return "identified", identified
        case c.OpenHours(open_now):
            return "open_hours", open_now
        case c.AssistantFails(failed):
            return "assistant_failed", failed
        case _:
            assert_never(test)


def _pattern(value: object, where: str) -> c.Pattern:
    written = text(value, where)
    try:
        compiled(written)
    except re2.error as error:
        why = error.args[0].decode() if isinstance(error.args[0], bytes) else error
        refuse(where, f"This is not a pattern: {why}.")
    return c.Pattern(written)


def _intent(value: object, where: str) -> c.Intent:
    if isinstance(value, str):
        return c.Intent(text(value, where))
    found = table(value, where, {"name", "at_least"}, set())
    return c.Intent(text(found["name"], f"{where}.name"), share(found["at_least"], f"{where}.at_least"))


def _event(value: object, where: str) -> c.Event:
    if isinstance(value, str):
        return c.Event(text(value, where))
    found = table(value, where, {"name", "verified"}, set())
    return c.Event(text(found["name"], f"{where}.name"), switch(found["verified"], f"{where}.verified"))


def _attribute(value: object, where: str) -> c.Attribute:
    found = table(value, where, {"name", "value"}, {"claimed"})
    return c.Attribute(
        text(found["name"], f"{where}.name"),
        text(found["value"], f"{where}.value"),
        switch(found.get("claimed", False), f"{where}.claimed"),
    )


_READERS: Mapping[str, Callable[[object, str], c.Test]] = MappingProxyType(
    {
        "asks_for_person": lambda value, at: c.AsksForPerson(choice(value, at, _ASKS)),
        "phrase": lambda value, at: c.Phrase(some(value, at, text)),
        "pattern": _pattern,
        "intent": _intent,
        "event": _event,
        "unanswered": lambda value, at: c.Unanswered(count(value, at)),
        "answerability_below": lambda value, at: c.Answerability(share(value, at)),
        "frustration": lambda value, at: c.Frustration(choice(value, at, _MOODS)),
        "circles": lambda value, at: c.Circles(count(value, at)),
        "turns": lambda value, at: c.Turns(count(value, at)),
        "minutes_open": lambda value, at: c.MinutesOpen(count(value, at)),
        "times_handed_back": lambda value, at: c.TimesHandedBack(count(value, at)),
        "collected": lambda value, at: c.Collected(text(value, at)),
        "topic": lambda value, at: c.Topic(text(value, at)),
        "page": lambda value, at: c.Page(text(value, at)),
        "language": lambda value, at: c.Language(some(value, at, text)),
        "attribute": _attribute,
        "tag": lambda value, at: c.Tag(text(value, at)),
        "identified": lambda value, at: c.Identified(switch(value, at)),
        "open_hours": lambda value, at: c.OpenHours(switch(value, at)),
        "assistant_failed": lambda value, at: c.AssistantFails(switch(value, at)),
    }
)
