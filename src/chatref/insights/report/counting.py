"""A report summed up from its handoffs and episodes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil

from chatref.conversation.waits import Wait

from .facts import EpisodeFacts
from .figures import By, Figure
from .items import Item, Scope

MEDIAN_FROM, NINE_OF_TEN_FROM = 5, 10
"""So many waits stand behind each of them at least."""
MOST_GROUPS = 100
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waited:
    """Of so many waits. `at_least`: some of them go on and have not come as far, so that it can only grow."""

    waits: int
    median: timedelta | None
    nine_of_ten: timedelta | None
    at_least: bool


@dataclass(slots=True)
class Group:
    """`first` has one wait of each handoff, `later` the longest after its first."""

    figures: Counter[Figure] = field(default_factory=Counter)
    first: list[Wait] = field(default_factory=list)
    later: list[Wait] = field(default_factory=list)

    def take(self, item: Item, by: By | None = None, name: str = "") -> None:
        self.figures.update(item.figures_under(by, name))
        if item.waits:
            first, *later = item.waits
            self.first.append(first)
            if later:
                self.later.append(max(later, key=lambda wait: wait.open_time))


@dataclass(frozen=True, slots=True)
class Report:
    """`by` has the largest groups first, but every day in its order; `cut` says how many are left out."""

    scope: Scope
    whole: Group
    by: Mapping[By, Mapping[str, Group]]
    cut: Mapping[By, int]


class Counting:
    """Takes handoffs and episodes, some at a time, in any order."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._whole = Group()
        self._by: dict[By, dict[str, Group]] = {each: {} for each in By}
        self._by[By.DAY] = {day: Group() for day in days(scope)}
        self.cited: Counter[str] = Counter()
        """How many messages stood on an answer of the team's own, by its address."""

    def take(self, found: Iterable[Item]) -> None:
        for item in found:
            self._whole.take(item)
            if isinstance(item.of, EpisodeFacts):
                self.cited.update(item.of.cited)
            for split, names in item.names:
                groups = self._by[split]
                for name in names:
                    if name not in groups:
                        groups[name] = Group()
                    groups[name].take(item, split, name)

    def answers(self) -> Mapping[str, Group]:
        """What became of the episodes in which each of them was cited."""
        return self._by[By.ANSWER]

    def result(self) -> Report:
        shown = {split: _largest(split, groups) for split, groups in self._by.items()}
        cut = {split: len(self._by[split]) - len(shown[split]) for split in By}
        return Report(self._scope, self._whole, shown, cut)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A figure, of the whole or of what has this name in a split."""

    figure: Figure
    by: By | None = None
    name: str = ""

    def counts(self, item: Item) -> bool:
        if self.by is not None and self.name not in dict(item.names)[self.by]:
            return False
        return self.figure in item.figures_under(self.by, self.name)


def latest_first(found: Iterable[Item]) -> list[Item]:
    return sorted(found, key=lambda item: (item.at, item.facts.conversation, item.of.seq), reverse=True)


def waited(waits: Sequence[Wait]) -> Waited:
    times = sorted(wait.open_time for wait in waits)
    middle = _median(times) if len(times) >= MEDIAN_FROM else None
    long = times[ceil(0.9 * len(times)) - 1] if len(times) >= NINE_OF_TEN_FROM else None
    shown = middle if long is None else long
    growing = shown is not None and any(each.ended is None and each.open_time <= shown for each in waits)
    return Waited(len(times), middle, long, growing)


def _median(ordered: Sequence[timedelta]) -> timedelta:
    """Of an even number the mean of the two in the middle."""
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return low + (high - low) / 2


def days(scope: Scope) -> Iterator[str]:
    day, last = scope.day(scope.start), scope.day(scope.end - timedelta(microseconds=1))
    while day <= last:
        yield day.isoformat()
        day += _DAY


def _largest(split: By, groups: Mapping[str, Group]) -> Mapping[str, Group]:
    """Steps that are as large stand as they came, which is as in their playbook."""
    if split is By.DAY:
        return groups
    ordered = sorted(groups.items(), key=lambda each: (_size(each[1]), "" if split is By.STEP else each[0]))
    return dict(ordered[:MOST_GROUPS])


def _size(group: Group) -> tuple[int, int]:
    return -group.figures[Figure.HANDOFFS], -group.figures[Figure.EPISODES]
