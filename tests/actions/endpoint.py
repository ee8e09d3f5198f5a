"""A business's own endpoint on loopback, as its people would write it from the scheme's description: it believes
nothing that is not signed, and answers as each test says."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.signed import fault_in


@dataclass(frozen=True)
class Reply:
    """`slowly`: seconds before a word, and between any two bytes."""

    status: int = 200
    body: bytes = b"{}"
    slowly: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plain: object) -> "Reply":
        return cls(body=json.dumps(plain).encode())


@dataclass
class Endpoint:
    """`secret` is what its owner copied from the desk; `asked` what came in, by its id."""

    address: str = ""
    secret: str = ""
    answer: Callable[[dict[str, Any]], Reply] = lambda _: Reply()
    asked: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def reply(self, headers: Message, body: bytes) -> Reply:
        if fault := fault_in(headers, body, self.secret):
            self.refused.append(fault)
            return Reply(401)
        asked = json.loads(body)
        self.asked.append(asked)
        self.ids.append(headers["webhook-id"])
        return self.answer(asked)


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    far = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            reply = far.reply(self.headers, body)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            pieces = [reply.body] if not reply.slowly else [bytes([each]) for each in reply.body]
            try:
                for piece in pieces:
                    time.sleep(reply.slowly)
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    far.address = f"http://127.0.0.1:{server.server_port}/chatref"
    try:
        yield far
    finally:
        server.shutdown()
        server.server_close()
