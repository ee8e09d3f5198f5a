"""The handoff from its opening to its end: collecting, queue, offers."""

from __future__ import annotations

from types import MappingProxyType
from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import (
    CaseEvent,
    CollectingEnded,
    DetailGiven,
    DetailsAsked,
    HandoffEnded,
    HandoffOpened,
    Offered,
    OfferEnded,
    PriorityRaised,
    Queued,
)
from chatref.conversation.model import (
    Cause,
    Collecting,
    Conversation,
    Detail,
    Ended,
    Handoff,
    Leg,
    Offer,
    OfferEnd,
    Point,
    Stage,
)

from .words import with_ladder

REMEMBERED_HANDOFFS = 64
_NOT_AGAIN = (OfferEnd.LAPSED, OfferEnd.DECLINED)  # who was cut off may take it when they are back


def case(c: Conversation, event: CaseEvent) -> Conversation:
    match event:
        case HandoffOpened():
            return _opened(c, event)
        case DetailsAsked():
            return _details_asked(c, event)
        case DetailGiven():
            return _detail_given(c, event)
        case CollectingEnded():
            return _collecting_ended(c)
        case Queued():
            return _queued(c, event)
        case Offered():
            return changed(c, stage=Stage.OFFERED, offer=Offer(event.teammate, c.at))
        case OfferEnded():
            return _offer_ended(c, event)
        case PriorityRaised():
            return _priority_raised(c, event)
        case HandoffEnded():
            return _ended(c, event)
        case _:
            assert_never(event)


def _opened(c: Conversation, event: HandoffOpened) -> Conversation:
    return changed(
        c,
        stage=Stage.COLLECTING if event.to is Stage.COLLECTING else Stage.WAITING,
        epoch=c.epoch + 1,
        handoff=Handoff(
            id=event.handoff,
            reason=event.reason,
            cause=event.cause,
            team=event.team,
            priority=event.priority,
            requested=c.at,
            opened=c.seq,
            rule=event.rule,
            rule_version=event.rule_version,
            why=event.why,
            playbook=event.playbook,
            stands=event.stands,
            instead_of=event.instead_of,
        ),
        handoffs=(*c.handoffs, event.handoff)[-REMEMBERED_HANDOFFS:],
        person_owed=_owed_at_opening(c, event.cause),
        assistant_owes=None,
        fired=c.fired | {event.rule} if event.rule else c.fired,
        quiet_since=c.at,
    )


def _owed_at_opening(c: Conversation, cause: Cause) -> tuple[Point, ...]:
    """What the visitor said last; for an answer that did not arrive that one, and what nobody has answered yet."""
    said = (Point(c.last_visitor, c.at),)
    if cause is not Cause.UNDELIVERED:
        return said
    return (*said, *c.person_owed) if c.turn.unanswered else c.person_owed


def _details_asked(c: Conversation, event: DetailsAsked) -> Conversation:
    return changed(
        c,
        asked=c.asked | {field.field for field in event.fields},
        collecting=Collecting(event.action, event.fields, since=c.at, last=c.at),
    )


def _detail_given(c: Conversation, event: DetailGiven) -> Conversation:
    detail = Detail(event.value, event.by, c.at, event.verified, c.episode, event.file)
    return changed(
        c,
        details=MappingProxyType({**c.details, event.field: detail}),
        collecting=changed(c.collecting, last=c.at) if c.collecting else None,
    )


def _collecting_ended(c: Conversation) -> Conversation:
    return changed(c, stage=Stage.WAITING, epoch=c.epoch + 1, collecting=None, assistant_owes=None)


def _queued(c: Conversation, event: Queued) -> Conversation:
    queued = changed(
        c,
        stage=Stage.WAITING,
        epoch=c.epoch + 1,
        assistant_owes=None,
        quiet_since=c.at,
    )
    if c.handoff is None:
        return queued
    handoff = changed(
        c.handoff,
        team=event.team,
        instead_of=c.handoff.instead_of if event.instead_of is None else event.instead_of,
        queued=c.handoff.queued or c.at,
        leg=Leg(queued=c.at),
    )
    return with_ladder(changed(queued, handoff=handoff))


def _offer_ended(c: Conversation, event: OfferEnded) -> Conversation:
    back = changed(c, stage=Stage.WAITING, offer=None)
    if c.handoff is None or event.reason not in _NOT_AGAIN:
        return back
    passed_over = (*c.handoff.passed_over, event.teammate)
    return changed(back, handoff=changed(c.handoff, passed_over=passed_over))


def _priority_raised(c: Conversation, event: PriorityRaised) -> Conversation:
    if c.handoff is None:
        return c
    handoff = changed(c.handoff, priority=event.priority, raised_on=c.handoff.rungs)
    return changed(c, handoff=handoff)


def _ended(c: Conversation, event: HandoffEnded) -> Conversation:
    if c.handoff is None:
        return c
    return changed(c, handoff=None, ended=Ended(c.handoff, event.outcome, c.at))
