"""What the owner's pages about rules send and are answered; docs/rules.md in types.

A rule's condition is read by escalation.schema and by nothing else: here it is any JSON.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from chatref.web.admin_models import CitationView
from chatref.web.inbox_models import FaceView
from chatref.web.words import Address, BigNumber, Id, Key, Line, Model, Number, Plain, Text

Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
PriorityName = Literal["low", "normal", "high", "urgent"]


class RuleView(Model):
    """As it is saved, and the whole of it in one sentence."""

    name: str
    when: Plain
    reason: str
    action: str | None
    team: str | None
    priority: PriorityName
    tags: list[str]
    hand_over: dict[str, str]
    confirmation: dict[str, str]
    on: bool
    sites: list[str]
    sentence: str


class OwnIntentView(Model):
    name: str
    examples: list[str]


class Choosable(Model):
    """A value, and what to call it."""

    value: str
    label: str


class TestKindView(Model):
    key: str
    label: str
    given: str
    options: list[str]
    example: JsonValue


class StepView(Model):
    """`confirm`: the visitor must have been told before the case is closed as answered."""

    text: str
    confirm: bool


class PlaybookView(Model):
    acknowledge: list[StepView]
    work: list[StepView]
    close: list[StepView]


class RuleCatalog(Model):
    tests: list[TestKindView]
    teams: list[Choosable]
    default_team: str
    sites: list[Choosable]
    actions: list[str]
    languages: list[Choosable]
    reasons: list[str]
    priorities: list[PriorityName]


class RuleBookView(Model):
    version: int
    rules: list[RuleView]
    intents: list[OwnIntentView]
    playbooks: dict[str, PlaybookView]
    catalog: RuleCatalog


class RuleBookDraft(Model):
    """`rules` as they are read, `sentence` and all; what is wrong is answered with its field.

    A step of a playbook may be its text alone, and a playbook a list without parts.
    """

    rules: list[Plain]
    intents: list[Plain] = Field(default=[])
    playbooks: Plain = Field(default={})


class RuleBookToSave(RuleBookDraft):
    """`based_on` is the version that was changed: somebody else's later one is never overwritten."""

    based_on: BigNumber


class RuleBookSaved(Model):
    version: int


class RuleFinding(Model):
    """`rule` is its place in the list, or null where it is about all of them; what is not `fatal` may go live."""

    rule: int | None
    name: str
    field: str | None
    text: str
    mend: str
    fatal: bool


class RuleBookChecked(Model):
    """A sentence for each rule; null for one that can't be read."""

    sentences: list[str | None]
    findings: list[RuleFinding]


class RuleBookVersion(Model):
    version: int
    at: datetime | None
    by: FaceView | None
    rules: int


class RuleBookVersions(Model):
    versions: list[RuleBookVersion]


class RuleBookThen(Model):
    version: int
    rules: list[RuleView]
    intents: list[OwnIntentView]
    playbooks: dict[str, PlaybookView]


class MarkView(Model):
    """Of a `tag`, `value` is its name; of all others an address."""

    what: Literal["page", "folder", "source", "tag"]
    value: str
    tags: list[str] = Field(default=[])
    person_decides: bool = False


class TopicsView(Model):
    """`version` is that of the rules: what the content is about is one book with them. `tags` are all that are used."""

    version: int
    marks: list[MarkView]
    tags: list[str]


class TopicsToSave(Model):
    based_on: BigNumber
    marks: Annotated[list[MarkView], Field(max_length=2_000)]


class ReadyMadeSet(Model):
    key: str
    name: str
    text: str
    rules: list[RuleView]
    playbooks: dict[str, PlaybookView]


class ReadyMadeSets(Model):
    sets: list[ReadyMadeSet]


class LineSaid(Model):
    """In a conversation that is tried; the assistant's lines only set the scene."""

    who: Literal["visitor", "assistant"]
    text: Text
    found: bool = True


class EventTried(Model):
    name: Key
    verified: bool = True
    facts: dict[Key, Line] = Field(default={})


class RulesToTry(Model):
    """Without `rules` those that hold. `text` is short for one message. `open` is as it is now if left out."""

    rules: RuleBookDraft | None = None
    text: Text | None = None
    messages: Annotated[list[LineSaid], Field(max_length=60)] = Field(default=[])
    event: EventTried | None = None
    page: Address = ""
    language: Language = "en"
    site: Id | None = None
    open: bool | None = None
    identified: bool = False
    attributes: dict[Key, Line] = Field(default={})


class JudgedView(Model):
    test: str
    value: str
    limit: str
    fired: bool


class RuleJudged(Model):
    """`fired`: it decided. `held`: its condition did, but it may be silenced, off or for other sites."""

    rule: str
    fired: bool
    held: bool
    silenced: bool
    off: bool
    elsewhere: bool
    tests: list[JudgedView]


class Decided(Model):
    cause: str
    rule: str | None
    why: str


class TraceView(Model):
    version: int
    moment: Literal["before", "after"]
    decided: Decided | None
    rules: list[RuleJudged]
    always: list[JudgedView]


class HandedOver(Model):
    """What would follow; `said` is the hand-over line in the visitor's language, if the owner wrote one."""

    cause: str
    rule: str | None
    reason: str
    why: str
    team: str
    priority: PriorityName
    tags: list[str]
    action: str | None
    said: str | None


class AnswerTried(Model):
    text: str
    answer: str
    answerability: float
    citations: list[CitationView]


class NearView(Model):
    intent: str
    nearness: float
    limit: float


class RulesTried(Model):
    hands_over: HandedOver | None
    answer: AnswerTried | None
    intents: list[NearView]
    verdicts: list[TraceView]


class TraceKept(Model):
    """The verdicts of one turn in their order, as they were reached then."""

    seq: Number
    at: datetime
    verdicts: list[TraceView]
