"""The facts of a turn that rules judge: measured once, frozen, and stored with the verdict."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from chatref.conversation.model import AnswerKind

from .topics import Cited


class Asks(IntEnum):
    """Whether the visitor asks for a person."""

    NO = 0
    WEAK = 1
    STRONG = 2


class Mood(IntEnum):
    CALM = 0
    SOME = 1
    HIGH = 2


@dataclass(frozen=True, slots=True)
class Near:
    """How near the turn is to an intent's examples, and from where on it counts. Both between 0 and 1."""

    intent: str
    nearness: float
    limit: float


@dataclass(frozen=True, slots=True)
class BusinessEvent:
    name: str
    verified: bool
    number: int
    """Of the event in the conversation."""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    value: str
    verified: bool


class Moment(StrEnum):
    """When a verdict is reached: before the assistant answers, or with its answer in hand."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the assistant is about to say."""

    kind: AnswerKind
    text: str
    answerability: float | None = None
    topics: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    sources: tuple[str, ...] = ()
    promises: bool = False
    """It says that a person will take over."""
    again: int = 0
    """How often the assistant said just that before in this episode."""


@dataclass(frozen=True, slots=True)
class Signals:
    """`text` is the burst as written, `stems` the same as phrases are compared (phrases.stems)."""

    moment: Moment = Moment.BEFORE
    text: str = ""
    stems: str = ""
    asks: Asks = Asks.NO
    intents: tuple[Near, ...] = ()
    events: tuple[BusinessEvent, ...] = ()
    unanswered: int = 0
    answerability: float | None = None
    topics: tuple[str, ...] = ()
    """Addresses of the best passages' pages."""
    cited: tuple[Cited, ...] = ()
    """The pages that the answer is taken from."""
    sources: tuple[str, ...] = ()
    """Addresses of what the best passages' pages were learned from."""
    frustration: float = 0.0
    """Between 0 and 1."""
    circles: int = 0
    turns: int = 0
    minutes_open: float = 0.0
    times_handed_back: int = 0
    collected: frozenset[str] = frozenset()
    attributes: tuple[Attribute, ...] = ()
    page: str = ""
    language: str = "en"
    tags: frozenset[str] = frozenset()
    identified: bool = False
    open_now: bool = True
    failed: bool = False
    promised: bool = False
    measured_on: int | None = None
    """Number of the visitor's last message or of the business event that it was measured on."""

    @property
    def mood(self) -> Mood:
        return mood(self.frustration)

    def with_answer(self, answer: Answered) -> "Signals":
        unanswered = _unanswered(self.unanswered, answer.kind)
        return replace(
            self,
            moment=Moment.AFTER,
            unanswered=unanswered,
            answerability=answer.answerability,
            topics=answer.topics,
            cited=answer.cited,
            sources=answer.sources,
            circles=max(self.circles, answer.again),
            promised=answer.promises,
        )

    def with_failure(self) -> "Signals":
        """The assistant brought no answer."""
        return replace(self, moment=Moment.AFTER, failed=True)


SOME_FRUSTRATION = 0.4
HIGH_FRUSTRATION = 0.7


def mood(frustration: float) -> Mood:
    if frustration >= HIGH_FRUSTRATION:
        return Mood.HIGH
    return Mood.SOME if frustration >= SOME_FRUSTRATION else Mood.CALM


def _unanswered(before: int, kind: AnswerKind) -> int:
    match kind:
        case AnswerKind.NOT_FOUND:
            return before + 1
        case AnswerKind.ANSWER:
            return 0
        case AnswerKind.QUESTION | AnswerKind.SMALL_TALK:
            return before
