"""Words that a request hangs on, one slip of the keys away from how they are written. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from .lookalikes import LOOKALIKES

LEAST_LETTERS = 7
"""Of a word in which any one slip is forgiven; in a shorter one only two letters that changed places."""
LEAST_SHORT = 4
SEEN = 20_000


class Speller:
    """Puts right what is nearly one of `words`."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._shelves = _shelves(self._words)
        self._right = lru_cache(maxsize=SEEN)(self._nearest)

    def right(self, clause: str) -> str:
        return " ".join(map(self._right, clause.split(" ")))

    def _nearest(self, word: str) -> str:
        if len(word) < LEAST_SHORT or word in self._words or word in LOOKALIKES:
            return word
        sizes = (len(word), len(word) - 1, len(word) + 1)
        near = (each for size in sizes for each in self._shelves.get((word[0], size), ()))
        return next((each for each in near if _slipped(word, each)), word)


def _shelves(words: Iterable[str]) -> Mapping[tuple[str, int], list[str]]:
    shelves = defaultdict(list)
    for word in sorted(words):
        shelves[word[0], len(word)].append(word)
    return dict(shelves)


def _slipped(written: str, meant: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbours have changed places."""
    start = next((at for at, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if start is None:
        return len(meant) >= LEAST_LETTERS
    a, b = written[start:], meant[start:]
    if a[:2] == b[1::-1] and a[2:] == b[2:]:
        return True
    return len(meant) >= LEAST_LETTERS and (a[1:] == b[1:] or a[1:] == b or a == b[1:])
