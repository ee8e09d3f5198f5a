"""What a stranger may send, how much of it, how fast: each limit, from outside, on a running desk."""

import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2 as httpx
import pytest
from websockets.frames import Frame, Opcode

from chatref.serve import LARGEST_FRAME
from chatref.web.bounds import BODY_SECONDS, LARGEST_BODY
from chatref.web.limits import MOST_SOCKETS_PER_ADDRESS
from chatref.web.patience import HEAD_SECONDS
from chatref.web.sockets import FORBIDDEN, HELLO_SECONDS, LATER, MOST_FRAMES, NOT_UNDERSTOOD, SIGNED_OUT
from tests.clients import VisitorClient
from tests.conftest import furnished
from tests.serving.desks import Desk, Shop, desk, eventually, set_up
from tests.serving.sockets import tab, visitor_tab

FEW = 20  # connections
TOO_BIG = 1009  # of the WebSocket protocol itself
SOCKET = "/api/visitor/socket"
OF_EACH = 80  # sockets: a visitor may open so many in a minute


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Desk]:
    with desk(furnished(tmp_path_factory.mktemp("limits"), models)) as running:
        yield running
        assert "Traceback" not in running.said(), running.said()


@pytest.fixture(scope="module")
def shop(opened: Desk) -> Shop:
    return set_up(opened)


def _code(answer: httpx.Response) -> str:
    return str(answer.json()["code"])


def _chunks(size: int) -> Iterator[bytes]:
    yield b'{"site": "'
    for _ in range(size // 1024):
        yield b"x" * 1024
    yield b'"}'


def test_a_body_too_large_is_refused_declared_or_not(opened: Desk, shop: Shop) -> None:
    path = f"{opened.base}/api/visitor/session"
    declared = httpx.post(path, content=b"x" * (LARGEST_BODY + 1))
    chunked = httpx.post(path, content=_chunks(LARGEST_BODY + 4096))
    for answer in (declared, chunked):
        assert (answer.status_code, _code(answer)) == (413, "too_large")
    fitting = httpx.post(path, content=_chunks(LARGEST_BODY - 4096))
    assert (fitting.status_code, _code(fitting)) == (422, "bad_input")


def test_a_body_nested_without_end_is_bad_input(opened: Desk) -> None:
    answer = httpx.post(
        f"{opened.base}/api/visitor/session",
        content=b"[" * 60_000, headers={"Content-Type": "application/json"},
    )  # fmt: skip
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] == "bad_input"


def test_who_dawdles_is_cut_off(opened: Desk, shop: Shop) -> None:
    """Half a request and half a body hold a connection for so long only; an idle one likewise."""
    head = b"POST /api/visitor/session HTTP/1.1\r\nHost: desk\r\n"
    body = b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    with ExitStack() as stack:
        begun = time.monotonic()
        silent, half_head, half_body = (stack.enter_context(_connected(opened)) for _ in range(3))
        half_head.sendall(head)
        half_body.sendall(head + body)
        hello = stack.enter_context(tab(opened.base, SOCKET))
        eventually(lambda: hello.code is not None, HELLO_SECONDS + 60)
        assert hello.code == NOT_UNDERSTOOD
        assert time.monotonic() - begun >= HELLO_SECONDS - 1
        assert _rest(silent) == b""
        assert _rest(half_head) == b""
        assert _rest(half_body).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - begun < max(HEAD_SECONDS, BODY_SECONDS) + 25


def _connected(opened: Desk) -> socket.socket:
    parts = urlsplit(opened.base)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=40)


def _rest(wire: socket.socket) -> bytes:
    """All that comes until the other end closes."""
    found = b""
    while piece := wire.recv(4096):
        found += piece
    return found


@pytest.mark.parametrize(
    "junk",
    ["", "no JSON", "[]", "17", '"text"', "[" * 10_000, '{"t": "hello", "token": "\\ud800"}', b"\x00\xff"],
    ids=["empty", "words", "list", "number", "string", "deep", "half a character", "bytes"],
)  # fmt: skip
def test_a_junk_frame_ends_its_socket_politely(opened: Desk, junk: str | bytes) -> None:
    with tab(opened.base, SOCKET) as stranger:
        stranger.wire.send(junk)
        eventually(lambda: stranger.code is not None)
        assert stranger.code in {NOT_UNDERSTOOD, SIGNED_OUT}
        assert stranger.frames[-1]["t"] == "error"


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"t": "follow", "conversation": "no id"}, NOT_UNDERSTOOD),
        ({"t": "follow", "conversation": ["x"]}, NOT_UNDERSTOOD),
        ({"t": "beat", "after": -1}, NOT_UNDERSTOOD),
        ({"t": "beat", "after": "many"}, NOT_UNDERSTOOD),
        ({"t": "beat", "after": 10**300}, NOT_UNDERSTOOD),
        ({"t": "beat", "after": {"a": 1}}, NOT_UNDERSTOOD),
    ],
)  # fmt: skip
def test_a_frame_with_a_wrong_field_ends_its_socket_politely(
    opened: Desk, shop: Shop, frame: dict[str, object], code: int
) -> None:
    visitor = shop.visitor()
    visitor.write("hello, what is a web licence?").raise_for_status()
    with visitor_tab(opened.base, visitor) as stranger:
        eventually(stranger.events)
        stranger.say(**frame)
        eventually(lambda: stranger.code is not None)
        assert stranger.code == code
        assert stranger.frames[-1]["t"] == "error"


