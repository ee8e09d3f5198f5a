"""What the world outside is to be handed, decided in the append that puts a handoff into the line. Pure.

A handoff goes out when its details are in or given up: with its first queueing, or with the claim that ends the
collecting. Later queueings of the same handoff name the same delivery.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import NAMESPACE_OID, uuid5

from chatref.conversation.events import CollectingEnded, Event, Queued
from chatref.conversation.model import CollectingEnd, Conversation, Handoff
from chatref.escalation.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Route:
    """Which handoffs a destination takes. An empty set narrows nothing; of several each must hold."""

    destination: str
    actions: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()

    def takes(self, handoff: Handoff, action: str | None) -> bool:
        return all(
            not wanted or value in wanted
            for wanted, value in (
                (self.actions, action),
                (self.teams, handoff.team),
                (self.reasons, handoff.reason),
            )
        )


class DeliveryRow(NamedTuple):
    workspace: str
    id: str
    destination: str
    conversation: str
    handoff: str
    seq: int


def goes_out(event: Event) -> bool:
    return isinstance(event, Queued) or (
        isinstance(event, CollectingEnded) and event.reason is CollectingEnd.CLAIMED
    )


def deliveries(
    routes: Sequence[Route], book: RuleBook, state: Conversation, handoff: Handoff
) -> Iterator[DeliveryRow]:
    """Of a handoff that goes out now."""
    action = book.action_of(handoff.rule, handoff.reason)
    for route in routes:
        if route.takes(handoff, action):
            yield DeliveryRow(
                state.workspace,
                key_of(route.destination, handoff.id),
                route.destination,
                state.id,
                handoff.id,
                state.seq,
            )


def key_of(destination: str, handoff: str) -> str:
    """One handoff is one thing over there, whoever names it and however often."""
    return str(uuid5(NAMESPACE_OID, f"{destination}/{handoff}"))
