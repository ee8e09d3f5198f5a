"""Simulated time for real processes: an event loop whose clock moves only when somebody moves it.

One process conducts (`Conductor`), the others obey (`Obeying`). An obeying process says that it is idle once nothing
is ready, no answer of the database is awaited and no thread is at work for it, and how long it would sleep. When all
say so twice over, and nobody did anything in between, nothing can be on its way, and the conductor moves the clock to
the earliest of what they wait for. Nothing of this is known to the program that runs on the loop.
"""

import asyncio
import selectors
import socket
import struct
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from contextvars import Context
from math import ceil, inf
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from _typeshed import HasFileno
else:
    HasFileno = Any

T = TypeVar("T")
Args = TypeVarTuple("Args")
Events = list[tuple[selectors.SelectorKey, int]]

ASK, MOVE = b"?", b"T"
MOMENT = struct.Struct("!dd")
IDLE = struct.Struct("!Qd")
RESOLUTION = A_LOOK = 1e-6
LISTENS = "Bell.listen"  # awaits what nobody owes it: the one connection that is idle while it waits for the database
DRIVER_LOOKS = "wait_async.<locals>.timedout"  # ten times a second, whether somebody pressed Ctrl-C
FINE = 0.9  # seconds: who sleeps for less is woken then, everybody else by whole steps


