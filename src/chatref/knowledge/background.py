"""Sources that are being learned by this process. One that a crash interrupts says so, and can be started again."""

import asyncio

from chatref.knowledge.learn import Learner


class Background:
    def __init__(self, learner: Learner) -> None:
        self._learner = learner
        self._running: dict[str, asyncio.Task[object]] = {}

    def start(self, workspace: str, source: str) -> None:
        """Nothing happens if it is running already."""
        if source in self._running:
            return
        task = asyncio.create_task(self._learner.learn(workspace, source), name=f"learn {source}")
        self._running[source] = task
        task.add_done_callback(lambda _: self._running.pop(source, None))

    async def close(self) -> None:
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
