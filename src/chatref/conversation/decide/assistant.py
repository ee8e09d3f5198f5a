"""What a worker brings back from a turn. Only speech is fenced by the turn."""

from __future__ import annotations

from chatref.conversation.commands import Answer, AssistantFailed, Escalate, NoteLead
from chatref.conversation.events import (
    AnswerLost,
    AssistantAnswered,
    EscalationNoted,
    Noted,
    PersonAsked,
    TurnGivenUp,
    VerdictReached,
)
from chatref.conversation.lead import LeadNoted
from chatref.conversation.model import Cause, CollectingEnd, Conversation, How, Stage
from chatref.conversation.refusals import NotAllowed, Stale
from chatref.conversation.summed import HandoffSummed, SumUp

from . import moves
from .draft import Draft
from .moves import Grounds
from .visitor import already_counted, is_new

LOST_BEFORE_ACCEPTED = 2


def answer(draft: Draft, command: Answer) -> None:
    c = draft.c
    _refuse_stale(c, command.epoch, command.turn)
    if command.rev > c.turn.rev:
        raise Stale("no such rev")
    if command.trace is not None:
        draft.act(VerdictReached(command.trace, escalates=False, measured_on=c.last_visitor))
    if command.rev < c.turn.rev and c.turn.lost < LOST_BEFORE_ACCEPTED:
        draft.act(AnswerLost(command.turn, command.rev))
        return
    draft.act(
        AssistantAnswered(
            command.message,
            command.text,
            command.answer,
            command.citations,
            command.turn,
            command.rev,
            command.part,
        )
    )


def assistant_failed(draft: Draft, command: AssistantFailed) -> None:
    _refuse_stale(draft.c, command.epoch, command.turn)
    give_up(draft, command.why)


def give_up(draft: Draft, why: str) -> None:
    """In its own stage the assistant's silence makes a case; elsewhere the case is there already."""
    if draft.c.stage is Stage.ASSISTANT:
        because = f"Because the assistant could not answer{f' ({why})' if why else ''}."
        moves.open_case(draft, moves.always_on(draft, Cause.FAILED, because))
    else:
        draft.act(TurnGivenUp(draft.c.turn.number, why))


def escalate(draft: Draft, command: Escalate) -> None:
    if command.trace is not None:
        draft.act(_verdict(command, command.trace))
    settled = _settled(draft.c, command)
    if draft.resolved() and settled is None:
        moves.reopen(draft)
    if command.cause is Cause.REQUEST:
        _remember_request(draft, command, open_=settled is None)
    if settled is not None:
        draft.act(_noted(command, settled))
    elif draft.c.handoff is None:
        moves.open_case(draft, _grounds(command), command.action)
    else:
        _note_in_case(draft, command)


def note_lead(draft: Draft, command: NoteLead) -> None:
    """Once per action and episode: what changes of it later follows it."""
    if draft.resolved():
        raise NotAllowed("no lead after the end")
    if any(each.action == command.of for each in draft.c.leads):
        draft.act(Noted("lead"))
        return
    draft.act(LeadNoted(draft.fresh("lead"), command.of, command.fields, command.destination))


def sum_up(draft: Draft, command: SumUp) -> None:
    if command.handoff not in draft.c.handoffs:
        raise NotAllowed("no such handoff")
    draft.act(HandoffSummed(command.handoff, command.text))


def _note_in_case(draft: Draft, command: Escalate) -> None:
    """The case is open already."""
    draft.act(_noted(command, "a case is open"))
    if not set(command.tags) <= draft.c.tags:
        moves.tag(draft, command.tags)
    request = command.cause in (Cause.REQUEST, Cause.BUTTON)
    if draft.c.stage is Stage.COLLECTING:
        if request and is_new(draft.c, command.measured_on):
            moves.end_collecting(draft, CollectingEnd.PERSON_ASKED)
    elif draft.c.stage is Stage.ASSIGNED:
        if request:
            moves.wake(draft)
    else:
        moves.raise_priority(draft)


def _settled(c: Conversation, command: Escalate) -> str | None:
    """Why this is no open request: a person answered it, or this cause has had its case."""
    measured_on = command.measured_on
    if measured_on is not None and measured_on <= c.answered_to:
        return "a person answered"
    once = command.cause in (Cause.RULE, Cause.REQUEST, Cause.TOPIC)
    if once and measured_on is not None and measured_on <= c.settled_to:
        return "it was handed back or withdrawn"
    if command.rule in c.fired:
        return "the rule fired in this episode"
    return None


def _remember_request(draft: Draft, command: Escalate, *, open_: bool) -> None:
    number = command.measured_on
    if number is None or not already_counted(draft.c, number):
        draft.act(PersonAsked(How.NEARNESS, None, number, open_))


def _refuse_stale(c: Conversation, epoch: int, turn: int) -> None:
    if epoch != c.epoch or turn != c.turn.number or c.assistant_owes is None:
        raise Stale("the turn is not open any more")


def _grounds(command: Escalate) -> Grounds:
    return Grounds(
        cause=command.cause,
        reason=command.reason,
        why=command.why,
        rule=command.rule,
        rule_version=command.rule_version,
        team=command.team,
        priority=command.priority,
        tags=command.tags,
        measured_on=command.measured_on,
        stands=command.stands,
    )


def _verdict(command: Escalate, trace: str) -> VerdictReached:
    return VerdictReached(trace, escalates=True, rule=command.rule, measured_on=command.measured_on)


def _noted(command: Escalate, why: str) -> EscalationNoted:
    return EscalationNoted(command.reason, command.cause, why, command.rule, command.measured_on)
