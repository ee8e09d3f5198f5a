"""Details from what the visitor said: nobody is asked for what is there already (P5, P7, F37). Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import assert_never

import re2

from chatref.conversation.commands import ActionDue, Value
from chatref.conversation.model import Field as Asked

from .fields import (
    Choice,
    Date,
    Email,
    Field,
    Invalid,
    Number,
    OrderNumber,
    Phone,
    Text,
    Valid,
    asked,
    folded,
    validate,
)

BAD_TRIES = 2
"""After so many a bad value is taken as it is, unverified: details never keep anybody from a person."""
BEFORE = 24
"""So near before a value a mention of the detail makes it certain: `SKU 5521`."""
LONGEST = 16_000
"""So many characters are read, the newest messages first."""
MOST_HITS = 50
FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Action:
    """A form that the assistant can fill with the visitor."""

    name: str
    fields: tuple[Field, ...]
    offer: str = ""
    """What is said before its questions."""
    destination: str = "inbox"

    def due(self, said: Sequence[str], given: Collection[str]) -> ActionDue:
        """What is not given yet, each with what was said of it, for confirmation where that is not certain."""
        found = taken(self.fields, said)
        missing = (each for each in self.fields if each.id not in given)
        return ActionDue(self.name, tuple(_asked(each, found.get(each.id)) for each in missing))

    def known(self, said: Sequence[str], given: Collection[str]) -> tuple[Value, ...]:
        """What was said for certain and is not given yet."""
        found = taken(self.fields, said)
        return tuple(
            Value(each, one.value) for each, one in found.items() if one.certain and each not in given
        )

    def heard(self, message: str, asked_for: Collection[str]) -> tuple[Value, ...]:
        """What a message gives while these fields are being asked; unverified where it is not certain."""
        fields = [each for each in self.fields if each.id in asked_for]
        found = answered(fields, message)
        return tuple(Value(each, one.value, one.certain) for each, one in found.items())

    def check(
        self, texts: Mapping[str, str], tries: Mapping[str, int], language: str
    ) -> tuple[tuple[Value, ...], Mapping[str, str]]:
        """Of a form that came in: what is accepted, and what was wrong, by field."""
        found = checked(self.fields, texts, tries, language)
        return found.values, found.wrong


@dataclass(frozen=True, slots=True)
class Taken:
    """A value from the visitor's own words. Not certain: to be shown for confirmation."""

    value: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A form that came in: what is accepted, and what was wrong, by field."""

    values: tuple[Value, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)


def taken(fields: Sequence[Field], said: Sequence[str]) -> dict[str, Taken]:
    """By field id, from the visitor's messages, oldest first; what was said last counts."""
    texts = _newest(said)
    found = ((each.id, _taken(each, texts)) for each in fields)
    return {each: value for each, value in found if value is not None}


def answered(fields: Sequence[Field], message: str) -> dict[str, Taken]:
    """What a message gives while these fields are being asked, several at once and in any order.

    A single open question takes the whole message, if it is a good value.
    """
    found = taken(fields, [message])
    if len(fields) == 1:
        whole = validate(fields[0], message)
        if isinstance(whole, Valid):
            found[fields[0].id] = Taken(whole.value, certain=True)
    return found


def checked(
    fields: Sequence[Field], texts: Mapping[str, str], tries: Mapping[str, int], language: str = "en"
) -> Checked:
    """`tries`: how often each field came in wrong before. An empty text is no value."""
    values, wrong = [], {}
    for each in fields:
        text = texts.get(each.id, "").strip()
        if not text:
            continue
        match validate(each, text, language):
            case Valid(value):
                values.append(Value(each.id, value))
            case Invalid() if tries.get(each.id, 0) >= BAD_TRIES:
                values.append(Value(each.id, text, verified=False))
            case Invalid(message):
                wrong[each.id] = message
    return Checked(tuple(values), wrong)


def _newest(said: Sequence[str]) -> list[str]:
    texts: list[str] = []
    left = LONGEST
    for text in reversed(said):
        texts.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return texts[::-1]


def _asked(each: Field, found: Taken | None) -> Asked:
    return asked(each, found.value, inferred=not found.certain) if found else asked(each)


def _taken(each: Field, texts: Sequence[str]) -> Taken | None:
    match each.kind:
        case OrderNumber() | Email():
            return _one_of(each, texts, distinct=True)
        case Phone() | Number() | Date():
            return _one_of(each, texts, distinct=False)
        case Choice(choices):
            return _choice(choices, texts)
        case Text():
            return None
        case _:
            assert_never(each.kind)


def _one_of(each: Field, texts: Sequence[str], *, distinct: bool) -> Taken | None:
    """`distinct`: the look of it says what it is, unless several look so."""
    found = [hit for text in texts for hit in islice(_hits(each, text), MOST_HITS)]
    if not found:
        return None
    named = [hit.value for hit in found if hit.named]
    values = list(dict.fromkeys(named or [hit.value for hit in found]))
    telling = distinct and any(sign.isalpha() for sign in values[-1])
    if isinstance(each.kind, Number | Date) and not named:
        return None
    return Taken(values[-1], certain=len(values) == 1 and (bool(named) or telling))


@dataclass(frozen=True, slots=True)
class _Hit:
    value: str
    named: bool


def _hits(each: Field, text: str) -> Iterator[_Hit]:
    wanted = re2.compile(_pattern(each))
    start = 0
    while match := wanted.search(text, start):
        result = validate(each, match.group(1))
        if isinstance(result, Valid):
            yield _Hit(result.value, _named(each, text[max(start, match.start(1) - BEFORE) : match.start(1)]))
        start = match.end(1)


def _pattern(each: Field) -> str:
    """With a value in its first group, and no letter or digit on either side."""
    match each.kind:
        case OrderNumber(pattern):
            inner = f"(?i:{pattern})"
        case Email():
            inner = r"[^@\s,;<>()\"]{1,64}@[^@\s,;<>()\"]{1,185}\.[A-Za-z]{2,24}"
        case Phone():
            inner = r"\+?[0-9][0-9 ()/.-]{5,28}[0-9]"
        case Date():
            inner = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}|[0-9]{1,2}\.? \pL+ [0-9]{4}"
        case _:
            inner = r"-?[0-9]{1,12}(?:[.,][0-9]{1,6})?"
    return rf"(?:^|[^\pL\pN])({inner})(?:$|[^\pL\pN])"


def _named(each: Field, before: str) -> bool:
    """Whether the detail is mentioned by its id or a word of its label."""
    words = [*folded(each.label).split(), *folded(each.id).split()]
    near = f" {folded(before)} "
    return any(f" {word} " in near for word in words if len(word) >= FEWEST_LETTERS)


def _choice(choices: Sequence[str], texts: Sequence[str]) -> Taken | None:
    """By name, anywhere in a message; certain only if the message is nothing else."""
    for text in reversed(texts):
        said = folded(text)
        found = [choice for choice in choices if f" {folded(choice)} " in f" {said} "]
        if found:
            longest = max(found, key=len)
            return Taken(longest, certain=folded(longest) == said)
    return None
