"""People who work without end and keep their own books: what they sent, and what was acknowledged."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx2 as httpx

from tests.clients import Json, TeammateClient, VisitorClient

PAUSE = 0.05
AGAIN = 0.2  # seconds, before the same command is sent once more after silence


@dataclass
class Book(threading.Thread):
    """Each line of `book` is a command's id and the number it was acknowledged with; `sent` knows all ids."""

    book: Path
    ending: threading.Event
    sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def send(self, ask: Callable[[str], httpx.Response]) -> httpx.Response | None:
        """After silence the same id again, until there is an answer. None if we are told to end meanwhile."""
        command = str(uuid4())
        self.sent.append(command)
        while not self.ending.is_set():
            try:
                answer = ask(command)
            except httpx.HTTPError:
                time.sleep(AGAIN)
                continue
            if answer.status_code in {429, 503} or _cut_off(answer):
                time.sleep(AGAIN)
                continue
            if answer.is_success:
                self._note(command, answer.json())
            return answer
        return None

    def _note(self, command: str, numbers: Json) -> None:
        (number,) = numbers.values()
        with self.book.open("a") as book:
            book.write(json.dumps({"command": command, "number": number}) + "\n")

    def acknowledged(self) -> dict[str, int]:
        """In the order of the acknowledgements."""
        lines = (
            [json.loads(line) for line in self.book.read_text().splitlines()] if self.book.exists() else []
        )
        return {line["command"]: line["number"] for line in lines}


@dataclass(eq=False)
class Scribe(Book):
    """A visitor who writes."""

    client: VisitorClient = field(kw_only=True)

    def run(self) -> None:
        while not self.ending.is_set():
            message, text = str(uuid4()), f"message {len(self.sent)}, please?"
            answer = self.send(
                lambda command, message=message, text=text: self.client.write(
                    text, command=command, message=message
                )
            )
            assert answer is None or answer.is_success, answer.text
            time.sleep(PAUSE)


@dataclass(eq=False)
class Clerk(Book):
    """A teammate who takes one visitor over and answers whatever they write."""

    client: TeammateClient = field(kw_only=True)
    conversation: str = field(kw_only=True)

    def run(self) -> None:
        while not self.ending.is_set():
            try:
                thread = self.client.thread(self.conversation)
            except httpx.HTTPError:  # also while nobody has written yet
                time.sleep(AGAIN)
                continue
            self._answer(thread)
            time.sleep(PAUSE)

    def _answer(self, thread: Json) -> None:
        """Refused if the visitor wrote meanwhile: then the next look shows it."""
        message, seen = str(uuid4()), {"seen": thread["seq"], "seen_colleague": thread["seq"]}
        answer = self.send(
            lambda command: self.client.ask(
                self.conversation, "reply", command=command, message=message, text="I am on it.", **seen
            )
        )
        assert answer is None or answer.status_code in {200, 409}, answer.text


def _cut_off(answer: httpx.Response) -> bool:
    """A server that stops while it answers says so without a problem document; our pages take it for silence, too."""
    return answer.status_code >= 500 and answer.headers["content-type"] != "application/problem+json"
