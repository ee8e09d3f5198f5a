"""What is ticked off while a case is worked on, and what the team says of a handoff."""

from __future__ import annotations

from chatref.conversation.commands import Resolve, Review, TickStep
from chatref.conversation.events import Noted, Reviewed, StepTicked
from chatref.conversation.model import Handoff
from chatref.conversation.refusals import NotAllowed, Stale, Unconfirmed

from .draft import Draft
from .teammate import require_able


def tick_step(draft: Draft, command: TickStep) -> None:
    require_able(draft)
    handoff = _open(draft)
    if command.handoff != handoff.id:
        raise Stale("another case is open")
    if not _tick(draft, handoff, command.step, done=command.done):
        draft.act(Noted("ticked"))


def review(draft: Draft, command: Review) -> None:
    require_able(draft)
    if command.handoff not in draft.c.handoffs:
        raise NotAllowed("no such handoff")
    draft.act(Reviewed(command.handoff, command.lesson, command.note))


def close_with(draft: Draft, command: Resolve) -> None:
    """What a close says of its case in passing."""
    if command.ticks or command.lesson:
        handoff = _open(draft)
        for step in dict.fromkeys(command.ticks):
            _tick(draft, handoff, step, done=True)
        if command.lesson:
            draft.act(Reviewed(handoff.id, command.lesson))


def refuse_unconfirmed(draft: Draft) -> None:
    handoff = draft.c.handoff
    if handoff and handoff.unconfirmed:
        raise Unconfirmed(handoff.unconfirmed)


def _open(draft: Draft) -> Handoff:
    if draft.c.handoff is None:
        raise NotAllowed("no case is open")
    return draft.c.handoff


def _tick(draft: Draft, handoff: Handoff, step: str, *, done: bool) -> bool:
    """Whether it was not so already."""
    if step not in {one.id for one in handoff.playbook}:
        raise NotAllowed("no such step")
    if done == (step in handoff.ticked):
        return False
    draft.act(StepTicked(handoff.id, step, done))
    return True
