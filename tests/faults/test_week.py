"""A working day of a desk in simulated time: the small form of bench/desk_week.py."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rounds import LONG

BENCH = Path(__file__).parents[2] / "bench"


@pytest.mark.skipif(not LONG, reason="takes minutes; make faults runs it")
@pytest.mark.timeout(1_200)
def test_a_day_of_a_desk_leaves_nobody_behind() -> None:
    """F17, P7, P13, P15: 20 colleagues, shifts, lost connections, a kill; the judge reads the visitors' journals."""
    ran = subprocess.run(
        [sys.executable, str(BENCH / "desk_week.py"), "--visitors", "200", "--hours", "6"],
        capture_output=True,
        text=True,
        timeout=1_100,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    said = json.loads(ran.stdout.splitlines()[-1])
    assert said["met"]
    assert said["kills"] >= 1
    assert said["answered"] > 10
