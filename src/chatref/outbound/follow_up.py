"""What came later to a handoff that had gone out: read off the thread between what was told and what is told now."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from chatref.conversation.events import (
    DetailGiven,
    Event,
    HandedBack,
    HandoffEnded,
    Recorded,
    Released,
    Resolved,
    Transferred,
    Withdrawn,
)
from chatref.conversation.evolve import fold
from chatref.conversation.model import DESK, Actor, ActorKind, Conversation
from chatref.desk import handover
from chatref.desk.policy import Ruling
from chatref.desk.reading import AsOf
from chatref.outbound.destination import Changed, Ended, FollowUp, Matter
from chatref.outbound.package import Place, lead_of, subject_of

ENDINGS = Resolved | HandedBack | Withdrawn | Released
"""With one of these somebody ends a handoff; that it has ended is what the desk writes down with it."""


def follow_up_of(found: AsOf, handoff: str, since: int, ruling: Ruling, place: Place) -> FollowUp:
    """`found` is the thread up to what is told now; they know it up to `since`. Raises NotFound."""
    later = [each for each in found.events if each.seq > since]
    before = fold([each for each in found.events if each.seq <= since])
    contact, lead = found.state.contact, lead_of(found, handoff)
    changed = _details(found, before, later, ruling, place)
    return FollowUp(
        handoff=handoff,
        conversation=found.state.id,
        workspace=place.workspace,
        subject=subject_of(found, handoff),
        details=tuple(each for each in changed if lead is None or each.field in lead.fields),
        contact=contact if contact != before.contact else None,
        team=_team(before, later, ruling) if lead is None else None,
        ended=_ended(found, handoff, later, ruling),
        link=place.link(found.state.id),
        at=found.state.at,
        matter=Matter.LEAD if lead else Matter.HANDOFF,
    )


def _details(
    found: AsOf, before: Conversation, later: Sequence[Recorded], ruling: Ruling, place: Place
) -> Iterator[Changed]:
    """As it is now; what came back to what it was says nothing."""
    given = {each.event.field for each in later if isinstance(each.event, DetailGiven)}
    events: list[Event] = [each.event for each in found.events]
    for now in handover.details(found.state, events, ruling.book):
        was = before.details.get(now.field)
        same = was is not None and (was.value, was.verified, was.file) == (now.value, now.verified, now.file)
        if now.field in given and not same:
            told = was.value if was and was.value != now.value else None
            link = place.file(found.state.id, now.file)
            yield Changed(now.field, now.label, now.value, now.verified, now.by, told, link)


def _team(before: Conversation, later: Sequence[Recorded], ruling: Ruling) -> str | None:
    teams = [each.event.team for each in later if isinstance(each.event, Transferred)]
    return ruling.policy.team_of(teams[-1]).name if teams and teams[-1] != before.team else None


def _ended(found: AsOf, handoff: str, later: Sequence[Recorded], ruling: Ruling) -> Ended | None:
    for each in later:
        if isinstance(each.event, HandoffEnded) and each.event.handoff == handoff:
            return Ended(each.event.outcome, _name(_who_ended(each, later), found, ruling), each.at)
    return None


def _who_ended(ended: Recorded, later: Sequence[Recorded]) -> Actor:
    """Whose word, in the same command, is nearest to it."""
    words = [each for each in later if each.at == ended.at and isinstance(each.event, ENDINGS)]
    return min(words, key=lambda each: abs(each.seq - ended.seq)).actor if words else DESK


def _name(who: Actor, found: AsOf, ruling: Ruling) -> str:
    match who.kind:
        case ActorKind.TEAMMATE:
            face = ruling.faces.get(who.id)
            return face.name if face else "a teammate"
        case ActorKind.VISITOR:
            return found.visitor.shown
        case ActorKind.ASSISTANT:
            return "the assistant"
        case ActorKind.SERVER:
            return "another system"
        case ActorKind.DESK:
            return ""
        case _:
            assert_never(who.kind)
