"""How often a visitor tried each field of a form in vain. Forgotten with the process: that costs one more try."""

from collections import Counter
from collections.abc import Iterable, Mapping

from cachetools import TTLCache

REMEMBERED_SECONDS = 3600.0


class Tries:
    def __init__(self) -> None:
        self._tries: TTLCache[str, Counter[str]] = TTLCache(10_000, REMEMBERED_SECONDS)

    def of(self, conversation: str) -> Mapping[str, int]:
        return self._tries.get(conversation, Counter())

    def count(self, conversation: str, fields: Iterable[str]) -> None:
        tried = self._tries.setdefault(conversation, Counter())
        tried.update(tuple(fields))  # of a mapping, a Counter would take the values
