"""The desk as a service of the machine: the file in deploy/, as systemd reads it, and what it lets the desk do."""

import shutil
import signal
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import httpx2 as httpx
import pytest

from chatref.serve import LEAVE_SECONDS, MOST_FILES
from tests.serving.desks import CHATREF, alive_in, desk
from tools.reading import ROOT

UNIT = ROOT / "deploy" / "chatref.service"
# As ProtectSystem=strict and PrivateTmp=yes do it; the home stands at /mnt, since the tests' own is below /tmp.
ALONE = """
mount --make-rprivate / && mount --bind "$1" /mnt && mount -o remount,ro,bind / && mount -t tmpfs none /tmp || exit 1
shift && exec setpriv --no-new-privs "$@"
"""


def _unit() -> RawConfigParser:
    read = RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(UNIT, encoding="utf-8")
    return read


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_file(tmp_path: Path) -> None:
    """But for the program, which is made on the machine where it is installed."""
    here = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8").replace("/opt/chatref/bin/chatref", str(shutil.which("sh")))
    here.write_text(text, encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", here],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, "")


def test_it_gives_the_desk_the_time_and_the_files_that_it_needs() -> None:
    service = dict(_unit()["Service"])
    assert float(service["TimeoutStopSec"]) > LEAVE_SECONDS
    assert int(service["LimitNOFILE"]) == MOST_FILES
    assert service["Environment"] == f"CHATREF_HOME=/var/lib/{service['StateDirectory']}"


def test_the_desk_writes_to_its_home_alone_and_leaves_nothing_behind(tmp_path: Path, models: Path) -> None:
    service = dict(_unit()["Service"])
    assert (service["ProtectSystem"], service["PrivateTmp"]) == ("strict", "yes")
    assert service["ExecStart"] == "/opt/chatref/bin/chatref serve"
    alone = ["unshare", "--mount", "sh", "-c", ALONE, "sh"]
    home = tmp_path / "home"
    shutil.copytree(models, home / "models")
    seen = subprocess.run(
        [*alone, home, CHATREF[0], "-c", "import chatref"], capture_output=True, check=False
    )
    if seen.returncode:
        pytest.skip(
            "this account may not make a view of the files of its own, or the program lies below /tmp"
        )
    with desk(home, program=[*alone, str(home), *CHATREF], CHATREF_HOME="/mnt") as opened:
        assert httpx.get(f"{opened.base}/healthz").status_code == 200
        assert "/setup#" in opened.said()
        assert opened.stop(signal.SIGTERM) == 0
    assert alive_in(home) == alive_in(Path("/mnt")) == []
