"""The hand-over package: all that whoever takes the case should know, as it was when the case came into the line. Of a
lead the same, as it was when it was noted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from chatref.conversation.events import (
    AssistantAnswered,
    CollectingEnded,
    DeskSaid,
    Event,
    HandoffOpened,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.file import File
from chatref.conversation.lead import LeadNoted
from chatref.conversation.model import Priority
from chatref.desk import handover
from chatref.desk.policy import Ruling
from chatref.desk.reading import AsOf
from chatref.errors import NotFound
from chatref.knowledge.written import whole_address
from chatref.outbound.destination import Earlier, GivenDetail, Line, Matter, Package, PackageVisitor, Source

MOST_LINES = 200
MOST_EARLIER = 10
NOTHING_SAID = "Somebody asks for a person"


@dataclass(frozen=True, slots=True)
class Place:
    """Names of where it happened, and what every link of this desk begins with."""

    workspace: str
    site: str
    base: str

    def link(self, conversation: str) -> str:
        return f"{self.base}/inbox/needs_person/{conversation}"

    def file(self, conversation: str, of: File | None) -> str:
        return f"{self.base}/api/inbox/conversations/{conversation}/files/{of.id}" if of else ""


def package_of(found: AsOf, handoff: str, ruling: Ruling, place: Place) -> Package:
    """Raises NotFound if this handoff or lead is not in the thread."""
    state, begun = found.state, _beginning(found, handoff)
    before = _before(found, begun)
    answers, about = handover.answers_in(before), _about(found, begun.event, ruling)
    summed = handover.summed([each.event for each in found.events], handoff)
    return Package(
        handoff=handoff,
        conversation=state.id,
        workspace=place.workspace,
        site=place.site,
        reason=about.reason,
        why=about.why,
        rule=about.rule,
        team=about.team,
        priority=about.priority.name.lower(),
        tags=tuple(sorted(state.tags)),
        subject=_subject(before, begun.event),
        summary=summed or handover.summary(before),
        summed=bool(summed),
        details=tuple(each for each in _details(found, ruling, place) if about.has(each.field)),
        missing=tuple(_missing(found, begun.seq)),
        visitor=PackageVisitor(state.visitor, found.visitor.shown, state.contact, found.visitor.identified),
        language=state.language,
        page=_page(found),
        device=found.device,
        sources=tuple(
            Source(each.title, whole_address(each.address, place.base)) for each in handover.sources(answers)
        ),
        tried=tuple(handover.tried(answers)),
        earlier=tuple(_earlier(found, place)),
        playbook=about.playbook,
        transcript=tuple(_lines(found, ruling, place))[-MOST_LINES:],
        link=place.link(state.id),
        requested_at=begun.at,
        matter=about.matter,
    )


def subject_of(found: AsOf, handoff: str) -> str:
    """The same at any later time. Raises NotFound."""
    begun = _beginning(found, handoff)
    return _subject(_before(found, begun), begun.event)


def lead_of(found: AsOf, handoff: str) -> LeadNoted | None:
    """None if it is a handoff. Raises NotFound."""
    event = _beginning(found, handoff).event
    return event if isinstance(event, LeadNoted) else None


@dataclass(frozen=True, slots=True)
class _About:
    """Wherein handoffs and leads differ. `fields`: the details that belong to it; None if all do."""

    matter: Matter
    reason: str
    why: str
    rule: str | None = None
    team: str = ""
    priority: Priority = Priority.NORMAL
    playbook: tuple[str, ...] = ()
    fields: tuple[str, ...] | None = None

    def has(self, field: str) -> bool:
        return self.fields is None or field in self.fields


def _about(found: AsOf, event: HandoffOpened | LeadNoted, ruling: Ruling) -> _About:
    state = found.state
    match event:
        case LeadNoted(action=action, fields=fields):
            why = f"the assistant noted “{action}”; nobody waits for an answer"
            return _About(Matter.LEAD, "lead", why, fields=fields)
        case HandoffOpened():
            return _About(
                Matter.HANDOFF,
                event.reason,
                event.why,
                event.rule,
                ruling.policy.team_of(state.team or event.team).name,
                state.handoff.priority if state.handoff else event.priority,
                tuple(step.text for step in event.playbook),
            )
        case _:
            assert_never(event)


def _before(found: AsOf, begun: "_Begun") -> list[Event]:
    return [each.event for each in found.events if each.seq <= begun.seq]


def _subject(before: Sequence[Event], event: HandoffOpened | LeadNoted) -> str:
    first = next((handover.excerpt(text) for text in _words(before)), "")
    match event:
        case LeadNoted(action=action):
            return f"{action}: {first}" if first else action
        case HandoffOpened(why=why):
            return first or why or NOTHING_SAID
        case _:
            assert_never(event)


@dataclass(frozen=True, slots=True)
class _Begun:
    """Where a handoff or a lead stands in the thread."""

    seq: int
    at: datetime
    event: HandoffOpened | LeadNoted


def _beginning(found: AsOf, handoff: str) -> _Begun:
    for each in found.events:
        match each.event:
            case HandoffOpened(handoff=known) | LeadNoted(lead=known) if known == handoff:
                return _Begun(each.seq, each.at, each.event)
            case _:
                pass
    raise NotFound


def _words(events: Sequence[Event]) -> list[str]:
    return [text for event in events if isinstance(event, VisitorWrote) and (text := event.text.strip())]


def _page(found: AsOf) -> str:
    pages = [each.event.page for each in found.events if isinstance(each.event, VisitorWrote)]
    return next((page for page in reversed(pages) if page), found.state.page)


def _details(found: AsOf, ruling: Ruling, place: Place) -> Iterator[GivenDetail]:
    events = [recorded.event for recorded in found.events]
    for each in handover.details(found.state, events, ruling.book):
        link = place.file(found.state.id, each.file)
        yield GivenDetail(each.field, each.label, each.value, each.verified, each.by, link)


def _missing(found: AsOf, since: int) -> Iterator[str]:
    """Asked for with this handoff, and not given."""
    events = [each.event for each in found.events]
    labels = handover.labels_of(events)
    for recorded in found.events:
        if recorded.seq >= since and isinstance(recorded.event, CollectingEnded):
            yield from (labels.get(field, field) for field in recorded.event.missing)


def _earlier(found: AsOf, place: Place) -> Iterator[Earlier]:
    for each in found.earlier[:MOST_EARLIER]:
        yield Earlier(each.subject, each.at, place.link(each.conversation))


def _lines(found: AsOf, ruling: Ruling, place: Place) -> Iterator[Line]:
    """What the visitor saw; no notes."""
    for recorded in found.events:
        match recorded.event:
            case VisitorWrote(text=text):
                yield Line(found.visitor.shown, text, recorded.at)
            case AssistantAnswered(text=text):
                yield Line("Assistant", text, recorded.at)
            case TeammateReplied(text=text):
                face = ruling.faces.get(recorded.actor.id)
                yield Line(face.name if face else "Teammate", text, recorded.at)
            case DeskSaid(text=text):
                yield Line(place.workspace, text, recorded.at)
            case _:
                pass
