"""What was said and what happened before a turn that is tried, as pages send and show it."""

from collections.abc import Iterable

from chatref.assistant.rehearsal import NOBODY, Said, Scene
from chatref.conversation.events import BusinessEventReceived
from chatref.conversation.model import AnswerKind
from chatref.web.rule_models import EventTried, LineSaid


def scene_of(
    lines: Iterable[LineSaid], event: EventTried | None, language: str, page: str, site: str | None
) -> Scene:
    return Scene(said_of(lines), _event_of(event) if event else None, language, page, site or NOBODY)


def said_of(lines: Iterable[LineSaid]) -> tuple[Said, ...]:
    return tuple(map(_said_by, lines))


def lines_of(scene: Scene) -> list[LineSaid]:
    return [_line(said) for said in scene.said]


def event_view(event: BusinessEventReceived | None) -> EventTried | None:
    if event is None:
        return None
    return EventTried.model_construct(name=event.name, verified=event.verified, facts=dict(event.facts))


def _said_by(line: LineSaid) -> Said:
    if line.who == "visitor":
        return Said(line.text)
    return Said(line.text, AnswerKind.ANSWER if line.found else AnswerKind.NOT_FOUND)


def _event_of(tried: EventTried) -> BusinessEventReceived:
    return BusinessEventReceived(tried.name, tuple(tried.facts.items()), tried.verified)


def _line(said: Said) -> LineSaid:
    return LineSaid.model_construct(
        who="assistant" if said.answer else "visitor",
        text=said.text,
        found=said.answer is not AnswerKind.NOT_FOUND,
    )
