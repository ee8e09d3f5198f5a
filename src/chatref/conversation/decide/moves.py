"""The moves of a case that several commands share."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chatref.conversation.commands import ActionDue
from chatref.conversation.events import (
    Claimed,
    CollectingEnded,
    DetailGiven,
    DetailsAsked,
    HandedBack,
    HandoffEnded,
    HandoffOpened,
    OfferEnded,
    PriorityRaised,
    Queued,
    Released,
    Reopened,
    Tagged,
    Woken,
)
from chatref.conversation.model import (
    ActorKind,
    Cause,
    ClaimHow,
    CollectingEnd,
    Conversation,
    Field,
    OfferEnd,
    Outcome,
    Priority,
    QueueReason,
    ReleaseReason,
    Stage,
)
from chatref.conversation.phrases import Phrase
from chatref.conversation.standing import REASONS, in_full

from . import say
from .draft import Draft

MOST_TAGS = 20
"""Of a conversation."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a case opens, and where it should go."""

    cause: Cause
    reason: str
    why: str = ""
    rule: str | None = None
    rule_version: int | None = None
    team: str | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    measured_on: int | None = None
    stands: str | None = None


def always_on(draft: Draft, cause: Cause, why: str, measured_on: int | None = None) -> Grounds:
    """For what brings a person without a rule: as the rule says that stands for it."""
    stands = draft.policy.standing_for(cause, draft.c.site)
    if stands is None:
        return Grounds(cause, REASONS[cause], why, measured_on=measured_on)
    return Grounds(
        cause,
        REASONS[cause],
        stands.says(why),
        team=stands.team,
        priority=stands.priority,
        tags=stands.tags,
        measured_on=measured_on,
        stands=stands.rule,
    )


def reopen(draft: Draft) -> None:
    draft.refuse_if_continued()
    draft.follow(Reopened(draft.c.episode + 1))


def open_case(draft: Draft, grounds: Grounds, action: ActionDue | None = None) -> None:
    """From the assistant into collecting, if the action misses a detail; else into the queue."""
    _give_certain(draft, action)
    fields = _to_ask(draft, action) if draft.c.stage is Stage.ASSISTANT else ()
    _open(draft, grounds, Stage.COLLECTING if fields else Stage.WAITING)
    say.hand_over(draft, collects=bool(fields))
    if fields and action:
        draft.follow(DetailsAsked(action.action, fields))
    else:
        queue(draft, QueueReason.ESCALATED)


def open_case_for(draft: Draft, teammate: str, how: ClaimHow, *, by_socket: bool = False) -> None:
    """A claim, takeover or reopening to a teammate where no case is open."""
    cause = Cause.REOPENED if how is ClaimHow.REOPENED else Cause.TAKEOVER
    _open(draft, Grounds(cause, cause.value), Stage.ASSIGNED)
    draft.follow(Claimed(teammate, how, by_socket))
    say.hand_over_to(draft, teammate)


def end_collecting(draft: Draft, reason: CollectingEnd) -> None:
    _leave_collecting(draft, reason)
    queue(draft, QueueReason.COLLECTED)


def own(draft: Draft, teammate: str, how: ClaimHow, *, by_socket: bool) -> None:
    """Make the teammate the owner of a conversation that no teammate owns."""
    if draft.resolved():
        reopen(draft)
    if draft.c.stage is Stage.COLLECTING:
        _leave_collecting(draft, CollectingEnd.CLAIMED)
    end_offer(draft, OfferEnd.MOVED, unless=teammate)
    if draft.c.handoff is None:
        open_case_for(draft, teammate, how, by_socket=by_socket)
        return
    draft.act(Claimed(teammate, how, by_socket))
    say.joined(draft, teammate)


def let_go(draft: Draft, reason: ReleaseReason) -> None:
    """The owner is gone: with a person owed to the queue, else to the assistant, if there is one."""
    c = draft.c
    draft.act(Released(c.owner or "", reason))
    if not c.person_owed:
        end_case(draft, Outcome.ANSWERED)
        to_assistant(draft)
        return
    lapsed = reason is ReleaseReason.LAPSED
    queue(draft, QueueReason.LAPSED if lapsed else QueueReason.RELEASED)
    say.progress(draft, Phrase.QUEUED)


