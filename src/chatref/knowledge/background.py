"""Sources that are being learned by this process, and those whose learner has died: they go on here (F42)."""

import asyncio
import logging
from contextlib import suppress
from typing import Self

from chatref.database.pool import Database
from chatref.errors import NotFound, Unavailable
from chatref.knowledge import store
from chatref.knowledge.learn import Learner

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds between two looks for what was left behind
AT_ONCE = 2  # of those; what an owner asks for begins at once


class Background:
    def __init__(self, database: Database, learner: Learner) -> None:
        self._database = database
        self._learner = learner
        self._running: dict[str, asyncio.Task[object]] = {}

    async def __aenter__(self) -> Self:
        self._looking = asyncio.create_task(self._look(), name="sources left behind")
        return self

    async def __aexit__(self, *_: object) -> None:
        tasks = [self._looking, *self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def start(self, workspace: str, source: str, *, resumed: bool = False) -> None:
        """Nothing happens if it is running already."""
        if source in self._running:
            return
        learning = self._learner.learn(workspace, source, resumed=resumed)
        task = asyncio.create_task(learning, name=f"learn {source}")
        self._running[source] = task
        task.add_done_callback(lambda done: self._ended(source, done))

    def _ended(self, source: str, task: asyncio.Task[object]) -> None:
        """An owner who removes a source while it is learned interrupts nothing."""
        del self._running[source]
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, NotFound):
            log.error("learning was interrupted; it goes on in a while", exc_info=error)

    async def _look(self) -> None:
        while True:
            with suppress(Unavailable):
                await self._resume()
            await asyncio.sleep(LOOK)

    async def _resume(self) -> None:
        if len(self._running) >= AT_ONCE:
            return
        async with self._database.system() as connection:
            found = await store.abandoned(connection, AT_ONCE - len(self._running))
        for workspace, source in found:
            self.start(workspace, source, resumed=True)
