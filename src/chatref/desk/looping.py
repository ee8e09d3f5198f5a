"""A loop of the process: it looks, rests, and is woken. One pass may fail, the loop never ends by it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

log = logging.getLogger(__name__)


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
