"""The same condition, so much narrower that it does not hold of this turn. Pure."""

from math import floor
from typing import cast

from . import conditions as c
from .conditions import Condition, Test
from .judge import holds
from .phrases.stems import has_phrase
from .signals import Asks, Mood, Signals


def stricter(condition: Condition, signals: Signals) -> Condition | None:
    """Of a condition that holds. None where nothing would be left of it."""
    match condition:
        case c.AllOf(inner):
            for number, each in enumerate(inner):
                if (found := stricter(each, signals)) is not None:
                    return c.AllOf((*inner[:number], found, *inner[number + 1 :]))
            return None
        case c.AnyOf(inner):
            left = [stricter(each, signals) if holds(each, signals) else each for each in inner]
            some = tuple(each for each in left if each is not None)
            return some[0] if len(some) == 1 else c.AnyOf(some) if some else None
        case c.Not():
            return None
        case _:
            return _stricter(condition, signals)


def _stricter(test: Test, s: Signals) -> Test | None:
    """None of what has no degrees."""
    match test:
        case c.Phrase(phrases):
            others = tuple(each for each in phrases if not has_phrase(s.stems, each))
            return c.Phrase(others) if others else None
        case c.Intent(name):
            return _intent(name, s)
        case c.Event(name, verified):
            return None if verified else c.Event(name, verified=True)
        case c.Unanswered():
            return c.Unanswered(s.unanswered + 1)
        case c.Circles():
            return c.Circles(s.circles + 1)
        case c.Turns():
            return c.Turns(s.turns + 1)
        case c.MinutesOpen():
            return c.MinutesOpen(int(s.minutes_open) + 1)
        case c.TimesHandedBack():
            return c.TimesHandedBack(s.times_handed_back + 1)
        case c.Answerability():
            return c.Answerability(floor(cast("float", s.answerability) * 100) / 100)
        case c.Frustration():
            return c.Frustration(Mood.HIGH) if s.mood is Mood.SOME else None
        case c.AsksForPerson():
            return c.AsksForPerson(Asks.STRONG) if s.asks is Asks.WEAK else None
        case _:
            return None


def _intent(name: str, signals: Signals) -> Test | None:
    near = max((each.nearness for each in signals.intents if each.intent == name), default=1.0)
    limit = (floor(near * 100) + 1) / 100
    return c.Intent(name, limit) if limit <= 1 else None
