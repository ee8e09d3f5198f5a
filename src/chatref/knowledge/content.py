"""The nouns of this room: sources and what was learned from them, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

import numpy as np
import numpy.typing as npt

from chatref.knowledge.split import Block

# A term of the question that no passage has is not worth more than this.
RAREST = 6.0

Floats = npt.NDArray[np.float32]


class SourceKind(StrEnum):
    WEBSITE = "website"
    FOLDER = "folder"
    WRITTEN = "written"
    """By the team, answer by answer: nothing is read anywhere."""


class SourceState(StrEnum):
    NEW = "new"
    LEARNING = "learning"
    LEARNED = "learned"
    STOPPED = "stopped"
    FAILED = "failed"


class Orders(Enum):
    """What a learner hears when it reports: to go on, to end, or that another one goes on in its place."""

    GO_ON = "go on"
    STOP = "stop"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Progress:
    """Counted in pages, `embedded` in passages."""

    found: int = 0
    fetched: int = 0
    learned: int = 0
    unchanged: int = 0
    failed: int = 0
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class Probe:
    """A question whose answer stands in the source, and the document that the search found first."""

    question: str
    address: str


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    kind: SourceKind
    address: str
    allowed_hosts: tuple[str, ...]
    page_limit: int
    seconds_limit: int
    state: SourceState
    progress: Progress
    reason: str | None
    probe: Probe | None


@dataclass(frozen=True, slots=True)
class FailedPage:
    address: str
    reason: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A document as learned. `blocks` still hold what repeats on every page; `marks` name them."""

    address: str
    title: str
    language: str | None
    content_hash: bytes
    blocks: tuple[Block, ...]
    marks: tuple[int, ...]
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage as the search needs it. `meaning` and `terms` are in the database's own notation; `words` are
    its words as stored (knowledge.words)."""

    headings: tuple[str, ...]
    text: str
    content_hash: bytes
    term_numbers: tuple[int, ...]
    meaning: str
    terms: str
    words: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `meaning` is the cosine to the question, `coverage` how much of the
    question's weight its terms carry (0 to about 1). `words` are its words as stored, `source` is the address of
    what it was learned from."""

    passage: int
    document: str
    address: str
    title: str
    headings: tuple[str, ...]
    text: str
    meaning: float
    coverage: float
    words: bytes = b""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question: their vectors, and their numbers as terms."""

    vectors: Floats
    numbers: tuple[int, ...]

    def weights(self, rarity: Mapping[int, float]) -> Floats:
        """How much each word matters, by how rare its term is in the content."""
        weights = [min(RAREST, rarity.get(number, 1.0)) for number in self.numbers]
        return np.array(weights, np.float32)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first, and how rare each term of the question is in this workspace.

    `pages` are the documents by how likely they hold the answer, best first, and `answerability` is how likely
    any of them does; both are set by assistant.ranking."""

    hits: tuple[Hit, ...]
    rarity: Mapping[int, float] = field(default_factory=dict)
    pages: Mapping[str, float] = field(default_factory=dict)
    answerability: float = 0.0
    asked: Asked | None = None
