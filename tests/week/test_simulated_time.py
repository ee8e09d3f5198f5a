"""Time that moves only when every process is idle."""

import asyncio
import socket
import threading
import time

from week.simulated import Conductor, Obeying, Player, SimulatedLoop

NIGHT = 30_000.0


def test_a_night_passes_at_once_for_everybody_who_sleeps() -> None:
    ours, theirs = socket.socketpair()
    conductor = Conductor(lambda _: 1.0, lambda _: None)
    conductor.join(Player(ours, lambda _: None))
    other = threading.Thread(target=_sleeps_on, args=(theirs,), daemon=True)
    other.start()
    began = time.monotonic()
    with asyncio.Runner(loop_factory=lambda: SimulatedLoop(conductor)) as runner:
        woken = runner.run(_sleep(NIGHT))
    assert NIGHT <= woken < NIGHT + 1
    assert time.monotonic() - began < NIGHT / 100
    ours.close()
    other.join(5)


def test_time_stands_still_while_another_process_is_at_work() -> None:
    """A thread's work counts, and so does an answer that is still on its way."""
    ours, theirs = socket.socketpair()
    conductor = Conductor(lambda _: 1.0, lambda _: None)
    conductor.join(Player(ours, lambda _: None))
    moved: list[float] = []
    other = threading.Thread(target=_works, args=(theirs, moved), daemon=True)
    other.start()
    with asyncio.Runner(loop_factory=lambda: SimulatedLoop(conductor)) as runner:
        runner.run(_sleep(NIGHT))
    assert moved
    assert moved[0] < 1.0
    ours.close()
    other.join(5)


async def _sleep(seconds: float) -> float:
    await asyncio.sleep(seconds)
    return asyncio.get_running_loop().time()


def _sleeps_on(line: socket.socket) -> None:
    try:
        with asyncio.Runner(loop_factory=lambda: SimulatedLoop(Obeying(line))) as runner:
            runner.run(_sleep(NIGHT * 10))
    except SystemExit:
        line.close()


def _works(line: socket.socket, moved: list[float]) -> None:
    async def work() -> None:
        loop = asyncio.get_running_loop()
        await asyncio.to_thread(time.sleep, 0.3)
        moved.append(loop.time())
        await asyncio.sleep(NIGHT * 10)

    try:
        with asyncio.Runner(loop_factory=lambda: SimulatedLoop(Obeying(line))) as runner:
            runner.run(work())
    except SystemExit:
        line.close()
