"""How a teammate ends or passes on a debt: each command has seen what it ends."""

from __future__ import annotations

from chatref.conversation.commands import (
    Decline,
    HandBack,
    PauseAssistant,
    Release,
    Resolve,
    ResumeAssistant,
    Snooze,
    Tag,
    Transfer,
    Wake,
)
from chatref.conversation.events import (
    AssistantPaused,
    AssistantResumed,
    HandedBack,
    Noted,
    Queued,
    Resolved,
    Snoozed,
    Tagged,
    Transferred,
)
from chatref.conversation.model import (
    ActorKind,
    AnswerKind,
    Conversation,
    Mute,
    OfferEnd,
    Outcome,
    QueueReason,
    ReleaseReason,
    Stage,
)
from chatref.conversation.phrases import Phrase
from chatref.conversation.refusals import AlreadyClaimed, NotAllowed, Unanswered

from . import moves, playbook, say
from .draft import Draft
from .switch import displace, restore
from .teammate import refuse_behind, require_able, require_owner, speak

_TEAMMATES_OUTCOMES = frozenset(
    {
        Outcome.ANSWERED,
        Outcome.ASSISTANT_ANSWERED,
        Outcome.ELSEWHERE,
        Outcome.SPAM,
        Outcome.DUPLICATE,
    }
)


def hand_back(draft: Draft, command: HandBack) -> None:
    require_owner(draft)
    if not draft.c.assistant_able:
        raise NotAllowed("the assistant is switched off")
    refuse_behind(draft, command.seen, command.seen_colleague)
    if draft.c.person_owed and command.say is None:
        raise Unanswered("a person is owed")
    if command.say:
        speak(draft, command.say, hands_back=True)
    moves.end_case(draft, Outcome.ANSWERED)
    draft.act(HandedBack(draft.actor.id, command.word))


def resolve(draft: Draft, command: Resolve) -> None:
    if draft.resolved():
        raise NotAllowed("it is resolved")
    if draft.actor.kind is ActorKind.SERVER:
        _require_closed_elsewhere(draft, command)
    else:
        _require_right_to_close(draft, command)
    refuse_behind(draft, command.seen, command.seen_colleague)
    if command.say is None and command.outcome is None and _needs_outcome(draft.c):
        raise Unanswered("somebody is owed an answer")
    if command.say:
        speak(draft, command.say)
    playbook.close_with(draft, command)
    outcome = command.outcome or _plain_outcome(draft.c)
    _refuse_untrue(draft.c, outcome)
    if outcome is Outcome.ANSWERED:
        playbook.refuse_unconfirmed(draft)
    moves.end_offer(draft, OfferEnd.MOVED)
    moves.end_case(draft, outcome)
    draft.act(Resolved(outcome))


def release(draft: Draft, command: Release) -> None:
    require_owner(draft, or_forced=True)
    refuse_behind(draft, command.seen, command.seen_colleague)
    moves.let_go(draft, ReleaseReason.RELEASED)


def transfer(draft: Draft, command: Transfer) -> None:
    _require_right_to_pass(draft)
    refuse_behind(draft, command.seen, command.seen_colleague)
    if (command.teammate is None) == (command.team is None):
        raise NotAllowed("to a teammate or to a team")
    if command.teammate is not None and command.teammate == draft.c.owner:
        raise NotAllowed("they have it already")
    moves.end_offer(draft, OfferEnd.MOVED)
    _pass_on(draft, command)
    say.progress(draft, Phrase.MOVED)


def decline(draft: Draft, _: Decline) -> None:
    require_able(draft)
    if draft.c.offer is None or draft.c.offer.teammate != draft.actor.id:
        raise NotAllowed("it is not offered to you")
    moves.end_offer(draft, OfferEnd.DECLINED)


def snooze(draft: Draft, command: Snooze) -> None:
    require_owner(draft)
    refuse_behind(draft, command.seen, command.seen_colleague)
    if draft.c.person_owed:
        raise Unanswered("a person is owed")
    if command.until <= draft.now:
        raise NotAllowed("that time has passed")
    draft.act(Snoozed(command.until))


