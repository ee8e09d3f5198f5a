"""The state of a conversation.

Ids are text, times are aware datetimes. Everything here is a frozen value: only `evolve` makes new ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from .file import File
from .kinds import (
    ActorKind,
    AnswerKind,
    Cause,
    ClaimHow,
    CollectingEnd,
    Debt,
    HolderKind,
    How,
    Lesson,
    Line,
    Mute,
    OfferEnd,
    Outcome,
    Part,
    Priority,
    QueueReason,
    ReleaseReason,
    Route,
    Stage,
)
from .lead import Lead
from .playbook import Step, Tick
from .undelivered import Undelivered

__all__ = [
    "DESK",
    "Actor",
    "ActorKind",
    "Alert",
    "AnswerKind",
    "AssistantDebt",
    "Cause",
    "Citation",
    "ClaimHow",
    "Collecting",
    "CollectingEnd",
    "Conversation",
    "Debt",
    "DeskMark",
    "Detail",
    "Ended",
    "Field",
    "Handoff",
    "Holder",
    "HolderKind",
    "How",
    "Ladder",
    "Leg",
    "Lesson",
    "Line",
    "Mute",
    "Obligation",
    "Offer",
    "OfferEnd",
    "Outcome",
    "OwnerAlert",
    "Part",
    "Point",
    "Priority",
    "QueueReason",
    "Rating",
    "ReleaseReason",
    "Route",
    "Stage",
    "Turn",
]


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    id: str = ""


DESK = Actor(ActorKind.DESK)


@dataclass(frozen=True, slots=True)
class Holder:
    kind: HolderKind
    id: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    debt: Debt
    holder: Holder
    since: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Citation:
    title: str
    address: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One detail that an action asks for. `value` is what is offered for confirmation, if anything."""

    field: str
    label: str
    kind: str = "text"
    required: bool = True
    help: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""
    mask: str = ""
    value: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    value: str
    by: ActorKind
    at: datetime
    verified: bool
    episode: int
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """An unanswered word: the number of its last event, the time of its first, its place in the turn."""

    seq: int
    at: datetime
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """The visitor's latest burst. `unanswered` is empty once somebody answered all of it."""

    number: int = 0
    rev: int = 0
    unanswered: tuple[Point, ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class AssistantDebt:
    since: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of waiting for a person: how many passed, and when the last one was due."""

    start: datetime
    step: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a handoff, from the queue to a teammate and away again."""

    queued: datetime | None = None
    claimed: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handoff:
    id: str
    reason: str
    cause: Cause
    team: str
    priority: Priority
    requested: datetime
    opened: int
    """Number of the event that opened it."""
    rule: str | None = None
    rule_version: int | None = None
    why: str = ""
    queued: datetime | None = None
    claimed: datetime | None = None
    answered: datetime | None = None
    leg: Leg = Leg()
    ladder: Ladder | None = None
    rungs: int = 0
    """Grows with every rung and with every person's answer: what may happen once a rung is counted by it."""
    raised_on: int = -1
    said_on: int = -1
    passed_over: tuple[str, ...] = ()
    """Who let it lapse or declined it since the last rung: not offered to them again before the next."""
    handed_over: bool = False
    confirmed: bool = False
    playbook: tuple[Step, ...] = ()
    """As it was when the handoff opened."""
    ticks: tuple[Tick, ...] = ()
    lesson: Lesson | None = None
    stands: str | None = None
    """The rule that stands for its cause, where none opened it."""
    instead_of: str | None = None
    """The team in whose place this one has it, as nobody there could take it; empty if it was not there."""

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(tick.step for tick in self.ticks)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The steps that the visitor still has to be told."""
        return tuple(step.id for step in self.playbook if step.confirm and step.id not in self.ticked)


@dataclass(frozen=True, slots=True)
class Ended:
    handoff: Handoff
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Collecting:
    action: str
    fields: tuple[Field, ...]
    since: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    teammate: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskMark:
    """What the visitor's debt last saw of the team's calendar."""

    open: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnerAlert:
    at: datetime
    team: str
    calendar: int


@dataclass(frozen=True, slots=True)
class Alert:
    """Who is to hear that a visitor waits: whom it rings at or who owns it, whole teams, the workspace's owner.

    `at` is when it last moved; whoever was alerted before that is alerted anew.
    """

    at: datetime
    teammate: str | None = None
    teams: tuple[str, ...] = ()
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Rating:
    score: int
    comment: str


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    workspace: str
    site: str
    visitor: str
    language: str
    page: str
    at: datetime
    """Time of the last event."""
    policy: int
    """Version of the policy its obligations were computed with."""
    quiet_since: datetime
    """The last reply, wake, or change of stage or owner."""
    seq: int = 0
    vseq: int = 0
    stage: Stage = Stage.ASSISTANT
    owner: str | None = None
    epoch: int = 0
    owned_epoch: int = 0
    """The epoch at which a teammate last became or ceased to be owner."""
    owned_since: datetime | None = None
    by_socket: bool = False
    last_owner: str | None = None
    episode: int = 1
    muted: frozenset[Mute] = frozenset()
    turn: Turn = Turn()
    assistant_owes: AssistantDebt | None = None
    person_owed: tuple[Point, ...] = ()
    handoff: Handoff | None = None
    ended: Ended | None = None
    """The last handoff that ended."""
    handoffs: tuple[str, ...] = ()
    """Open or ended, the latest."""
    collecting: Collecting | None = None
    offer: Offer | None = None
    snoozed_until: datetime | None = None
    reminded: datetime | None = None
    """The start of the reply debt that the owner was reminded of."""
    desk: DeskMark | None = None
    alert: OwnerAlert | None = None
    details: Mapping[str, Detail] = field(default_factory=lambda: MappingProxyType({}))
    asked: frozenset[str] = frozenset()
    """Fields asked in this episode."""
    fired: frozenset[str] = frozenset()
    """Rules that led to a handoff in this episode."""
    leads: tuple[Lead, ...] = ()
    """What was noted without a handoff in this episode: of each action once."""
    requests: int = 0
    """Distinct requests for a person in this episode, and one carried over from the last."""
    unserved: tuple[int, ...] = ()
    """Numbers of the requests that no person has answered."""
    requested_on: tuple[int, ...] = ()
    """Numbers of the messages already counted as requests."""
    last_visitor: int = 0
    """Number of the visitor's last message or press of the button."""
    last_reply: int = 0
    last_reply_by: str | None = None
    last_reply_at: datetime | None = None
    last_reply_asks: bool = False
    answered_to: int = 0
    """A person has answered every visitor message up to this number."""
    settled_to: int = 0
    """Messages up to this number were answered, withdrawn or handed back: no rule may measure them anew."""
    person_spoke: bool = False
    """A teammate wrote to the visitor in this episode."""
    last_answer: AnswerKind | None = None
    """The assistant's last answer in this episode, if no person wrote after it."""
    by_mail: bool = False
    """The visitor's last message came by mail: so do the answers."""
    undelivered: tuple[Undelivered, ...] = ()
    """The answers that did not arrive by mail and were not sent again, the latest."""
    contact: str | None = None
    tags: frozenset[str] = frozenset()
    rating: Rating | None = None
    outcome: Outcome | None = None
    resolved_at: datetime | None = None
    resolved_by_clock: bool = False
    erased: bool = False

    @property
    def ended_at(self) -> datetime | None:
        """None while it goes on, and once it is erased."""
        return None if self.erased or self.stage is not Stage.RESOLVED else self.resolved_at

    @property
    def assistant_able(self) -> bool:
        """Whether the assistant can own this conversation at all."""
        return Mute.SITE not in self.muted and Mute.CONVERSATION not in self.muted

    @property
    def assistant_may_speak(self) -> bool:
        if not self.assistant_able:
            return False
        if self.stage in (Stage.ASSISTANT, Stage.COLLECTING):
            return True
        return self.stage in (Stage.WAITING, Stage.OFFERED) and self._may_help()

    def _may_help(self) -> bool:
        unclaimed = self.handoff is None or self.handoff.claimed is None
        return unclaimed and Mute.WAITING not in self.muted

    @property
    def person_owed_since(self) -> datetime | None:
        return self.person_owed[0].at if self.person_owed else None

    @property
    def team(self) -> str | None:
        """Of the open case."""
        return self.handoff.team if self.handoff else None

    @property
    def priority(self) -> Priority:
        return self.handoff.priority if self.handoff else Priority.NORMAL

    def given(self, field_id: str) -> bool:
        """Whether this detail was given in this episode."""
        detail = self.details.get(field_id)
        return detail is not None and detail.episode == self.episode
