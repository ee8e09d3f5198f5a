"""Every program that measures ends with a line of JSON, also where there is nothing to measure."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.reading import ROOT


@pytest.mark.parametrize("program", ["turns", "search"])
def test_a_program_without_enough_to_read_says_so_and_misses_its_bar(program: str, tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, str(ROOT / "bench" / f"{program}.py"), "--content", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    last = json.loads(said.stdout.splitlines()[-1])
    assert (said.returncode, last["met"], last["passages"]) == (1, False, 0), said.stderr
    assert "--content" in last["why"]
