"""How often somebody may knock. Counted in this process; a second process doubles what is allowed, which is bearable.

The limits protect visitors and teammates from a flood, not a price list: nobody who types reaches them.
"""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import cast

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from chatref.errors import TooMany

MOST_SOCKETS_PER_ADDRESS = 400
MOST_SOCKETS = 20_000


class Limit(Enum):
    """What is counted, and how much of it is allowed; the name says for whom."""

    SESSIONS_PER_ADDRESS = RateLimitItemPerMinute(120)
    MESSAGES_PER_VISITOR = RateLimitItemPerSecond(20, 10)
    MESSAGES_PER_ADDRESS = RateLimitItemPerSecond(1_000, 10)
    MESSAGES_PER_WORKSPACE = RateLimitItemPerSecond(50_000, 10)
    READS_PER_VISITOR = RateLimitItemPerSecond(100, 10)
    SIGN_INS_PER_ADDRESS = RateLimitItemPerMinute(30, 5)
    SIGN_INS_PER_ADDRESS_AND_EMAIL = RateLimitItemPerMinute(10, 5)
    # Wide enough that one address alone can't keep a teammate out.
    SIGN_INS_PER_EMAIL = RateLimitItemPerMinute(100, 5)
    WRONG_SECRETS_PER_ADDRESS = RateLimitItemPerMinute(3_000)
    FRAMES_PER_ADDRESS = RateLimitItemPerMinute(1_200)
    SOCKETS_PER_ADDRESS = RateLimitItemPerMinute(2_000)
    SETUPS_PER_ADDRESS = RateLimitItemPerHour(30)
    EVENTS_PER_TOKEN = RateLimitItemPerSecond(500, 10)
    COMMANDS_PER_TEAMMATE = RateLimitItemPerSecond(200, 10)

    @property
    def item(self) -> RateLimitItem:
        return cast(RateLimitItem, self.value)


class Limits:
    def __init__(self) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._sockets: Counter[str] = Counter()
        self._open = 0

    def take(self, limit: Limit, whom: str) -> None:
        """Count one for `whom`; raises TooMany with the time until the next is allowed."""
        if not self._counter.hit(limit.item, limit.name, whom):
            raise self._too_many(limit, whom)

    def check(self, limit: Limit, whom: str) -> None:
        """As `take`, but counts nothing."""
        if not self._counter.test(limit.item, limit.name, whom):
            raise self._too_many(limit, whom)

    def _too_many(self, limit: Limit, whom: str) -> TooMany:
        reset = self._counter.get_window_stats(limit.item, limit.name, whom).reset_time
        return TooMany(max(1.0, reset - time.time()))

    @contextmanager
    def socket(self, address: str) -> Iterator[None]:
        """Hold one place among the open sockets of `address`; raises TooMany when there is none."""
        if self._sockets[address] >= MOST_SOCKETS_PER_ADDRESS or self._open >= MOST_SOCKETS:
            raise TooMany(30.0, "Too many windows are connected from here.")
        self._sockets[address] += 1
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1
            self._sockets[address] -= 1
            if not self._sockets[address]:
                del self._sockets[address]
