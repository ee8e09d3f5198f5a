"""How the assistant asks in the chat for the details that a form still misses."""

from collections.abc import Sequence

from chatref.assistant.models import Answer
from chatref.conversation.model import AnswerKind, Field

_WORDS = {
    "en": ("One detail is still missing", "These details are still missing", "for example"),
    "de": ("Eine Angabe fehlt noch", "Diese Angaben fehlen noch", "zum Beispiel"),
}


def still_needed(missing: Sequence[Field], language: str) -> Answer:
    one, several, example = _WORDS.get(language[:2], _WORDS["en"])
    named = [_named(field, example) for field in missing]
    text = f"{one if len(named) == 1 else several}: {'; '.join(named)}."
    return Answer(text, (), AnswerKind.QUESTION)


def _named(field: Field, example: str) -> str:
    return f"{field.label} ({example} {field.example})" if field.example else field.label
