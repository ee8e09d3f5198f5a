"""What the visitor can do, and what their site or server reports."""

from __future__ import annotations

from chatref.conversation.commands import (
    ActionDue,
    AskPerson,
    GiveDetails,
    LeaveContact,
    NotePersonAsked,
    Rate,
    ReportEvent,
    SkipDetails,
    Value,
    Withdraw,
    Write,
)
from chatref.conversation.events import (
    BusinessEventReceived,
    ContactLeft,
    DetailGiven,
    Noted,
    PersonAsked,
    Rated,
    Resolved,
    VisitorWrote,
    Withdrawn,
)
from chatref.conversation.model import (
    ActorKind,
    Cause,
    ClaimHow,
    CollectingEnd,
    Conversation,
    How,
    OfferEnd,
    Outcome,
    Stage,
)
from chatref.conversation.refusals import NotAllowed
from chatref.conversation.thanks import is_thanks

from . import moves
from .draft import Draft
from .moves import Grounds


def write(draft: Draft, command: Write) -> None:
    draft.ensure_started(command.opening)
    if _owes_nothing(draft, command):
        _note_thanks(draft, command)
    else:
        _take_up(draft, command)


def _owes_nothing(draft: Draft, command: Write) -> bool:
    """Thanks to a person whose word was the last and left no question open, while nothing is owed."""
    c = draft.c
    to_a_person = c.stage is not Stage.ASSISTANT and c.person_spoke and c.last_answer is None
    if not to_a_person or c.last_reply_asks or c.person_owed or command.asks:
        return False
    return is_thanks(command.text, draft.policy.name_of(c.last_reply_by or ""))


def _note_thanks(draft: Draft, command: Write) -> None:
    """It wakes and reopens nothing."""
    if draft.resolved():
        draft.refuse_if_continued()
    draft.act(VisitorWrote(command.message, command.text, command.page, command.route, thanks=True))


def _take_up(draft: Draft, command: Write) -> None:
    returns_to = _last_teammate(draft)
    if draft.resolved():
        moves.reopen(draft)
    draft.act(VisitorWrote(command.message, command.text, command.page, command.route))
    number = draft.c.seq
    moves.wake(draft)
    if returns_to is not None:
        moves.open_case_for(draft, returns_to, ClaimHow.REOPENED)
    if command.asks:
        _asked(draft, PersonAsked(How.PHRASE, command.message, number), command.action)
    if draft.c.stage is Stage.WAITING and draft.c.handoff is None:
        moves.open_case(draft, Grounds(Cause.NO_ASSISTANT, "no_assistant"))


def ask_person(draft: Draft, command: AskPerson) -> None:
    draft.ensure_started(command.opening)
    if draft.resolved():
        moves.reopen(draft)
    _asked(draft, PersonAsked(How.BUTTON), command.action)


def note_person_asked(draft: Draft, command: NotePersonAsked) -> None:
    c = draft.c
    if already_counted(c, command.measured_on):
        draft.act(Noted("person_asked"))
        return
    asked = PersonAsked(command.how, command.message, command.measured_on, _open(c, command))
    again = draft.resolved() and asked.open and c.requests >= 1
    if again and draft.context.open_elsewhere is None:
        moves.reopen(draft)
    _asked(draft, asked, command.action)


def already_counted(c: Conversation, number: int) -> bool:
    """Once per message. What is older than the requests remembered was counted before."""
    return number in c.requested_on or (bool(c.requested_on) and number < min(c.requested_on))


def give_details(draft: Draft, command: GiveDetails) -> None:
    if draft.resolved():
        raise NotAllowed("no details after the end")
    accepted = tuple(value for value in command.values if _accepts(draft, value))
    for value in accepted:
        draft.act(DetailGiven(value.field, value.value, draft.actor.kind, value.verified, value.file))
    if not accepted:
        draft.act(Noted("details"))
    if draft.c.collecting and _complete(draft.c):
        moves.end_collecting(draft, CollectingEnd.COMPLETE)


def skip_details(draft: Draft, _: SkipDetails) -> None:
    if draft.c.stage is not Stage.COLLECTING:
        raise NotAllowed("no details are being asked")
    moves.end_collecting(draft, CollectingEnd.SKIPPED)


def withdraw(draft: Draft, _: Withdraw) -> None:
    if draft.actor.kind is ActorKind.TEAMMATE:
        raise NotAllowed("only the visitor withdraws")
    if draft.c.handoff is None:
        raise NotAllowed("no case is open")
    owner = draft.c.owner
    moves.end_offer(draft, OfferEnd.MOVED)
    draft.act(Withdrawn(owner))
    moves.end_case(draft, Outcome.WITHDRAWN)
    if draft.c.assistant_able:
        moves.to_assistant(draft)
    else:
        draft.follow(Resolved(Outcome.WITHDRAWN))


def leave_contact(draft: Draft, command: LeaveContact) -> None:
    draft.act(ContactLeft(command.address))


def rate(draft: Draft, command: Rate) -> None:
    draft.act(Rated(command.score, command.comment))


def report_event(draft: Draft, command: ReportEvent) -> None:
    draft.ensure_started(command.opening)
    verified = draft.actor.kind is ActorKind.SERVER
    draft.act(BusinessEventReceived(command.name, command.facts, verified))


def _asked(draft: Draft, asked: PersonAsked, action: ActionDue | None) -> None:
    """Store the request, and do what its stage makes of it."""
    draft.act(asked)
    if not asked.open:
        return
    moves.wake(draft)
    button, again = asked.how is How.BUTTON, draft.c.requests > 1
    why = "pressed for a person" if button else f"asked for a person{' again' if again else ''}"
    cause = Cause.BUTTON if button else Cause.REQUEST
    grounds = moves.always_on(draft, cause, f"Because the visitor {why}.", asked.measured_on)
    stage, handoff = draft.c.stage, draft.c.handoff
    at_once = stage is Stage.ASSISTANT and (button or again)
    if at_once or (stage is Stage.WAITING and handoff is None):
        moves.open_case(draft, grounds, action)
    elif stage is Stage.COLLECTING and is_new(draft.c, asked.measured_on):
        moves.end_collecting(draft, CollectingEnd.PERSON_ASKED)
    elif stage in (Stage.WAITING, Stage.OFFERED):
        moves.raise_priority(draft)


def is_new(c: Conversation, measured_on: int | None) -> bool:
    """Whether a request came after the case was opened, and so is not what opened it."""
    return measured_on is None or c.handoff is None or measured_on > c.handoff.opened


def _open(c: Conversation, command: NotePersonAsked) -> bool:
    return command.measured_on > c.settled_to


def _last_teammate(draft: Draft) -> str | None:
    """Who had it before it was resolved, if they are there, and it was not long ago."""
    c, context = draft.c, draft.context
    if c.last_owner is None or c.resolved_at is None:
        return None
    there = c.last_owner in context.present and context.policy.able(c.last_owner)
    recent = draft.now <= c.resolved_at + context.policy.timers.grace
    return c.last_owner if there and recent else None


def _accepts(draft: Draft, value: Value) -> bool:
    """The assistant's reading never overwrites what somebody gave in this episode."""
    if draft.actor.kind is not ActorKind.ASSISTANT or not draft.c.given(value.field):
        return True
    return draft.c.details[value.field].by is ActorKind.ASSISTANT


def _complete(c: Conversation) -> bool:
    fields = c.collecting.fields if c.collecting else ()
    return all(c.given(field.field) for field in fields if field.required)
