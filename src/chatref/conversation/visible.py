"""What a visitor may read: an allow-list of kinds, and of each kind's fields.

A kind that raises the epoch or gives up a turn is here as bare control, so that no half sentence
stays on a visitor's screen. Whether a kind is here never changes: it is stored as `vseq`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import events as e
from .events import Event

VISIBLE: Mapping[type[Event], tuple[str, ...]] = MappingProxyType(
    {
        e.Started: ("page", "language"),
        e.VisitorWrote: ("message", "text", "page", "route"),
        e.AssistantAnswered: ("message", "text", "answer", "citations", "turn", "rev"),
        e.TurnGivenUp: (),
        e.TeammateReplied: ("message", "text"),
        e.DeskSaid: ("message", "text", "line"),
        e.HandoffOpened: (),
        e.DetailsAsked: ("action", "fields"),
        e.DetailGiven: ("field", "value", "by", "verified"),
        e.CollectingEnded: ("reason", "missing"),
        e.Queued: (),
        e.Claimed: (),
        e.Released: (),
        e.Transferred: (),
        e.HandedBack: (),
        e.Withdrawn: (),
        e.Resolved: ("outcome",),
        e.Reopened: ("episode",),
        e.AssistantPaused: (),
        e.AssistantResumed: (),
        e.ContactLeft: ("address",),
        e.Rated: ("score", "comment"),
        e.Erased: (),
    }
)


def visible(event: Event) -> bool:
    return type(event) in VISIBLE
