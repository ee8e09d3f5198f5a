"""Every kind of frame that a client may send, about everybody else's conversations. F39."""

import ast
import inspect
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from chatref.live import stream
from tests.serving.desks import eventually
from tests.serving.sockets import Tab, teammate_tab, visitor_tab
from tests.web.walls.attackers import Attacker, attackers
from tests.web.walls.conftest import World
from tests.web.walls.holdings import Holding

WIRE = Path(__file__).parents[3] / "docs" / "wire.md"
VISITOR, INBOX = "/api/visitor/socket", "/api/inbox/socket"
SPELLED: tuple[Callable[[str], str], ...] = (str, str.upper, lambda text: UUID(text).hex)
AFTER = (0, 1, 2**31 - 1)
PATIENCE = 60.0  # seconds
Frame = dict[str, Any]


def frames(conversation: str, after: int) -> dict[str, dict[str, Frame]]:
    """By socket and kind."""
    thread = {"conversation": conversation, "after": after}
    return {
        VISITOR: {
            "hello": {"t": "hello", **thread},
            "follow": {"t": "follow", **thread},
            "typing": {"t": "typing", "conversation": conversation},
            "seen": {"t": "seen", "vseq": after, "conversation": conversation},
            "beat": {"t": "beat", "after": after, "conversation": conversation},
        },
        INBOX: {
            "hello": {"t": "hello", "change": 0, **thread},
            "open": {"t": "open", **thread},
            "leave": {"t": "leave", "conversation": conversation},
            "typing": {"t": "typing", "conversation": conversation},
            "beat": {"t": "beat", "change": 0, "seq": after, "conversation": conversation},
        },
    }


@pytest.mark.parametrize(
    ("path", "served"), [(VISITOR, stream.VisitorStream), (INBOX, stream.TeammateStream)]
)
def test_no_kind_of_frame_is_left_out(path: str, served: type) -> None:
    """Of those that the server takes, and of those that are written down."""
    tried = set(frames("", 0)[path])
    assert _taken(served) == tried
    assert _written_down(path) == tried


def _taken(served: type) -> set[str]:
    tree = ast.parse(inspect.getsource(served))
    cases = [node for node in ast.walk(tree) if isinstance(node, ast.match_case)]
    return {
        str(node.value.value)
        for case in cases
        for node in ast.walk(case.pattern)
        if isinstance(node, ast.MatchValue) and isinstance(node.value, ast.Constant)
    }


def _written_down(path: str) -> set[str]:
    section = WIRE.read_text().partition(f"`WS {path}`")[2].partition("\n## ")[0]
    first = section.partition("\n")[0] if path == VISITOR else ""
    up = re.split(r"up: |Up: ", section)[1].partition("Down: ")[0].partition("\n")[0]
    return set(re.findall(r'\{"t":"(\w+)"', first + up))


def test_no_frame_about_anothers_conversation_is_answered(world: World) -> None:
    """F39: nothing is told, nobody hears anybody type, and nothing changes."""
    tally = Counter[str]()
    with _listening(world.foundry) as ours, _listening(world.rival) as theirs:
        for attacker in attackers(world):
            workspace, watched = attacker.victim.business.workspace, attacker.watched
            world.stored.settle()
            before = _kept(world, workspace, watched)
            for path, frame in _all_about(attacker.victim):
                _judge(attacker, frame, _told(world, attacker, path, frame))
                tally[attacker.name] += 1
            assert _kept(world, workspace, watched) == before, attacker.name
        heard = [hint for tab in (*ours, *theirs) for hint in tab.hints("typing")]
    assert heard == []
    assert len(tally) == 9
    assert set(tally.values()) == {30}


def _kept(world: World, workspace: str, watched: tuple[str, ...]) -> dict[str, str]:
    """But for who has a window open: those of the attackers before close in their own time."""
    found = world.stored.fingerprint(workspace, watched)
    return {table: mark for table, mark in found.items() if table != "presence"}


def _all_about(victim: Holding) -> Iterator[tuple[str, Frame]]:
    for spelled, after in zip(SPELLED, AFTER, strict=True):
        for path, kinds in frames(spelled(victim.visitor.conversation), after).items():
            for frame in kinds.values():
                yield path, frame


def _told(world: World, attacker: Attacker, path: str, frame: Frame) -> str:
    """All that the other end says after this frame, until it answers a beat or hangs up."""
    with _connected(world.desk.base, path, attacker.cookie) as wire:
        hello: Frame = {"t": "hello", "change": 0}
        if path == VISITOR:
            hello = {"t": "hello", "token": attacker.token}
        first = {**hello, **frame} if frame["t"] == "hello" else hello
        told = ""
        with suppress(ConnectionClosed):
            for each in (first, frame, {"t": "beat", "change": 0, "seq": 0, "after": 0}):
                wire.send(json.dumps(each))
            while '"t":"beat"' not in (said := str(wire.recv(PATIENCE))):
                told += said
            return told + said
        return told


@contextmanager
def _connected(base: str, path: str, cookie: str) -> Iterator[ClientConnection]:
    headers = {"Cookie": cookie} if cookie else {}
    with connect(
        base.replace("http", "ws", 1) + path,
        origin=Origin(base),
        additional_headers=headers,
        open_timeout=PATIENCE,
    ) as wire:
        yield wire


def _judge(attacker: Attacker, frame: Frame, told: str) -> None:
    said = json.dumps(frame).lower()
    leaked = [word for word in attacker.words if word.lower() in told.lower() and word.lower() not in said]
    assert leaked == [], (attacker.name, frame, told)


@contextmanager
def _listening(holding: Holding) -> Iterator[tuple[Tab, Tab]]:
    """The two who may, with the thread open before them."""
    base, conversation = str(holding.visitor.http.base_url), holding.visitor.conversation
    with (
        visitor_tab(base, holding.visitor) as visitor,
        teammate_tab(base, holding.teammate, conversation) as teammate,
    ):
        eventually(visitor.events)
        eventually(teammate.events)
        yield visitor, teammate


def test_whoever_may_is_answered_to_every_kind_of_frame(world: World) -> None:
    """The control: the same frames by the two whose conversation it is."""
    conversation = world.foundry.visitor.conversation
    asked = frames(conversation, 0)
    with _listening(world.foundry) as (visitor, teammate):
        assert world.foundry.word in str(visitor.texts())
        assert world.foundry.word in str(teammate.texts())
        for tab, other, path in ((visitor, teammate, VISITOR), (teammate, visitor, INBOX)):
            before = len(tab.frames)
            tab.say(**asked[path]["beat"])
            eventually(lambda tab=tab, before=before: "beat" in str(tab.frames[before:]))
            tab.say(**asked[path]["typing"])
            eventually(lambda other=other: other.hints("typing"))
        again = len(visitor.events())
        visitor.say(**asked[VISITOR]["follow"])
        eventually(lambda: len(visitor.events()) > again)
        teammate.say(**asked[INBOX]["leave"])
        visitor.say(t="typing")
        teammate.say(**asked[INBOX]["open"])
        eventually(lambda: len(teammate.events()) > len(visitor.events()) / 2)
