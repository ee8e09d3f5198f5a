"""Lets scripted visitors talk to a running desk, so that its inbox is alive."""

import asyncio
import logging
import sys
from collections.abc import Iterator
from random import Random
from typing import assert_never
from uuid import uuid4

import httpx2 as httpx
from websockets.exceptions import WebSocketException

from demo.visitors import Beat, Fill, Leave, PressPerson, Report, Say, Script, visits
from demo.window import Window

log = logging.getLogger(__name__)

SEED = 7
ARRIVING_SECONDS = 2.5  # between the first visitors, so that they don't speak in chorus
BETWEEN_SECONDS = (3.0, 12.0)
LINGERING_SECONDS = 40.0
# Who writes on so soon has not waited for an answer.
BREATHLESS_SECONDS = 2.0
TYPING_SECONDS = 2.0
# A desk that is being stopped breaks its connections first; then nobody wants to read of it.
STOPPING_SECONDS = 8.0


async def talk(
    base_url: str, site_key: str, shop: str, visitors: int, *, seed: int = SEED, pace: float = 1.0
) -> None:
    """Keeps so many visitors talking at once until it is cancelled; who comes in which order is the seed's.

    `pace` is how much of their time the visitors take: with 0.1 they think ten times as fast.
    """
    coming = (script for _, script in visits(sys.maxsize, seed))
    async with asyncio.TaskGroup() as places:
        for place in range(visitors):
            chance = Random(f"{seed} {place}")
            places.create_task(_place(base_url, site_key, shop, coming, chance, place * pace, pace))


async def _place(
    base_url: str,
    site_key: str,
    shop: str,
    coming: Iterator[Script],
    chance: Random,
    later: float,
    pace: float,
) -> None:
    """One visitor after the other."""
    await asyncio.sleep(later * ARRIVING_SECONDS)
    while True:
        script = next(coming)
        try:
            async with httpx.AsyncClient(base_url=base_url, timeout=30, trust_env=False) as http:
                await _visit(http, site_key, shop, script, pace)
        except (httpx.HTTPError, WebSocketException, OSError) as error:
            await asyncio.sleep(STOPPING_SECONDS)
            log.warning("The visitor of %r was lost: %r", script.name, error)
        await asyncio.sleep(chance.uniform(*BETWEEN_SECONDS) * pace)


async def _visit(http: httpx.AsyncClient, site_key: str, shop: str, script: Script, pace: float) -> None:
    window = await Window.opened(http, site_key, shop + script.page, script.language)
    try:
        await _follow_script(window, script, pace)
    finally:
        await window.close()


async def _follow_script(window: Window, script: Script, pace: float) -> None:
    reports: list[Report] = []
    for beat, next_after in zip(script.beats, _next_afters(script), strict=True):
        await _think(window, beat, pace)
        if isinstance(beat.step, Leave) or window.stage == "resolved":
            return
        if isinstance(beat.step, Report) and not window.events:
            reports.append(beat.step)  # there is no conversation to tell it in yet
            continue
        before = window.seen
        await _do(window, beat.step)
        while reports:
            await _do(window, reports.pop(0))
        if next_after > BREATHLESS_SECONDS:
            await window.hears(before, pace)
    await asyncio.sleep(LINGERING_SECONDS * pace)


def _next_afters(script: Script) -> list[float]:
    return [beat.after for beat in script.beats[1:]] + [LINGERING_SECONDS]


async def _think(window: Window, beat: Beat, pace: float) -> None:
    typing = min(beat.after, TYPING_SECONDS) if isinstance(beat.step, Say) else 0.0
    await asyncio.sleep((beat.after - typing) * pace)
    if typing:
        await window.typing()
        await asyncio.sleep(typing * pace)


async def _do(window: Window, step: Say | Report | PressPerson | Fill | Leave) -> None:
    match step:
        case Say(text):
            await window.ask("write", message=str(uuid4()), text=text, page=window.page)
        case Report(name, facts):
            await window.ask("report_event", name=name, facts=dict(facts), page=window.page)
        case PressPerson():
            await window.ask("ask_person", page=window.page)
        case Fill(details):
            await _fill(window, dict(details))
        case Leave():
            pass
        case _:
            assert_never(step)


async def _fill(window: Window, details: dict[str, str]) -> None:
    """What they can tell of what is asked; a form that takes none of it is passed over."""
    asked = [str(field["field"]) for field in window.form]
    values = {name: details[name] for name in asked if name in details}
    if asked and not (values and await window.ask("give_details", values=values)):
        await window.ask("skip_details")
