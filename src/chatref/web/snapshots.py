"""What a conversation looks like at one moment, for its visitor and for the team; docs/wire.md in values."""

from collections.abc import Iterator, Mapping
from typing import Any

from chatref.conversation.events import AssistantAnswered, DetailGiven, DetailsAsked, Reopened, VisitorWrote
from chatref.conversation.model import AnswerKind, Citation, Collecting, Field, Handoff
from chatref.desk.outcome import Stored
from chatref.desk.policy import Faces, Ruling
from chatref.desk.reading import Earlier, Snapshot, TeamSnapshot
from chatref.live import wire
from chatref.visitors.model import Visitor

Json = Mapping[str, Any]
LONGEST_EXCERPT = 200
MOST_SOURCES = 6


def visitor_snapshot(found: Snapshot, faces: Faces) -> Json:
    events = [wire.visitor_event(each, faces) for each in found.events]
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


def team_snapshot(found: TeamSnapshot, visitor: Visitor, ruling: Ruling, me: str) -> Json:
    faces = ruling.faces
    state = found.state
    events = [stored.recorded.event for stored in found.events]
    return {
        "summary": wire.summary(found.summary, faces, me),
        "seq": state.seq,
        "vseq": state.vseq,
        "events": [wire.team_event(each, faces) for each in found.events],
        "more": found.more,
        "details": list(_details(found)),
        "handoff": None if state.handoff is None else _handoff(state.handoff, found.events, ruling),
        "visitor": {
            "name": found.summary.visitor.shown,
            "identified": visitor.identified_as is not None,
            "contact": state.contact,
            "page": next((e.page for e in reversed(events) if isinstance(e, VisitorWrote) and e.page), state.page),
            "language": state.language,
            "attributes": {**visitor.claimed, **visitor.verified},
            "earlier": [_earlier(each) for each in found.earlier],
        },
        "watching": [],
    }  # fmt: skip


def _field(field: Field, given: Mapping[str, str]) -> Json:
    value = given.get(field.field, field.value)
    return {name: getattr(field, name) for name in Field.__slots__} | {"value": value}


def _details(found: TeamSnapshot) -> Iterator[Json]:
    asked = [s.recorded.event for s in found.events if isinstance(s.recorded.event, DetailsAsked)]
    labels = {field.field: field.label for event in asked for field in event.fields}
    before = _before_correction(found)
    for name, detail in found.state.details.items():
        yield {
            "field": name,
            "label": labels.get(name, name.replace("_", " ").capitalize()),
            "value": detail.value,
            "by": detail.by,
            "verified": detail.verified,
            "was": before.get(name),
        }


def _before_correction(found: TeamSnapshot) -> Mapping[str, str]:
    """By field, what a detail was before it became what it is, in this episode."""
    was: dict[str, str] = {}
    now: dict[str, str] = {}
    for stored in found.events:
        match stored.recorded.event:
            case DetailGiven(field=name, value=value):
                if name in now and now[name] != value:
                    was[name] = now[name]
                now[name] = value
            case Reopened():
                was, now = {}, {}
            case _:
                pass
    return was


def _handoff(handoff: Handoff, events: tuple[Stored, ...], ruling: Ruling) -> Json:
    steps = ruling.book.rules.playbooks.get(handoff.reason, ())
    before = [stored.recorded.event for stored in events if stored.recorded.seq <= handoff.opened]
    answers = [event for event in before if isinstance(event, AssistantAnswered)]
    return {
        "id": handoff.id,
        "reason": handoff.reason,
        "why": handoff.why,
        "rule": handoff.rule,
        "summary": summary(before),
        "tried": [_excerpt(e.text) for e in answers if e.answer is AnswerKind.ANSWER][-3:],
        "sources": [_citation(each) for each in _sources(answers)],
        "playbook": list(steps),
        "requested_at": handoff.requested,
        "queued_at": handoff.queued,
        "claimed_at": handoff.claimed,
    }


def summary(before: list[Any]) -> str:
    """What the visitor came with and how far the assistant got, from the visitor's own words."""
    words = _matter(before) or [event.text for event in before if isinstance(event, VisitorWrote)]
    answers = [event for event in before if isinstance(event, AssistantAnswered)]
    if not words:
        return ""
    missed = sum(event.answer is AnswerKind.NOT_FOUND for event in answers)
    found = sum(event.answer is AnswerKind.ANSWER for event in answers)
    got = [f"{found} answered from the content"] if found else []
    got += [f"{missed} not found in it"] if missed else []
    return f"Came with “{_excerpt(words[0])}”" + (f"; {' and '.join(got)}." if got else ".")


def _matter(before: list[Any]) -> list[str]:
    """The visitor's words but for a greeting or thanks, which was answered as one."""
    words: list[str] = []
    burst: list[str] = []
    for event in before:
        if isinstance(event, VisitorWrote):
            burst.append(event.text)
        elif isinstance(event, AssistantAnswered):
            words += [] if event.answer is AnswerKind.SMALL_TALK else burst
            burst = []
    return words + burst


def _sources(answers: list[AssistantAnswered]) -> list[Citation]:
    by_address = {citation.address: citation for answer in answers for citation in answer.citations}
    return list(by_address.values())[-MOST_SOURCES:]


def _citation(citation: Citation) -> Json:
    return {"title": citation.title, "address": citation.address, "heading": citation.heading}


def _earlier(earlier: Earlier) -> Json:
    return {"conversation": earlier.conversation, "at": earlier.at, "subject": earlier.subject}


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1] + "…"
