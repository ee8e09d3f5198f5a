"""One test against the signals: its value, its limit, and whether it holds."""

from collections.abc import Sequence
from functools import lru_cache
from typing import assert_never

import msgspec
import re2

from . import conditions as c
from .conditions import Condition, Test
from .phrases.stems import has_phrase
from .signals import Signals
from .topics import below

NOTHING = "–"
LONGEST = 200


class Judged(msgspec.Struct, frozen=True, gc=False):
    """As it stands in the trace: texts, to be read by people. A struct, since thousands are made in a turn."""

    test: str
    value: str
    limit: str
    fired: bool


def holds(condition: Condition, signals: Signals) -> bool:
    match condition:
        case c.AllOf(inner):
            return all(holds(each, signals) for each in inner)
        case c.AnyOf(inner):
            return any(holds(each, signals) for each in inner)
        case c.Not(inner):
            return not holds(inner, signals)
        case _:
            return judged(condition, signals).fired


def judged(test: Test, signals: Signals) -> Judged:  # noqa: C901, PLR0911, PLR0912 - one line for each kind
    s = signals
    match test:
        case c.AsksForPerson(least):
            return Judged("asks for a person", s.asks.name.lower(), least.name.lower(), s.asks >= least)
        case c.Phrase(phrases):
            return _found("phrase", [each for each in phrases if has_phrase(s.stems, each)], phrases)
        case c.Pattern(pattern):
            return _found("pattern", _matches(pattern, s.text), (pattern,))
        case c.Intent(intent, at_least):
            return _intent(intent, at_least, s)
        case c.Event(name, verified):
            return _event(name, s, verified=verified)
        case c.Unanswered(least):
            return _least("no answer found in a row", s.unanswered, least)
        case c.Answerability(below):
            return _answerability(s.answerability, below)
        case c.Frustration(mood):
            value = f"{s.mood.name.lower()} ({s.frustration:.2f})"
            return Judged("frustration", value, mood.name.lower(), s.mood >= mood)
        case c.Circles(least):
            return _least("circles", s.circles, least)
        case c.Turns(least):
            return _least("turns", s.turns, least)
        case c.MinutesOpen(least):
            return _least("minutes open", int(s.minutes_open), least)
        case c.TimesHandedBack(least):
            return _least("times handed back", s.times_handed_back, least)
        case c.Collected(field):
            return _found("collected", [field] if field in s.collected else [], (field,))
        case c.Topic(topic):
            return _topic(topic, s.topics)
        case c.Page(contains):
            return Judged("page", s.page or NOTHING, contains, contains.casefold() in s.page.casefold())
        case c.Language(languages):
            return _among("language", (s.language, s.language.split("-", maxsplit=1)[0]), languages)
        case c.Attribute():
            return _attribute(test, s)
        case c.Tag(tag):
            return _among("tag", tuple(sorted(s.tags)), (tag,))
        case c.Identified(wanted):
            return _switch("identified", wanted=wanted, value=s.identified)
        case c.OpenHours(wanted):
            return _switch("open hours", wanted=wanted, value=s.open_now)
        case c.AssistantFails(wanted):
            return _switch("assistant failed", wanted=wanted, value=s.failed)
        case _:
            assert_never(test)


def _least(test: str, value: int, least: int) -> Judged:
    return Judged(test, str(value), str(least), value >= least)


def _found(test: str, found: list[str], wanted: tuple[str, ...]) -> Judged:
    return Judged(test, _listed(found), _listed(wanted), bool(found))


def _listed(words: Sequence[str]) -> str:
    """A trace is kept for every turn: of a long list the beginning must do."""
    said = ", ".join(words)
    return f"{said[:LONGEST]}…" if len(said) > LONGEST else said or NOTHING


def _among(test: str, values: tuple[str, ...], wanted: tuple[str, ...]) -> Judged:
    folded = {value.casefold() for value in values}
    met = any(each.casefold() in folded for each in wanted)
    return Judged(test, ", ".join(dict.fromkeys(values)) or NOTHING, ", ".join(wanted), met)


def _topic(topic: str, found: tuple[str, ...]) -> Judged:
    """A tag, a page, or all that stands below an address."""
    met = any(each.casefold() == topic.casefold() or below(each, topic) for each in found)
    return Judged("topic", _listed(found), topic, met)


def _switch(test: str, *, wanted: bool, value: bool) -> Judged:
    return Judged(test, _yes(value), _yes(wanted), value is wanted)


def _yes(value: bool) -> str:  # noqa: FBT001 - it is what is shown
    return "yes" if value else "no"


def _matches(pattern: str, text: str) -> list[str]:
    found = compiled(pattern).search(text)
    return [found.group()] if found else []


@lru_cache(maxsize=4_000)
def compiled(pattern: str) -> re2._Regexp:
    """Raises re2.error."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(pattern, options)


def _intent(intent: str, at_least: float | None, signals: Signals) -> Judged:
    """An intent that nobody measured is nowhere near."""
    near = next((near for near in signals.intents if near.intent == intent), None)
    nearness = near.nearness if near else 0.0
    limit = at_least if at_least is not None else near.limit if near else 1.0
    return Judged(
        f"intent {intent}", f"{nearness:.2f}", f"{limit:.2f}", near is not None and nearness >= limit
    )


def _event(name: str, signals: Signals, *, verified: bool) -> Judged:
    said = [event.verified for event in signals.events if event.name == name]
    value = NOTHING if not said else "verified" if any(said) else "claimed"
    met = any(said) if verified else bool(said)
    return Judged(f"event {name}", value, "verified" if verified else "reported", met)


def _answerability(value: float | None, below: float) -> Judged:
    shown = NOTHING if value is None else f"{value:.2f}"
    return Judged("answerability", shown, f"below {below:.2f}", value is not None and value < below)


def _attribute(test: c.Attribute, signals: Signals) -> Judged:
    heard = [
        each.value
        for each in signals.attributes
        if each.name == test.name and (each.verified or test.claimed)
    ]
    return _among(f"attribute {test.name}", tuple(heard), (test.value,))
