"""What the page of the test cases sends and is answered; docs/learning.md in types."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from chatref.web.inbox_models import FaceView
from chatref.web.rule_models import EventTried, Language, LineSaid
from chatref.web.words import Address, Clean, Id, Line, Model, Name, Number

LONGEST_TRANSCRIPT = 60


class Expects(Model):
    """A person takes over, for this reason or any, of this team or any; or the assistant stays, and answers from this
    page or any."""

    hand_over: bool
    reason: Line | None = None
    team: Id | None = None
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
    pressed: bool
    expects: Expects
    origin: str | None
    created_by: FaceView | None
    created_at: datetime
    last: TestResult | None


class TestCases(Model):
    """`most` can be kept. `version` is that of the rules now; `running`: some have no result yet, and will have one
    soon."""

    test_cases: list[TestCaseView]
    most: int
    version: int
    running: bool
    passed: int
    failed: int


class TestCaseToMake(Model):
    """Of a conversation, up to the visitor's message with this number; or with all that was said. `pressed`: after that
    the visitor presses the button for a person."""

    name: Annotated[str, StringConstraints(max_length=120), Clean] = ""
    expects: Expects
    conversation: Id | None = None
    up_to: Number | None = None
    said: Annotated[list[LineSaid], Field(max_length=LONGEST_TRANSCRIPT)] = Field(default=[])
    event: EventTried | None = None
    language: Language = "en"
    page: Address = ""
    site: Id | None = None
    pressed: bool = False


class TestCaseChanged(Model):
    """What is left out stays as it is."""

    name: Name | None = None
    expects: Expects | None = None
    said: Annotated[list[LineSaid], Field(max_length=LONGEST_TRANSCRIPT)] | None = None
    language: Language | None = None
    page: Address | None = None
    site: Id | None = None
    pressed: bool | None = None
