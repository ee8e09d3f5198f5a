"""The teammates of one workspace who look at its lists, in this process."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

from chatref.desk.lists import Counts
from chatref.desk.policy import Faces
from chatref.desk.summary import Summary
from chatref.errors import Unavailable
from chatref.live import wire
from chatref.live.mailbox import Mailbox
from chatref.live.queue import Keep

BETWEEN_SUMMARIES = 0.1  # seconds: no row of a list moves oftener than an eye follows
BETWEEN_COUNTS = 0.5


class Watcher:
    """One teammate's connection. It is `live` once it was told all that came before."""

    __slots__ = ("live", "mailbox", "teammate")

    def __init__(self, teammate: str, mailbox: Mailbox) -> None:
        self.teammate = teammate
        self.mailbox = mailbox
        self.live = False


class Inbox:
    """Collects what changed, and tells it in one frame; counts are read anew only when somebody changed lists."""

    def __init__(self, count: Callable[[], Awaitable[Counts]], keep: Keep) -> None:
        self.change = 0
        self.faces: Faces = {}
        self._count = count
        self._keep = keep
        self._watchers: list[Watcher] = []
        self._pending: dict[str, Summary] = {}
        self._counts: Counts | None = None
        self._moved = False
        self._flush: asyncio.TimerHandle | None = None
        self._counting: asyncio.Task[None] | None = None

    def __bool__(self) -> bool:
        return bool(self._watchers)

    def __iter__(self) -> Iterator[Watcher]:
        return iter(tuple(self._watchers))

    def add(self, watcher: Watcher) -> None:
        self._watchers.append(watcher)

    def remove(self, watcher: Watcher) -> None:
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    def take(self, summary: Summary, *, moved: bool) -> None:
        if not self._watchers:
            return
        known = self._pending.get(summary.conversation)
        if known is None or known.change < summary.change:
            self._pending[summary.conversation] = summary
        self._moved = self._moved or moved
        if self._flush is None:
            self._flush = asyncio.get_running_loop().call_later(BETWEEN_SUMMARIES, self._tell)

    async def counts(self) -> Counts:
        self._counts = await self._count()
        return self._counts

    def _tell(self) -> None:
        self._flush = None
        pending, self._pending = list(self._pending.values()), {}
        self._say(pending)
        if self._moved and (self._counting is None or self._counting.done()):
            self._counting = asyncio.create_task(self._recount())
            self._keep(self._counting)

    async def _recount(self) -> None:
        while self._moved and self._watchers:
            self._moved = False
            try:
                self._counts = await self._count()
            except Unavailable:
                self._moved = True  # the next change of a list asks again
                return
            self._say([])
            await asyncio.sleep(BETWEEN_COUNTS)

    def _say(self, summaries: list[Summary]) -> None:
        """Encoded once for everybody who owns none of these, and once for each owner."""
        if self._counts is None:
            return
        owners = {each.owner for each in summaries} | {
            who for who, count in self._counts.mine.items() if count
        }
        frames: dict[str | None, str] = {}
        for watcher in self:
            if watcher.live:
                whose = watcher.teammate if watcher.teammate in owners else None
                frame = frames.get(whose) or self._frame(summaries, watcher.teammate)
                frames[whose] = frame
                watcher.mailbox.put(frame)

    def _frame(self, summaries: list[Summary], me: str) -> str:
        counts = self._counts.of(me) if self._counts else {}
        return wire.summaries_frame(self.change, summaries, counts, self.faces, me)
