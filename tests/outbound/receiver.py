"""A far side on loopback with two doors and moods: it may break, be busy, slow, cut the line, or lose its answer.

`/hook` believes nothing that is not signed, takes nothing that docs/destinations.md does not describe, and keeps a
message once by its `webhook-id`, as the scheme asks of it; what it refused fails the test. `/shelf` takes no key: it
makes a new thing for each request and can be asked what stands there under a reference; so whoever repeats blindly is
found out.
"""

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests import signed
from tests.outbound import messages

BUSY_SECONDS = 7_200


class Mood(StrEnum):
    WELL = "well"
    BROKEN = "broken"
    BUSY = "busy"
    REFUSING = "refusing"
    CUT = "cut"
    """The line dies before all was read: nothing is made."""
    SLOW = "slow"
    """It is made, and the answer comes too late."""
    DEAF = "deaf"
    """It is made, and the line dies before an answer."""
    HALF = "half"
    """It broke after it was made."""


MAKING = {Mood.WELL, Mood.SLOW, Mood.DEAF, Mood.HALF}
STATUS = {Mood.BROKEN: 500, Mood.HALF: 500, Mood.BUSY: 429, Mood.REFUSING: 422}


@dataclass
class Receiver:
    """`moods` are for the next requests that make something; then it is `mood`. `made` is by key.

    `secret` is what its owner copied from the desk; `refused` why something was not taken.
    """

    address: str = ""
    secret: str = ""
    mood: Mood = Mood.WELL
    moods: list[Mood] = field(default_factory=list)
    finds: bool = True
    asked: list[str] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    slow_seconds: float = 1.0
    hurried: threading.Event = field(default_factory=threading.Event)
    """Ends whatever is slow."""
    arrived: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def hook(self) -> str:
        return f"{self.address}/hook"

    @property
    def shelf(self) -> str:
        return f"{self.address}/shelf"

    def next_mood(self) -> Mood:
        with self.lock:
            return self.moods.pop(0) if self.moods else self.mood

    def make(self, key: str, body: bytes, *, once: bool) -> None:
        with self.lock:
            self.asked.append(key)
            self.bodies[key] = json.loads(body)
            if not (once and self.made[key]):
                self.made[key] += 1


class _Handler(BaseHTTPRequestHandler):
    far: Receiver

    def do_POST(self) -> None:
        mood, length = self.far.next_mood(), int(self.headers["content-length"])
        if mood is Mood.CUT:
            self.rfile.read(length // 2)
            return self._hang_up()
        body = self.rfile.read(length)
        if len(body) < length:  # who sent it is no more
            self.close_connection = True
            return None
        if self.path == "/hook" and (fault := self._fault_in(body)):
            self.far.refused.append(fault)
            return self._say(400, {})
        key = self.headers["webhook-id"] or self.headers["x-reference"]
        self.far.headers[key] = {name.lower(): value for name, value in self.headers.items()}
        if mood in MAKING:
            self.far.make(key, body, once=self.path == "/hook")
        self.far.arrived.set()
        if mood is Mood.DEAF:
            return self._hang_up()
        if mood is Mood.SLOW:
            self.far.hurried.wait(self.far.slow_seconds)
        return self._say(STATUS.get(mood, 201), {"id": key[:8]})

    def _fault_in(self, body: bytes) -> str:
        unsigned = signed.fault_in(self.headers, body, self.far.secret)
        return unsigned or messages.fault_in(json.loads(body))

    def do_GET(self) -> None:
        key = parse_qs(urlsplit(self.path).query)["reference"][0]
        if not self.far.finds:
            return self._say(500, {})
        return self._say(200, {"found": key[:8] if self.far.made[key] else None})

    def _say(self, status: int, plain: object) -> None:
        body = json.dumps(plain).encode()
        try:
            self.send_response(status)
            if status == STATUS[Mood.BUSY]:
                self.send_header("retry-after", str(BUSY_SECONDS))
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def receiver(secret: str = "") -> Iterator[Receiver]:
    far = Receiver(secret=secret)
    handler = type("Handler", (_Handler,), {"far": far})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    far.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield far
        assert far.refused == []
    finally:
        server.shutdown()
        server.server_close()
