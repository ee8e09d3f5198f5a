"""What is ticked off of a playbook, and what a handoff taught."""

from __future__ import annotations

from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import LoopEvent, Recorded, Reviewed, StepTicked
from chatref.conversation.model import Conversation
from chatref.conversation.playbook import Tick


def loop(c: Conversation, event: LoopEvent, recorded: Recorded) -> Conversation:
    match event:
        case StepTicked():
            return _ticked(c, event, recorded.actor.id)
        case Reviewed():
            return _reviewed(c, event)
        case _:
            assert_never(event)


def _ticked(c: Conversation, event: StepTicked, by: str) -> Conversation:
    if c.handoff is None:
        return c
    others = tuple(tick for tick in c.handoff.ticks if tick.step != event.step)
    ticks = (*others, Tick(event.step, by, c.at)) if event.done else others
    return changed(c, handoff=changed(c.handoff, ticks=ticks))


def _reviewed(c: Conversation, event: Reviewed) -> Conversation:
    """Of one that ended before the last, only the events tell."""
    if c.handoff and c.handoff.id == event.handoff:
        return changed(c, handoff=changed(c.handoff, lesson=event.lesson))
    if c.ended and c.ended.handoff.id == event.handoff:
        handoff = changed(c.ended.handoff, lesson=event.lesson)
        return changed(c, ended=changed(c.ended, handoff=handoff))
    return c
