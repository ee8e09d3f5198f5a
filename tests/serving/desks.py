"""Real `chatref serve` processes, each on a home of its own, and who of them is still alive."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import psutil

from tests.clients import PATIENCE, VisitorClient
from tests.running import free_port

START_SECONDS = 120.0
STOP_SECONDS = 60.0  # of a machine that has other things to do; a desk that hangs takes for ever
PASSWORD = "seven quiet lanterns"
OWNER = "olga@foundry.example"


@dataclass
class Desk:
    """`base` is the address that the desk itself printed."""

    base: str
    home: Path
    process: "subprocess.Popen[str]"
    log: Path

    @property
    def port(self) -> int:
        return int(self.base.rpartition(":")[2])

    def said(self) -> str:
        return self.log.read_text()

    def token(self) -> str:
        found = re.search(r"/setup#(\S+)", self.said())
        assert found, self.said()
        return found[1]

    def workers(self) -> set[int]:
        """The processes that serve: the children that `--workers` made."""
        children = psutil.Process(self.process.pid).children()
        return {child.pid for child in children if "spawn_main" in " ".join(_command(child))}

    def stop(self, number: int = signal.SIGINT, seconds: float = STOP_SECONDS) -> int:
        """Its exit status; a desk that does not end in time is killed, and that is an error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it did not stop within {seconds} s:\n{self.said()}") from None


CHATREF = (sys.executable, "-m", "chatref")


@contextmanager
def desk(
    home: Path,
    *arguments: str,
    port: int | None = None,
    at: str | None = None,
    program: Sequence[str] = CHATREF,
    **environment: str,
) -> Iterator[Desk]:
    """`chatref serve` until the block ends. `at` is where it is if what it prints is the address of a proxy."""
    settings = {"CHATREF_HOME": str(home), "CHATREF_PORT": str(port or free_port()), **environment}
    opened = launch([*program, "serve", *arguments], home, settings, at)
    try:
        yield opened
        if opened.process.poll() is None:
            opened.stop()
    finally:
        _end(opened.process)


def launch(command: list[str], home: Path, settings: Mapping[str, str], at: str | None) -> Desk:
    log = home.parent / f"serve-{time.monotonic_ns()}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            command, env=surroundings(settings), stdout=out, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
    opened = Desk("", home, process, log)
    printed = _printed(opened)
    opened.base = at or printed
    eventually(lambda: _answers(opened), START_SECONDS)
    return opened


def command(*arguments: str) -> list[str]:
    return [*CHATREF, *arguments]


def surroundings(settings: Mapping[str, str]) -> dict[str, str]:
    """Of the machine that runs the tests, none of Chatref's own settings comes along."""
    ours = {name: text for name, text in os.environ.items() if not name.startswith(("CHATREF_", "DATABASE_"))}
    return {**ours, **settings}


def told(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """A command that ends by itself."""
    return subprocess.run(
        command(*arguments),
        env=surroundings(settings), capture_output=True, text=True, timeout=START_SECONDS, check=False,
    )  # fmt: skip


def alive_in(home: Path) -> list[str]:
    """Every living process of this home, also those whose parent is gone; looked up where they can't hide."""
    data = str(home.resolve() / "postgres" / "data")
    return [f"{each.pid} {_command(each)}" for each in psutil.process_iter() if _is_of(each, home, data)]


def both_serve(opened: Desk) -> set[int]:
    """The two workers, as soon as either would take a connection: until then the other gets them all."""
    eventually(lambda: [serves(each, opened.port) for each in opened.workers()] == [True, True])
    return opened.workers()


def serves(pid: int, port: int) -> bool:
    """Its loop watches the shared port: it polls, which nobody does who has not begun."""
    try:
        names = {each.path for each in psutil.Process(pid).open_files()}
        listens = any(each.laddr.port == port for each in psutil.Process(pid).net_connections("tcp"))
    except psutil.Error:
        return False
    return listens and any(name.endswith("users.lock") for name in names)


def eventually(condition: Callable[[], object], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "did not happen in time"
        time.sleep(0.05)


@dataclass
class Shop:
    """A desk that has been set up: its owner's browser, and the key of its site."""

    owner: httpx.Client
    key: str

    def visitor(self, base: str | None = None, token: str | None = None) -> VisitorClient:
        return VisitorClient.arriving(base or str(self.owner.base_url), self.key, token)


def set_up(opened: Desk, browser: httpx.Client | None = None) -> Shop:
    """By the link it printed, over HTTP, as the page behind the link does."""
    owner = browser or httpx.Client(base_url=opened.base, headers={"X-Chatref": "1"}, timeout=PATIENCE)
    asked = {"token": opened.token(), "workspace": "Foundry", "name": "Olga Owner", "email": OWNER}
    owner.post("/api/setup", json={**asked, "password": PASSWORD}).raise_for_status()
    sites = owner.get("/api/admin/sites").raise_for_status().json()["sites"]
    return Shop(owner, sites[0]["key"])


def _is_of(process: psutil.Process, home: Path, data: str) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.cwd() == data or process.environ().get("CHATREF_HOME") == str(home)
    except psutil.Error:
        return False


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _printed(opened: Desk) -> str:
    """The address it listens on, which is not always the one that was wished for."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and opened.process.poll() is None:
        said = opened.said()
        port = re.search(r"listens on port (\d+)", said)
        at = re.search(r"Chatref is at (\S+)\n", said)
        if port:
            return f"http://127.0.0.1:{port[1]}"
        if at:
            return at[1]
        time.sleep(0.02)
    _end(opened.process)
    raise AssertionError(f"it did not come up:\n{opened.said()}")


def _answers(opened: Desk) -> bool:
    assert opened.process.poll() is None, opened.said()
    try:
        return httpx.get(f"{opened.base}/healthz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def _end(process: "subprocess.Popen[str]") -> None:
    """Only after a test that failed or that killed on purpose is there still anybody."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
