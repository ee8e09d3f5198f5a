"""Which secret is whose: remembered for a moment, or asked together with others."""

from collections.abc import Callable, Sequence

from cachetools import TTLCache

from chatref.accounts import sessions
from chatref.accounts.sessions import SignedIn
from chatref.database.pool import Database
from chatref.desk.gather import Gathering
from chatref.errors import Forbidden
from chatref.visitors import identity
from chatref.visitors.model import Known

LONGEST_SECRET = 200

# Whoever is blocked is forgotten at once, in every process (`live.hub` tells). This is for what no process told.
REMEMBERED_SECONDS = 60.0


def _at_once() -> None:
    """Nobody minds."""


class Visitors:
    """Raises Forbidden for a blocked one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: TTLCache[str, Known] = TTLCache(50_000, REMEMBERED_SECONDS)
        self._forgotten = 0

    async def known(self, token: str, before_asking: Callable[[], None] = _at_once) -> Known | None:
        """`before_asking` may raise before the database is asked."""
        if len(token) > LONGEST_SECRET:
            return None
        found = self._known.get(token)
        if found is None:
            before_asking()
            found = await self._asked(token)
        if found is not None and found.blocked:
            raise Forbidden("You can't write here any more.")
        return found

    def forget(self, visitor: str | None) -> None:
        """None forgets all."""
        self._forgotten += 1
        for token in [token for token, known in self._known.items() if visitor in {None, known.visitor}]:
            del self._known[token]

    async def _asked(self, token: str) -> Known | None:
        forgotten = self._forgotten
        found = await identity.authenticate(self._database, token)
        # What was read before somebody was blocked may arrive after it; and a block that is lifted holds no longer.
        if found is not None and not found.blocked and forgotten == self._forgotten:
            self._known[token] = found
        return found


BETWEEN_LOOKS = 0.1  # seconds
ONE_LOOK_HOLDS = 5.0  # seconds, for all tabs of one browser
MOST_TOGETHER = 256


class Teammates:
    """Whether those who listen may still: each open tab asks every few seconds, and may wait a moment."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asking = Gathering(self._look, MOST_TOGETHER, BETWEEN_LOOKS)
        self._seen: TTLCache[str, SignedIn] = TTLCache(50_000, ONE_LOOK_HOLDS)

    async def still(self, token: str) -> SignedIn | None:
        found = self._seen.get(token) or await self._asking.ask("", token)
        if found is not None and token not in self._seen:
            self._seen[token] = found
        return found

    async def _look(self, _: str, tokens: Sequence[str]) -> Sequence[SignedIn | None]:
        return await sessions.authenticate_all(self._database, tokens)
