"""A loop of the process: it looks, rests, and is woken. One pass may fail, the loop never ends by it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

log = logging.getLogger(__name__)


@asynccontextmanager
async def looping(
    work: Callable[[], Awaitable[None]], look: float, name: str, woken: asyncio.Event | None = None
) -> AsyncIterator[None]:
    """For ever, beside the block; whatever it is at when the block ends is cut off."""
    loop = asyncio.create_task(for_ever(work, woken or asyncio.Event(), look), name=name)
    try:
        yield
    finally:
        await cut_off(loop)


async def cut_off(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def for_ever(work: Callable[[], Awaitable[None]], woken: asyncio.Event, look: float) -> None:
    """`look` is how many seconds at most between two passes."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("the worker goes on after an error")
        await heard_within(look, woken)
        woken.clear()


async def heard_within(seconds: float, event: asyncio.Event) -> None:
    """Not asyncio.wait_for: in Python 3.11 it loses a cancellation that comes together with the event, and
    a loop that was told to end goes on for ever."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