def wake(draft: Draft, _: Wake) -> None:
    require_able(draft)
    if draft.c.snoozed_until is None:
        raise NotAllowed("it is not snoozed")
    moves.wake(draft)


def tag(draft: Draft, command: Tag) -> None:
    """By a teammate, or by the assistant for an action that ran: what has no room there is left out."""
    if draft.actor.kind is ActorKind.ASSISTANT:
        draft.act(Tagged(moves.fitting(draft.c, command.add), command.remove))
        return
    require_able(draft)
    if len((draft.c.tags | set(command.add)) - set(command.remove)) > moves.MOST_TAGS:
        raise NotAllowed("it has as many tags as it can have")
    draft.act(Tagged(command.add, command.remove))


def pause_assistant(draft: Draft, _: PauseAssistant) -> None:
    require_able(draft)
    if Mute.CONVERSATION in draft.c.muted:
        draft.act(Noted("paused"))
        return
    draft.act(AssistantPaused(Mute.CONVERSATION))
    displace(draft)


def resume_assistant(draft: Draft, _: ResumeAssistant) -> None:
    require_able(draft)
    if Mute.CONVERSATION not in draft.c.muted:
        draft.act(Noted("not paused"))
        return
    draft.act(AssistantResumed(Mute.CONVERSATION))
    restore(draft)


def _pass_on(draft: Draft, command: Transfer) -> None:
    """To who was named; where they cannot act, to the team, or the default team."""
    owner = draft.c.owner
    named = command.team if command.team is not None else draft.c.team
    team = draft.policy.team_for(named)
    if command.teammate is not None and draft.policy.able(command.teammate):
        draft.act(Transferred(owner, team, command.teammate))
        return
    draft.act(Transferred(owner, team))
    draft.follow(Queued(team, QueueReason.TRANSFERRED, draft.policy.instead_of(named)))


def _require_right_to_pass(draft: Draft) -> None:
    if draft.c.stage in (Stage.WAITING, Stage.OFFERED) and draft.c.handoff:
        require_able(draft)
    else:
        require_owner(draft, or_forced=True)


def _require_right_to_close(draft: Draft, command: Resolve) -> None:
    require_able(draft)
    c, me = draft.c, draft.actor.id
    if c.stage is not Stage.ASSIGNED or c.owner == me:
        return
    if me != draft.policy.owner or command.say:
        raise AlreadyClaimed(c.owner)


def _require_closed_elsewhere(draft: Draft, command: Resolve) -> None:
    """A server of the business's closes a case that went on elsewhere, and has no word here."""
    says = command.say or command.ticks or command.lesson
    if draft.c.handoff is None or command.outcome is not Outcome.ELSEWHERE or says:
        raise NotAllowed("a server only closes a case that went on elsewhere")


def _needs_outcome(c: Conversation) -> bool:
    if c.stage is Stage.ASSISTANT:
        return c.assistant_owes is not None
    return c.stage is not Stage.ASSIGNED or bool(c.person_owed)


def _plain_outcome(c: Conversation) -> Outcome:
    return Outcome.ANSWERED if c.person_spoke else Outcome.ASSISTANT_ANSWERED


def _refuse_untrue(c: Conversation, outcome: Outcome) -> None:
    """Answered needs a person's words after the debt began, assistant answered the assistant's."""
    if outcome not in _TEAMMATES_OUTCOMES:
        raise NotAllowed("not a teammate's outcome")
    if outcome is Outcome.ANSWERED and not _person_answered(c):
        raise Unanswered("no person answered")
    if outcome is Outcome.ASSISTANT_ANSWERED and not _assistant_answered(c):
        raise Unanswered("the assistant did not answer")


def _person_answered(c: Conversation) -> bool:
    if c.person_owed_since is None:
        return c.person_spoke
    return c.last_reply_at is not None and c.last_reply_at > c.person_owed_since


def _assistant_answered(c: Conversation) -> bool:
    if c.last_answer is None or c.last_answer is AnswerKind.NOT_FOUND:
        return False
    return not c.turn.unanswered
