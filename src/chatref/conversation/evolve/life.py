"""Episodes, snoozing, the assistant's switch, erasure."""

from __future__ import annotations

from types import MappingProxyType
from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import (
    AssistantPaused,
    AssistantResumed,
    Erased,
    LifeEvent,
    Reopened,
    Resolved,
    Snoozed,
    Woken,
)
from chatref.conversation.model import Conversation, Outcome, Stage

from .owner import disowned


def life(c: Conversation, event: LifeEvent) -> Conversation:
    match event:
        case Resolved():
            return _resolved(c, event)
        case Reopened():
            return _reopened(c, event)
        case Snoozed():
            return changed(c, snoozed_until=event.until)
        case Woken():
            return changed(c, snoozed_until=None, quiet_since=c.at)
        case AssistantPaused():
            return _muted(changed(c, muted=c.muted | {event.mute}))
        case AssistantResumed():
            return _muted(changed(c, muted=c.muted - {event.mute}))
        case Erased():
            return _erased(c)
        case _:
            assert_never(event)


def _resolved(c: Conversation, event: Resolved) -> Conversation:
    carried = c.unserved[:1] if event.by_clock else ()
    return changed(
        _closed(c),
        outcome=event.outcome,
        resolved_by_clock=event.by_clock,
        unserved=carried,
        requests=len(carried),
        settled_to=c.settled_to if event.by_clock else max(c.settled_to, c.last_visitor),
    )


def _closed(c: Conversation) -> Conversation:
    return changed(
        disowned(c),
        stage=Stage.RESOLVED,
        turn=changed(c.turn, unanswered=(), lost=0),
        assistant_owes=None,
        person_owed=(),
        alert=None,
        collecting=None,
        offer=None,
        resolved_at=c.at,
    )


def _reopened(c: Conversation, event: Reopened) -> Conversation:
    return changed(
        c,
        stage=Stage.ASSISTANT if c.assistant_able else Stage.WAITING,
        epoch=c.epoch + 1,
        episode=event.episode,
        asked=frozenset(),
        fired=frozenset(),
        leads=(),
        person_spoke=False,
        last_answer=None,
        outcome=None,
        resolved_at=None,
        resolved_by_clock=False,
        quiet_since=c.at,
    )


def _muted(c: Conversation) -> Conversation:
    owes = c.assistant_owes if c.assistant_may_speak else None
    return changed(c, epoch=c.epoch + 1, assistant_owes=owes)


def _erased(c: Conversation) -> Conversation:
    """What was said and given is gone from the state too; the numbers stay."""
    return changed(
        _closed(c),
        erased=True,
        outcome=Outcome.ERASED,
        ended=None,
        page="",
        details=MappingProxyType({}),
        asked=frozenset(),
        leads=(),
        contact=None,
        tags=frozenset(),
        rating=None,
    )
