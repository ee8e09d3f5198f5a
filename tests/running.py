"""A real `chatref serve` beside the tests: its own process, its own database, reached over HTTP."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import randbelow
from typing import Any, TypeVar

import httpx2 as httpx
import psutil

START_SECONDS = 120.0
T = TypeVar("T")


@dataclass
class Running:
    """`base` is the desk's address."""

    base: str
    process: subprocess.Popen[str]
    log: Path

    def workers(self) -> list[int]:
        """The processes that `--workers` made."""
        children = psutil.Process(self.process.pid).children()
        return [child.pid for child in children if "spawn_main" in _command(child)]

    def kill(self) -> None:
        """As the power does it."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running(
    home: Path,
    database_url: str | None,
    *arguments: str,
    port: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Running]:
    """`chatref serve` until the block ends; without a database it starts the embedded one in `home`."""
    started = start(home, database_url, *arguments, port=port, environment=environment)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.process.send_signal(signal.SIGINT)
            started.process.wait(timeout=60)


def start(
    home: Path,
    database_url: str | None,
    *arguments: str,
    port: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> Running:
    """Each caller may say that they come from somewhere else."""
    port = port or free_port()
    home.mkdir(parents=True, exist_ok=True)
    log = home / "serve.log"
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CHATREF_")},
        "CHATREF_HOME": str(home),
        "CHATREF_PORT": str(port),
        "CHATREF_TRUSTED_PROXIES": "127.0.0.1",
        **({"DATABASE_URL": database_url} if database_url else {}),
        **(environment or {}),
    }
    before = log.stat().st_size if log.exists() else 0
    with log.open("a") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "chatref", "serve", *arguments],
            env=surroundings, stdout=out, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
    # It may have taken the next port, if somebody was quicker: only its own word counts.
    started = Running(_said_address(process, log, before), process, log)
    wait_until_up(started)
    return started


def _said_address(process: subprocess.Popen[str], log: Path, before: int) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if said := re.search(r"^Chatref is at (\S+)$", log.read_text()[before:], re.MULTILINE):
            return said.group(1)
        time.sleep(0.05)
    raise AssertionError(f"the server did not come up:\n{log.read_text()}")


def wait_until_up(started: Running) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if started.process.poll() is not None:
            break
        try:
            httpx.get(f"{started.base}/healthz", timeout=5).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not come up:\n{started.log.read_text()}")


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def free_port() -> int:
    """Below those that the system gives to whoever asks for any: none of them takes it before it is used."""
    while True:
        port = 10_000 + randbelow(20_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def beside(work: Coroutine[Any, Any, T]) -> T:
    """Runs it on a loop in a thread of its own: while a browser is open, this thread has one that runs."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()
