"""Who owns the conversation, and how it passes on."""

from __future__ import annotations

from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import Claimed, HandedBack, OwnerEvent, Released, Transferred, Withdrawn
from chatref.conversation.model import (
    AssistantDebt,
    Conversation,
    Handoff,
    Leg,
    ReleaseReason,
    Stage,
)


def owner(c: Conversation, event: OwnerEvent) -> Conversation:
    match event:
        case Claimed():
            return owned_by(c, event.teammate, by_socket=event.by_socket)
        case Released():
            return _released(c, event)
        case Transferred():
            return _transferred(c, event)
        case HandedBack():
            return _handed_back(c, event)
        case Withdrawn():
            return _withdrawn(c)
        case _:
            assert_never(event)


def owned_by(c: Conversation, teammate: str, *, by_socket: bool) -> Conversation:
    return changed(
        c,
        stage=Stage.ASSIGNED,
        owner=teammate,
        last_owner=teammate,
        epoch=c.epoch + 1,
        owned_epoch=c.epoch + 1,
        owned_since=c.at,
        by_socket=by_socket,
        assistant_owes=None,
        offer=None,
        snoozed_until=None,
        handoff=_claimed(c.handoff, c) if c.handoff else None,
        quiet_since=c.at,
    )


def disowned(c: Conversation) -> Conversation:
    """Nobody owns it; where it goes next, the next event says."""
    had_one = c.owner is not None
    return changed(
        c,
        owner=None,
        owned_since=None,
        by_socket=False,
        snoozed_until=None,
        epoch=c.epoch + 1,
        owned_epoch=c.epoch + 1 if had_one else c.owned_epoch,
        quiet_since=c.at,
    )


def _claimed(handoff: Handoff, c: Conversation) -> Handoff:
    waited = handoff.leg if handoff.leg.claimed is None and handoff.leg.ended is None else Leg()
    return changed(handoff, claimed=handoff.claimed or c.at, leg=changed(waited, claimed=c.at))


def _released(c: Conversation, event: Released) -> Conversation:
    free = changed(disowned(c), stage=Stage.WAITING)
    if c.handoff is None:
        return free
    lapsed = event.reason is ReleaseReason.LAPSED
    handoff = changed(
        c.handoff,
        leg=changed(c.handoff.leg, ended=c.at),
        passed_over=(*c.handoff.passed_over, event.teammate) if lapsed else c.handoff.passed_over,
    )
    return changed(free, handoff=handoff)


def _transferred(c: Conversation, event: Transferred) -> Conversation:
    if c.handoff:
        leg = changed(c.handoff.leg, ended=c.at)
        c = changed(c, handoff=changed(c.handoff, team=event.team, instead_of=None, leg=leg))
    if event.teammate is not None:
        return owned_by(c, event.teammate, by_socket=False)
    return changed(disowned(c), stage=Stage.WAITING)


def _handed_back(c: Conversation, event: HandedBack) -> Conversation:
    owes = AssistantDebt(c.at, c.at) if c.turn.unanswered else None
    settled = c.settled_to if event.teammate is None else max(c.settled_to, c.last_visitor)
    return changed(disowned(c), stage=Stage.ASSISTANT, assistant_owes=owes, settled_to=settled)


def _withdrawn(c: Conversation) -> Conversation:
    return changed(
        disowned(c),
        stage=Stage.WAITING,
        person_owed=(),
        alert=None,
        unserved=(),
        settled_to=max(c.settled_to, c.last_visitor),
        assistant_owes=None,
        collecting=None,
    )
