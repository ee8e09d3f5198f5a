"""However the desk ends, nothing of it lives on; and a part that dies comes back (P13)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2 as httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.conftest import furnished
from tests.serving.desks import (
    STOP_SECONDS,
    alive_in,
    both_serve,
    command,
    desk,
    eventually,
    serves,
    set_up,
    surroundings,
)

TRIES = 5
MAKING_READY = """
import signal, sys
from pathlib import Path
from chatref.knowledge.carrier.prepare import prepared_model

signal.signal(signal.SIGINT, lambda *_: None)
print(prepared_model(Path(sys.argv[1])).exists())
"""
# Python reads it at the start of each process: the one that makes the model waits here.
HELD = """
import sys, time
from pathlib import Path

if "chatref.knowledge.carrier.prepare" in sys.orig_argv:
    Path("begun").touch()
    while not Path("go on").exists():
        time.sleep(0.01)
"""


@pytest.mark.parametrize(
    ("number", "workers"),
    [(signal.SIGINT, "1"), (signal.SIGTERM, "1"), (signal.SIGINT, "2"), (signal.SIGHUP, "2")],
)
def test_a_stop_ends_every_process_the_database_too(home: Path, number: signal.Signals, workers: str) -> None:
    """Ctrl-C, a service's stop, and a terminal that is closed; with somebody connected."""
    with desk(home, "--workers", workers) as opened:
        assert any("postgres" in each for each in alive_in(home))
        with connect(opened.base.replace("http", "ws") + "/api/visitor/socket", origin=Origin(opened.base)):
            assert opened.stop(number) == 0
        eventually(lambda: alive_in(home) == [])
        assert "Traceback" not in opened.said()


def test_an_impatient_second_ctrl_c_leaves_no_database_behind(home: Path) -> None:
    with desk(home) as opened:
        for _ in range(4):
            opened.process.send_signal(signal.SIGINT)
            time.sleep(0.15)
        assert opened.stop(signal.SIGINT) == 0
        assert alive_in(home) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_in_the_middle_of_the_first_start_leaves_nothing_running(
    tmp_path: Path, models: Path, number: signal.Signals
) -> None:
    home, status, said = _stopped_early(
        tmp_path, models, number, lambda home, _: any("postgres" in each for each in alive_in(home))
    )
    assert status == 130
    assert "Traceback" not in said
    eventually(lambda: alive_in(home) == [])


def test_ctrl_c_while_the_modules_are_read_is_no_traceback(tmp_path: Path, models: Path) -> None:
    _, status, said = _stopped_early(
        tmp_path, models, signal.SIGINT, lambda _, pid: "psycopg" in Path(f"/proc/{pid}/maps").read_text()
    )
    # Inside of `exec`, as dataclasses use it, Python notes the interrupt and ends by it: 130 to a shell, too.
    assert status in {130, -signal.SIGINT}
    assert not said


def _stopped_early(
    folder: Path, models: Path, number: signal.Signals, so_far: Callable[[Path, int], bool]
) -> tuple[Path, int, str]:
    """A first start that is stopped when it has come so far: its home, its status and its errors."""
    for attempt in range(TRIES):
        (folder / str(attempt)).mkdir()
        home = furnished(folder / str(attempt), models)
        # A shell lets its background ignore Ctrl-C, and what it starts inherits that.
        process = subprocess.Popen(
            ["env", "--default-signal=INT", *command("serve")], env=surroundings({"CHATREF_HOME": str(home)}),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        eventually(lambda: so_far(home, process.pid))  # noqa: B023 - called here
        process.send_signal(number)
        told, said = process.communicate(timeout=STOP_SECONDS)
        if not told:
            return home, process.returncode, said
    raise AssertionError("it had always started before anybody looked")


def test_a_killed_worker_is_replaced(home: Path) -> None:
    with desk(home, "--workers", "2") as opened:
        before = both_serve(opened)
        victim = min(before)
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: victim not in opened.workers() and len(opened.workers()) == 2)
        (new,) = opened.workers() - before
        eventually(lambda: serves(new, opened.port))
        assert httpx.get(f"{opened.base}/healthz").text == "ok"


def test_workers_do_not_outlive_their_killed_parent(home: Path) -> None:
    """Nor does the database, which the last of them ends; and the home is as good as before."""
    with desk(home, "--workers", "2") as opened:
        set_up(opened)
        both_serve(opened)
        opened.process.kill()
        opened.process.wait()
        eventually(lambda: alive_in(home) == [])
    with desk(home) as opened:
        assert "/setup#" not in opened.said()


def test_ctrl_c_reaches_every_process_of_a_terminal_at_once(home: Path) -> None:
    """Not only the first one hears it, and none of them takes another's end for a death to be mended."""
    with desk(home, "--workers", "2") as opened:
        both_serve(opened)
        os.killpg(opened.process.pid, signal.SIGINT)
        assert opened.process.wait(STOP_SECONDS) == 0
        eventually(lambda: alive_in(home) == [])
        assert "Traceback" not in opened.said()


def test_ctrl_c_does_not_kill_what_makes_the_model_ready(tmp_path: Path) -> None:
    """Its end was taken for a failure, which said so in fifty lines: the desk hears it, and this is over soon."""
    (tmp_path / "sitecustomize.py").write_text(HELD)
    making = subprocess.Popen(
        [sys.executable, "-c", MAKING_READY, str(tmp_path)],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    eventually((tmp_path / "begun").exists)
    os.killpg(making.pid, signal.SIGINT)
    (tmp_path / "go on").touch()
    assert (making.communicate(timeout=60)[0], making.returncode) == ("True\n", 0)
