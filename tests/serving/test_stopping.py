"""However the desk ends, nothing of it lives on; and a part that dies comes back (P13)."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx2 as httpx
import psutil
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.serving.desks import Desk, alive_in, command, desk, eventually, set_up, surroundings

STOPS_WITHIN = 12.0  # seconds
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
            assert opened.stop(number, STOPS_WITHIN) == 0
        eventually(lambda: alive_in(home) == [], 2)
        assert "Traceback" not in opened.said()


def test_an_impatient_second_ctrl_c_leaves_no_database_behind(home: Path) -> None:
    with desk(home) as opened:
        for _ in range(4):
            opened.process.send_signal(signal.SIGINT)
            time.sleep(0.15)
        assert opened.stop(signal.SIGINT, STOPS_WITHIN) == 0
        assert alive_in(home) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_in_the_middle_of_the_first_start_leaves_nothing_running(
    home: Path, number: signal.Signals
) -> None:
    process = subprocess.Popen(
        command("serve"), env=surroundings({"CHATREF_HOME": str(home)}), stderr=subprocess.PIPE, text=True
    )
    eventually(lambda: any("postgres" in each for each in alive_in(home)))
    process.send_signal(number)
    _, said = process.communicate(timeout=STOPS_WITHIN)
    assert process.returncode == 130
    assert "Traceback" not in said
    eventually(lambda: alive_in(home) == [], 2)


def test_ctrl_c_while_the_modules_are_read_is_no_traceback(home: Path) -> None:
    # A shell lets its background ignore Ctrl-C, and what it starts inherits that.
    process = subprocess.Popen(
        ["env", "--default-signal=INT", *command("serve")],
        env=surroundings({"CHATREF_HOME": str(home)}),
        stderr=subprocess.PIPE,
        text=True,
    )
    eventually(lambda: "psycopg" in Path(f"/proc/{process.pid}/maps").read_text())
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=STOPS_WITHIN)
    # Inside of `exec`, as dataclasses use it, Python notes the interrupt and ends by it: 130 to a shell, too.
    assert process.returncode in {130, -signal.SIGINT}
    assert not said


def test_a_killed_worker_is_replaced(home: Path) -> None:
    with desk(home, "--workers", "2") as opened:
        before = _two_workers(opened)
        victim = min(before)
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: victim not in opened.workers() and len(opened.workers()) == 2)
        (new,) = opened.workers() - before
        eventually(lambda: _serves(new, opened.port))
        assert httpx.get(f"{opened.base}/healthz", timeout=5).text == "ok"


def test_workers_do_not_outlive_their_killed_parent(home: Path) -> None:
    """Nor does the database, which the last of them ends; and the home is as good as before."""
    with desk(home, "--workers", "2") as opened:
        set_up(opened)
        _two_workers(opened)
        opened.process.kill()
        opened.process.wait()
        eventually(lambda: alive_in(home) == [], STOPS_WITHIN)
    with desk(home) as opened:
        assert "/setup#" not in opened.said()


def _two_workers(opened: Desk) -> set[int]:
    eventually(lambda: [_serves(each, opened.port) for each in opened.workers()] == [True, True])
    return opened.workers()


def _serves(pid: int, port: int) -> bool:
    """Its loop watches the shared port: it polls, which nobody does who has not begun."""
    try:
        names = {each.path for each in psutil.Process(pid).open_files()}
        listens = any(each.laddr.port == port for each in psutil.Process(pid).net_connections("tcp"))
    except psutil.Error:
        return False
    return listens and any(name.endswith("users.lock") for name in names)


def test_ctrl_c_reaches_every_process_of_a_terminal_at_once(home: Path) -> None:
    """Not only the first one hears it, and none of them takes another's end for a death to be mended."""
    with desk(home, "--workers", "2") as opened:
        for each in _two_workers(opened):
            os.kill(each, signal.SIGINT)
        assert opened.stop(signal.SIGINT, STOPS_WITHIN) == 0
        eventually(lambda: alive_in(home) == [], 2)
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
