"""What takes long is one request, whatever comes while it is under way."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Thread

import pytest

from tests.ui.conftest import SLOWEST, Contexts
from tests.ui.held import held

ASK_TWICE = """
window.came = 0
for (const path of ["/together/1", "/together/2"]) fetch(path).then(() => { window.came += 1 })
"""


class Together(BaseHTTPRequestHandler):
    """Answers neither of two before both have come."""

    both = Barrier(2, timeout=60)

    def do_GET(self) -> None:
        if self.path.startswith("/together/"):
            self.both.wait()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def origin() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Together) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_only_the_first_answer_is_held_and_what_was_asked_meanwhile_comes(
    contexts: Contexts, origin: str
) -> None:
    page = contexts().new_page()
    page.goto(origin)
    let_go = held(page, "**/together/*", lambda _: True, arrives=True)
    page.evaluate(ASK_TWICE)
    page.wait_for_function("came === 1", timeout=SLOWEST)
    let_go()
    page.wait_for_function("came === 2", timeout=SLOWEST)
