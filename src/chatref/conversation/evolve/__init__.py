"""The state after an event. Has no policy: what it would need, the event says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import (
    CaseEvent,
    ClockEvent,
    Event,
    FactEvent,
    LifeEvent,
    LoopEvent,
    MarkEvent,
    OwnerEvent,
    PostEvent,
    Recorded,
    Started,
    WordEvent,
)
from chatref.conversation.model import Conversation, Mute, Stage

from .case import case
from .clock import clock
from .life import life
from .loop import loop
from .marks import mark
from .owner import owner
from .post import post
from .words import word

EVOLVE_VERSION = 4
"""Stored with every row; a row of an older version is folded anew."""


def evolve(conversation: Conversation | None, recorded: Recorded) -> Conversation:
    if conversation is None:
        if not isinstance(recorded.event, Started):
            raise ValueError("a conversation begins with Started")
        return _started(recorded, recorded.event)
    numbered = changed(
        conversation,
        seq=recorded.seq,
        vseq=conversation.vseq if recorded.vseq is None else recorded.vseq,
        at=recorded.at,
    )
    return _applied(numbered, recorded.event, recorded)


def fold(history: Iterable[Recorded], conversation: Conversation | None = None) -> Conversation:
    for recorded in history:
        conversation = evolve(conversation, recorded)
    if conversation is None:
        raise ValueError("no events to fold")
    return conversation


def _applied(c: Conversation, event: Event, recorded: Recorded) -> Conversation:
    if isinstance(event, WordEvent):
        return word(c, event, recorded)
    if isinstance(event, CaseEvent):
        return case(c, event)
    if isinstance(event, OwnerEvent):
        return owner(c, event)
    if isinstance(event, LifeEvent):
        return life(c, event)
    if isinstance(event, ClockEvent):
        return clock(c, event)
    if isinstance(event, MarkEvent):
        return mark(c, event)
    if isinstance(event, LoopEvent):
        return loop(c, event, recorded)
    if isinstance(event, PostEvent):
        return post(c, event)
    if isinstance(event, FactEvent):
        return c
    if isinstance(event, Started):
        raise ValueError("a conversation starts once")  # noqa: TRY004 - the type is right, the time is not
    assert_never(event)


def _started(recorded: Recorded, event: Started) -> Conversation:
    muted = frozenset(event.muted)
    unable = muted & {Mute.SITE, Mute.CONVERSATION}
    return Conversation(
        id=event.conversation,
        workspace=event.workspace,
        site=event.site,
        visitor=event.visitor,
        language=event.language,
        page=event.page,
        at=recorded.at,
        policy=event.policy,
        quiet_since=recorded.at,
        seq=recorded.seq,
        vseq=recorded.vseq or 0,
        stage=Stage.WAITING if unable else Stage.ASSISTANT,
        epoch=1,
        muted=muted,
    )
