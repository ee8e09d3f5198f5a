"""What is asked together is answered together: a queue per lane, and one batch of it at a time."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

# A longer batch gains nothing more from its one commit, and holds its locks for longer.
LARGEST_BATCH = 64


class Gathering(Generic[Asked, Answer]):
    """`run(lane, asked)` gives one answer each, in order; an exception among them is raised to its asker.

    If `run` itself fails, it is run again one at a time, so that only the culprit fails. Whether the first try did
    anything may be unknown: asking the same twice must be harmless. After a batch, a lane rests for `rest` seconds,
    unless the next one is full already, so that more goes together; who asks of a lane at rest for longer is answered
    at once.
    """

    def __init__(
        self,
        run: Callable[[str, Sequence[Asked]], Awaitable[Sequence[Answer | Exception]]],
        largest: int = LARGEST_BATCH,
        rest: float = 0.0,
    ) -> None:
        self._run = run
        self._largest = largest
        self._rest = rest
        self._lanes: dict[str, deque[tuple[Asked, asyncio.Future[Answer]]]] = {}
        self._draining: set[asyncio.Task[None]] = set()

    async def ask(self, lane: str, asked: Asked) -> Answer:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        waiting = self._lanes.get(lane)
        if waiting is None:
            waiting = self._lanes[lane] = deque()
            self._start(lane, waiting)
        waiting.append((asked, answer))
        return await answer

    async def finish(self) -> None:
        """Wait until everything asked so far is answered."""
        while self._draining:
            await asyncio.gather(*self._draining)

    def _start(self, lane: str, waiting: deque[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        task = asyncio.create_task(self._drain(lane, waiting))
        self._draining.add(task)
        task.add_done_callback(self._draining.discard)

    async def _drain(self, lane: str, waiting: deque[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        try:
            while waiting:
                size = min(len(waiting), self._largest)
                await self._answer(lane, [waiting.popleft() for _ in range(size)])
                if self._rest and len(waiting) < self._largest:
                    await asyncio.sleep(self._rest)
        finally:
            del self._lanes[lane]

    async def _answer(self, lane: str, batch: Sequence[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        result = await self._tried(lane, batch)
        if isinstance(result, BaseException):
            for one in batch:
                alone = await self._tried(lane, [one])
                _give(one[1], alone if isinstance(alone, BaseException) else alone[0])
        else:
            for (_, future), answer in zip(batch, result, strict=True):
                _give(future, answer)

    async def _tried(
        self, lane: str, batch: Sequence[tuple[Asked, asyncio.Future[Answer]]]
    ) -> Sequence[Answer | Exception] | BaseException:
        """A failure is a value here: it belongs to an asker, not to this loop."""
        [result] = await asyncio.gather(self._run(lane, [one for one, _ in batch]), return_exceptions=True)
        return result


def _give(future: asyncio.Future[Answer], answer: Answer | BaseException) -> None:
    if future.done():  # the asker has gone; what it asked for was done all the same
        return
    if isinstance(answer, BaseException):
        future.set_exception(answer)
    else:
        future.set_result(answer)
