"""What comes after a try of a delivery. Pure: the result, how often it was tried and a number of chance decide."""

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from chatref.outbound.destination import Delivered, Later, Refused, Result, Unknown

FIRST = timedelta(seconds=10)
LONGEST = timedelta(hours=1)
LONGEST_TOLD = timedelta(days=1)
"""However long a far side says that it wants to be left alone."""
MOST_TRIES = 100
"""The first nine within an hour and a half, then about one in three quarters of an hour: a weekend."""


@dataclass(frozen=True, slots=True)
class Done:
    delivered: Delivered


@dataclass(frozen=True, slots=True)
class Again:
    """`unsure`: something may be there, so it is looked for first. `told`: the far side named the time."""

    after: timedelta
    unsure: bool
    why: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Dead:
    """Until somebody sends it again by hand."""

    unsure: bool
    why: str


Step = Done | Again | Dead


def next_step(result: Result, tries: int, chance: float) -> Step:
    """`tries` counts this one; `chance` is from 0 up to 1, so that those who failed together don't come together."""
    match result:
        case Delivered():
            return Done(result)
        case Refused(why):
            return Dead(unsure=False, why=why)
        case Later(why, after):
            return _again(tries, chance, why, unsure=False, told=after)
        case Unknown(why):
            return _again(tries, chance, why, unsure=True)
        case _:
            assert_never(result)


def pause(tries: int, chance: float) -> timedelta:
    """Twice as long each time, up to an hour; of that at least a half."""
    whole = min(FIRST * (1 << min(tries - 1, 20)), LONGEST)
    return whole * (0.5 + chance / 2)


def _again(
    tries: int, chance: float, why: str, *, unsure: bool, told: timedelta | None = None
) -> Again | Dead:
    if tries >= MOST_TRIES:
        return Dead(unsure, f"It was tried {tries} times. The last time: {why}")
    after = pause(tries, chance)
    if told is None:
        return Again(after, unsure, why)
    return Again(max(after, min(told, LONGEST_TOLD)), unsure, why, told=True)
