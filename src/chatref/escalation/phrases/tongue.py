"""What one language's phrases consist of, and how they are matched."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import re2


class Match(Protocol):
    def start(self) -> int: ...

    def end(self) -> int: ...


class Pattern(Protocol):
    """What re2 compiles: it has no types of its own."""

    @property
    def pattern(self) -> str: ...

    def search(self, text: str, /) -> Match | None: ...

    def match(self, text: str, /) -> Match | None: ...

    def finditer(self, text: str, /) -> Iterator[Match]: ...


@dataclass(frozen=True, slots=True)
class Tongue:
    """Patterns over folded clauses. `denied` is looked for right before a match, `strayed` right after it."""

    strong: tuple[Pattern, ...]
    named: tuple[Pattern, ...]
    """A human being by name: strong in whatever sentence, unless something before it `negates`."""
    always: tuple[Pattern, ...]
    """Strong also after a denial: `I don't want to talk to a bot`."""
    weak: tuple[Pattern, ...]
    denied: Pattern
    negates: Pattern
    excused: Pattern
    """A denial that is none: `why don't you …`."""
    strayed: Pattern
    words: str
    """Between spaces, what a request hangs on: recognised with a slip of the keys, too."""
    asked: Pattern | None = None
    """A clause that asks whether one must: where word order does not tell a question."""

    def strongly(self, clauses: Sequence[str]) -> bool:
        return any(self._in_clause(clause) for clause in clauses)

    def weakly(self, clauses: Sequence[str]) -> bool:
        return any(pattern.search(clause) for clause in clauses for pattern in self.weak)

    def _in_clause(self, clause: str) -> bool:
        if any(pattern.search(clause) for pattern in self.always):
            return True
        if self.asked and self.asked.search(clause):
            return False
        strong = (match for pattern in self.strong for match in pattern.finditer(clause))
        named = (match for pattern in self.named for match in pattern.finditer(clause))
        return any(self._meant(clause, match) for match in strong) or any(
            self._meant(clause, match) and not self.negates.search(clause[: match.start()]) for match in named
        )

    def _meant(self, clause: str, match: Match) -> bool:
        before, after = clause[: match.start()], clause[match.end() :]
        if self.strayed.match(after):
            return False
        return not self.denied.search(before) or bool(self.excused.search(before))


def compiled(*patterns: str) -> tuple[Pattern, ...]:
    return tuple(re2.compile(pattern) for pattern in patterns)


# Bytes that the joined pattern may use: with the library's own 8 MB it falls back to its slow way.
MEMORY = 64 << 20


def any_of(patterns: Iterable[Pattern]) -> Pattern:
    """Finds something in clauses joined by line ends wherever one of the patterns finds something in a clause.

    It may find more, never less. One pass instead of one for each pattern and clause: most texts ask for nobody.
    """
    options = re2.Options()
    options.max_mem = MEMORY
    joined = "(?m)" + "|".join(f"(?:{each.pattern})" for each in patterns)
    return cast(Pattern, re2.compile(joined, options))
