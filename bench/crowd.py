"""A crowd of clients in a process of its own, told what to do over a pipe."""

import asyncio
import gc
import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

import uvloop
from load import allow_many_files


class Crowd:
    """`make()` gives, over there, the object whose coroutines `ask` calls."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __enter__(self) -> Self:
        apart = multiprocessing.get_context("spawn")
        self._pipe, theirs = apart.Pipe()
        self._process = apart.Process(target=live, args=(self._make, theirs), daemon=True)
        self._process.start()
        theirs.close()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()

    def ask(self, what: str, *details: object) -> Any:  # noqa: ANN401 - whatever that coroutine gives
        self.begin(what, *details)
        return self.result()

    def begin(self, what: str, *details: object) -> None:
        """Ask without waiting for the `result`."""
        self._pipe.send((what, details))

    def result(self) -> Any:  # noqa: ANN401
        done, result = self._pipe.recv()
        if not done:
            raise RuntimeError(result)
        return result


def live(make: Callable[[], object], pipe: Connection) -> None:
    allow_many_files()
    gc.disable()  # a pause of the clients would count as one of the server
    with suppress(EOFError, KeyboardInterrupt):
        uvloop.run(_answer(make(), pipe))


async def _answer(crowd: object, pipe: Connection) -> None:
    while True:
        what, details = await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
        try:
            pipe.send((True, await getattr(crowd, what)(*details)))
        except Exception as error:  # noqa: BLE001 - it belongs to the other side of the pipe
            pipe.send((False, f"{type(error).__name__}: {error}"))
