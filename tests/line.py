"""A line between a desk and a model on which an answer can be held in its middle: as slow as a test needs it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PATIENCE = 60.0  # seconds
AT_ONCE = 10.0  # long before the desk gives a model up
ROOM = 65_536
PIECE = b"data: "


@dataclass
class Held:
    """An answer that does not go on after its first piece."""

    _begun: threading.Event = field(default_factory=threading.Event)
    _cut: threading.Event = field(default_factory=threading.Event)

    def begun(self) -> bool:
        """Waits for its first piece, which the desk has then."""
        return self._begun.wait(PATIENCE)

    def cut(self) -> bool:
        """Waits for the desk to hang up on it."""
        return self._cut.wait(AT_ONCE)


@dataclass
class Line:
    far: str
    base: str = ""
    _next: Held | None = None

    def hold(self) -> Held:
        """The next answer. Those after it pass."""
        self._next = Held()
        return self._next

    async def passes(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        where = urlsplit(self.far)
        answers, asks = await asyncio.open_connection(where.hostname, where.port)
        answering = asyncio.create_task(self._answer(answers, back))
        try:
            await _pass(near, asks)
        finally:
            answering.cancel()
            for end in (asks, back):
                end.close()
            (held,) = await asyncio.gather(answering, return_exceptions=True)
            if isinstance(held, Held):
                held._cut.set()

    async def _answer(self, answers: asyncio.StreamReader, back: asyncio.StreamWriter) -> Held | None:
        while piece := await answers.read(ROOM):
            back.write(piece)
            await back.drain()
            if PIECE in piece and self._next is not None:
                held, self._next = self._next, None
                held._begun.set()
                return held
        back.close()
        return None


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until one end is gone."""
    try:
        while piece := await reader.read(ROOM):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        return


@contextmanager
def line_to(far: str) -> Iterator[Line]:
    line = Line(far)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(line.passes, "127.0.0.1", 0))
    line.base = "http://{}:{}".format(*server.sockets[0].getsockname())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(_hang_up(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _hang_up(server: asyncio.Server) -> None:
    server.close()
    here = asyncio.current_task()
    still = [task for task in asyncio.all_tasks() if task is not here]
    for task in still:
        task.cancel()
    await asyncio.gather(*still, return_exceptions=True)
