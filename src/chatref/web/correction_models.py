"""What the pages of corrections and written answers send and are answered; docs/learning.md in types."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from chatref.insights.corrections import State, Wanted
from chatref.insights.report.figures import Figure
from chatref.web.inbox_models import FaceView
from chatref.web.words import Clean, Id, Model, Number, Text

Kind = Literal["answer", "rule"]


def _one_line(text: str) -> str:
    return " ".join(text.split())


Question = Annotated[str, StringConstraints(max_length=300), Clean, AfterValidator(_one_line)]
Note = Annotated[str, StringConstraints(max_length=2_000), Clean]


class CorrectionProposed(Model):
    """An `answer` for an answer, what was `wanted` for a rule; where that is another team, the `team`. Without a
    question, the visitor's own words.

    `up_to` is the number of the visitor's message that is tried; left out, the one that fits what is proposed.
    """

    handoff: Id
    kind: Kind
    question: Question = ""
    answer: Text | None = None
    wanted: Wanted | None = None
    team: Id | None = None
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
    team: str | None
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
    """What the owner puts in other words. `tested`: a test case is to come of it, as of a wish always."""

    question: Question | None = None
    answer: Text | None = None
    wanted: Wanted | None = None
    team: Id | None = None
    tested: bool = True


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


class AnswerToWrite(Model):
    question: Annotated[Question, Field(min_length=1)]
    answer: Text


class AnswerCited(Model):
    """In how many messages, and what became of the episodes in which they stand: figures of the report."""

    address: str
    messages: int
    figures: dict[Figure, int]


class AnswersCited(Model):
    first_day: date
    last_day: date
    cited: list[AnswerCited]


class AnswerChanged(Model):
    question: Annotated[Question, Field(min_length=1)] | None = None
    answer: Text | None = None
