"""All tests of a book of rules, each once, laid out so that a turn is judged by a thousand rules in a few milliseconds.

What a turn says of a test never depends on this layout: judge.judged has the word. Words, phrases and patterns that
don't occur need not be looked for one by one, and nothing else is skipped.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import re2
from msgspec.structs import replace

from . import conditions as c
from .conditions import Condition, Test, tests_in
from .judge import Judged, judged
from .phrases.stems import stems
from .signals import Signals

NOTHING_SAID = Signals()
TOGETHER = 100  # patterns in one machine; more of them outgrow what it may remember
MEMORY = 32 * 1024 * 1024
ALWAYS = ""  # a pattern that is in every text: if it isn't found, the machine gave up


Holds = Callable[[Sequence[bool]], bool]
"""A condition, asked of whether each test fired."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one rule: its tests from left to right, and whether they hold together."""

    tests: tuple[int, ...]
    holds: Holds


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Looked for at once; `numbers` are those of their tests. Without a machine, for which they may be too large
    together, and where it gives up, each has to be looked for by itself."""

    machine: re2.Set | None
    numbers: tuple[int, ...]

    def found(self, text: str) -> Sequence[int]:
        hits = (self.machine.Match(text) if self.machine else None) or ()
        if len(self.numbers) not in hits:
            return self.numbers
        return [self.numbers[hit] for hit in hits if hit < len(self.numbers)]


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """`resting` is what a test comes to while nothing is said; `live` are the tests that depend on more."""

    tests: tuple[Test, ...]
    plans: tuple[Plan, ...]
    resting: tuple[Judged, ...]
    live: tuple[int, ...]
    phrases: Mapping[str, Sequence[tuple[str, int]]]
    patterns: Sequence[Patterns]

    def judge(self, signals: Signals) -> list[Judged]:
        """Each test once, by its number."""
        found = list(self.resting)
        for number in self.live:
            found[number] = judged(self.tests[number], signals)
        for number in {*self._spoken(signals.stems), *self._matched(signals.text)}:
            found[number] = judged(self.tests[number], signals)
        return found

    def _spoken(self, text: str) -> Iterator[int]:
        for word in set(text.split()):
            for phrase, number in self.phrases.get(word, ()):
                if phrase in text:
                    yield number

    def _matched(self, text: str) -> Iterator[int]:
        for each in self.patterns:
            yield from each.found(text)


def panel(conditions: Sequence[Condition]) -> Panel:
    numbers: dict[Test, int] = {}
    plans = tuple(_plan(each, numbers) for each in conditions)
    tests = tuple(numbers)
    quiet = {n for n, test in enumerate(tests) if isinstance(test, c.Phrase | c.Pattern)}
    return Panel(
        tests=tests,
        plans=plans,
        resting=tuple(replace(judged(test, NOTHING_SAID), value="–", fired=False) for test in tests),
        live=tuple(n for n in range(len(tests)) if n not in quiet),
        phrases=_phrases(tests),
        patterns=_patterns(tests),
    )


def _plan(condition: Condition, numbers: dict[Test, int]) -> Plan:
    used = tuple(numbers.setdefault(test, len(numbers)) for test in tests_in(condition))
    return Plan(used, _holds(condition, numbers))


def _holds(condition: Condition, numbers: Mapping[Test, int]) -> Holds:
    match condition:
        case c.AllOf(inner):
            return _all([_holds(each, numbers) for each in inner])
        case c.AnyOf(inner):
            return _any([_holds(each, numbers) for each in inner])
        case c.Not(inner):
            return _not(_holds(inner, numbers))
        case _:
            return itemgetter(numbers[condition])


def _all(inner: Sequence[Holds]) -> Holds:
    def hold(fired: Sequence[bool]) -> bool:
        for each in inner:  # noqa: SIM110 - a generator costs more than all else here
            if not each(fired):
                return False
        return True

    return hold


def _any(inner: Sequence[Holds]) -> Holds:
    def holds(fired: Sequence[bool]) -> bool:
        for each in inner:  # noqa: SIM110 - as above
            if each(fired):
                return True
        return False

    return holds


def _not(inner: Holds) -> Holds:
    return lambda fired: not inner(fired)


def _phrases(tests: Sequence[Test]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """By their first word."""
    found: dict[str, list[tuple[str, int]]] = {}
    for number, test in enumerate(tests):
        if isinstance(test, c.Phrase):
            for phrase in (stems(each) for each in test.phrases):
                if words := phrase.split():
                    found.setdefault(words[0], []).append((phrase, number))
    return found


def _patterns(tests: Sequence[Test]) -> Sequence[Patterns]:
    numbered = [(number, test.pattern) for number, test in enumerate(tests) if isinstance(test, c.Pattern)]
    return [_machine(numbered[at : at + TOGETHER]) for at in range(0, len(numbered), TOGETHER)]


def _machine(numbered: Sequence[tuple[int, str]]) -> Patterns:
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = MEMORY
    options.log_errors = False
    machine = re2.Set.SearchSet(options)
    numbers = tuple(number for number, _ in numbered)
    try:
        for pattern in (*(pattern for _, pattern in numbered), ALWAYS):
            machine.Add(pattern)
        machine.Compile()
    except re2.error:
        return Patterns(None, numbers)
    return Patterns(machine, numbers)
