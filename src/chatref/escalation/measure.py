"""From a conversation and its events to the signals of the turn. Context starts at the episode (F10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chatref.conversation.events import (
    AssistantAnswered,
    BusinessEventReceived,
    HandedBack,
    Recorded,
    Reopened,
    Started,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.model import AnswerKind, Conversation

from .circles import answered_again, asked_again
from .frustration import frustration
from .phrases import asks_for_person, hints_at_person
from .phrases.identity import asks_who_answers
from .phrases.promises import promises_person
from .phrases.stems import stems
from .signals import Answered, Asks, Attribute, BusinessEvent, Near, Signals
from .topics import Cited

REQUEST = "asks for a person"
"""The intent whose nearness is a weak request."""


@dataclass(frozen=True, slots=True)
class About:
    """What the conversation's history does not say."""

    now: datetime
    open_now: bool = True
    identified: bool = False
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Burst:
    """The visitor's messages that the turn answers, and the turns before it, in this episode."""

    texts: tuple[str, ...]
    first: int
    last: int
    before: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """How well the content covers the question, if there was a question; and what the content is about."""

    answerability: float | None = None
    topics: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    sources: tuple[str, ...] = ()


def signals_of(
    conversation: Conversation, events: Sequence[Recorded], near: tuple[Near, ...], about: About
) -> Signals:
    """`near` is measured by the caller on the burst's text (intents.nearness)."""
    episode = episode_of(events)
    burst = burst_of(conversation, events)
    business = _business_events(episode, conversation.settled_to)
    text = "\n".join(burst.texts)
    bursts = ["\n".join(texts) for texts in burst.before] + [text] * bool(burst.texts)
    circles = max(asked_again(bursts), answered_again(_said(episode))) if burst.texts else 0
    return Signals(
        text=text,
        stems=stems(text),
        asks=_asks(burst.texts, conversation.language, near),
        intents=near if burst.texts else (),
        events=business,
        unanswered=_unanswered(episode),
        frustration=frustration(bursts, circles) if burst.texts else 0.0,
        circles=circles,
        turns=len(bursts),
        minutes_open=max(0.0, (about.now - episode[0].at).total_seconds() / 60) if episode else 0.0,
        times_handed_back=sum(isinstance(each.event, HandedBack) for each in episode),
        collected=frozenset(field for field in conversation.details if conversation.given(field)),
        attributes=about.attributes,
        page=conversation.page,
        language=conversation.language,
        tags=conversation.tags,
        identified=about.identified,
        open_now=about.open_now,
        measured_on=max([burst.last, *(event.number for event in business)]) or None,
    )


def answered(text: str, kind: AnswerKind, events: Sequence[Recorded], measured: Measured) -> Answered:
    """What the assistant is about to say, as rules judge it."""
    spoken = kind is not AnswerKind.SMALL_TALK
    return Answered(
        kind=kind,
        text=text,
        answerability=measured.answerability,
        topics=measured.topics,
        cited=measured.cited,
        sources=measured.sources,
        promises=promises_person(text),
        again=_said(episode_of(events)).count(text) if spoken else 0,
    )


def _said(episode: Sequence[Recorded]) -> list[str]:
    """What the assistant answered; pleasantries may repeat."""
    return [
        each.event.text
        for each in episode
        if isinstance(each.event, AssistantAnswered) and each.event.answer is not AnswerKind.SMALL_TALK
    ]


def episode_of(events: Sequence[Recorded]) -> Sequence[Recorded]:
    starts = (at for at, each in enumerate(events) if isinstance(each.event, Started | Reopened))
    return events[max(starts, default=0) :]


def burst_of(conversation: Conversation, events: Sequence[Recorded]) -> Burst:
    """What was answered, withdrawn or handed back is not measured anew."""
    unanswered = min((point.seq for point in conversation.turn.unanswered), default=conversation.seq + 1)
    first = max(unanswered, conversation.settled_to + 1)
    new: list[tuple[int, str]] = []
    before: list[list[str]] = []
    spoken = True
    for each in episode_of(events):
        match each.event:
            case VisitorWrote(text=text) if each.seq >= first:
                new.append((each.seq, text))
            case VisitorWrote(text=text):
                if spoken:
                    before.append([])
                before[-1].append(text)
                spoken = False
            case AssistantAnswered() | TeammateReplied():
                spoken = True
            case _:
                pass
    numbers = [number for number, _ in new] or [0]
    return Burst(tuple(text for _, text in new), numbers[0], numbers[-1], tuple(map(tuple, before)))


def _asks(texts: Sequence[str], language: str, near: tuple[Near, ...]) -> Asks:
    if any(asks_for_person(text, language) for text in texts):
        return Asks.STRONG
    if all(asks_who_answers(text) for text in texts):
        return Asks.NO
    hinted = any(hints_at_person(text, language) for text in texts)
    nearly = any(each.intent == REQUEST and each.nearness >= each.limit for each in near)
    return Asks.WEAK if hinted or nearly else Asks.NO


def _business_events(episode: Sequence[Recorded], settled_to: int) -> tuple[BusinessEvent, ...]:
    return tuple(
        BusinessEvent(each.event.name, each.event.verified, each.seq, each.event.facts)
        for each in episode
        if isinstance(each.event, BusinessEventReceived) and each.seq > settled_to
    )


def _unanswered(episode: Sequence[Recorded]) -> int:
    """Small talk and questions in between don't break the row; an answer and a person do."""
    row = 0
    for each in episode:
        match each.event:
            case AssistantAnswered(answer=AnswerKind.NOT_FOUND):
                row += 1
            case AssistantAnswered(answer=AnswerKind.ANSWER) | TeammateReplied() | HandedBack():
                row = 0
            case _:
                pass
    return row
