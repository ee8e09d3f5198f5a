"""How often a visitor tried each field of a form in vain, as far as this process knows: the form says it, too."""

from collections import Counter
from collections.abc import Iterable, Mapping

from cachetools import TTLCache

REMEMBERED_SECONDS = 3600.0


class Tries:
    def __init__(self) -> None:
        self._tries: TTLCache[str, Counter[str]] = TTLCache(10_000, REMEMBERED_SECONDS)

    def of(self, conversation: str, said: Mapping[str, int]) -> Mapping[str, int]:
        """Whoever says more than there were gives a value unverified, which three tries would come to as well."""
        return Counter(self._tries.get(conversation, Counter())) | Counter(said)

    def count(self, conversation: str, fields: Iterable[str]) -> None:
        tried = self._tries.setdefault(conversation, Counter())
        tried.update(tuple(fields))  # of a mapping, a Counter would take the values
