"""The hand-over package: all that whoever takes the case should know, as it was when the case came into the line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatref.conversation.events import (
    AssistantAnswered,
    CollectingEnded,
    DeskSaid,
    Event,
    HandoffOpened,
    Recorded,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.file import File
from chatref.conversation.model import Priority
from chatref.desk import handover
from chatref.desk.policy import Ruling
from chatref.desk.reading import AsOf
from chatref.errors import NotFound
from chatref.knowledge.written import whole_address
from chatref.outbound.destination import Earlier, GivenDetail, Line, Package, PackageVisitor, Source

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
    """Raises NotFound if this handoff is not in the thread."""
    state, (opened, case) = found.state, _opening(found, handoff)
    before = _before(found, opened)
    answers = handover.answers_in(before)
    return Package(
        handoff=handoff,
        conversation=state.id,
        workspace=place.workspace,
        site=place.site,
        reason=case.reason,
        why=case.why,
        rule=case.rule,
        team=ruling.policy.team_of(state.team or case.team).name,
        priority=Priority(state.handoff.priority if state.handoff else case.priority).name.lower(),
        tags=tuple(sorted(state.tags)),
        subject=_subject(before, case),
        summary=handover.summary(before),
        details=tuple(_details(found, ruling, place)),
        missing=tuple(_missing(found, opened.seq)),
        visitor=PackageVisitor(state.visitor, found.visitor.shown, state.contact, found.visitor.identified),
        language=state.language,
        page=_page(found),
        device=found.device,
        sources=tuple(
            Source(each.title, whole_address(each.address, place.base)) for each in handover.sources(answers)
        ),
        tried=tuple(handover.tried(answers)),
        earlier=tuple(_earlier(found, place)),
        playbook=tuple(step.text for step in case.playbook),
        transcript=tuple(_lines(found, ruling, place))[-MOST_LINES:],
        link=place.link(state.id),
        requested_at=opened.at,
    )


def subject_of(found: AsOf, handoff: str) -> str:
    """The same at any later time. Raises NotFound."""
    opened, case = _opening(found, handoff)
    return _subject(_before(found, opened), case)


def _before(found: AsOf, opened: Recorded) -> list[Event]:
    return [each.event for each in found.events if each.seq <= opened.seq]


def _subject(before: Sequence[Event], case: HandoffOpened) -> str:
    return next((handover.excerpt(text) for text in _words(before)), case.why or NOTHING_SAID)


def _opening(found: AsOf, handoff: str) -> tuple[Recorded, HandoffOpened]:
    for recorded in found.events:
        if isinstance(recorded.event, HandoffOpened) and recorded.event.handoff == handoff:
            return recorded, recorded.event
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
