"""Whether one condition can only hold where another does: then a rule behind the other is never reached."""

from . import conditions as c
from .conditions import Condition, Test


def implies(one: Condition, other: Condition) -> bool:
    """Sure where it says yes; a no may only be unknown."""
    if one == other or (isinstance(other, c.Turns) and other.at_least == 1):
        return True
    if isinstance(one, c.AnyOf):
        return all(implies(each, other) for each in one.conditions)
    if isinstance(other, c.AllOf):
        return all(implies(one, each) for each in other.conditions)
    if isinstance(other, c.AnyOf) and any(implies(one, each) for each in other.conditions):
        return True
    if isinstance(one, c.AllOf):
        return any(implies(each, other) for each in one.conditions)
    if isinstance(one, c.Not):
        return isinstance(other, c.Not) and implies(other.condition, one.condition)
    if isinstance(other, c.AnyOf | c.Not):
        return False
    return _narrower(one, other)


def _narrower(one: Test, other: Test) -> bool:
    """Of two tests of one kind, whether the first asks for at least as much."""
    match one, other:
        case c.Phrase(few), c.Phrase(many):
            return set(few) <= set(many)
        case c.Language(few), c.Language(many):
            return set(few) <= set(many)
        case c.Event(name, verified), c.Event(same, strictly):
            return name == same and (verified or not strictly)
        case c.Intent(name, least), c.Intent(same, enough):
            return name == same and least is not None and enough is not None and least >= enough
        case c.Answerability(below), c.Answerability(limit):
            return below <= limit
        case c.Page(part), c.Page(whole):
            return whole.casefold() in part.casefold()
        case c.Attribute(), c.Attribute():
            return (one.name, one.value) == (other.name, other.value) and (other.claimed or not one.claimed)
        case _:
            return type(one) is type(other) and _more(one, other)


def _more(one: Test, other: Test) -> bool:
    match one, other:
        case (
            (c.AsksForPerson(high), c.AsksForPerson(low))
            | (c.Frustration(high), c.Frustration(low))
            | (c.Unanswered(high), c.Unanswered(low))
            | (c.Circles(high), c.Circles(low))
            | (c.Turns(high), c.Turns(low))
            | (c.MinutesOpen(high), c.MinutesOpen(low))
            | (c.TimesHandedBack(high), c.TimesHandedBack(low))
        ):
            return high >= low
        case _:
            return False
