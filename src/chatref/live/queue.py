"""The line before the teams of one workspace: each visitor in it is told of their place, when it has moved."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from chatref.conversation.model import Stage
from chatref.desk.summary import Summary
from chatref.desk.waiting import InLine
from chatref.errors import Unavailable

BETWEEN_COUNTS = 0.5  # seconds
Read = Callable[[], Awaitable[Mapping[str, InLine]]]
Keep = Callable[[asyncio.Task[None]], None]
"""What ends a task with the hub."""
Standing = tuple[str | None, int, datetime | None]


class Queue:
    """Counted anew only when somebody came, went or moved, or when somebody here begins to listen."""

    def __init__(self, read: Read, tell: Callable[[Mapping[str, InLine]], None], keep: Keep) -> None:
        self._read = read
        self._tell = tell
        self._keep = keep
        self._known: Mapping[str, InLine] = {}
        self._moved = False
        self._counting: asyncio.Task[None] | None = None

    def take(self, summary: Summary) -> None:
        known = self._known.get(summary.conversation)
        if _standing(summary) != (known and known.standing):
            self.count()

    def count(self) -> None:
        """At once, and then not oftener than an eye follows."""
        self._moved = True
        if self._counting is None or self._counting.done():
            self._counting = asyncio.create_task(self._count())
            self._keep(self._counting)

    async def _count(self) -> None:
        while self._moved:
            self._moved = False
            try:
                self._known = await self._read()
            except Unavailable:
                return  # a hint that is lost; the next that moves, or listens, counts again
            self._tell(self._known)
            await asyncio.sleep(BETWEEN_COUNTS)


def _standing(summary: Summary) -> Standing | None:
    if summary.stage not in {Stage.WAITING, Stage.OFFERED}:
        return None
    return summary.team, summary.priority, summary.person_owed_since
