"""A visitor who writes without end and keeps their own book: what was sent, and what was acknowledged."""

import json
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx2 as httpx

from tests.clients import VisitorClient

PAUSE = 0.05
AGAIN = 0.2  # seconds, before the same command is sent once more after silence


@dataclass
class Scribe(threading.Thread):
    """Each line of `book` is a command's id and the number it was acknowledged with; `sent` knows all ids."""

    client: VisitorClient
    book: Path
    ending: threading.Event
    sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        with self.book.open("a") as book:
            while not self.ending.is_set():
                command, message = str(uuid4()), str(uuid4())
                self.sent.append(command)
                number = self._send(command, message)
                if number is not None:
                    book.write(json.dumps({"command": command, "vseq": number}) + "\n")
                    book.flush()
                time.sleep(PAUSE)

    def _send(self, command: str, message: str) -> int | None:
        """After silence the same id again, until there is an answer. None if we are told to end meanwhile."""
        while not self.ending.is_set():
            try:
                answer = self.client.write(
                    f"message {len(self.sent)}, please?", command=command, message=message
                )
            except httpx.HTTPError:
                time.sleep(AGAIN)
                continue
            if answer.status_code == 200:
                return int(answer.json()["vseq"])
            assert answer.status_code in {429, 503}, answer.text
            time.sleep(AGAIN)
        return None

    def acknowledged(self) -> list[tuple[str, int]]:
        lines = [json.loads(line) for line in self.book.read_text().splitlines()]
        return [(line["command"], line["vseq"]) for line in lines]
