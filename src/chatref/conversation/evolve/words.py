"""What messages do to the turn and to the two debts."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from chatref.conversation.change import changed
from chatref.conversation.events import (
    AnswerLost,
    AssistantAnswered,
    DeskSaid,
    NoteWritten,
    PersonAsked,
    Recorded,
    TeammateReplied,
    TurnGivenUp,
    VisitorWrote,
    WordEvent,
)
from chatref.conversation.model import (
    AssistantDebt,
    Conversation,
    Handoff,
    How,
    Ladder,
    Line,
    Point,
    Route,
    Stage,
    Turn,
)

POINTS = 32
REMEMBERED_REQUESTS = 64


def word(c: Conversation, event: WordEvent, recorded: Recorded) -> Conversation:
    match event:
        case VisitorWrote():
            return _visitor_wrote(c, event)
        case AssistantAnswered():
            return _assistant_answered(c, event)
        case AnswerLost():
            return changed(c, turn=changed(c.turn, lost=c.turn.lost + 1))
        case TurnGivenUp():
            return changed(c, assistant_owes=None, turn=changed(c.turn, lost=0))
        case TeammateReplied():
            return _teammate_replied(c, event, recorded.actor.id)
        case NoteWritten():
            return c
        case DeskSaid():
            return changed(c, handoff=_said(c.handoff, event)) if c.handoff else c
        case PersonAsked():
            return _person_asked(c, event)
        case _:
            assert_never(event)


def with_point(points: tuple[Point, ...], point: Point) -> tuple[Point, ...]:
    """Beyond the limit later words share the last one's time, so that no debt ever looks younger than it is."""
    if len(points) < POINTS:
        return (*points, point)
    return (*points[:-1], changed(point, at=points[-1].at))


def with_ladder(c: Conversation) -> Conversation:
    """The ladder starts when a person is owed in the queue, and runs on from there."""
    queued = c.stage in (Stage.WAITING, Stage.OFFERED)
    if not queued or c.handoff is None or c.handoff.ladder or not c.person_owed:
        return c
    return changed(c, handoff=changed(c.handoff, ladder=Ladder(start=c.at, step=0, at=c.at)))


def _visitor_wrote(c: Conversation, event: VisitorWrote) -> Conversation:
    said = changed(c, page=event.page or c.page, by_mail=event.route is Route.EMAIL, last_visitor=c.seq)
    return changed(said, quiet_since=c.at) if event.thanks else _unanswered(said)


def _unanswered(c: Conversation) -> Conversation:
    turn = _burst(c.turn, c.seq, c.at)
    owed = with_point(c.person_owed, Point(c.seq, c.at)) if c.handoff else c.person_owed
    since = c.assistant_owes.since if c.assistant_owes else c.at
    return with_ladder(
        changed(
            c,
            turn=turn,
            person_owed=owed,
            assistant_owes=AssistantDebt(since, c.at) if c.assistant_may_speak else None,
            collecting=changed(c.collecting, last=c.at) if c.collecting else None,
        )
    )


def _burst(turn: Turn, seq: int, at: datetime) -> Turn:
    if not turn.unanswered:
        return Turn(turn.number + 1, 1, (Point(seq, at, 1),))
    point = Point(seq, at, turn.rev + 1)
    return changed(turn, rev=turn.rev + 1, unanswered=with_point(turn.unanswered, point))


def _assistant_answered(c: Conversation, event: AssistantAnswered) -> Conversation:
    later = tuple(point for point in c.turn.unanswered if point.rev > event.rev)
    answered = changed(c, last_answer=event.answer, quiet_since=c.at)
    if not later or c.assistant_owes is None:
        return changed(answered, turn=changed(c.turn, unanswered=(), lost=0), assistant_owes=None)
    return changed(
        answered,
        turn=_next_turn(c.turn, later, event.rev),
        assistant_owes=changed(c.assistant_owes, since=max(later[0].at, c.assistant_owes.since)),
    )


def _next_turn(turn: Turn, later: tuple[Point, ...], rev: int) -> Turn:
    """The messages that came after the answered ones open the next turn."""
    shifted = tuple(changed(point, rev=point.rev - rev) for point in later)
    return Turn(turn.number + 1, turn.rev - rev, shifted)


def _teammate_replied(c: Conversation, event: TeammateReplied, by: str) -> Conversation:
    owed = _unseen(c.person_owed, event.seen)
    turn = c.turn
    if not event.hands_back:
        turn = changed(turn, unanswered=_unseen(turn.unanswered, event.seen), lost=0)
    return changed(
        c,
        turn=turn,
        person_owed=owed,
        alert=c.alert if owed else None,
        handoff=answered(c.handoff, c.at) if c.handoff else None,
        unserved=tuple(number for number in c.unserved if number > event.seen),
        answered_to=c.answered_to if event.hands_back else max(c.answered_to, event.seen),
        settled_to=max(c.settled_to, event.seen),
        last_reply=c.seq,
        last_reply_by=by,
        last_reply_at=c.at,
        last_reply_asks=event.asks,
        person_spoke=True,
        last_answer=None,
        quiet_since=c.at,
    )


def _unseen(points: tuple[Point, ...], seen: int) -> tuple[Point, ...]:
    return tuple(point for point in points if point.seq > seen)


def answered(handoff: Handoff, at: datetime) -> Handoff:
    """By a person."""
    return changed(
        handoff,
        answered=handoff.answered or at,
        ladder=None,
        rungs=handoff.rungs + 1,
        passed_over=(),
    )


def _said(handoff: Handoff, event: DeskSaid) -> Handoff:
    match event.line:
        case Line.HAND_OVER:
            return changed(handoff, handed_over=True, confirmed=event.confirms)
        case Line.CONFIRMATION:
            return changed(handoff, confirmed=True)
        case Line.PROGRESS | Line.CLOSING:
            return changed(handoff, said_on=handoff.rungs)
        case Line.JOINED:
            return handoff
        case _:
            assert_never(event.line)


def _person_asked(c: Conversation, event: PersonAsked) -> Conversation:
    number = c.seq if event.measured_on is None else event.measured_on
    c = changed(
        c,
        last_visitor=c.seq if event.how is How.BUTTON else c.last_visitor,
        by_mail=c.by_mail and event.how is not How.BUTTON,
        requested_on=(*c.requested_on, number)[-REMEMBERED_REQUESTS:],
    )
    if not event.open:
        return c
    c = changed(c, requests=c.requests + 1, unserved=(*c.unserved[-REMEMBERED_REQUESTS:], number))
    covered = c.person_owed and c.person_owed[-1].seq >= number
    if c.handoff is None or covered:
        return c
    return with_ladder(changed(c, person_owed=with_point(c.person_owed, Point(number, c.at))))
