"""A turn that never was, for whoever tries a rule: a transcript becomes what a real turn would find."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chatref.assistant.models import unheard
from chatref.assistant.turn import Assistant, Brief, Considered
from chatref.conversation.events import (
    AssistantAnswered,
    BusinessEventReceived,
    Event,
    PersonAsked,
    Recorded,
    Started,
    VisitorWrote,
)
from chatref.conversation.evolve import fold
from chatref.conversation.model import Actor, ActorKind, AnswerKind, How
from chatref.escalation.measure import About
from chatref.escalation.phrases import asks_for_person
from chatref.escalation.rulebook import RuleBook

NOBODY = "00000000-0000-0000-0000-000000000000"
PRESS = PersonAsked(How.BUTTON)


@dataclass(frozen=True, slots=True)
class Said:
    """By the visitor, or, where `answer` is given, by the assistant."""

    text: str
    answer: AnswerKind | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """`said` ends with what is tried; an event may stand in its place or beside it. Or the button is `pressed` then."""

    said: tuple[Said, ...]
    event: BusinessEventReceived | None = None
    language: str = "en"
    page: str = ""
    site: str = NOBODY
    pressed: bool = False


def rehearsed(workspace: str, scene: Scene, about: About, book: RuleBook) -> Brief:
    events = tuple(_recorded(_events(workspace, scene), about.now))
    return Brief(workspace, fold(events), events, about, book, NOBODY)


async def rehearse(assistant: Assistant, brief: Brief) -> Considered:
    """The product's own turn: rules before, the answer from the content, rules after; or what its button does."""
    if brief.events[-1].event == PRESS:
        return await assistant.consider_press(brief)
    if brief.question.burst:
        return await assistant.consider(brief, unheard)
    return await assistant.consider_event(brief)


def _events(workspace: str, scene: Scene) -> Iterator[tuple[ActorKind, Event]]:
    yield (
        ActorKind.VISITOR,
        Started(NOBODY, workspace, scene.site, NOBODY, scene.language, scene.page, policy=0),
    )
    turn = rev = 0
    for each in scene.said:
        if each.answer is not None:
            answered = AssistantAnswered(NOBODY, each.text, each.answer, (), turn, rev)
            yield ActorKind.ASSISTANT, answered
            rev = 0
            continue
        turn, rev = turn + (rev == 0), rev + 1
        yield ActorKind.VISITOR, VisitorWrote(NOBODY, each.text, scene.page)
        if asks_for_person(each.text, scene.language):
            yield ActorKind.VISITOR, PersonAsked(How.PHRASE, NOBODY)
    if scene.event is not None:
        yield (ActorKind.SERVER if scene.event.verified else ActorKind.VISITOR), scene.event
    if scene.pressed:
        yield ActorKind.VISITOR, PRESS


def _recorded(events: Iterator[tuple[ActorKind, Event]], now: datetime) -> Iterator[Recorded]:
    written = 0
    for number, (kind, event) in enumerate(events, start=1):
        if isinstance(event, VisitorWrote):
            written = number
        elif isinstance(event, PersonAsked) and event != PRESS:
            event = PersonAsked(event.how, event.message, written)  # noqa: PLW2901 - it counts for that message
        yield Recorded(number, number, now, Actor(kind, NOBODY), event)
