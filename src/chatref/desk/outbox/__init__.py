"""What the world outside is to be handed, decided in the append that puts a handoff into the line. Pure.

A handoff goes out when its details are in or given up: with its first queueing, or with the claim that ends the
collecting. Later queueings of the same handoff name the same delivery. What comes later, until it has ended, follows
it to where it went. A lead goes out when it is noted, and what changes of it in the episode follows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import NAMESPACE_OID, uuid5

from chatref.conversation.events import (
    CollectingEnded,
    ContactLeft,
    DetailGiven,
    Event,
    HandoffEnded,
    Queued,
    Transferred,
)
from chatref.conversation.lead import Lead, LeadNoted
from chatref.conversation.model import CollectingEnd, Conversation, Handoff, Outcome
from chatref.escalation.rulebook import RuleBook

INBOX = "inbox"
"""Where a lead stays that goes nowhere else."""
LEFT_BEHIND = "What it belongs to did not arrive."
"""Why a follow-up is not sent."""


@dataclass(frozen=True, slots=True)
class Route:
    """Which handoffs a destination takes. An empty set narrows nothing; of several each must hold.

    A lead has no team and no reason: who asks for these takes none, unless it is meant for them.
    `follow_up`: what comes later goes there too.
    """

    destination: str
    actions: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    follow_up: bool = True

    def takes(self, action: str | None, team: str, reason: str) -> bool:
        return all(
            not wanted or value in wanted
            for wanted, value in ((self.actions, action), (self.teams, team), (self.reasons, reason))
        )

    def takes_lead(self, action: str, destination: str) -> bool:
        if destination:
            return destination == self.destination
        return not self.teams and not self.reasons and (not self.actions or action in self.actions)


class DeliveryRow(NamedTuple):
    """`handoff` is that, or a lead."""

    workspace: str
    id: str
    destination: str
    conversation: str
    handoff: str
    seq: int


class FollowUpRow(NamedTuple):
    """`follows` is the delivery of the handoff itself, if there is one."""

    workspace: str
    id: str
    destination: str
    conversation: str
    handoff: str
    seq: int
    follows: str


def goes_out(event: Event) -> bool:
    return isinstance(event, Queued | LeadNoted) or (
        isinstance(event, CollectingEnded) and event.reason is CollectingEnd.CLAIMED
    )


def deliveries(
    routes: Sequence[Route], book: RuleBook, state: Conversation, handoff: Handoff
) -> Iterator[DeliveryRow]:
    """Of a handoff that goes out now."""
    action = book.action_of(handoff, state.site)
    for route in routes:
        if route.takes(action, handoff.team, handoff.reason):
            yield DeliveryRow(
                state.workspace,
                key_of(route.destination, handoff.id),
                route.destination,
                state.id,
                handoff.id,
                state.seq,
            )


def lead_deliveries(routes: Sequence[Route], state: Conversation, lead: LeadNoted) -> Iterator[DeliveryRow]:
    """Of a lead that is noted now."""
    for route in routes:
        if route.takes_lead(lead.action, lead.destination):
            key = key_of(route.destination, lead.lead)
            yield DeliveryRow(state.workspace, key, route.destination, state.id, lead.lead, state.seq)


def told_later(event: Event, before: Conversation | None) -> Iterator[str]:
    """The handoff that this says something new of: a detail, another team, or that it has ended. And the leads."""
    if isinstance(event, HandoffEnded) and event.outcome is not Outcome.ERASED:
        yield event.handoff
    if before is None:
        return
    case = before.handoff
    moved = isinstance(event, Transferred) and case is not None and event.team != case.team
    if case and (moved or isinstance(event, DetailGiven | ContactLeft)):
        yield case.id
    yield from (lead.id for lead in before.leads if _of_lead(event, lead))


def _of_lead(event: Event, lead: Lead) -> bool:
    return isinstance(event, ContactLeft) or (isinstance(event, DetailGiven) and event.field in lead.fields)


def follow_ups(
    routes: Sequence[Route], state: Conversation, handoff: str, command: str
) -> Iterator[FollowUpRow]:
    """To wherever this handoff went, but not to the far side whose command this was."""
    for route in routes:
        first = key_of(route.destination, handoff)
        if route.follow_up and command != closing_of(first):
            key = key_of(route.destination, f"{handoff}/{state.seq}")
            yield FollowUpRow(state.workspace, key, route.destination, state.id, handoff, state.seq, first)


def closing_of(delivery: str) -> str:
    """The id of the command by which a far side closes the case that it got by this delivery."""
    return str(uuid5(NAMESPACE_OID, f"{delivery}/closed"))


def key_of(destination: str, handoff: str) -> str:
    """One handoff is one thing over there, whoever names it and however often."""
    return str(uuid5(NAMESPACE_OID, f"{destination}/{handoff}"))
