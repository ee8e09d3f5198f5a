"""Everything that anybody can ask of a conversation. Who asks, and when, is in the context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .file import File
from .model import AnswerKind, Cause, Citation, Debt, Field, How, Lesson, Outcome, Priority, Route
from .summed import SumUp


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a conversation that does not exist yet would begin."""

    conversation: str
    workspace: str
    site: str
    visitor: str
    language: str = "en"
    page: str = ""


@dataclass(frozen=True, slots=True)
class ActionDue:
    """The action that a handoff runs first. Fields already given or asked are left out by decide."""

    action: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Value:
    field: str
    value: str
    verified: bool = True
    file: File | None = None


# The visitor's.


@dataclass(frozen=True, slots=True)
class Write:
    """`asks` says that a phrase asking for a person was found; `action` is run if that escalates at once."""

    message: str
    text: str
    page: str = ""
    asks: bool = False
    action: ActionDue | None = None
    opening: Opening | None = None
    route: Route = Route.CHAT


@dataclass(frozen=True, slots=True)
class AskPerson:
    """The button. Escalates at the first press."""

    action: ActionDue | None = None
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class GiveDetails:
    """By the visitor through the form, or by the assistant from what was said; the visitor's value wins."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class SkipDetails:
    pass


@dataclass(frozen=True, slots=True)
class Withdraw:
    pass


@dataclass(frozen=True, slots=True)
class LeaveContact:
    address: str


@dataclass(frozen=True, slots=True)
class Rate:
    score: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ReportEvent:
    name: str
    facts: tuple[tuple[str, str], ...] = ()
    opening: Opening | None = None


# The assistant's, through a worker.


@dataclass(frozen=True, slots=True)
class Record:
    """What the rules wrote down of a turn: what was measured, and the whole trace, each as JSON text.

    It is kept beside the event that says that a verdict was reached; nothing here reads it.
    """

    measured: str
    trace: str


@dataclass(frozen=True, slots=True)
class Answer:
    epoch: int
    turn: int
    rev: int
    message: str
    text: str
    answer: AnswerKind = AnswerKind.ANSWER
    citations: tuple[Citation, ...] = ()
    part: int = 0
    trace: str | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class AssistantFailed:
    """Time-out, refusal, outage, quota: in its own stage it escalates, elsewhere it gives up the turn."""

    epoch: int
    turn: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class NoteLead:
    """What the action of this name has collected in its `fields`. `destination`: as actions.fill.Action has it."""

    of: str
    fields: tuple[str, ...]
    destination: str = ""


@dataclass(frozen=True, slots=True)
class NotePersonAsked:
    """Found later than the write, by nearness. `measured_on` is the number of the visitor's message."""

    message: str
    measured_on: int
    how: How = How.NEARNESS
    action: ActionDue | None = None


@dataclass(frozen=True, slots=True)
class Escalate:
    """`measured_on`: the number of the message that was measured. `stands`: the rule that stands for a cause."""

    reason: str
    cause: Cause = Cause.RULE
    why: str = ""
    rule: str | None = None
    rule_version: int | None = None
    team: str | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    action: ActionDue | None = None
    measured_on: int | None = None
    stands: str | None = None
    trace: str | None = None
    record: Record | None = None


# A teammate's. `seen` and `seen_colleague` are numbers up to which the thread was seen.


@dataclass(frozen=True, slots=True)
class Claim:
    epoch: int
    by_socket: bool = False


@dataclass(frozen=True, slots=True)
class TakeOver:
    """`taken_from` names the teammate it is taken from; None is the assistant or the queue."""

    epoch: int
    taken_from: str | None = None
    by_socket: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """By mail `seen` is the number of the message it answers, and `seen_colleague` is unknown."""

    message: str
    text: str
    seen: int
    seen_colleague: int | None = None
    route: Route = Route.INBOX
    by_socket: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    message: str
    text: str


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Answers that did not arrive by mail, by their numbers. `to` is the contact from now on."""

    answers: tuple[int, ...]
    to: str | None = None
    by_socket: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A message to the visitor that goes with another command."""

    message: str
    text: str


@dataclass(frozen=True, slots=True)
class HandBack:
    seen: int
    seen_colleague: int
    say: Word | None = None
    word: str = ""
    """For the assistant only."""


@dataclass(frozen=True, slots=True)
class Resolve:
    """`ticks` are steps of the playbook that are done with it."""

    seen: int
    seen_colleague: int
    outcome: Outcome | None = None
    say: Word | None = None
    ticks: tuple[str, ...] = ()
    lesson: Lesson | None = None


@dataclass(frozen=True, slots=True)
class TickStep:
    """Of the playbook of the open handoff, which is named so that no tick lands on the next one."""

    handoff: str
    step: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """Of the open handoff or one that ended."""

    handoff: str
    lesson: Lesson
    note: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    seen: int
    seen_colleague: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """To a teammate or to a team: exactly one of them."""

    seen: int
    seen_colleague: int
    teammate: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    pass


@dataclass(frozen=True, slots=True)
class Snooze:
    seen: int
    seen_colleague: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Wake:
    pass


@dataclass(frozen=True, slots=True)
class Tag:
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PauseAssistant:
    pass


@dataclass(frozen=True, slots=True)
class ResumeAssistant:
    pass


# The desk's: routing, presence, the clock, the sweep, erasure.


@dataclass(frozen=True, slots=True)
class OfferTo:
    teammate: str


@dataclass(frozen=True, slots=True)
class PresenceLost:
    """No connection of the teammate has been alive for the grace time."""

    teammate: str


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    """As read from the row; decide looks again at what is owed."""

    debt: Debt
    due: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class ReportUndelivered:
    """These answers went by mail, or were to, and did not arrive. `seen`: the visitor has read them in the chat."""

    answers: tuple[int, ...]
    address: str
    why: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class ApplyPolicy:
    """The sweep's. The version is the context's."""


@dataclass(frozen=True, slots=True)
class Erase:
    """For good. With `ended_by` only if it ended by then, and has not begun anew."""

    ended_by: datetime | None = None


Command = (
    Write
    | AskPerson
    | GiveDetails
    | SkipDetails
    | Withdraw
    | LeaveContact
    | Rate
    | ReportEvent
    | Answer
    | AssistantFailed
    | NoteLead
    | SumUp
    | NotePersonAsked
    | Escalate
    | Claim
    | TakeOver
    | Reply
    | SendAgain
    | Note
    | HandBack
    | Resolve
    | Release
    | Transfer
    | Decline
    | Snooze
    | Wake
    | Tag
    | TickStep
    | Review
    | PauseAssistant
    | ResumeAssistant
    | OfferTo
    | PresenceLost
    | DeadlinePassed
    | ReportUndelivered
    | ApplyPolicy
    | Erase
)
