"""An answer that did not arrive by mail: a person owes it again, and sends it again."""

from __future__ import annotations

from chatref.conversation.commands import ReportUndelivered, SendAgain
from chatref.conversation.events import ContactLeft, Noted
from chatref.conversation.model import ActorKind, Cause, ClaimHow, Conversation, Outcome, Stage
from chatref.conversation.refusals import AlreadyClaimed, NotAllowed
from chatref.conversation.undelivered import AnswerSentAgain, AnswerUndelivered

from . import moves
from .draft import Draft
from .moves import Grounds
from .teammate import require_able

REASON = "undelivered"
WHY = "Because an answer did not reach the visitor by e-mail."
_MEANT_TO_END = frozenset({Outcome.WITHDRAWN, Outcome.ELSEWHERE, Outcome.SPAM, Outcome.DUPLICATE})


def report_undelivered(draft: Draft, command: ReportUndelivered) -> None:
    """Once for each answer, until it is sent again."""
    if draft.actor.kind is not ActorKind.DESK:
        raise NotAllowed("only the desk hears of it")
    known = {each.answer for each in draft.c.undelivered}
    news = tuple(answer for answer in dict.fromkeys(command.answers) if answer not in known)
    if not news:
        draft.act(Noted("undelivered"))
        return
    owed = not command.seen and _waited_for(draft, max(news))
    if owed and draft.resolved():
        moves.reopen(draft)
    draft.act(AnswerUndelivered(news, command.address, command.why, owed))
    if owed:
        _serve(draft)


def send_again(draft: Draft, command: SendAgain) -> None:
    """Whoever does so for a case in the queue takes it."""
    require_able(draft)
    c, me = draft.c, draft.actor.id
    if c.stage is Stage.ASSIGNED and c.owner != me:
        raise AlreadyClaimed(c.owner)
    if not command.answers or not {each.answer for each in c.undelivered}.issuperset(command.answers):
        raise NotAllowed("it arrived, or was sent again")
    if c.handoff and c.stage in (Stage.WAITING, Stage.OFFERED):
        moves.own(draft, me, ClaimHow.REPLY, by_socket=command.by_socket)
    if command.to and command.to != c.contact:
        draft.act(ContactLeft(command.to))
    draft.act(AnswerSentAgain(command.answers))


def _waited_for(draft: Draft, answer: int) -> bool:
    """Not by who wrote on in the chat, where it stands; nor in what a person meant to end, or goes on elsewhere."""
    c = draft.c
    if c.last_visitor > answer and not c.by_mail:
        return False
    if not draft.resolved():
        return True
    return c.outcome not in _MEANT_TO_END and draft.context.open_elsewhere is None


def _serve(draft: Draft) -> None:
    moves.wake(draft)
    if draft.c.handoff is None:
        moves.open_case(draft, Grounds(Cause.UNDELIVERED, REASON, WHY, team=_last_team(draft.c)))


def _last_team(c: Conversation) -> str | None:
    return c.ended.handoff.team if c.ended else None
