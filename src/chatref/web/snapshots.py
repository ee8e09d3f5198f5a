"""What a conversation looks like at one moment, for its visitor and for the team; docs/wire.md in values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chatref.conversation.events import Event, VisitorWrote
from chatref.conversation.introducing import Introductions
from chatref.conversation.model import Citation, Collecting, Conversation, Field, Handoff
from chatref.conversation.playbook import Step
from chatref.desk import handover
from chatref.desk.policy import Ruling
from chatref.desk.reading import Earlier, Snapshot, TeamSnapshot
from chatref.live import wire
from chatref.visitors.model import Visitor

Json = Mapping[str, Any]
Numbered = tuple[int, Event]


def visitor_snapshot(found: Snapshot, known: Introductions) -> Json:
    events = [wire.visitor_event(each, known) for each in found.events]
    return {
        "conversation": found.conversation,
        "vseq": found.vseq,
        "head": {
            **(events[-1]["after"] if events else {}),
            "form": form(found.form, found.given),
            "waiting": None
            if found.line is None
            else {"place": found.line.place, "expected": found.line.expected},
            "contact": found.contact,
        },
        "events": events,
        "more": found.more,
    }  # fmt: skip


def form(asked: Collecting | None, given: Mapping[str, str]) -> Json | None:
    """What is being asked now, with what is known already filled in."""
    if asked is None:
        return None
    return {"action": asked.action, "fields": [_field(each, given) for each in asked.fields]}


def team_snapshot(
    found: TeamSnapshot, before: Sequence[Numbered], visitor: Visitor, ruling: Ruling, me: str
) -> Json:
    """`before` is what the card needs of the thread from before the page."""
    faces = ruling.faces
    state = found.state
    thread = [*before, *((stored.recorded.seq, stored.recorded.event) for stored in found.events)]
    events = [event for _, event in thread]
    return {
        "summary": wire.summary(found.summary, faces, me),
        "seq": state.seq,
        "vseq": state.vseq,
        "events": [wire.team_event(each, faces) for each in found.events],
        "more": found.more,
        "details": [_detail(each) for each in handover.details(state, events, ruling.book)],
        "handoff": _last_handoff(state, thread),
        "visitor": {
            "name": found.summary.visitor.shown,
            "identified": visitor.identified_as is not None,
            "blocked": visitor.blocked,
            "contact": state.contact,
            "page": next((e.page for e in reversed(events) if isinstance(e, VisitorWrote) and e.page), state.page),
            "language": state.language,
            "device": visitor.device,
            "attributes": {**visitor.claimed, **visitor.verified},
            "claimed": sorted(visitor.claimed.keys() - visitor.verified.keys()),
            "earlier": [_earlier(each) for each in found.earlier],
        },
        "watching": [],
    }  # fmt: skip


def _field(field: Field, given: Mapping[str, str]) -> Json:
    value = given.get(field.field, field.value)
    return {name: getattr(field, name) for name in Field.__slots__} | {"value": value}


def _detail(detail: handover.GivenDetail) -> Json:
    return {name: getattr(detail, name) for name in handover.GivenDetail.__slots__}


def _last_handoff(state: Conversation, events: Sequence[Numbered]) -> Json | None:
    """The open one, or the last that ended, which a review can still follow."""
    ended = state.ended
    if state.handoff is not None:
        return {**_handoff(state.handoff, events), "outcome": None, "ended_at": None}
    if ended is not None:
        return {**_handoff(ended.handoff, events), "outcome": ended.outcome, "ended_at": ended.at}
    return None


def _handoff(handoff: Handoff, events: Sequence[Numbered]) -> Json:
    before = [event for number, event in events if number <= handoff.opened]
    answers = handover.answers_in(before)
    summed = handover.summed([event for _, event in events], handoff.id)
    return {
        "id": handoff.id,
        "reason": handoff.reason,
        "why": handoff.why,
        "rule": handoff.rule,
        "instead_of": handoff.instead_of,
        "summary": summed or handover.summary(before),
        "summed": bool(summed),
        "tried": handover.tried(answers),
        "sources": [_citation(each) for each in handover.sources(answers)],
        "playbook": [*_steps(handoff)],
        "lesson": handoff.lesson,
        "requested_at": handoff.requested,
        "queued_at": handoff.queued,
        "claimed_at": handoff.claimed,
    }


def _steps(handoff: Handoff) -> Iterator[Json]:
    ticks = {tick.step: tick for tick in handoff.ticks}
    for step in handoff.playbook:
        tick = ticks.get(step.id)
        yield {
            **{name: getattr(step, name) for name in Step.__slots__},
            "done": tick is not None,
            "by": tick and tick.by,
            "at": tick and tick.at,
        }


def _citation(citation: Citation) -> Json:
    return {"title": citation.title, "address": citation.address, "heading": citation.heading}


def _earlier(earlier: Earlier) -> Json:
    return {"conversation": earlier.conversation, "at": earlier.at, "subject": earlier.subject}
