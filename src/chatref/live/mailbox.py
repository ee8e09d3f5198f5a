"""What waits to be sent on one connection: bounded, so that one slow phone stalls nobody and eats no memory."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

# A reader this far behind is cut off; it comes back with its cursor and gets exactly what it missed.
MOST_FRAMES = 256
MOST_CHARACTERS = 2_000_000


class Mailbox:
    __slots__ = ("_arrival", "_characters", "_frames", "closed", "too_slow")

    def __init__(self) -> None:
        self._frames: deque[str] = deque()
        self._characters = 0
        self._arrival: asyncio.Future[None] | None = None
        self.closed = False
        self.too_slow = False

    @property
    def empty(self) -> bool:
        return not self._frames

    def put(self, frame: str) -> None:
        if self.closed:
            return
        if len(self._frames) >= MOST_FRAMES or self._characters > MOST_CHARACTERS:
            self.too_slow = True
            self._frames.clear()
            self.close()
            return
        self._frames.append(frame)
        self._characters += len(frame)
        self._wake()

    def close(self) -> None:
        """What was put before is still delivered, then the frames end."""
        self.closed = True
        self._wake()

    async def frames(self) -> AsyncIterator[str]:
        while True:
            while self._frames:
                frame = self._frames.popleft()
                self._characters -= len(frame)
                yield frame
            if self.closed:
                return
            self._arrival = asyncio.get_running_loop().create_future()
            await self._arrival

    def _wake(self) -> None:
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)
