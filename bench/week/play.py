"""The week itself: everybody comes when they come, and afterwards everything is read once more for the judge."""

import asyncio
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from random import Random
from time import monotonic

from week.company import TEAMS, Company, arrivals, open_spans
from week.database import DatabaseClock
from week.days import Days
from week.door import Door
from week.servers import Servers, waiting_for
from week.simulated import Conductor, SimulatedLoop
from week.teammate import Diary, Teammate
from week.visitor import Journal, Visitor, come_and_go

CAME_FOR = {
    "question": 62, "gap": 5, "request": 8, "button": 4, "refund": 5, "order known": 3, "everything": 4,
    "billing": 3, "account": 2, "angry": 4,
}  # fmt: skip
DAY = 86_400.0
OPEN_STEP, CLOSED_STEP, MARGIN = 5.0, 20.0, 600.0
READ_AT_ONCE = 32
LOOK_AT_THE_CLOCK = 60.0  # seconds of the week
SAID_EVERY = 6  # hours
BUSY = (time(8, 15), time(19))  # when something is killed


@dataclass(frozen=True, slots=True)
class Wanted:
    week: Days
    visitors: int
    hours: int
    kills: int
    """A day."""
    seed: int
    seconds: float
    """Of real time, after which the week ends where it is."""

    @property
    def days(self) -> int:
        """Begun ones, too."""
        return -(-(self.hours + self.week.begins.hour) // 24)


@dataclass(frozen=True, slots=True)
class Played:
    journals: Sequence[Journal]
    diaries: Sequence[Diary]
    kills: Sequence[float]
    ended: float
    moves: int
    real_seconds: float


def steps(week: Days, days: int) -> Callable[[float], float]:
    """Finer while a team is open, and where it opens or closes."""
    spans = [span for team in TEAMS for span in open_spans(team, week, days)]

    def step(now: float) -> float:
        busy = any(begin - MARGIN <= now <= end + MARGIN for begin, end in spans)
        return OPEN_STEP if busy else CLOSED_STEP

    return step


def play(wanted: Wanted, company: Company, url: str, home: Path, texts: Path) -> Played:
    database = DatabaseClock(url, wanted.week.begins)
    conductor = Conductor(steps(wanted.week, wanted.days), database.set)
    conductor.mourned = lambda: waiting_for(database.nobody_at_work)
    servers = Servers(conductor, home, url, texts, Random(wanted.seed))
    began = monotonic()
    try:
        with asyncio.Runner(loop_factory=lambda: SimulatedLoop(conductor)) as runner:
            journals, diaries = runner.run(_week(wanted, company, servers))
    finally:
        servers.end()
    return Played(journals, diaries, servers.kills, conductor.now, conductor.moves, monotonic() - began)


async def _week(
    wanted: Wanted, company: Company, servers: Servers
) -> tuple[Sequence[Journal], Sequence[Diary]]:
    chance = Random(wanted.seed)
    servers.start()
    servers.start()
    door = Door(servers.port, Random(wanted.seed))
    teams = dict(company.team_names)
    team = [Teammate(each, door, teams, Random(chance.random())) for each in company.colleagues]
    visitors: list[Visitor] = []
    working = [asyncio.create_task(each.work()) for each in team]
    working.append(asyncio.create_task(servers.kill_at(_kills(wanted, chance))))
    working.append(asyncio.create_task(_say_how_far(wanted.hours, visitors, servers.conductor)))
    coming = [asyncio.create_task(_come(wanted, company, door, chance, visitors))]
    await _live(wanted, servers.conductor)
    await _stop([*working, *coming])
    await _stop([task for visitor in visitors for task in visitor.staying])
    await _read_everything(visitors)
    return [each.journal for each in visitors], [each.diary for each in team]


async def _live(wanted: Wanted, conductor: Conductor) -> None:
    """Ctrl-C ends the week where it is, and it is judged all the same."""
    began, end = monotonic(), wanted.hours * 3600.0
    enough: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: enough.append(number))
    while conductor.now < end and monotonic() - began < wanted.seconds and not enough:  # noqa: ASYNC110 - two clocks
        await asyncio.sleep(min(LOOK_AT_THE_CLOCK, end - conductor.now))
    signal.signal(signal.SIGINT, before)


async def _come(
    wanted: Wanted, company: Company, door: Door, chance: Random, visitors: list[Visitor]
) -> None:
    loop = asyncio.get_running_loop()
    kinds, weights = list(CAME_FOR), list(CAME_FOR.values())
    for number, moment in enumerate(arrivals(wanted.visitors, wanted.week, wanted.hours, chance)):
        await asyncio.sleep(max(0.0, moment - loop.time()))
        [came_for] = chance.choices(kinds, weights)
        visitor = Visitor(number, door, company.key, Random(chance.random()), came_for)
        visitor.staying.append(asyncio.create_task(come_and_go(visitor)))
        visitors.append(visitor)


def _kills(wanted: Wanted, chance: Random) -> list[float]:
    """Of each day, in so far as the week reaches into its busy hours."""
    moments = [
        chance.uniform(wanted.week.seconds_of(day, BUSY[0]), wanted.week.seconds_of(day, BUSY[1]))
        for day in range(wanted.days)
        for _ in range(wanted.kills)
    ]
    return [moment for moment in moments if moment < wanted.hours * 3600]


async def _say_how_far(hours: int, visitors: Sequence[Visitor], conductor: Conductor) -> None:
    began = monotonic()
    for hour in range(SAID_EVERY, hours, SAID_EVERY):
        await asyncio.sleep(3600 * hour - conductor.now)
        real = monotonic() - began
        print(f"  hour {hour}: {len(visitors)} visitors, {conductor.moves} moves, {real:.0f} s", flush=True)


async def _stop(tasks: Iterable[asyncio.Task[None]]) -> None:
    """What somebody's own code did wrong is not passed over."""
    stopped = list(tasks)
    for task in stopped:
        task.cancel()
    for task in stopped:
        with suppress(asyncio.CancelledError):
            await task


async def _read_everything(visitors: Iterable[Visitor]) -> None:
    gate = asyncio.Semaphore(READ_AT_ONCE)

    async def read(visitor: Visitor) -> None:
        async with gate:
            await visitor.read_everything()

    await asyncio.gather(*(read(each) for each in visitors))
