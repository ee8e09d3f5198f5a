"""What could be had at best: the same cases, people at their desks, and time for each; and nobody hesitates."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from week.company import CAPACITY, Span
from week.stored import Event
from week.teammate import Diary

ENDS = {"released", "transferred", "handed_back", "withdrawn", "resolved"}


@dataclass(frozen=True, slots=True)
class Case:
    """A stretch in the line: for which team, since when, until who claimed it, and how long they had it."""

    team: str
    priority: int
    queued: float
    claimed: float
    held: float


def cases_of(by_conversation: Mapping[str, Sequence[Event]], ended: float) -> list[Case]:
    return [case for events in by_conversation.values() for case in _stretches(events, ended)]


def _stretches(events: Sequence[Event], ended: float) -> Iterator[Case]:
    """Those whom a person took; who withdrew or still waits has no claim to compare."""
    queued: Event | None = None
    waiting: Case | None = None
    priority = 1
    for event in events:
        if event.kind in {"handoff_opened", "priority_raised"}:
            priority = event.of["priority"]
        if event.kind == "queued":
            queued = event
        elif event.kind == "claimed" and queued is not None:
            waiting = Case(queued.of["team"], priority, queued.at, event.at, 0.0)
            queued = None
        if event.kind in ENDS:
            if waiting is not None:
                yield replace(waiting, held=event.at - waiting.claimed)
            waiting = None
            if event.kind in {"withdrawn", "resolved"}:
                queued = None
    if waiting is not None:
        yield replace(waiting, held=ended - waiting.claimed)


def ideal_waits(
    cases: Sequence[Case], diaries: Sequence[Diary], teams: Mapping[str, Sequence[str]]
) -> list[tuple[Case, float]]:
    """Each case with how long it waits; those that nobody would take before the end are left out."""
    here = {
        team: [(d.teammate, d.here) for d in diaries if team in teams[d.teammate]]
        for team in {c.team for c in cases}
    }
    found: list[tuple[Case, float]] = []
    for team, people in here.items():
        found += _served([case for case in cases if case.team == team], [spans for _, spans in people])
    return found


def _served(cases: Sequence[Case], people: Sequence[Sequence[Span]]) -> Iterator[tuple[Case, float]]:
    """Places that are free, at moments at which something changes: a case comes, a place is free, somebody comes."""
    free_from = [[0.0] * CAPACITY for _ in people]
    moments = [case.queued for case in cases] + [begin for spans in people for begin, _ in spans]
    heapq.heapify(moments)
    left = sorted(cases, key=lambda case: case.queued)
    line: list[tuple[int, float, int]] = []
    number = 0
    while moments:
        now = heapq.heappop(moments)
        while number < len(left) and left[number].queued <= now:
            heapq.heappush(line, (-left[number].priority, left[number].queued, number))
            number += 1
        while line and (place := _free(free_from, people, now)) is not None:
            case = left[heapq.heappop(line)[2]]
            person, slot = place
            free_from[person][slot] = now + case.held
            heapq.heappush(moments, now + case.held)
            yield case, now - case.queued


def _free(
    free_from: Sequence[Sequence[float]], people: Sequence[Sequence[Span]], now: float
) -> tuple[int, int] | None:
    for person, spans in enumerate(people):
        if any(begin <= now < end for begin, end in spans):
            for slot, free in enumerate(free_from[person]):
                if free <= now:
                    return person, slot
    return None
