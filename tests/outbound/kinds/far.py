"""The far side of a wire on loopback: it answers as a system does, or fails as a network does."""

import json
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from chatref.outbound.kind import Kind


@dataclass(frozen=True)
class Asked:
    """`query` has each name once; `headers` have names in small letters."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def plain(self) -> Any:  # noqa: ANN401 - of whatever shape, which the system checks
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """`plain` as JSON; bytes go as they are."""

    status: int = 200
    plain: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Callable[[Asked], Reply]
Fault = Callable[[Asked, Answer], Reply]


def objects_in(plain: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - of whatever shape
    """The outer ones first."""
    if isinstance(plain, dict):
        yield plain
    for each in plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ():
        yield from objects_in(each)


class System(Protocol):
    """A vendor's system as far as we use it. It refuses what its reference doesn't know, and says why in `refused`.

    `made` is what it keeps: for each ticket its title and its text; `notes` what was put under one later.
    """

    kind: Kind
    made: list[dict[str, str]]
    notes: list[dict[str, str]]
    refused: list[str]

    def entered(self, address: str) -> dict[str, str | bool]:
        """What an owner enters for it, with nothing optional."""

    def reply(self, asked: Asked) -> Reply: ...


def instead(reply: Reply) -> Fault:
    """It does nothing, and answers this."""
    return lambda _asked, _answer: reply


def drops(_asked: Asked, _answer: Answer) -> Reply:
    """The connection ends before anything is done."""
    raise ConnectionError


def loses_the_answer(asked: Asked, answer: Answer) -> Reply:
    answer(asked)
    raise ConnectionError


def answers_too_late(seconds: float) -> Fault:
    def late(asked: Asked, answer: Answer) -> Reply:
        reply = answer(asked)
        time.sleep(seconds)
        return reply

    return late


@dataclass
class Far:
    """`faults` befall the next requests that look (GET) or make something (POST), one each."""

    address: str
    asked: list[Asked] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)

    def befalls(self, method: str, *faults: Fault) -> None:
        self.faults.setdefault(method, deque()).extend(faults)

    def fault(self, method: str) -> Fault | None:
        waiting = self.faults.get(method)
        return waiting.popleft() if waiting else None


def looks_or_makes(asked: Asked) -> str:
    return "GET" if asked.method == "GET" else "POST"


@contextmanager
def far_side(
    answer: Answer, encrypted: ssl.SSLContext | None = None, step: Callable[[Asked], str] = looks_or_makes
) -> Iterator[Far]:
    """`step` says what a request is where its method does not: GET for a look, POST for all that makes something."""
    far = Far("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or what follows the head waits for its receipt, 40 ms

        def _answer(self) -> None:
            asked = _asked(self)
            far.asked.append(asked)
            fault = far.fault(step(asked))
            try:
                reply = fault(asked, answer) if fault else answer(asked)
                _send(self, reply)
            except ConnectionError:
                self.close_connection = True

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def do_PUT(self) -> None:
            self._answer()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if encrypted:
        server.socket = encrypted.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    far.address = f"{'https' if encrypted else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield far
    finally:
        server.shutdown()
        server.server_close()


def _asked(handler: BaseHTTPRequestHandler) -> Asked:
    parts = urlsplit(handler.path)
    pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    assert len(dict(pairs)) == len(pairs)
    body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
    headers = {name.lower(): value for name, value in handler.headers.items()}
    return Asked(handler.command, parts.path, dict(pairs), headers, body)


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    body = reply.plain if isinstance(reply.plain, bytes) else json.dumps(reply.plain).encode()
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
