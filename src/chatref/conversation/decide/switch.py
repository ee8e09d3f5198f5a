"""What follows when the assistant, or the policy it acts under, changes."""

from __future__ import annotations

from chatref.conversation.events import (
    AssistantPaused,
    AssistantResumed,
    HandedBack,
    PolicyApplied,
    Queued,
    Transferred,
)
from chatref.conversation.model import Cause, CollectingEnd, Mute, OfferEnd, QueueReason, ReleaseReason, Stage

from . import moves
from .draft import Draft
from .moves import Grounds


def apply_policy(draft: Draft) -> None:
    """Bring a conversation under the policy of this transaction, before anything else happens."""
    if draft.c.policy >= draft.policy.version:
        return
    draft.follow(PolicyApplied(draft.policy.version))
    site = draft.policy.site(draft.c.site)
    _set_mute(draft, Mute.WAITING, on=not site.helps_while_waiting)
    _set_mute(draft, Mute.SITE, on=not site.assistant)
    _replace_removed(draft)
    _replace_team(draft)


def displace(draft: Draft) -> None:
    """The assistant cannot act any more: what it had goes to the team at once."""
    if draft.c.assistant_able:
        return
    if draft.c.stage is Stage.COLLECTING:
        moves.end_collecting(draft, CollectingEnd.NO_ASSISTANT)
    elif draft.c.stage is Stage.ASSISTANT and draft.c.turn.unanswered:
        moves.open_case(draft, Grounds(Cause.NO_ASSISTANT, "no_assistant"))
    elif draft.c.stage is Stage.ASSISTANT:
        moves.queue(draft, QueueReason.NO_ASSISTANT)


def restore(draft: Draft) -> None:
    """What waits for nobody goes back to the assistant."""
    c = draft.c
    if c.assistant_able and c.stage is Stage.WAITING and c.handoff is None:
        draft.follow(HandedBack())


def _set_mute(draft: Draft, mute: Mute, *, on: bool) -> None:
    if on == (mute in draft.c.muted):
        return
    if on:
        draft.follow(AssistantPaused(mute))
        displace(draft)
    else:
        draft.follow(AssistantResumed(mute))
        restore(draft)


def _replace_removed(draft: Draft) -> None:
    c = draft.c
    if c.owner is not None and not draft.policy.able(c.owner):
        moves.let_go(draft, ReleaseReason.REMOVED)
    elif c.offer and not draft.policy.able(c.offer.teammate):
        moves.end_offer(draft, OfferEnd.REMOVED)


def _replace_team(draft: Draft) -> None:
    c = draft.c
    if c.handoff is None or c.stage not in (Stage.WAITING, Stage.OFFERED):
        return
    team = draft.policy.team_for(c.handoff.team)
    if team != c.handoff.team:
        moves.end_offer(draft, OfferEnd.MOVED)
        draft.follow(Transferred(None, team))
        draft.follow(Queued(team, QueueReason.TRANSFERRED, draft.policy.instead_of(c.handoff.team)))
