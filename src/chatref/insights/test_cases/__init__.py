"""What was right once and has to stay so: a transcript, and what has to come of its last words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from chatref.insights.transcript import Transcript

MOST = 200  # in one workspace: all of them are tried again after every change


@dataclass(frozen=True, slots=True)
class HandsOver:
    """A person takes over; for this reason and of this team, where they are named."""

    reason: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Stays:
    """No person is called."""


@dataclass(frozen=True, slots=True)
class AnswersFrom:
    """It is answered, and this page is among the sources."""

    address: str


Expects = HandsOver | Stays | AnswersFrom


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a result is of: the version of the rules, and a word that changes with the content and with the teams that
    can take a case."""

    rules: int
    content: str


@dataclass(frozen=True, slots=True)
class Result:
    """`found` says in one sentence what happened; `rules` is their version then."""

    passed: bool
    found: str
    at: datetime
    rules: int


@dataclass(frozen=True, slots=True)
class TestCase:
    """`result` is of this revision and of the grounds of now, or there is none."""

    __test__: ClassVar[bool] = False  # for pytest, which goes by the name

    id: str
    name: str
    transcript: Transcript
    expects: Expects
    conversation: str | None
    by: str
    at: datetime
    revision: int
    result: Result | None