def to_assistant(draft: Draft) -> None:
    """Where nothing is owed: to the assistant, or to wait for the visitor's next word."""
    if draft.c.assistant_able:
        draft.follow(HandedBack())
    else:
        queue(draft, QueueReason.NO_ASSISTANT)


def queue(draft: Draft, reason: QueueReason) -> None:
    """Before the case's team, or before the default team."""
    team, policy = draft.c.team, draft.policy
    draft.follow(Queued(policy.team_for(team), reason, policy.instead_of(team)))


def end_case(draft: Draft, outcome: Outcome) -> None:
    if draft.c.handoff:
        draft.follow(HandoffEnded(draft.c.handoff.id, outcome))


def end_offer(draft: Draft, reason: OfferEnd, unless: str | None = None) -> None:
    offer = draft.c.offer
    if offer and offer.teammate != unless:
        draft.follow(OfferEnded(offer.teammate, reason))


def raise_priority(draft: Draft) -> None:
    """At most once per rung."""
    handoff = draft.c.handoff
    if handoff is None or handoff.raised_on == handoff.rungs:
        return
    if handoff.priority is not Priority.URGENT:
        draft.follow(PriorityRaised(handoff.priority.raised()))


def tag(draft: Draft, tags: tuple[str, ...]) -> None:
    """By a rule or an action: as many as there is room for."""
    fits = fitting(draft.c, tags)
    if fits:
        draft.follow(Tagged(add=fits))


def fitting(c: Conversation, tags: tuple[str, ...]) -> tuple[str, ...]:
    """Those that it has take no room."""
    new = [each for each in dict.fromkeys(tags) if each not in c.tags][: MOST_TAGS - len(c.tags)]
    return tuple(each for each in tags if each in c.tags or each in new)


def wake(draft: Draft) -> None:
    if draft.c.snoozed_until:
        draft.follow(Woken())


def _open(draft: Draft, grounds: Grounds, to: Stage) -> None:
    draft.follow(
        HandoffOpened(
            handoff=draft.fresh("handoff"),
            reason=grounds.reason,
            cause=grounds.cause,
            team=draft.policy.team_for(grounds.team),
            priority=grounds.priority,
            to=to,
            why=_why(draft, grounds),
            rule=grounds.rule,
            rule_version=grounds.rule_version,
            measured_on=grounds.measured_on,
            playbook=draft.policy.playbook(grounds.cause, grounds.reason, draft.c.site),
            stands=grounds.stands,
            instead_of=draft.policy.instead_of(grounds.team),
        )
    )
    tag(draft, grounds.tags)


def _why(draft: Draft, grounds: Grounds) -> str:
    """Of a rule that stands for the cause, what it says: of its team only if somebody there can take the case."""
    if grounds.stands is None:
        return grounds.why
    policy = draft.policy
    team = policy.team_of(grounds.team).name if policy.team_able(grounds.team) else ""
    return in_full(grounds.why, team, grounds.priority)


def _leave_collecting(draft: Draft, reason: CollectingEnd) -> None:
    fields = draft.c.collecting.fields if draft.c.collecting else ()
    missing = tuple(field.field for field in fields if not draft.c.given(field.field))
    draft.follow(CollectingEnded(reason, missing))
    say.confirm(draft)


def _give_certain(draft: Draft, action: ActionDue | None) -> None:
    """What comes with the action and needs no confirmation is given, not asked."""
    for field in action.fields if action else ():
        if field.value is not None and not field.inferred and not draft.c.given(field.field):
            draft.follow(DetailGiven(field.field, field.value, ActorKind.ASSISTANT, verified=True))


def _to_ask(draft: Draft, action: ActionDue | None) -> tuple[Field, ...]:
    """What is missing and not yet asked in this episode; nothing, if only optional details are."""
    if action is None:
        return ()
    c = draft.c
    fields = tuple(f for f in action.fields if not c.given(f.field) and f.field not in c.asked)
    if not any(field.required for field in fields):
        return ()
    return tuple(_offered(draft, field) for field in fields)


def _offered(draft: Draft, field: Field) -> Field:
    """A detail of an earlier episode is offered for confirmation."""
    known = draft.c.details.get(field.field)
    if known is None or field.value is not None:
        return field
    return replace(field, value=known.value, inferred=True)