class SimulatedLoop(asyncio.SelectorEventLoop):
    """Seconds since the simulated beginning. Counts what is awaited from outside of the process."""

    def __init__(self, clock: "Clock") -> None:
        super().__init__(clock)
        self._clock = clock
        self._clock_resolution = RESOLUTION

    def time(self) -> float:
        """Each look takes a moment, or who finds that it is a rounding error too early would look for ever."""
        self._clock.now += A_LOOK
        return self._clock.now

    def call_later(
        self,
        delay: float,
        callback: Callable[[*Args], object],
        *args: *Args,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        if getattr(callback, "__qualname__", "") == DRIVER_LOOKS:
            delay = 1e6
        return super().call_later(delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[[*Args], object],
        *args: *Args,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Who sleeps for long is woken together with others, at the end of a step."""
        if when - self._clock.now >= FINE:
            when = max(when, ceil((when - FINE) / self._clock.step) * self._clock.step)
        return super().call_at(when, callback, *args, context=context)

    def add_reader(self, fd: int | HasFileno, callback: Callable[[*Args], Any], *args: *Args) -> None:
        self._await(fd)
        super().add_reader(fd, callback, *args)

    def add_writer(self, fd: int | HasFileno, callback: Callable[[*Args], Any], *args: *Args) -> None:
        self._await(fd)
        super().add_writer(fd, callback, *args)

    def remove_reader(self, fd: int | HasFileno) -> bool:
        self._clock.awaited.discard(fd)
        return super().remove_reader(fd)

    def remove_writer(self, fd: int | HasFileno) -> bool:
        self._clock.awaited.discard(fd)
        return super().remove_writer(fd)

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Args], T], *args: *Args
    ) -> asyncio.Future[T]:
        self._clock.jobs += 1
        job = super().run_in_executor(executor, func, *args)
        job.add_done_callback(self._job_done)
        return job

    def _await(self, fd: int | HasFileno) -> None:
        task = asyncio.current_task(self)
        if task is None or getattr(task.get_coro(), "__qualname__", "") != LISTENS:
            self._clock.awaited.add(fd)

    def _job_done(self, _: object) -> None:
        self._clock.jobs -= 1


class Clock(selectors.EpollSelector):
    """What both kinds share: the time, and what this process awaits."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.step = 1.0
        self.awaited: set[Any] = set()
        self.jobs = 0
        self._lines: dict[int, Callable[[], None]] = {}

    def line(self, line: socket.socket, heard: Callable[[], None]) -> None:
        """`heard` is called when something came on it; the loop never sees it."""
        line.settimeout(0)
        self.register(line, selectors.EVENT_READ, None)
        self._lines[line.fileno()] = heard

    def hang_up(self, line: socket.socket) -> None:
        del self._lines[line.fileno()]
        self.unregister(line)

    def _ready(self, timeout: float | None) -> Events:
        found = super().select(timeout)
        for key, _ in found:
            if key.fd in self._lines:
                self._lines[key.fd]()
        return [each for each in found if each[0].data is not None]


class Obeying(Clock):
    def __init__(self, conductor: socket.socket) -> None:
        super().__init__()
        self._conductor = conductor
        self._asked = False
        self._rounds = 0
        self.line(conductor, self._heard)

    def select(self, timeout: float | None = None) -> Events:
        if timeout is not None and timeout <= 0:
            return self._ready(0)
        until = inf if timeout is None else self.now + timeout
        while True:
            events = self._ready(0)
            if not events and self.now < until - RESOLUTION:
                if self._asked and not self.awaited and not self.jobs:
                    self._asked = False
                    self._conductor.send(IDLE.pack(self._rounds, until))
                events = self._ready(None)
            if events or self.now >= until - RESOLUTION:
                self._rounds += 1
                return events

    def _heard(self) -> None:
        heard = self._conductor.recv(4096)
        if not heard:
            raise SystemExit("nobody conducts any more")
        place = 0
        while place < len(heard):
            if heard[place : place + 1] == ASK:
                self._asked, place = True, place + 1
            else:
                now, self.step = MOMENT.unpack_from(heard, place + 1)
                self.now = max(self.now, now)
                place += 1 + MOMENT.size


class Player:
    """An obeying process, as the conductor knows it."""

    def __init__(self, line: socket.socket, gone: Callable[["Player"], None]) -> None:
        self.line = line
        self.gone = gone
        self.answer: tuple[int, float] | None = None
        self.asked = False


class Conductor(Clock):
    """Conducts while its own loop has nothing to do. `moved(now)` sets whatever else has the time."""

    def __init__(self, step: Callable[[float], float], moved: Callable[[float], None]) -> None:
        super().__init__()
        self.moves = 0
        self.mourned: Callable[[], None] = lambda: None
        self._step_of = step
        self.step = step(0.0)
        self._moved = moved
        self._players: list[Player] = []
        self._before: list[tuple[int, float] | None] | None = None
        self._bereaved = False

    def join(self, player: Player) -> None:
        self._players.append(player)
        self._before = None
        self.line(player.line, lambda: self._heard(player))
        player.line.send(MOVE + MOMENT.pack(self.now, self.step))

    def select(self, timeout: float | None = None) -> Events:
        self._before = None
        if timeout is not None and timeout <= 0:
            return self._ready(0)
        until = inf if timeout is None else self.now + timeout
        while True:
            events = self._ready(0)
            if events or self.now >= until - RESOLUTION:
                return events
            if self.jobs or not all(self._answered(each) for each in self._players):
                if events := self._ready(None):
                    return events
                continue
            self._round(until)

    def _answered(self, player: Player) -> bool:
        if not player.asked:
            player.asked, player.answer = True, None
            with suppress(ConnectionError):
                player.line.send(ASK)
        return player.answer is not None

    def _round(self, until: float) -> None:
        answers = [each.answer for each in self._players]
        for each in self._players:
            each.asked = False
        still = answers == self._before and not self._bereaved
        self._before = None if still else answers
        if still:
            self._move(min(until, *(answer[1] for answer in answers if answer)))
        if self._bereaved:
            self._bereaved = False
            self.mourned()

    def _move(self, until: float) -> None:
        if until == inf:
            raise RuntimeError("everybody waits for ever")
        self.now = max(until, self.now + FINE if until - self.now < FINE else until)
        self.step = self._step_of(self.now)
        self.moves += 1
        self._moved(self.now)
        for each in self._players:
            with suppress(ConnectionError):
                each.line.send(MOVE + MOMENT.pack(self.now, self.step))

    def _heard(self, player: Player) -> None:
        try:
            heard = player.line.recv(4096)
        except ConnectionError:
            heard = b""
        if heard:
            player.answer = IDLE.unpack_from(heard)
            return
        self._players.remove(player)
        self.hang_up(player.line)
        self._before, self._bereaved = None, True
        player.gone(player)
