"""Tombstones: what stays of an event when its conversation is erased.

Everything anybody wrote is gone; what evolve needs for the control state stays, so that the
stored state is still the fold of the stored events.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from . import events as e
from .events import (
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
    WordEvent,
)
from .lead import LeadNoted
from .model import Citation, Field
from .summed import HandoffSummed
from .undelivered import AnswerSentAgain, AnswerUndelivered

ERASED = ""


def tombstone(recorded: Recorded) -> Recorded:
    return replace(recorded, event=_without_payload(recorded.event))


def _without_payload(event: Event) -> Event:
    if isinstance(event, WordEvent):
        return _word(event)
    if isinstance(event, CaseEvent):
        return _case(event)
    if isinstance(event, FactEvent):
        return _fact(event)
    if isinstance(event, MarkEvent):
        return _mark(event)
    if isinstance(event, LoopEvent):
        return _loop(event)
    if isinstance(event, PostEvent):
        return _post(event)
    match event:
        case e.Started():
            return replace(event, page=ERASED)
        case e.HandedBack():
            return replace(event, word=ERASED)
        case _:
            return _bare(event)


def _bare(event: OwnerEvent | LifeEvent | ClockEvent) -> Event:
    """These say who and when, never what was said."""
    return event


def _word(event: WordEvent) -> Event:
    match event:
        case e.VisitorWrote():
            return replace(event, text=ERASED, page=ERASED)
        case e.AssistantAnswered():
            return replace(event, text=ERASED, citations=tuple(map(_of_the_business, event.citations)))
        case e.TurnGivenUp():
            return replace(event, why=ERASED)
        case e.TeammateReplied() | e.NoteWritten() | e.DeskSaid():
            return replace(event, text=ERASED)
        case e.AnswerLost() | e.PersonAsked():
            return event
        case _:
            assert_never(event)


def _of_the_business(citation: Citation) -> Citation:
    """Which of its own pages an answer was taken from: reports count them."""
    return Citation(ERASED, citation.address)


def _case(event: CaseEvent) -> Event:
    match event:
        case e.HandoffOpened():
            return replace(event, why=ERASED)
        case e.DetailsAsked():
            return replace(event, fields=tuple(map(_emptied, event.fields)))
        case e.DetailGiven():
            return replace(event, value=ERASED, file=None)
        case _:
            return event


def _emptied(field: Field) -> Field:
    """Choices may be what was looked up for this visitor alone."""
    return Field(field.field, ERASED, field.kind, field.required)


def _fact(event: FactEvent) -> Event:
    match event:
        case e.EscalationNoted():
            return replace(event, why=ERASED)
        case e.BusinessEventReceived():
            return replace(event, name=ERASED, facts=())
        case e.VerdictReached():
            return replace(event, trace=ERASED)
        case HandoffSummed():
            return replace(event, text=ERASED)
        case e.Noted():
            return event
        case _:
            assert_never(event)


def _mark(event: MarkEvent) -> Event:
    match event:
        case e.ContactLeft():
            return replace(event, address=ERASED)
        case e.Rated():
            return replace(event, comment=ERASED)
        case e.Tagged():
            return replace(event, add=(), remove=())
        case LeadNoted():
            return event
        case _:
            assert_never(event)


def _loop(event: LoopEvent) -> Event:
    match event:
        case e.Reviewed():
            return replace(event, note=ERASED)
        case e.StepTicked():
            return event
        case _:
            assert_never(event)


def _post(event: PostEvent) -> Event:
    match event:
        case AnswerUndelivered():
            return replace(event, address=ERASED, why=ERASED)
        case AnswerSentAgain():
            return event
        case _:
            assert_never(event)
