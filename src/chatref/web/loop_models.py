"""What the pages of what the assistant learns send and are answered; docs/learning.md in types."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from chatref.web.inbox_models import FaceView
from chatref.web.rule_models import EventTried, Language, LineSaid
from chatref.web.words import Address, Clean, Id, Line, Model, Name, Number, Text

LONGEST_TRANSCRIPT = 60
Kind = Literal["answer", "rule"]
Wanted = Literal["hand_over", "stay"]
State = Literal["proposed", "accepted", "dismissed"]


def _one_line(text: str) -> str:
    return " ".join(text.split())


Question = Annotated[str, StringConstraints(max_length=300), Clean, AfterValidator(_one_line)]
Note = Annotated[str, StringConstraints(max_length=2_000), Clean]


class CorrectionProposed(Model):
    """An `answer` for an answer, what was `wanted` for a rule. Without a question, the visitor's own words.

    `up_to` is the number of the visitor's message that is tried; left out, the one that fits what is proposed.
    """

    handoff: Id
    kind: Kind
    question: Question = ""
    answer: Text | None = None
    wanted: Wanted | None = None
    note: Note = ""
    up_to: Number | None = None


class CorrectionView(Model):
    """`page` is the address of the answer that came of it. `subject` are the visitor's words that are tried."""

    id: str
    conversation: str
    subject: str | None
    handoff: str
    kind: Kind
    question: str
    answer: str | None
    wanted: Wanted | None
    rule: str | None
    note: str
    by: FaceView | None
    at: datetime
    state: State
    decided_by: FaceView | None
    decided_at: datetime | None
    page: str | None
    test_case: str | None


class Corrections(Model):
    """The newest first; `proposed` counts those that nobody has decided."""

    corrections: list[CorrectionView]
    proposed: int


class CorrectionAccepted(Model):
    """What the owner puts in other words."""

    question: Question | None = None
    answer: Text | None = None
    wanted: Wanted | None = None


class AnswerView(Model):
    """One that the team wrote itself; `address` is its page, below the desk's own."""

    id: str
    question: str
    answer: str
    conversation: str | None
    by: FaceView | None
    at: datetime
    address: str


class Answers(Model):
    answers: list[AnswerView]


class AnswerChanged(Model):
    question: Annotated[Question, Field(min_length=1)] | None = None
    answer: Text | None = None


class Expects(Model):
    """A person takes over, for this reason or any; or the assistant stays, and answers from this page or any."""

    hand_over: bool
    reason: Line | None = None
    answer_from: Address | None = None


class TestResult(Model):
    """`found` is one sentence. `version` is that of the rules."""

    passed: bool
    found: str
    at: datetime
    version: int


class TestCaseView(Model):
    """`last` is null unless it is of the test, the rules and the content as they are now."""

    id: str
    name: str
    said: list[LineSaid]
    event: EventTried | None
    language: str
    page: str
    site: str | None
    expects: Expects
    origin: str | None
    created_by: FaceView | None
    created_at: datetime
    last: TestResult | None


class TestCases(Model):
    """`version` is that of the rules now; `running`: some have no result yet, and will have one soon."""

    test_cases: list[TestCaseView]
    version: int
    running: bool
    passed: int
    failed: int


class TestCaseToMake(Model):
    """Of a conversation, up to the visitor's message with this number; or with all that was said."""

    name: Annotated[str, StringConstraints(max_length=120), Clean] = ""
    expects: Expects
    conversation: Id | None = None
    up_to: Number | None = None
    said: Annotated[list[LineSaid], Field(max_length=LONGEST_TRANSCRIPT)] = Field(default=[])
    event: EventTried | None = None
    language: Language = "en"
    page: Address = ""
    site: Id | None = None


class TestCaseChanged(Model):
    """What is left out stays as it is."""

    name: Name | None = None
    expects: Expects | None = None
    said: Annotated[list[LineSaid], Field(min_length=1, max_length=LONGEST_TRANSCRIPT)] | None = None
    language: Language | None = None
    page: Address | None = None
    site: Id | None = None


class OneRemoved(Model):
    id: str
