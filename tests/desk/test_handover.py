"""What the handoff card says of a conversation."""

from chatref.conversation.events import AssistantAnswered, Event, VisitorWrote
from chatref.conversation.model import AnswerKind
from chatref.desk.handover import summary


def _wrote(text: str) -> Event:
    return VisitorWrote("m", text)


def _answered(kind: AnswerKind) -> Event:
    return AssistantAnswered("m", "…", kind, (), 1, 1)


def test_the_summary_begins_with_the_matter_and_not_with_a_greeting() -> None:
    """P9: what the visitor came with is what they need."""
    greeted = [_wrote("hi"), _answered(AnswerKind.SMALL_TALK)]
    asked = [_wrote("My card was charged"), _wrote("twice!"), _answered(AnswerKind.ANSWER)]
    assert summary([*greeted, *asked]) == "Came with “My card was charged”; 1 answered from the content."
    assert summary([*greeted, _wrote("A person, please")]) == "Came with “A person, please”."
    assert summary(greeted) == "Came with “hi”."
    assert summary([]) == ""
