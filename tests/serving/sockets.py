"""A socket as a page opens it, in its own thread: keeps every frame, and says which process serves it."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import psutil
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.clients import PATIENCE, TeammateClient, VisitorClient
from tests.serving.desks import eventually

Frame = dict[str, Any]


class Tab:
    def __init__(self, wire: ClientConnection) -> None:
        self.wire = wire
        self.frames: list[Frame] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def code(self) -> int | None:
        """With which the other end closed, once it has and every frame before it is kept."""
        return None if self._thread.is_alive() else self.wire.close_code

    def say(self, **frame: object) -> None:
        """Also into a socket that the other end has closed meanwhile."""
        with suppress(ConnectionClosed):
            self.wire.send(json.dumps(frame))

    def events(self) -> list[Frame]:
        return [event for frame in self.frames if frame["t"] == "events" for event in frame["events"]]

    def texts(self) -> list[str]:
        return [event["text"] for event in self.events() if "text" in event]

    def hints(self, kind: str) -> list[Frame]:
        return [frame for frame in self.frames if frame["t"] == "hint" and frame["kind"] == kind]

    def served_by(self, workers: set[int]) -> int:
        """The worker at the other end of this connection."""
        mine = self.wire.socket.getsockname()[1]
        for worker in workers:
            for each in psutil.Process(worker).net_connections("tcp"):
                if getattr(each.raddr, "port", None) == mine and each.status == psutil.CONN_ESTABLISHED:
                    return worker
        raise AssertionError("no worker serves this socket")

    def _listen(self) -> None:
        try:
            for text in self.wire:
                self.frames.append(json.loads(text))
        except ConnectionClosed:
            return


@contextmanager
def tab(
    base: str, path: str, trust: ssl.SSLContext | None = None, origin: str | None = None, **headers: str
) -> Iterator[Tab]:
    """As our own page at `base` opens it, unless another origin is given."""
    wires, page = base.replace("http", "ws", 1), Origin(origin or base)
    with connect(
        wires + path,
        origin=page,
        ssl=trust,
        additional_headers=headers,
        open_timeout=PATIENCE,
        ping_interval=None,
    ) as wire:
        yield Tab(wire)


@contextmanager
def visitor_tab(
    base: str, visitor: VisitorClient, trust: ssl.SSLContext | None = None, **headers: str
) -> Iterator[Tab]:
    with tab(base, "/api/visitor/socket", trust, **headers) as opened:
        token = visitor.session["token"]
        opened.say(t="hello", token=token, conversation=visitor.conversation, after=0)
        yield opened


@contextmanager
def teammate_tab(
    base: str, teammate: TeammateClient, conversation: str, trust: ssl.SSLContext | None = None
) -> Iterator[Tab]:
    cookies = "; ".join(f"{name}={value}" for name, value in teammate.http.cookies.items())
    with tab(base, "/api/inbox/socket", trust, Cookie=cookies) as opened:
        opened.say(t="hello", change=0)
        opened.say(t="open", conversation=conversation, after=0)
        yield opened


@contextmanager
def on_every_worker(open_one: Callable[[], Any], workers: set[int], most: int = 100) -> Iterator[list[Tab]]:
    """As many tabs as it takes until each worker serves one of them."""
    with ExitStack() as stack:
        tabs: list[Tab] = []
        while {each.served_by(workers) for each in tabs} != workers:
            assert len(tabs) < most, "one of the workers never gets a connection"
            tabs.append(stack.enter_context(open_one()))
            eventually(lambda: tabs[-1].frames)
        yield tabs
