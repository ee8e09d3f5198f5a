"""The small port that every way of answering stands behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from chatref.conversation.model import AnswerKind, Citation
from chatref.knowledge.content import Found, Hit


@dataclass(frozen=True, slots=True)
class Question:
    """What the visitor asks now: their latest burst of messages, and the thread before it, oldest first."""

    burst: tuple[str, ...]
    before: tuple[str, ...] = ()
    language: str = "en"

    @property
    def text(self) -> str:
        return "\n".join(self.burst)


@dataclass(frozen=True, slots=True)
class Measured:
    """Facts about an answer that rules may judge. `answerability` is between 0 and 1.

    `sources`: for each page that may be cited, the address of what it was learned from.
    """

    answerability: float = 0.0
    topics: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` without citations in it; a not_found answer has none."""

    text: str
    citations: tuple[Citation, ...]
    kind: AnswerKind
    measured: Measured = Measured()


class AssistantFailed(Exception):
    """The answer did not come. `retryable`: trying again may help."""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


Tell = Callable[[str], None]


def unheard(_: str) -> None:
    """A Tell for who waits for the whole answer."""


class Answerer(Protocol):
    """`tell` takes each new piece of the answer as it is written; the whole comes back at the end."""

    async def answer(self, question: Question, found: Found, tell: Tell) -> Answer: ...


def citations_of(hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """One per document, in the order of use."""
    first = {hit.address: hit for hit in reversed(hits)}
    ordered = dict.fromkeys(hit.address for hit in hits)
    return tuple(
        Citation(first[address].title, address, " › ".join(first[address].headings)) for address in ordered
    )
