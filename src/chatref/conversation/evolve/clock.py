"""What passed deadlines, calendars and policies leave behind."""

from __future__ import annotations

from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import (
    ClockEvent,
    DeskClosed,
    DeskOpened,
    OwnerAlerted,
    PolicyApplied,
    Reminded,
    RungPassed,
)
from chatref.conversation.model import Conversation, DeskMark, OwnerAlert


def clock(c: Conversation, event: ClockEvent) -> Conversation:
    match event:
        case RungPassed():
            return _rung_passed(c, event)
        case Reminded():
            return changed(c, reminded=event.since)
        case DeskClosed():
            return changed(c, desk=DeskMark(open=False, at=c.at))
        case DeskOpened():
            return changed(c, desk=DeskMark(open=True, at=c.at))
        case OwnerAlerted():
            return changed(c, alert=OwnerAlert(c.at, event.team, event.calendar))
        case PolicyApplied():
            return changed(c, policy=event.version)
        case _:
            assert_never(event)


def _rung_passed(c: Conversation, event: RungPassed) -> Conversation:
    if c.handoff is None or c.handoff.ladder is None:
        return c
    ladder = changed(c.handoff.ladder, step=event.step, at=event.due)
    handoff = changed(c.handoff, ladder=ladder, rungs=c.handoff.rungs + 1, passed_over=())
    return changed(c, handoff=handoff)
