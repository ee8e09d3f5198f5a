"""How often somebody may knock. Counted in this process; a second process doubles what is allowed, which is bearable.

The limits protect visitors and teammates from a flood, not a price list: nobody who types reaches them.
"""

import asyncio
import time
from asyncio import Semaphore
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from dataclasses import dataclass
from enum import Enum, unique
from math import floor
from types import MappingProxyType

from chatref.errors import TooMany
from chatref.visitors.model import Known

MOST_SOCKETS_PER_ADDRESS = 400
MOST_SOCKETS = 20_000
MOST_UPLOADS_PER_ADDRESS = 4
MOST_UPLOADS = 24
"""At once; each is held in memory until it is there."""
MOST_SIMULATIONS = 2
"""At once: each holds a connection and a processor. Others wait for a place, with neither."""
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Allowance:
    most: int
    seconds: float


@unique
class Limit(Enum):
    """What is counted, and how much of it is allowed in how many seconds; the name says for whom."""

    SESSIONS_PER_VISITOR = Allowance(60, MINUTE)
    SESSIONS_PER_ADDRESS = Allowance(120, MINUTE)
    SESSIONS_PER_WORKSPACE = Allowance(12_000, MINUTE)
    MESSAGES_PER_VISITOR = Allowance(20, 10)
    MESSAGES_PER_ADDRESS = Allowance(1_000, 10)
    MESSAGES_PER_WORKSPACE = Allowance(50_000, 10)
    READS_PER_VISITOR = Allowance(100, 10)
    READS_PER_ADDRESS = Allowance(5_000, 10)
    READS_PER_WORKSPACE = Allowance(100_000, 10)
    SOCKETS_PER_VISITOR = Allowance(100, MINUTE)
    SOCKETS_PER_ADDRESS = Allowance(2_000, MINUTE)
    SOCKETS_PER_WORKSPACE = Allowance(60_000, MINUTE)
    # What is stored stays: these bound how much of it one visitor, or one address under many names, can leave.
    STORED_PER_VISITOR = Allowance(3_000, DAY)
    STORED_PER_ADDRESS = Allowance(30_000, DAY)
    FILES_PER_VISITOR = Allowance(40, HOUR)
    FILES_PER_ADDRESS = Allowance(300, HOUR)
    FRAMES_PER_ADDRESS = Allowance(1_200, MINUTE)
    FRAMES_PER_WORKSPACE = Allowance(24_000, MINUTE)
    PAGES_PER_ADDRESS = Allowance(3_600, MINUTE)
    SIGN_INS_PER_ADDRESS = Allowance(30, 5 * MINUTE)
    SIGN_INS_PER_ADDRESS_AND_EMAIL = Allowance(10, 5 * MINUTE)
    # Wide enough that one address alone can't keep a teammate out.
    SIGN_INS_PER_EMAIL = Allowance(100, 5 * MINUTE)
    WRONG_SECRETS_PER_ADDRESS = Allowance(3_000, MINUTE)
    SETUPS_PER_ADDRESS = Allowance(30, HOUR)
    EVENTS_PER_TOKEN = Allowance(500, 10)
    MAILS_PER_WORKSPACE = Allowance(600, MINUTE)
    COMMANDS_PER_TEAMMATE = Allowance(200, 10)
    REPORTS_PER_TEAMMATE = Allowance(90, MINUTE)
    TEST_MESSAGES_PER_TEAMMATE = Allowance(30, MINUTE)
    # One at a time is tried in a workspace; whoever asks meanwhile waits, and knocks.
    TEST_RUNS_PER_TEAMMATE = Allowance(20, MINUTE)


ALLOWED: Mapping[Limit, Allowance] = MappingProxyType({limit: limit.value for limit in Limit})
MESSAGES = (Limit.MESSAGES_PER_VISITOR, Limit.MESSAGES_PER_ADDRESS, Limit.MESSAGES_PER_WORKSPACE)
READS = (Limit.READS_PER_VISITOR, Limit.READS_PER_ADDRESS, Limit.READS_PER_WORKSPACE)
STORED = (Limit.STORED_PER_VISITOR, Limit.STORED_PER_ADDRESS)
FILES = (Limit.FILES_PER_VISITOR, Limit.FILES_PER_ADDRESS)


