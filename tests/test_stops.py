"""P13: a stop that Python throws away is still heard."""

import signal
import subprocess
import sys

import pytest

FORGOTTEN = """
import os, signal, sys
from chatref import stops

class Closing:
    def __del__(self):
        os.kill(os.getpid(), int(sys.argv[1]))
        sum(range(1000))

signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs these tests may ignore it
stops.unwind()
stops.look()
Closing()
print("went on", flush=True)
stops.look()
print("stayed")
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_that_came_while_something_was_thrown_away_is_heard_before_we_stay(
    number: signal.Signals,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORGOTTEN, str(int(number))],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "went on\n"
    assert "KeyboardInterrupt" in done.stderr
    assert done.returncode != 0
