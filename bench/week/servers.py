"""The desk's two processes: started, killed as the power does it, and started again."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Timer

from week.simulated import Conductor, Player

BACKLOG = 2048
DOWN = (2.0, 25.0)  # seconds of the week until a killed one is started again
MID_WORK = 0.006  # seconds of real time in which a kill falls, while the step's work is under way
BENCH = Path(__file__).parents[1]


@dataclass(slots=True)
class Servers:
    """`kills` are when one ended, in seconds of the week."""

    conductor: Conductor
    home: Path
    url: str
    texts: Path
    chance: Random
    kills: list[float] = field(default_factory=list)
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    listening: socket.socket = field(init=False)
    ending: bool = False

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    def start(self) -> None:
        ours, theirs = socket.socketpair()
        with (self.home / "servers.log").open("ab") as log:
            process = subprocess.Popen(
                [
                    sys.executable, "-m", "week.process", str(self.listening.fileno()), str(theirs.fileno()),
                    str(self.port), str(self.home), str(self.texts),
                ],
                env={**os.environ, "DATABASE_URL": self.url, "PYTHONPATH": _paths()},
                pass_fds=(self.listening.fileno(), theirs.fileno()),
                stdout=log,
                stderr=log,
            )  # fmt: skip
        theirs.close()
        self.running[process.pid] = process
        self.conductor.join(Player(ours, lambda _: self._gone(process)))

    async def kill_at(self, moments: list[float]) -> None:
        """By turns one and the other, in the middle of what that moment brings."""
        loop = asyncio.get_running_loop()
        for moment in sorted(moments):
            await asyncio.sleep(max(0.0, moment - loop.time()))
            self.kills.append(loop.time())
            victim = next(iter(self.running))
            Timer(self.chance.uniform(0, MID_WORK), os.kill, (victim, signal.SIGKILL)).start()
            await asyncio.sleep(self.chance.uniform(*DOWN))
            self.start()

    def _gone(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        del self.running[process.pid]
        if not self.ending and process.returncode != -signal.SIGKILL:
            raise RuntimeError(f"a server ended by itself: {process.returncode}; see servers.log")

    def end(self) -> None:
        self.ending = True
        for process in self.running.values():
            process.kill()
            process.wait()


def waiting_for(done: Callable[[], bool], seconds: float = 10.0) -> None:
    """Of real time."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            raise RuntimeError("what a killed process had begun does not end")
        time.sleep(0.002)


def _paths() -> str:
    return os.pathsep.join([str(BENCH), os.environ.get("PYTHONPATH", "")])
