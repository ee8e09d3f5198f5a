"""Everything that can happen to a conversation. Facts, past tense, stored for ever.

On the wire an event's kind is its class name in snake case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .file import File
from .lead import LeadNoted
from .model import (
    Actor,
    ActorKind,
    AnswerKind,
    Cause,
    Citation,
    ClaimHow,
    CollectingEnd,
    Field,
    How,
    Lesson,
    Line,
    Mute,
    OfferEnd,
    Outcome,
    Priority,
    QueueReason,
    ReleaseReason,
    Route,
    Stage,
)
from .playbook import Step
from .summed import HandoffSummed
from .undelivered import AnswerSentAgain, AnswerUndelivered


@dataclass(frozen=True, slots=True)
class Started:
    conversation: str
    workspace: str
    site: str
    visitor: str
    language: str
    page: str
    policy: int
    muted: tuple[Mute, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitorWrote:
    message: str
    text: str
    page: str = ""
    route: Route = Route.CHAT
    thanks: bool = False
    """It is nothing but thanks to a person, and nothing was owed: it opens no debt."""


@dataclass(frozen=True, slots=True)
class AssistantAnswered:
    message: str
    text: str
    answer: AnswerKind
    citations: tuple[Citation, ...]
    turn: int
    rev: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class AnswerLost:
    turn: int
    rev: int


@dataclass(frozen=True, slots=True)
class TurnGivenUp:
    turn: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class TeammateReplied:
    """`seen` is the number up to which the writer had seen the thread."""

    message: str
    text: str
    seen: int
    route: Route = Route.INBOX
    hands_back: bool = False
    """A word on handing back: the person's debt ends, the turn stays open for the assistant."""
    asks: bool = True
    """It leaves a question open, so that a thanks may be the answer. What was stored before this was, may."""


@dataclass(frozen=True, slots=True)
class NoteWritten:
    message: str
    text: str


@dataclass(frozen=True, slots=True)
class DeskSaid:
    message: str
    line: Line
    text: str
    handoff: str | None = None
    confirms: bool = False
    """The hand-over line also says that the details are passed on and when to expect an answer."""


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """`open` is false if a person had answered the message already: then it only is a fact."""

    how: How
    message: str | None = None
    measured_on: int | None = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class HandoffOpened:
    handoff: str
    reason: str
    cause: Cause
    team: str
    priority: Priority
    to: Stage
    why: str = ""
    rule: str | None = None
    rule_version: int | None = None
    measured_on: int | None = None
    playbook: tuple[Step, ...] = ()
    stands: str | None = None
    """The rule that stands for a cause without one."""
    instead_of: str | None = None
    """The team that was named, where nobody could take it; empty if there is none such. Before this: not known."""


@dataclass(frozen=True, slots=True)
class EscalationNoted:
    reason: str
    cause: Cause
    why: str = ""
    rule: str | None = None
    measured_on: int | None = None


@dataclass(frozen=True, slots=True)
class DetailsAsked:
    action: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class DetailGiven:
    field: str
    value: str
    by: ActorKind
    verified: bool
    file: File | None = None


@dataclass(frozen=True, slots=True)
class CollectingEnded:
    reason: CollectingEnd
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Queued:
    team: str
    reason: QueueReason
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    teammate: str


@dataclass(frozen=True, slots=True)
class OfferEnded:
    teammate: str
    reason: OfferEnd


@dataclass(frozen=True, slots=True)
class Claimed:
    teammate: str
    how: ClaimHow
    by_socket: bool = False
    taken_from: str | None = None


@dataclass(frozen=True, slots=True)
class Released:
    teammate: str
    reason: ReleaseReason


@dataclass(frozen=True, slots=True)
class Transferred:
    """To a teammate, or to a team; then `Queued` follows."""

    taken_from: str | None
    team: str
    teammate: str | None = None


@dataclass(frozen=True, slots=True)
class HandedBack:
    teammate: str | None = None
    word: str = ""
    """For the assistant only."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    taken_from: str | None = None


@dataclass(frozen=True, slots=True)
class HandoffEnded:
    handoff: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Resolved:
    outcome: Outcome
    by_clock: bool = False


@dataclass(frozen=True, slots=True)
class Reopened:
    episode: int


@dataclass(frozen=True, slots=True)
class Snoozed:
    until: datetime


@dataclass(frozen=True, slots=True)
class Woken:
    pass


@dataclass(frozen=True, slots=True)
class AssistantPaused:
    mute: Mute


@dataclass(frozen=True, slots=True)
class AssistantResumed:
    mute: Mute


@dataclass(frozen=True, slots=True)
class ContactLeft:
    address: str


@dataclass(frozen=True, slots=True)
class Tagged:
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityRaised:
    priority: Priority


@dataclass(frozen=True, slots=True)
class Rated:
    score: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class StepTicked:
    handoff: str
    step: str
    done: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Of several the last one counts."""

    handoff: str
    lesson: Lesson
    note: str = ""


@dataclass(frozen=True, slots=True)
class BusinessEventReceived:
    """Verified if a server said it, claimed if a page did."""

    name: str
    facts: tuple[tuple[str, str], ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class VerdictReached:
    """`trace` is JSON text, written by the rules and read by people."""

    trace: str
    escalates: bool
    rule: str | None = None
    measured_on: int | None = None


@dataclass(frozen=True, slots=True)
class RungPassed:
    step: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Reminded:
    teammate: str
    since: datetime


@dataclass(frozen=True, slots=True)
class DeskClosed:
    team: str
    back: datetime | None


@dataclass(frozen=True, slots=True)
class DeskOpened:
    team: str


@dataclass(frozen=True, slots=True)
class OwnerAlerted:
    """The team does not open within a fortnight while a person is owed."""

    owner: str
    team: str
    calendar: int


@dataclass(frozen=True, slots=True)
class PolicyApplied:
    version: int


@dataclass(frozen=True, slots=True)
class Noted:
    """An accepted command that changed nothing."""

    what: str


@dataclass(frozen=True, slots=True)
class Erased:
    pass


WordEvent = (
    VisitorWrote | AssistantAnswered | AnswerLost | TurnGivenUp | TeammateReplied | NoteWritten | DeskSaid
    | PersonAsked
)  # fmt: skip
CaseEvent = (
    HandoffOpened | DetailsAsked | DetailGiven | CollectingEnded | Queued | Offered | OfferEnded | PriorityRaised
    | HandoffEnded
)  # fmt: skip
OwnerEvent = Claimed | Released | Transferred | HandedBack | Withdrawn
LifeEvent = Resolved | Reopened | Snoozed | Woken | AssistantPaused | AssistantResumed | Erased
ClockEvent = RungPassed | Reminded | DeskClosed | DeskOpened | OwnerAlerted | PolicyApplied
MarkEvent = ContactLeft | Tagged | Rated | LeadNoted
LoopEvent = StepTicked | Reviewed
PostEvent = AnswerUndelivered | AnswerSentAgain
FactEvent = EscalationNoted | BusinessEventReceived | VerdictReached | Noted | HandoffSummed
"""Facts that change nothing but the numbers."""

Event = (
    Started | WordEvent | CaseEvent | OwnerEvent | LifeEvent | ClockEvent | MarkEvent | LoopEvent | PostEvent
    | FactEvent
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its numbers: `seq` for the team, `vseq` for the visitor if they may see it."""

    seq: int
    vseq: int | None
    at: datetime
    actor: Actor
    event: Event
