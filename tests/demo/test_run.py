"""`chatref demo` as it is started by hand, with its own database, and stopped with Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import create_server
from typing import TypeVar

import httpx2 as httpx
import psutil
import pytest

from tests.clients import TeammateClient, VisitorClient
from tests.running import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 100.0  # seconds, on a machine that has other things to do
WORKS_WITHIN = 60.0  # seconds
STOP_SECONDS = 60.0  # of a machine that has other things to do; a demo that hangs takes for ever
QUESTION = "Is the desktop licence enough for my website?"
BY_THE_TEST = 2  # sign-ins as the owner
READ = re.compile(r"The assistant has read (\d+) pages")

T = TypeVar("T")

pytestmark = pytest.mark.timeout(400)


@dataclass
class Demo:
    process: subprocess.Popen[bytes]
    log: Path
    began: float

    @property
    def said(self) -> str:
        return self.log.read_text()

    def says(self, wanted: str | re.Pattern[str]) -> re.Match[str]:
        """As soon as it stands in the terminal."""
        return eventually(lambda: re.search(wanted, self.said), self)

    @property
    def shop(self) -> str:
        return self.says(r"The shop +(\S+)")[1]

    @property
    def desk(self) -> str:
        return self.says(r"The inbox +(\S+)/inbox")[1]

    def sign_in(self) -> TeammateClient:
        return self.sign_both_in()[0]

    def sign_both_in(self) -> tuple[TeammateClient, TeammateClient]:
        """The owner and a teammate, as the terminal names them."""
        told = self.says(r"Sign in as +(\S+) .*password +(\S+)\n +or +(\S+) .*the same")
        owner, password, teammate = told.groups()
        return (
            TeammateClient.signing_in(self.desk, owner, password),
            TeammateClient.signing_in(self.desk, teammate, password),
        )

    def visitor(self) -> VisitorClient:
        page = httpx.get(self.shop).text
        key = re.search(r'data-site="([^"]+)"', page)
        assert key
        return VisitorClient.arriving(self.desk, key[1])

    def press_ctrl_c(self) -> int:
        """As a terminal does it, for all of the group. The exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=STOP_SECONDS)


@contextmanager
def demo(home: Path, port: int, *arguments: str) -> Iterator[Demo]:
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    log, began = home / "terminal.log", time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "chatref", "demo", *arguments],
            cwd=ROOT,
            env={**kept, "CHATREF_HOME": str(home), "CHATREF_PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    children = [psutil.Process(process.pid)]
    try:
        yield Demo(process, log, began)
    finally:
        with suppress(psutil.NoSuchProcess):
            children += children[0].children(recursive=True)
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        process.wait()


def test_it_opens_learns_answers_is_alive_and_ends(furnished_home: Path) -> None:
    """P1, P8, P19, S22: with its usual ports taken by others, and again when the shop has to move."""
    with closing(create_server(("127.0.0.1", 0))) as other:
        taken = other.getsockname()[1]
        with demo(furnished_home, taken, "--visitors", "3") as opened:
            assert not opened.desk.endswith(f":{taken}")
            opens_its_doors(opened)
            assert int(opened.says(READ)[1]) >= 50
            assert cited(opened).startswith(f"{opened.shop}/help/")
            follows_its_owners_rules(opened)
            owner, left = opened.sign_in(), opened.shop
            assert len(owner.signed_in()) == BY_THE_TEST
            eventually(lambda: len(listed(owner)) >= 3, opened)
            ends_quietly(opened)
        with closing(create_server(("127.0.0.1", port_of(left)))), demo(furnished_home, taken) as moved:
            assert moved.shop != left
            moved.says(READ)
            assert cited(moved).startswith(f"{moved.shop}/help/")
            ends_quietly(moved)


def test_started_again_it_is_the_same_demo(furnished_home: Path) -> None:
    """P19: the same password and the same shop, whose sources lead where they did, also after an early end."""
    port = free_port()
    with demo(furnished_home, port) as first:
        told = first.says(r"(?s)The shop.*ends everything")[0]
        ends_quietly(first)
    with demo(furnished_home, port) as second:
        assert second.says(r"(?s)The shop.*ends everything")[0] == told
        second.says(READ)
        ends_quietly(second)


def opens_its_doors(opened: Demo) -> None:
    """Three addresses, two sign-ins and what to try, soon after its start."""
    for page in (opened.shop, opened.says(r"The inbox +(\S+)")[1], opened.says(r"The start +(\S+)")[1]):
        assert "<html" in httpx.get(page, follow_redirects=True).raise_for_status().text, page
    assert time.monotonic() - opened.began < WORKS_WITHIN
    roles = [each.me["teammate"]["role"] for each in opened.sign_both_in()]
    assert roles == ["owner", "teammate"]
    assert opened.says(r'Try: in the shop, ask "([^"]+)"')[1] == QUESTION


def cited(opened: Demo) -> str:
    """Where the first source of an answer leads."""
    visitor = opened.visitor()
    visitor.write(QUESTION).raise_for_status()
    return str(visitor.awaits("assistant_answered")["citations"][0]["address"])


def follows_its_owners_rules(opened: Demo) -> None:
    """P2, P5, P7, P12: in the owner's words, and what was said already is not asked for."""
    visitor = opened.visitor()
    visitor.write("I want to return order A-10233, SKU 5521, it's the wrong licence").raise_for_status()
    told = visitor.awaits("desk_said", line="hand_over")
    assert told["text"].startswith("Let me connect you with a licence specialist")
    given = {visitor.awaits("detail_given", field=field)["value"] for field in ("order", "sku")}
    assert given == {"A-10233", "5521"}


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def listed(owner: TeammateClient) -> list[str]:
    views = ("needs_person", "mine", "team", "assistant", "resolved")
    return [row["conversation"] for view in views for row in owner.listed(view)]


def ends_quietly(opened: Demo) -> None:
    """Nothing more in the terminal than before, and no process left."""
    children = psutil.Process(opened.process.pid).children(recursive=True)
    before = opened.said
    assert opened.press_ctrl_c() in {0, 130}
    assert opened.said == before
    assert not psutil.wait_procs(children, timeout=60)[1]


def eventually(wanted: Callable[[], T | None], opened: Demo) -> T:
    until = time.monotonic() + PATIENCE
    while not (found := wanted()):
        assert opened.process.poll() is None, f"it ended by itself:\n{opened.said}"
        assert time.monotonic() < until, f"it did not come:\n{opened.said}"
        time.sleep(0.2)
    return found
