"""Answers that the team wrote itself: documents of the one source that nobody reads anywhere.

Found and cited like any page; each has a page of its own on this desk, under its `address`.
"""

from dataclasses import dataclass
from datetime import datetime

from chatref.knowledge.content import Document, IndexedPassage
from chatref.knowledge.embed import Embedder
from chatref.knowledge.extract import Extract
from chatref.knowledge.passages import embedded_document
from chatref.knowledge.split import Block

PATH = "/answers/"
MOST = 2_000


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """`conversation` is where it comes from, while that is kept; `language` is what was spoken there."""

    id: str
    question: str
    answer: str
    conversation: str | None
    by: str
    at: datetime
    language: str | None

    @property
    def address(self) -> str:
        return address_of(self.id)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer, embedded: ready to be kept in one short transaction (F46)."""

    id: str
    question: str
    answer: str
    document: Document
    passages: list[IndexedPassage]


def address_of(answer: str) -> str:
    """Below whatever address this desk has."""
    return f"{PATH}{answer}"


def whole_address(page: str, base: str) -> str:
    """Of any page that is cited: only one that the team wrote lies below this desk's own address, which is `base`."""
    return f"{base}{page}" if page.startswith(PATH) else page


async def prepare(
    embedder: Embedder, answer_id: str, question: str, answer: str, language: str | None
) -> Prepared:
    blocks = tuple(Block((), line) for line in map(_one_line, answer.splitlines()) if line)
    page = Extract(question, blocks, language=language)
    document, passages = await embedded_document(embedder, address_of(answer_id), page)
    return Prepared(answer_id, question, answer, document, passages)


def _one_line(text: str) -> str:
    return " ".join(text.split())
