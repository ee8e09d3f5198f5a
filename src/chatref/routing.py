"""Who is offered which waiting case. Pure: the queue, the people and their load come in as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

LEAST = 5
"""Fewer waits than that tell a visitor nothing."""


class Strategy(StrEnum):
    POOL = "pool"
    """Nobody is rung: the team picks."""
    ROUND_ROBIN = "round_robin"
    LEAST_BUSY = "least_busy"


class Availability(StrEnum):
    """The teammate's own switch, beside presence."""

    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class WaitingCase:
    conversation: str
    team: str
    priority: int
    since: datetime
    """Since when a person is owed: requeueing never moves it."""
    language: str = ""
    last_teammate: str | None = None
    passed_over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A teammate as routing sees them. `load` counts owned cases and open offers."""

    teammate: str
    teams: frozenset[str]
    present: bool
    load: int
    capacity: int
    availability: Availability = Availability.AVAILABLE
    languages: frozenset[str] = frozenset()
    last_offered: datetime | None = None

    @property
    def here(self) -> bool:
        return self.present and self.availability is not Availability.AWAY

    @property
    def free(self) -> bool:
        able = self.present and self.availability is Availability.AVAILABLE
        return able and self.load < self.capacity


@dataclass(frozen=True, slots=True)
class RoutedTeam:
    team: str
    open: bool
    strategy: Strategy = Strategy.ROUND_ROBIN


@dataclass(frozen=True, slots=True)
class NextOffer:
    conversation: str
    teammate: str


def in_order(queue: Iterable[WaitingCase]) -> tuple[WaitingCase, ...]:
    """Priority, then waiting time; the name last, so that equal cases have an order too."""
    return tuple(sorted(queue, key=lambda case: (-case.priority, case.since, case.conversation)))


def offers(
    queue: Iterable[WaitingCase],
    staff: Iterable[OnDuty],
    teams: Mapping[str, RoutedTeam],
    now: datetime,
) -> tuple[NextOffer, ...]:
    """The offers to make now. Nobody is offered a case while an earlier one that they could take waits."""
    people = {person.teammate: person for person in staff}
    made = []
    for case in in_order(queue):
        chosen = _choose(case, people, teams.get(case.team))
        if chosen:
            made.append(NextOffer(case.conversation, chosen.teammate))
            people[chosen.teammate] = replace(chosen, load=chosen.load + 1, last_offered=now)
    return tuple(made)


def expected_wait(waits: Sequence[timedelta]) -> timedelta | None:
    """From how long others waited lately: the median, since one who waited for hours says little. None of too few."""
    return timedelta(seconds=median(each.total_seconds() for each in waits)) if len(waits) >= LEAST else None


def unstaffed(teams: Iterable[RoutedTeam], staff: Iterable[OnDuty]) -> frozenset[str]:
    """The teams whose hours are open and of which nobody is here. Busy is here, away is not."""
    here = {team for person in staff if person.here for team in person.teams}
    return frozenset(team.team for team in teams if team.open and team.team not in here)


def eligible(case: WaitingCase, person: OnDuty) -> bool:
    return person.free and case.team in person.teams and person.teammate not in case.passed_over


def _choose(case: WaitingCase, people: Mapping[str, OnDuty], team: RoutedTeam | None) -> OnDuty | None:
    if team is None or not team.open or team.strategy is Strategy.POOL:
        return None
    able = [person for person in people.values() if eligible(case, person)]
    if not able:
        return None
    return min(able, key=lambda person: (*_fitness(case, person), *_turn(person, team.strategy)))


def _fitness(case: WaitingCase, person: OnDuty) -> tuple[bool, bool]:
    """First who had this visitor last, then who speaks the language."""
    return person.teammate != case.last_teammate, case.language not in person.languages


def _turn(person: OnDuty, strategy: Strategy) -> tuple[float, float, str]:
    rested = person.last_offered.timestamp() if person.last_offered else float("-inf")
    busy = person.load / person.capacity
    first, second = (busy, rested) if strategy is Strategy.LEAST_BUSY else (rested, busy)
    return first, second, person.teammate
