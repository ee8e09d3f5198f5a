"""What a command makes of a conversation: events, or a refusal by name."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from chatref.conversation import commands as cmd
from chatref.conversation.commands import Command
from chatref.conversation.events import Erased, Recorded
from chatref.conversation.model import Conversation, Outcome
from chatref.conversation.owed import owed
from chatref.conversation.policy import Context
from chatref.conversation.refusals import Gone, NotAllowed, NotDue
from chatref.conversation.summed import SumUp

from . import assistant, clock, moves, passing, playbook, switch, teammate, undelivered, visitor
from .draft import Draft

_BEGINNERS = (cmd.Write, cmd.AskPerson, cmd.ReportEvent)


def decide(conversation: Conversation | None, command: Command, context: Context) -> tuple[Recorded, ...]:
    """At least one event, or a `Refusal`. The policy of the context applies before the command does."""
    draft = Draft(conversation, context)
    if conversation is not None:
        if conversation.erased:
            raise Gone
        switch.apply_policy(draft)
    elif not isinstance(command, _BEGINNERS):
        raise NotAllowed("no such conversation")
    _decide(draft, command)
    clock.settle(draft)
    return tuple(draft.recorded)


def _decide(draft: Draft, command: Command) -> None:
    if isinstance(command, _Visitors):
        _of_visitor(draft, command)
    elif isinstance(command, _Teammates):
        _of_teammate(draft, command)
    elif isinstance(command, _Passing):
        _of_passing(draft, command)
    elif isinstance(command, _Assistants):
        _of_assistant(draft, command)
    else:
        _of_desk(draft, command)


_Visitors = (
    cmd.Write
    | cmd.AskPerson
    | cmd.GiveDetails
    | cmd.SkipDetails
    | cmd.Withdraw
    | cmd.LeaveContact
    | cmd.Rate
    | cmd.ReportEvent
)
_Teammates = (
    cmd.Claim
    | cmd.TakeOver
    | cmd.Reply
    | cmd.SendAgain
    | cmd.Note
    | cmd.Tag
    | cmd.TickStep
    | cmd.Review
    | cmd.PauseAssistant
    | cmd.ResumeAssistant
)
_Passing = cmd.HandBack | cmd.Resolve | cmd.Release | cmd.Transfer | cmd.Decline | cmd.Snooze | cmd.Wake
_Assistants = (
    cmd.Answer | cmd.AssistantFailed | cmd.NoteLead | SumUp | cmd.NotePersonAsked | cmd.Escalate
)  # fmt: skip
_Desks = (
    cmd.OfferTo | cmd.PresenceLost | cmd.DeadlinePassed | cmd.ReportUndelivered | cmd.ApplyPolicy | cmd.Erase
)


def _of_visitor(draft: Draft, command: _Visitors) -> None:
    match command:
        case cmd.Write():
            visitor.write(draft, command)
        case cmd.AskPerson():
            visitor.ask_person(draft, command)
        case cmd.GiveDetails():
            visitor.give_details(draft, command)
        case cmd.SkipDetails():
            visitor.skip_details(draft, command)
        case cmd.Withdraw():
            visitor.withdraw(draft, command)
        case cmd.LeaveContact():
            visitor.leave_contact(draft, command)
        case cmd.Rate():
            visitor.rate(draft, command)
        case cmd.ReportEvent():
            visitor.report_event(draft, command)
        case _:
            assert_never(command)


def _of_teammate(draft: Draft, command: _Teammates) -> None:
    match command:
        case cmd.Claim():
            teammate.claim(draft, command)
        case cmd.TakeOver():
            teammate.take_over(draft, command)
        case cmd.Reply():
            teammate.reply(draft, command)
        case cmd.SendAgain():
            undelivered.send_again(draft, command)
        case cmd.Note():
            teammate.note(draft, command)
        case cmd.Tag():
            passing.tag(draft, command)
        case cmd.TickStep():
            playbook.tick_step(draft, command)
        case cmd.Review():
            playbook.review(draft, command)
        case cmd.PauseAssistant():
            passing.pause_assistant(draft, command)
        case cmd.ResumeAssistant():
            passing.resume_assistant(draft, command)
        case _:
            assert_never(command)


def _of_passing(draft: Draft, command: _Passing) -> None:
    match command:
        case cmd.HandBack():
            passing.hand_back(draft, command)
        case cmd.Resolve():
            passing.resolve(draft, command)
        case cmd.Release():
            passing.release(draft, command)
        case cmd.Transfer():
            passing.transfer(draft, command)
        case cmd.Decline():
            passing.decline(draft, command)
        case cmd.Snooze():
            passing.snooze(draft, command)
        case cmd.Wake():
            passing.wake(draft, command)
        case _:
            assert_never(command)


def _of_assistant(draft: Draft, command: _Assistants) -> None:
    match command:
        case cmd.Answer():
            assistant.answer(draft, command)
        case cmd.AssistantFailed():
            assistant.assistant_failed(draft, command)
        case cmd.NoteLead():
            assistant.note_lead(draft, command)
        case SumUp():
            assistant.sum_up(draft, command)
        case cmd.NotePersonAsked():
            visitor.note_person_asked(draft, command)
        case cmd.Escalate():
            assistant.escalate(draft, command)
        case _:
            assert_never(command)


def _of_desk(draft: Draft, command: _Desks) -> None:
    match command:
        case cmd.OfferTo():
            clock.offer_to(draft, command)
        case cmd.PresenceLost():
            clock.presence_lost(draft, command)
        case cmd.DeadlinePassed():
            clock.deadline_passed(draft, command)
        case cmd.ReportUndelivered():
            undelivered.report_undelivered(draft, command)
        case cmd.ApplyPolicy():
            _require_applied(draft)
        case cmd.Erase():
            _require_ended(draft, command.ended_by)
            moves.end_case(draft, Outcome.ERASED)
            draft.act(Erased())
        case _:
            assert_never(command)


def _require_ended(draft: Draft, by: datetime | None) -> None:
    ended = draft.c.ended_at
    if by is not None and (ended is None or ended > by):
        raise NotDue(None)


def _require_applied(draft: Draft) -> None:
    """The policy is applied before every command; here that must have been news."""
    if not draft.recorded:
        obligations = owed(draft.c, draft.policy)
        raise NotDue(obligations[0].due if obligations else None)
