"""Details in the chat: what the visitor's words give while they are asked for, and what they correct (P5, P7)."""

from collections.abc import Sequence

from chatref.actions.texts import missing, noted
from chatref.assistant.models import Answer
from chatref.conversation.events import (
    AssistantAnswered,
    BusinessEventReceived,
    ContactLeft,
    DetailGiven,
    DetailsAsked,
    Recorded,
    TeammateReplied,
    VisitorWrote,
)
from chatref.conversation.model import ActorKind, AnswerKind, Field
from chatref.conversation.told import Fact, Told
from chatref.escalation.measure import About, episode_of

CONTACT = "contact"


def told_in(events: Sequence[Recorded], about: About) -> Told:
    """The visitor's own words in this episode, and what page, server and they themselves said about them."""
    words: list[str] = []
    facts = [Fact(each.name, each.value, each.verified) for each in about.attributes]
    for one in episode_of(events):
        match one.event:
            case VisitorWrote(text=text):
                words.append(text)
            case BusinessEventReceived(facts=reported, verified=verified):
                facts += (Fact(name, value, verified) for name, value in reported)
            case ContactLeft(address=address):
                facts.append(Fact(CONTACT, address))
            case _:
                pass
    return Told(tuple(words), tuple(facts))


def still_needed(left: Sequence[Field], language: str) -> Answer:
    return question(missing(left, language))


def question(text: str) -> Answer:
    return Answer(text, (), AnswerKind.QUESTION)


def tries_in(events: Sequence[Recorded]) -> int:
    """How often the visitor's words gave nothing, and the assistant had to ask again, since the last detail."""
    tries, in_vain = 0, False
    for one in events:
        match one.event:
            case DetailsAsked() | DetailGiven():
                tries, in_vain = 0, False
            case VisitorWrote():
                in_vain = True
            case AssistantAnswered(answer=AnswerKind.QUESTION):
                tries += in_vain
            case _:
                pass
    return tries


def said_to_form(events: Sequence[Recorded]) -> tuple[str, list[str]]:
    """Of what the visitor wrote since the details were asked for: what nobody answered yet, and all before it."""
    before: list[str] = []
    now: list[str] = []
    for one in events:
        match one.event:
            case DetailsAsked():
                before, now = [], []
            case VisitorWrote(text=text):
                now.append(text)
            case AssistantAnswered():
                before, now = [*before, *now], []
            case _:
                pass
    return "\n".join(now), before


def offered_in(events: Sequence[Recorded]) -> dict[str, tuple[str, ...]]:
    """The choices of the forms of this episode, by field."""
    forms = (one.event for one in episode_of(events) if isinstance(one.event, DetailsAsked))
    return {each.field: each.choices for form in forms for each in form.fields if each.choices}


def corrections_in(events: Sequence[Recorded], language: str) -> Answer | None:
    """What to say of details that the visitor's words changed since somebody last answered them.

    What words change is stored right before them.
    """
    labels: dict[str, str] = {}
    values: dict[str, str] = {}
    changed: dict[str, str] = {}
    anew: dict[str, str] = {}
    for one in episode_of(events):
        match one.event:
            case DetailsAsked(fields=fields):
                labels |= {each.field: each.label for each in fields}
            case DetailGiven(field=name, value=value, by=by):
                if by is ActorKind.VISITOR and values.get(name, value) != value:
                    anew[name] = value
                values[name] = value
                continue
            case VisitorWrote():
                changed |= anew
            case AssistantAnswered() | TeammateReplied():
                changed = {}
            case _:
                pass
        anew = {}
    if not changed:
        return None
    shown = [(labels.get(name, name), value) for name, value in changed.items()]
    return Answer(noted(shown, language), (), AnswerKind.SMALL_TALK)
