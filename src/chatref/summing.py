"""With a model, a handoff gets its words for the card: after it has opened, and never in its way.

What does not come, or not in time, is not missed: the card has the visitor's own words.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import NAMESPACE_OID, uuid5

from chatref.assistant.summing import Summing, lines_of
from chatref.conversation.events import HandoffOpened
from chatref.conversation.model import Actor, ActorKind, Cause
from chatref.conversation.summed import SumUp
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.handle import Desk
from chatref.desk.looping import cut_off
from chatref.desk.outcome import Announcement
from chatref.desk.refused import CommandRefused
from chatref.errors import NotFound, Unavailable

log = logging.getLogger(__name__)

AT_ONCE = 4  # in one process; in a rush the others keep the visitor's own words
BY_WHO_KNOWS = (Cause.TAKEOVER, Cause.REOPENED)
"""Whoever has the case read the thread, or worked in it."""
ASSISTANT = Actor(ActorKind.ASSISTANT)


class Summaries:
    def __init__(self, database: Database, desk: Desk, summing: Summing) -> None:
        self._database = database
        self._desk = desk
        self._summing = summing
        self._running: set[asyncio.Task[None]] = set()
        self._leaving = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self._desk.listen(self.notice)
        try:
            yield
        finally:
            self._leaving = True  # or one begun meanwhile would be cut off by nobody
            await cut_off(*self._running)

    def notice(self, news: Announcement) -> None:
        for each in news.events:
            match each.recorded.event:
                case HandoffOpened(handoff=handoff, cause=cause) if cause not in BY_WHO_KNOWS:
                    self._begin(news.workspace, news.state.id, handoff)
                case _:
                    pass

    def _begin(self, workspace: str, conversation: str, handoff: str) -> None:
        if len(self._running) < AT_ONCE and not self._leaving:
            task = asyncio.create_task(
                self._sum_up(workspace, conversation, handoff), name=f"sum up {handoff}"
            )
            self._running.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a case was not summed up", exc_info=error)

    async def _sum_up(self, workspace: str, conversation: str, handoff: str) -> None:
        with suppress(Unavailable, NotFound, CommandRefused):
            async with self._database.workspace(workspace, pipelined=True) as connection:
                asked = await reading.ask_history(connection, workspace, conversation)
            found = await reading.read_history(asked)
            lines = lines_of([each.recorded for each in found.events], handoff)
            text = await self._summing.sum_up(lines) if lines else ""
            if text:
                await self._desk.handle(
                    workspace,
                    conversation,
                    SumUp(handoff, text),
                    actor=ASSISTANT,
                    command_id=str(uuid5(NAMESPACE_OID, f"{handoff}/summed")),
                    sender="assistant",
                )
