"""A draft of the rules over turns that were, beside the rules of now: who would newly come to a person, and who not.

What was measured then is not measured again. Each episode is followed up to its first handoff: what the visitor would
have written to an assistant that answered on, nobody knows.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, TypeVar

from chatref.conversation.policy import Team
from chatref.hours import WeekHour, usual_hours, usual_time

from .conditions import Intent, tests_in
from .record import Facts, verdicts_of
from .rules import Rules

Key = TypeVar("Key", bound=Hashable)
MOST_SHOWN = 200
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Turn:
    """One that was judged. `episode` counts within its conversation."""

    conversation: str
    episode: int
    at: datetime
    facts: Facts


class Change(StrEnum):
    NEW = "new"
    GONE = "gone"
    SOONER = "sooner"
    LATER = "later"
    OTHERWISE = "otherwise"
    """At the same turn, by another rule."""
    OTHER_TEAM = "other_team"
    """At the same turn, by the same rule."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """By a rule, or, without its name, by an always-on cause. `turn` counts from 1 within the episode."""

    turn: int
    at: datetime
    by: str
    team: str
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    conversation: str
    change: Change
    now: HandedOver | None
    draft: HandedOver | None

    @property
    def turns(self) -> int:
        """By how many turns sooner or later."""
        return abs(self.now.turn - self.draft.turn) if self.now and self.draft else 0


@dataclass(frozen=True, slots=True)
class Hour:
    """Of the week, by the clock of the team: Monday is 0. `shut`: of the draft's handoffs, while the team is away.
    `closed`: in a usual week no team is there, whether or not anything comes."""

    day: int
    hour: int
    now: int
    draft: int
    shut: int
    closed: bool


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """`open_hours` of a usual week."""

    team: str
    people: int
    open_hours: float
    now: int
    draft: int
    shut: int


@dataclass(frozen=True, slots=True)
class Simulated:
    """`by`: handoffs of now and of the draft, by rule or cause. `unmeasured`: an intent that the draft asks about and
    nobody measured then, with the number of such turns; it counts as not meant. `shown`: a page of the differences."""

    conversations: int
    turns: int
    weeks: float
    now: int
    draft: int
    changes: Mapping[Change, int]
    by: Mapping[str, tuple[int, int]]
    hours: tuple[Hour, ...]
    teams: tuple[TeamLoad, ...]
    unmeasured: Mapping[str, int]
    shown: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """What is compared, and the teams it hands over to."""

    now: Rules
    draft: Rules
    teams: Mapping[str, Team]
    default_team: str

    def team_of(self, team: str | None) -> Team:
        """As on the desk: one that is not there any more, or that nobody is in, leaves its cases to the default one."""
        found = self.teams.get(team) if team is not None else None
        return found if found and found.members else self.teams[self.default_team]


class Place(NamedTuple):
    """Of a handoff: by which rule or cause, to whom, and when in their week."""

    by: str
    team: str
    day: int
    hour: int
    shut: bool


Places = Counter[Place]


@dataclass(slots=True)
class Simulation:
    """Takes whole conversations, some at a time, in any order. Differences are shown that come `after` so many."""

    books: Books
    after: int = 0
    conversations: int = 0
    turns: int = 0
    first: datetime | None = None
    last: datetime | None = None
    changes: Counter[Change] = field(default_factory=Counter)
    now: Places = field(default_factory=Counter)
    draft: Places = field(default_factory=Counter)
    unmeasured: Counter[str] = field(default_factory=Counter)
    shown: list[Difference] = field(default_factory=list)

    def take(self, turns: Iterable[Turn]) -> None:
        """Each conversation's in their order."""
        asked = _intents_asked(self.books.draft)
        for _, conversation in groupby(turns, key=lambda turn: turn.conversation):
            self.conversations += 1
            for _, episode in groupby(conversation, key=lambda turn: turn.episode):
                self._take([*episode], asked)

    def result(self) -> Simulated:
        span = self.last - self.first if self.first and self.last else timedelta()
        return Simulated(
            conversations=self.conversations,
            turns=self.turns,
            weeks=max(1.0, span / WEEK),
            now=self.now.total(),
            draft=self.draft.total(),
            changes=dict(self.changes),
            by=self._by(),
            hours=tuple(self._hours()),
            teams=tuple(self._teams()),
            unmeasured=dict(self.unmeasured),
            shown=tuple(self.shown),
        )

    def _take(self, episode: Sequence[Turn], asked: frozenset[str]) -> None:
        self.turns += len(episode)
        self.first = min(self.first or episode[0].at, episode[0].at)
        self.last = max(self.last or episode[-1].at, episode[-1].at)
        for turn in episode:
            self.unmeasured.update(_unmeasured(asked, turn.facts))
        now, draft = self._first(self.books.now, episode), self._first(self.books.draft, episode)
        for found, places in ((now, self.now), (draft, self.draft)):
            if found is not None:
                places[self._place(found)] += 1
        change = _change(now, draft)
        if change is not None:
            self.changes[change] += 1
            if self.after < self.changes.total() <= self.after + MOST_SHOWN:
                self.shown.append(Difference(episode[0].conversation, change, now, draft))

    def _first(self, rules: Rules, episode: Sequence[Turn]) -> HandedOver | None:
        for number, turn in enumerate(episode, start=1):
            unfired = replace(turn.facts, state=replace(turn.facts.state, fired=frozenset()))
            found = verdicts_of(rules, unfired)[-1].escalation
            if found is not None:
                by, team = found.rule or found.cause.value, self.books.team_of(found.team).id
                return HandedOver(number, turn.at, by, team, found.sentence)
        return None

    def _place(self, found: HandedOver) -> Place:
        team = self.books.teams[found.team]
        there = found.at.astimezone(team.zone)
        return Place(found.by, team.id, there.weekday(), there.hour, not team.calendar.open_at(found.at))

    def _by(self) -> Mapping[str, tuple[int, int]]:
        """In the order of the draft; then what only holds now, then the causes."""
        now, draft = _by(self.now, lambda place: place.by), _by(self.draft, lambda place: place.by)
        rules = [rule.name for rule in (*self.books.draft.rules, *self.books.now.rules)]
        names = dict.fromkeys([*rules, *sorted({*now, *draft} - set(rules))])
        return {name: (now[name], draft[name]) for name in names}

    def _hours(self) -> Iterator[Hour]:
        now, draft = _by(self.now, _hour), _by(self.draft, _hour)
        shut = _by(_shut(self.draft), _hour)
        staffed = frozenset[WeekHour]().union(
            *(usual_hours(each.calendar) for each in self.books.teams.values())
        )
        for when in ((day, hour) for day in range(7) for hour in range(24)):
            yield Hour(*when, now[when], draft[when], shut[when], when not in staffed)

    def _teams(self) -> Iterator[TeamLoad]:
        now, draft = _by(self.now, lambda place: place.team), _by(self.draft, lambda place: place.team)
        shut = _by(_shut(self.draft), lambda place: place.team)
        for each in self.books.teams.values():
            open_hours = usual_time(each.calendar) / timedelta(hours=1)
            yield TeamLoad(
                each.id, len(each.members), open_hours, now[each.id], draft[each.id], shut[each.id]
            )


def _change(now: HandedOver | None, draft: HandedOver | None) -> Change | None:
    if now is None or draft is None:
        return Change.NEW if draft else Change.GONE if now else None
    if draft.turn != now.turn:
        return Change.SOONER if draft.turn < now.turn else Change.LATER
    if draft.by != now.by:
        return Change.OTHERWISE
    return None if draft.team == now.team else Change.OTHER_TEAM


def _unmeasured(asked: frozenset[str], facts: Facts) -> frozenset[str]:
    """Without words there is nothing to measure."""
    return asked - {near.intent for near in facts.signals.intents} if facts.signals.text else frozenset()


def _intents_asked(rules: Rules) -> frozenset[str]:
    tests = (test for rule in rules.rules if rule.on for test in tests_in(rule.when))
    return frozenset(test.intent for test in tests if isinstance(test, Intent))


def _hour(place: Place) -> tuple[int, int]:
    return place.day, place.hour


def _shut(places: Places) -> Places:
    return Counter({place: number for place, number in places.items() if place.shut})


def _by(places: Places, key: Callable[[Place], Key]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for place, number in places.items():
        found[key(place)] += number
    return found
