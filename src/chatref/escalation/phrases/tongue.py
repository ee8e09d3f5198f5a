"""What one language's phrases consist of, and how they are matched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import re2


@dataclass(frozen=True, slots=True)
class Tongue:
    """Patterns over folded clauses. `denied` is looked for right before a match, `strayed` right after it."""

    strong: tuple[Any, ...]
    always: tuple[Any, ...]
    """Strong also after a denial: `I don't want to talk to a bot`."""
    weak: tuple[Any, ...]
    denied: Any
    excused: Any
    """A denial that is none: `why don't you …`."""
    strayed: Any

    def strongly(self, clauses: Sequence[str]) -> bool:
        return any(self._in_clause(clause) for clause in clauses)

    def weakly(self, clauses: Sequence[str]) -> bool:
        return any(pattern.search(clause) for clause in clauses for pattern in self.weak)

    def _in_clause(self, clause: str) -> bool:
        if any(pattern.search(clause) for pattern in self.always):
            return True
        return any(
            self._meant(clause, match) for pattern in self.strong for match in pattern.finditer(clause)
        )

    def _meant(self, clause: str, match: Any) -> bool:
        before, after = clause[: match.start()], clause[match.end() :]
        if self.strayed.match(after):
            return False
        return not self.denied.search(before) or bool(self.excused.search(before))


def compiled(*patterns: str) -> tuple[Any, ...]:
    return tuple(re2.compile(pattern) for pattern in patterns)
