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

# How long a blocked visitor, or one whose session was revoked, may go on in another process than the one that
# was told: the price of not asking the database who writes with each message.
REMEMBERED_SECONDS = 5.0


def _at_once() -> None:
    """Nobody minds."""


class Visitors:
    """Raises Forbidden for a blocked one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: TTLCache[str, Known] = TTLCache(50_000, REMEMBERED_SECONDS)

    async def known(self, token: str, before_asking: Callable[[], None] = _at_once) -> Known | None:
        """`before_asking` may raise before the database is asked."""
        if len(token) > LONGEST_SECRET:
            return None
        found = self._known.get(token)
        if found is None:
            before_asking()
            found = await identity.authenticate(self._database, token)
            if found is not None:
                self._known[token] = found
        if found is not None and found.blocked:
            raise Forbidden("You can't write here any more.")
        return found

    def forget(self, visitor: str) -> None:
        for token in [token for token, known in self._known.items() if known.visitor == visitor]:
            del self._known[token]


BETWEEN_LOOKS = 0.1  # seconds
MOST_TOGETHER = 256


class Teammates:
    """Whether those who listen may still: each open tab asks every few seconds, and may wait a moment."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asking = Gathering(self._look, MOST_TOGETHER, BETWEEN_LOOKS)

    async def still(self, token: str) -> SignedIn | None:
        return await self._asking.ask("", token)

    async def _look(self, _: str, tokens: Sequence[str]) -> Sequence[SignedIn | None]:
        return await sessions.authenticate_all(self._database, tokens)