def test_frames_of_unknown_kinds_are_passed_over(opened: Desk, shop: Shop) -> None:
    visitor = shop.visitor()
    visitor.write("hello, what is a web licence?").raise_for_status()
    with visitor_tab(opened.base, visitor) as mine:
        for kind in ("dance", 17, None, ["hello"], {"t": "hello"}):
            mine.say(t=kind)
        mine.say(t="beat", after=0)
        eventually(lambda: [frame for frame in mine.frames if frame["t"] == "beat"])
        assert mine.code is None


def test_a_frame_too_large_ends_its_socket_in_one_piece_or_in_many(opened: Desk) -> None:
    """All of it in one go: whoever is refused while still sending may be cut off before the reason has arrived."""
    kinds = (Opcode.TEXT, *[Opcode.CONT] * (LARGEST_FRAME // 1024 + 1))
    pieces = [Frame(kind, b"x" * 1024, fin=False) for kind in kinds]
    for sent in ([Frame(Opcode.TEXT, b"x" * (LARGEST_FRAME + 1))], pieces):
        with tab(opened.base, SOCKET) as stranger:
            stranger.wire.socket.sendall(b"".join(each.serialize(mask=True) for each in sent))
            eventually(lambda stranger=stranger: stranger.code is not None)
            assert stranger.code == TOO_BIG


def test_too_many_frames_are_told_to_come_later(opened: Desk, shop: Shop) -> None:
    visitor = shop.visitor()
    visitor.write("hello, what is a web licence?").raise_for_status()
    with visitor_tab(opened.base, visitor) as eager:
        for _ in range(MOST_FRAMES + 5):
            eager.say(t="beat", after=0)
        eventually(lambda: eager.code is not None)
        assert eager.code == LATER
        assert eager.frames[-1]["error"]["retry_after"] > 0


def test_a_socket_without_a_known_secret_or_from_a_foreign_page_stays_shut(opened: Desk) -> None:
    """F39: nor is there one for who is not signed in."""
    with tab(opened.base, SOCKET) as stranger:
        stranger.say(t="hello", token="not a token", conversation=str(uuid4()), after=0)
        eventually(lambda: stranger.code == SIGNED_OUT)
    with tab(opened.base, "/api/inbox/socket") as stranger:
        stranger.say(t="hello", change=0)
        eventually(lambda: stranger.code == SIGNED_OUT)
    with tab(opened.base, SOCKET, origin="https://evil.example") as foreign:
        eventually(lambda: foreign.code == FORBIDDEN)


def test_one_address_holds_so_many_sockets_and_gets_the_places_back(opened: Desk, shop: Shop) -> None:
    """Each says hello, or the first would be cut off before the last is there."""
    visitor = shop.visitor()
    visitor.write("hello, what is a web licence?").raise_for_status()
    many = [_hello(shop.visitor()) for _ in range(MOST_SOCKETS_PER_ADDRESS // OF_EACH)]
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    handshake = (
        f"GET {SOCKET} HTTP/1.1\r\nHost: {urlsplit(opened.base).netloc}\r\nOrigin: {opened.base}\r\n"
        f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()
    with ExitStack() as stack:
        for number in range(MOST_SOCKETS_PER_ADDRESS):
            wire = stack.enter_context(_connected(opened))
            wire.sendall(handshake)
            assert wire.recv(4096).startswith(b"HTTP/1.1 101")
            wire.sendall(many[number % len(many)])
        with visitor_tab(opened.base, visitor) as late:
            eventually(lambda: late.code is not None)
            assert late.code == LATER
            assert late.frames[-1]["error"]["code"] == "too_many"

    def let_in() -> bool:
        with visitor_tab(opened.base, visitor) as again:
            again.say(t="beat", after=0)
            time.sleep(0.3)
            return again.code is None

    eventually(let_in)


def _hello(visitor: VisitorClient) -> bytes:
    said = json.dumps({"t": "hello", "token": visitor.session["token"], "after": 0})
    return Frame(Opcode.TEXT, said.encode()).serialize(mask=True)


def test_beyond_the_last_connection_one_is_told_to_come_back_and_then_let_in(home: Path) -> None:
    """Abuse: with few instead of 25,000, in an otherwise whole desk. A window that is open stays so."""
    few = f"import chatref.serve as s; s.MOST_CONNECTIONS = {FEW}; from chatref.__main__ import main; main()"
    with ExitStack() as stack:
        small = stack.enter_context(desk(home, program=[sys.executable, "-c", few]))
        stay = stack.enter_context(tab(small.base, SOCKET))
        with ExitStack() as held:
            for _ in range(FEW - 1):
                held.enter_context(_connected(small))
            answer = httpx.get(f"{small.base}/healthz")
            assert (answer.status_code, answer.headers["connection"]) == (503, "close")
            assert stay.code is None
        eventually(lambda: httpx.get(f"{small.base}/healthz").status_code == 200)


def test_nonsense_instead_of_http_is_answered_and_closed(opened: Desk) -> None:
    for nonsense in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", json.dumps({}).encode() + b"\r\n\r\n"):
        with _connected(opened) as wire:
            wire.sendall(nonsense)
            assert _rest(wire).startswith(b"HTTP/1.1 400")
