"""A visitor's open tab that keeps its own book of what came down, and comes back with its number after each break."""

import json
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.clients import Json, VisitorClient

AGAIN = 0.3  # seconds, before the next try to connect
QUIET = 1.0  # seconds between two looks at whether it is over


@dataclass
class Listener(threading.Thread):
    """Each line of `book` is an event, in the order of arrival. `cursor` is the number it has seen."""

    client: VisitorClient
    book: Path
    ending: threading.Event
    cursor: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        with self.book.open("a") as book:
            self._book = book
            while not self.ending.is_set():
                with suppress(OSError, WebSocketException, EOFError):
                    self._follow()
                self.ending.wait(AGAIN)

    def _follow(self) -> None:
        address = str(self.client.http.base_url).replace("http", "ws", 1).rstrip("/")
        here = {"conversation": self.client.conversation, "after": self.cursor}
        with connect(
            f"{address}/api/visitor/socket", origin=Origin(address.replace("ws", "http", 1))
        ) as wire:
            wire.send(json.dumps({"t": "hello", "token": self.client.session["token"], **here}))
            while not self.ending.is_set():
                with suppress(TimeoutError):
                    self._take(json.loads(wire.recv(QUIET)))

    def _take(self, frame: Json) -> None:
        if frame["t"] != "events":
            return
        for event in frame["events"]:
            self._book.write(json.dumps(event) + "\n")
        self._book.flush()
        self.cursor = frame["vseq"]

    def heard(self) -> list[Json]:
        return [json.loads(line) for line in self.book.read_text().splitlines()]
