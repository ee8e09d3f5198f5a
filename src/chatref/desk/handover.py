"""What a handoff's card says, and what goes out with it: from the thread's own events. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatref.actions.fill import Action
from chatref.conversation.events import (
    AssistantAnswered,
    DetailGiven,
    DetailsAsked,
    Event,
    Reopened,
    VisitorWrote,
)
from chatref.conversation.file import File
from chatref.conversation.model import ActorKind, AnswerKind, Citation, Conversation
from chatref.conversation.summed import HandoffSummed
from chatref.escalation.rulebook import RuleBook

ON_A_CARD = (VisitorWrote, AssistantAnswered, DetailsAsked, DetailGiven, Reopened, HandoffSummed)
"""The events that a card is made from."""
LONGEST_EXCERPT = 200
MOST_SOURCES = 6
MOST_TRIED = 3


@dataclass(frozen=True, slots=True)
class GivenDetail:
    """`was` is what it was before the visitor corrected it in this episode; `earlier`: it was given in one before."""

    field: str
    label: str
    value: str
    by: ActorKind
    verified: bool
    was: str | None
    earlier: bool
    file: File | None = None


def details(state: Conversation, events: Sequence[Event], book: RuleBook) -> Iterator[GivenDetail]:
    """As it was called when it was asked for; what was never asked, as the owner's actions call it.
    In the order of the action that the handoff ran."""
    labels = {**_labels_in(book, _ran(state, book)), **labels_of(events)}
    places = {name: place for place, name in enumerate(labels)}
    before = _before_correction(events)
    for name, detail in sorted(state.details.items(), key=lambda each: places.get(each[0], len(places))):
        label = labels.get(name, name.replace("_", " ").capitalize())
        was, earlier = before.get(name), not state.given(name)
        yield GivenDetail(name, label, detail.value, detail.by, detail.verified, was, earlier, detail.file)


def labels_of(events: Sequence[Event]) -> Mapping[str, str]:
    """By field, what it was called when it was asked for."""
    asked = (event for event in events if isinstance(event, DetailsAsked))
    return {field.field: field.label for event in asked for field in event.fields}


def _ran(state: Conversation, book: RuleBook) -> str | None:
    handoff = state.handoff or (state.ended and state.ended.handoff)
    return book.action_of(handoff, state.site) if handoff else None


def _labels_in(book: RuleBook, ran: str | None) -> Mapping[str, str]:
    """Several actions may ask for one detail: what the one that `ran` calls it goes before the others."""
    labels: dict[str, str] = {}
    for _, action in sorted(book.actions.items(), key=lambda each: each[0] != ran):
        for field in action.fields if isinstance(action, Action) else ():
            labels.setdefault(field.id, field.label)
    return labels


def summary(before: Sequence[Event]) -> str:
    """What the visitor came with and how far the assistant got, from the visitor's own words: those since the case
    was reopened, if they say what it is about."""
    now = _since_reopened(before)
    about = now if _matter(now) else before
    words = _matter(about) or [event.text for event in about if isinstance(event, VisitorWrote)]
    answers = answers_in(about)
    if not words:
        return ""
    missed = sum(event.answer is AnswerKind.NOT_FOUND for event in answers)
    found = sum(event.answer is AnswerKind.ANSWER for event in answers)
    got = [f"{found} answered from the content"] if found else []
    got += [f"{missed} not found in it"] if missed else []
    return f"Came with “{excerpt(words[0]).rstrip('.')}”" + (f"; {' and '.join(got)}." if got else ".")


def _since_reopened(before: Sequence[Event]) -> Sequence[Event]:
    last = max((at for at, event in enumerate(before) if isinstance(event, Reopened)), default=-1)
    return before[last + 1 :]


def summed(events: Sequence[Event], handoff: str) -> str:
    """What a model has written of this handoff; empty if none did."""
    found = [each.text for each in events if isinstance(each, HandoffSummed) and each.handoff == handoff]
    return found[-1] if found else ""


def answers_in(events: Sequence[Event]) -> list[AssistantAnswered]:
    return [event for event in events if isinstance(event, AssistantAnswered)]


def tried(answers: Sequence[AssistantAnswered]) -> list[str]:
    """The latest that the assistant said from the content."""
    return [excerpt(each.text) for each in answers if each.answer is AnswerKind.ANSWER][-MOST_TRIED:]


def sources(answers: Sequence[AssistantAnswered]) -> list[Citation]:
    by_address = {citation.address: citation for answer in answers for citation in answer.citations}
    return list(by_address.values())[-MOST_SOURCES:]


def excerpt(text: str, longest: int = LONGEST_EXCERPT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _before_correction(events: Sequence[Event]) -> Mapping[str, str]:
    """By field, what a detail was before it became what it is, in this episode."""
    was: dict[str, str] = {}
    now: dict[str, str] = {}
    for event in events:
        match event:
            case DetailGiven(field=name, value=value):
                if name in now and now[name] != value:
                    was[name] = now[name]
                now[name] = value
            case Reopened():
                was, now = {}, {}
            case _:
                pass
    return was


def _matter(before: Sequence[Event]) -> list[str]:
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