class SlidingWindow:
    """Counts per name in windows of fixed length; of the window before, the share that is still in sight counts.

    Two tables that take turns: what is forgotten is dropped whole, with no timer and no look at each name.
    """

    __slots__ = ("_allowed", "_before", "_counts", "_window")

    def __init__(self, allowed: Allowance) -> None:
        self._allowed = allowed
        self._window = 0
        self._before: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def take(self, whom: str, now: float) -> float | None:
        """Counts one at the second `now`; or else returns in how many seconds the next is allowed."""
        wait = self.wait(whom, now)
        if wait is None:
            self._counts[whom] = self._counts.get(whom, 0) + 1
        return wait

    def wait(self, whom: str, now: float) -> float | None:
        most, seconds = self._allowed.most, self._allowed.seconds
        window, passed = divmod(now, seconds)
        self._turn_to(int(window))
        before, count = self._before.get(whom, 0), self._counts.get(whom, 0)
        left = seconds - passed
        if floor(before * left / seconds) + count < most:
            return None
        return left - seconds * (most - count) / before if count < most else left

    def _turn_to(self, window: int) -> None:
        if window != self._window:
            self._before = self._counts if window == self._window + 1 else {}
            self._counts, self._window = {}, window


class Limits:
    def __init__(self, allowed: Mapping[Limit, Allowance] = ALLOWED) -> None:
        self._windows = {limit: SlidingWindow(each) for limit, each in allowed.items()}
        self._sockets = Places(
            MOST_SOCKETS, MOST_SOCKETS_PER_ADDRESS, "Too many windows are connected from here."
        )
        self._uploads = Uploads()
        self.simulating = Semaphore(MOST_SIMULATIONS)

    def take(self, limit: Limit, whom: str) -> None:
        """Count one for `whom`; raises TooMany with the time until the next is allowed."""
        _refuse(self._windows[limit].take(whom, time.monotonic()))

    def take_each(self, known: Known, address: str, *asked: Sequence[Limit]) -> None:
        """Of each that is asked: the one per visitor, the one per address and, if there is one, that per workspace."""
        for limits in asked:
            for limit, whom in zip(limits, (known.visitor, address, known.workspace), strict=False):
                self.take(limit, whom)

    def check(self, limit: Limit, whom: str) -> None:
        """As `take`, but counts nothing."""
        _refuse(self._windows[limit].wait(whom, time.monotonic()))

    def socket(self, address: str) -> AbstractContextManager[None]:
        """Hold one place among the open sockets of `address`; raises TooMany when there is none."""
        return self._sockets.hold(address)

    def upload(self, address: str) -> AbstractAsyncContextManager[None]:
        """The same among the files that are on their way; it may also be lost before the block ends."""
        return self._uploads.hold(address)


class Places:
    """What may go on at once, from one address and in all."""

    def __init__(self, most: int, most_per_address: int, words: str) -> None:
        self._most, self._most_per_address, self._words = most, most_per_address, words
        self._held: Counter[str] = Counter()
        self._in_all = 0

    @contextmanager
    def hold(self, address: str) -> Iterator[None]:
        if self._held[address] >= self._most_per_address or self._in_all >= self._most:
            raise TooMany(30.0, self._words)
        self._held[address] += 1
        self._in_all += 1
        try:
            yield
        finally:
            self._in_all -= 1
            self._held[address] -= 1
            if not self._held[address]:
                del self._held[address]


class Uploads:
    """Places for files. Where all are taken, who holds most of them loses their oldest to who holds fewer."""

    def __init__(self) -> None:
        self._held: dict[asyncio.Timeout, str] = {}

    @asynccontextmanager
    async def hold(self, address: str) -> AsyncIterator[None]:
        self._make_room(address)
        place = asyncio.timeout(None)
        self._held[place] = address
        try:
            async with place:
                yield
        except TimeoutError:
            if place.expired():
                raise _too_many_files() from None
            raise
        finally:
            self._held.pop(place, None)

    def _make_room(self, address: str) -> None:
        held = Counter(self._held.values())
        if held[address] >= MOST_UPLOADS_PER_ADDRESS:
            raise _too_many_files()
        if held.total() < MOST_UPLOADS:
            return
        busiest, most = held.most_common(1)[0]
        if held[address] + 1 >= most:
            raise _too_many_files()
        oldest = next(place for place, of in self._held.items() if of == busiest)
        del self._held[oldest]
        oldest.reschedule(0.0)


def _too_many_files() -> TooMany:
    return TooMany(30.0, "Too many files are on their way.")


def _refuse(wait: float | None) -> None:
    if wait is not None:
        raise TooMany(max(1.0, wait))
