"""What did not arrive by mail is owed until it goes again."""

from __future__ import annotations

from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import PostEvent
from chatref.conversation.model import Conversation, Point
from chatref.conversation.undelivered import AnswerSentAgain, AnswerUndelivered, Undelivered

from .words import POINTS, answered, with_ladder, with_point

REMEMBERED = 64


def post(c: Conversation, event: PostEvent) -> Conversation:
    match event:
        case AnswerUndelivered():
            return _undelivered(c, event)
        case AnswerSentAgain():
            return _sent_again(c, event)
        case _:
            assert_never(event)


def _undelivered(c: Conversation, event: AnswerUndelivered) -> Conversation:
    alone = event.owed and len(c.person_owed) < POINTS
    more = tuple(Undelivered(answer, c.seq if alone else None) for answer in event.answers)
    c = changed(c, undelivered=(*c.undelivered, *more)[-REMEMBERED:])
    if not event.owed:
        return c
    return with_ladder(changed(c, person_owed=with_point(c.person_owed, Point(c.seq, c.at))))


def _sent_again(c: Conversation, event: AnswerSentAgain) -> Conversation:
    """Where nothing else is owed, a person has answered the case."""
    left = tuple(each for each in c.undelivered if each.answer not in event.answers)
    still = {each.told for each in left}
    over = {each.told for each in c.undelivered if each.told not in still}
    owed = tuple(point for point in c.person_owed if point.seq not in over)
    sent = changed(c, undelivered=left, person_owed=owed, alert=c.alert if owed else None, quiet_since=c.at)
    if owed or c.handoff is None:
        return sent
    return changed(sent, handoff=answered(c.handoff, c.at), person_spoke=True)
