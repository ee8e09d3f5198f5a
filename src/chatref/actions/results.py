"""What a business's endpoint answers: held against what was declared, and told in the owner's sentence. Pure."""

from collections.abc import Mapping, Sequence

import re2

from .fields import Field, Valid, validate

LONGEST = 200
MOST_OPTIONS = 100
_NAME = re2.compile(r"\{([A-Za-z0-9_]+)\}")
_SENTENCE = re2.compile(r"[^.!?]+[.!?]*\s*|[.!?]+\s*")


class Unexpected(Exception):
    """The answer is not what was declared; says what about it."""


def results_in(plain: object, declared: Sequence[Field]) -> dict[str, str]:
    """By id, each in the form of its kind. What was not declared is not looked at."""
    if not isinstance(plain, Mapping):
        raise Unexpected("the answer is no object")
    found: dict[str, str] = {}
    for each in declared:
        text = _text(plain.get(each.id))
        result = validate(each, text) if text else None
        if isinstance(result, Valid):
            found[each.id] = result.value[:LONGEST]
        elif text:
            raise Unexpected(f"{each.id} is not what was declared")
        elif each.required:
            raise Unexpected(f"{each.id} is missing")
    return found


def options_in(plain: object) -> tuple[str, ...]:
    """Of `{"options": ["…", …]}`, each once, in order."""
    options = plain.get("options") if isinstance(plain, Mapping) else None
    if not isinstance(options, Sequence) or isinstance(options, str):
        raise Unexpected("there are no options")
    texts = dict.fromkeys(text for text in map(_text, options) if text)
    if not texts or len(texts) > MOST_OPTIONS:
        raise Unexpected("there are no options, or too many")
    return tuple(texts)


def names_in(template: str) -> list[str]:
    return [found.group(1) for found in _NAME.finditer(template)]


def told(
    texts: Mapping[str, str], language: str, values: Mapping[str, str], labels: Mapping[str, str]
) -> str:
    """The owner's words for this language, without the sentences that would stay open; else what there is, named."""
    template = in_language(texts, language)
    sentences = [found.group() for found in _SENTENCE.finditer(template)]
    kept = [each for each in sentences if all(name in values for name in names_in(each))]
    if kept:
        return str(_NAME.sub(lambda found: values.get(found.group(1), ""), "".join(kept))).strip()
    return "; ".join(f"{labels.get(name, name)}: {value}" for name, value in values.items())


def in_language(texts: Mapping[str, str], language: str) -> str:
    base = language.split("-", maxsplit=1)[0].lower()
    return texts.get(language) or texts.get(base) or texts.get("") or next(iter(texts.values()), "")


def _text(value: object) -> str:
    """One line, without control characters; nothing for what is no plain value."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return "yes" if value is True else "no" if value is False else ""
    plain = "".join(sign if sign.isprintable() else " " for sign in str(value))
    return " ".join(plain.split())[:LONGEST]
