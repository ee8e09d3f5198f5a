"""What the desk does by itself: offers, absence, deadlines."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from chatref.conversation.commands import DeadlinePassed, OfferTo, PresenceLost
from chatref.conversation.events import (
    DeskClosed,
    DeskOpened,
    Offered,
    OwnerAlerted,
    Reminded,
    Resolved,
    RungPassed,
)
from chatref.conversation.model import (
    AnswerKind,
    CollectingEnd,
    Debt,
    OfferEnd,
    Outcome,
    ReleaseReason,
    Stage,
)
from chatref.conversation.owed import owed, reply_due, rung_due
from chatref.conversation.phrases import Phrase
from chatref.conversation.refusals import NotAllowed, NotDue

from . import moves, say
from .assistant import give_up
from .draft import Draft

WORD_RUNG = 2
"""The rung at which the visitor hears a word and the priority goes up."""

_AT_ONCE = (Debt.DESK, Debt.NO_OPENING)


def offer_to(draft: Draft, command: OfferTo) -> None:
    c, policy = draft.c, draft.policy
    if c.stage is not Stage.WAITING or c.handoff is None or not c.person_owed:
        raise NotAllowed("nobody is owed in the queue")
    if not policy.able(command.teammate) or command.teammate in c.handoff.passed_over:
        raise NotAllowed("not to them, not before the next rung")
    if not policy.team_of(c.handoff.team).calendar.open_at(draft.now):
        raise NotAllowed("the team is away")
    draft.act(Offered(command.teammate))


def presence_lost(draft: Draft, command: PresenceLost) -> None:
    c, gone = draft.c, command.teammate
    if gone in draft.context.present:
        raise NotAllowed("they are back")
    if c.offer and c.offer.teammate == gone:
        moves.end_offer(draft, OfferEnd.ABSENT)
    elif c.owner == gone and c.by_socket:
        moves.let_go(draft, ReleaseReason.ABSENT)
    else:
        raise NotAllowed("nothing lapses by their absence")


def deadline_passed(draft: Draft, _: DeadlinePassed) -> None:
    """All that is due at `now`, one step per kind.

    The team's sign comes last, so that a closing is not told on top of a confirmation that tells it.
    """
    _take_due(draft, tuple(debt for debt in Debt if debt not in _AT_ONCE))
    settle(draft)
    if not draft.recorded:
        obligations = owed(draft.c, draft.policy)
        raise NotDue(obligations[0].due if obligations else None)


def settle(draft: Draft) -> None:
    """What a new debt finds at once: a team that is away, or one that does not open in sight."""
    if draft.c.person_owed:
        _take_due(draft, _AT_ONCE)


def _take_due(draft: Draft, debts: tuple[Debt, ...]) -> None:
    left = set(debts)
    while debt := _first_due(draft, left):
        left.discard(debt)
        _take(draft, debt)


def _first_due(draft: Draft, debts: set[Debt]) -> Debt | None:
    late = (one.debt for one in owed(draft.c, draft.policy) if one.due <= draft.now)
    return next((debt for debt in late if debt in debts), None)


def _take(draft: Draft, debt: Debt) -> None:
    match debt:
        case Debt.ANSWER:
            give_up(draft, "time-out")
        case Debt.DETAIL:
            moves.end_collecting(draft, CollectingEnd.SILENCE)
        case Debt.ACCEPTANCE:
            moves.end_offer(draft, OfferEnd.LAPSED)
        case Debt.RUNG:
            _pass_rung(draft)
        case Debt.REPLY:
            _miss_reply(draft)
        case Debt.DESK:
            _turn_the_sign(draft)
        case Debt.NO_OPENING:
            _alert_owner(draft)
        case Debt.NEXT_WORD:
            _resolve_by_clock(draft)
        case Debt.WAKING:
            moves.wake(draft)
        case _:
            assert_never(debt)


def _pass_rung(draft: Draft) -> None:
    """Rungs missed while nobody ran are taken as one."""
    handoff = draft.c.handoff
    if handoff is None or handoff.ladder is None:
        return
    before, step, at = handoff.ladder.step, handoff.ladder.step, handoff.ladder.at
    while (due := rung_due(draft.policy, handoff, step, at)) <= draft.now:
        step, at = step + 1, due if step < len(draft.policy.timers.rungs) else draft.now
    draft.follow(RungPassed(step, at))
    if before < WORD_RUNG <= step:
        moves.raise_priority(draft)
        say.progress(draft, Phrase.STILL_WAITING)


def _miss_reply(draft: Draft) -> None:
    base, _, lapse = reply_due(draft.c, draft.policy)
    if lapse > draft.now:
        draft.follow(Reminded(draft.c.owner or "", base))
        return
    moves.let_go(draft, ReleaseReason.LAPSED)
    moves.raise_priority(draft)


def _turn_the_sign(draft: Draft) -> None:
    """A closing already followed by its opening says nothing."""
    team = draft.policy.team_of(draft.c.team)
    if team.calendar.open_at(draft.now):
        draft.follow(DeskOpened(team.id))
        return
    moves.end_offer(draft, OfferEnd.CLOSED)
    draft.follow(DeskClosed(team.id, team.calendar.after(draft.now, timedelta(0))))
    say.closing(draft)


def _alert_owner(draft: Draft) -> None:
    team = draft.policy.team_of(draft.c.team)
    draft.follow(OwnerAlerted(draft.policy.owner, team.id, team.calendar_version))


def _resolve_by_clock(draft: Draft) -> None:
    c = draft.c
    unheard = bool(c.unserved) or c.last_answer is AnswerKind.NOT_FOUND
    outcome = Outcome.ABANDONED if unheard else Outcome.ASSUMED
    moves.end_case(draft, outcome)
    draft.follow(Resolved(outcome, by_clock=True))
