"""A conversation as one row of the inbox. Composed with every append, so that a list is one query.

msgspec's structs, because they are made anew with every message: an eighth of what a frozen dataclass costs.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import assert_never

import msgspec
from msgspec.structs import replace

from chatref.conversation.events import (
    AssistantAnswered,
    DeskSaid,
    Erased,
    HandoffOpened,
    Recorded,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.model import (
    ActorKind,
    Alert,
    Conversation,
    Debt,
    Handoff,
    HolderKind,
    Obligation,
    Stage,
)

LONGEST_EXCERPT = 140  # characters


class View(StrEnum):
    NEEDS_PERSON = "needs_person"
    MINE = "mine"
    TEAM = "team"
    ASSISTANT = "assistant"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class Visitor(msgspec.Struct, frozen=True):
    id: str
    name: str = ""
    identified: bool = False

    @property
    def shown(self) -> str:
        """Their name, or a number that tells nameless visitors apart."""
        return self.name or f"Visitor {int(self.id[-6:], 16) % 10_000:04}"


class Last(msgspec.Struct, frozen=True):
    who: ActorKind
    text: str
    at: datetime


class Owed(msgspec.Struct, frozen=True):
    debt: Debt
    due_at: datetime
    since: datetime
    holder: HolderKind
    holder_id: str


class Ringing(msgspec.Struct, frozen=True):
    """Whom the case rings at, by id, and until when."""

    teammate: str
    due_at: datetime


class HandoffTimes(msgspec.Struct, frozen=True):
    requested_at: datetime
    queued_at: datetime | None
    claimed_at: datetime | None


class Progress(msgspec.Struct, frozen=True):
    """How many details of this episode are known, of those that are and those that were asked for."""

    given: int
    asked: int


class Summary(msgspec.Struct, frozen=True):
    """`owner` is an id; whoever shows it adds the face. `views` leaves out `mine`, which depends on who looks."""

    conversation: str
    change: int
    seq: int
    stage: Stage
    epoch: int
    owner: str | None
    visitor: Visitor
    site: str
    page: str
    language: str
    started_at: datetime
    subject: str = ""
    last: Last | None = None
    reason: str | None = None
    why: str | None = None
    team: str | None = None
    priority: int = 1
    tags: tuple[str, ...] = ()
    owed: Owed | None = None
    person_owed_since: datetime | None = None
    handoff: HandoffTimes | None = None
    snoozed_until: datetime | None = None
    paused: bool = False
    views: tuple[str, ...] = ()
    collecting: Progress | None = None
    offer: Ringing | None = None
    alert: Alert | None = None


def begin(state: Conversation, visitor: Visitor, at: datetime) -> Summary:
    return Summary(
        state.id, 0, 0, state.stage, 0, None, visitor, state.site, state.page, state.language, started_at=at
    )


def summarise(
    before: Summary,
    state: Conversation,
    owed: Sequence[Obligation],
    news: Iterable[Recorded],
    change: int,
    alert: Alert | None,
) -> Summary:
    """Words come from the events, all else from the state."""
    words = before
    for recorded in news:
        words = _reworded(words, recorded)
    return replace(
        words,
        change=change,
        seq=state.seq,
        stage=state.stage,
        epoch=state.epoch,
        owner=state.owner,
        page=state.page,
        team=state.team,
        priority=int(state.priority),
        tags=tuple(sorted(state.tags)),
        owed=_owed(owed),
        person_owed_since=state.person_owed_since,
        handoff=_times(state.handoff),
        snoozed_until=state.snoozed_until,
        paused=not state.assistant_able,
        views=views(state),
        collecting=_progress(state),
        offer=_ringing(owed),
        alert=alert,
    )


def views(state: Conversation) -> tuple[str, ...]:
    """One conversation is in one of the open lists, and beside it in "needs a person" while one is missing."""
    needs = (View.NEEDS_PERSON,) if state.owner is None and state.person_owed else ()
    match state.stage:
        case Stage.ASSISTANT | Stage.COLLECTING:
            return (*needs, View.ASSISTANT)
        case Stage.WAITING | Stage.OFFERED:
            return (View.NEEDS_PERSON,)
        case Stage.ASSIGNED:
            return (View.SNOOZED,) if state.snoozed_until else (View.TEAM,)
        case Stage.RESOLVED:
            return () if state.erased else (View.RESOLVED,)
        case _:
            assert_never(state.stage)


def _reworded(summary: Summary, recorded: Recorded) -> Summary:
    event = recorded.event
    match event:
        case VisitorWrote():
            subject = summary.subject or _excerpt(event.text)
            return replace(summary, subject=subject, last=_last(recorded, event.text))
        case AssistantAnswered() | TeammateReplied() | DeskSaid():
            return replace(summary, last=_last(recorded, event.text))
        case HandoffOpened():
            return replace(summary, reason=event.reason, why=event.why)
        case Erased():
            return replace(
                summary,
                subject="",
                last=None,
                reason=None,
                why=None,
                page="",
                visitor=Visitor(summary.visitor.id),
            )
        case _:
            return summary


def _last(recorded: Recorded, text: str) -> Last:
    return Last(recorded.actor.kind, _excerpt(text), recorded.at)


def _excerpt(text: str) -> str:
    line = " ".join(text[: 4 * LONGEST_EXCERPT].split())
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1] + "…"


def _owed(owed: Sequence[Obligation]) -> Owed | None:
    if not owed:
        return None
    first = owed[0]
    return Owed(first.debt, first.due, first.since, first.holder.kind, first.holder.id)


def _ringing(owed: Sequence[Obligation]) -> Ringing | None:
    rings = (Ringing(each.holder.id, each.due) for each in owed if each.debt is Debt.ACCEPTANCE)
    return next(rings, None)


def _times(handoff: Handoff | None) -> HandoffTimes | None:
    return HandoffTimes(handoff.requested, handoff.queued, handoff.claimed) if handoff else None


def _progress(state: Conversation) -> Progress | None:
    if state.collecting is None:
        return None
    given = {name for name in state.details if state.given(name)}
    return Progress(len(given), len(given | state.asked))
