"""An action filled with the visitor: by what they said, by a form, by conversation, in any order. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from chatref.conversation.commands import ActionDue, Value
from chatref.conversation.model import Field as Asked
from chatref.conversation.told import Told

from .cues import CORRECTIONS, SKIPS, folded, says
from .fields import Call, Choice, Field, Invalid, Text, Valid, asked, validate
from .taking import Taken, corrected, declined, labelled, mentioned, taken

BAD_TRIES = 2
"""After so many a bad value is taken as it is, unverified: details never keep anybody from a person."""
LONGEST_VALUE = 500
Choices = Mapping[str, tuple[str, ...]]
"""By field."""
_NONE: Choices = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Starts:
    """What runs an action without a handoff: words, an intent, or an event that a page or a server reports."""

    phrases: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookUp:
    """A call whose result the assistant tells. The texts are by language, "" for any, with {names} to be filled.

    `hands_over`: a call that fails brings a person; else it is said that it failed.
    """

    call: Call
    returns: tuple[Field, ...]
    say: Mapping[str, str]
    not_found: Mapping[str, str] = field(default_factory=dict)
    hands_over: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """A form that the assistant can fill with the visitor. One that `starts` runs without a handoff."""

    name: str
    fields: tuple[Field, ...]
    offer: str = ""
    """What is said before its questions."""
    destination: str = ""
    """Where a lead goes, by id; "inbox" if it stays there, empty if to all that take it."""
    starts: Starts | None = None
    look_up: LookUp | None = None
    thanks: Mapping[str, str] = field(default_factory=dict)
    """What is said by an action that looks nothing up when its details are there, by language."""
    tags: tuple[str, ...] = ()
    """Of a conversation in which it ran without a handoff."""

    @property
    def notes(self) -> bool:
        """Whether it runs without a handoff and notes a lead."""
        return self.starts is not None and self.look_up is None

    def due(self, told: Told, given: Collection[str]) -> ActionDue:
        """What is not given yet, each with what was said of it, for confirmation where that is not certain."""
        found = taken(self.fields, told)
        missing = (each for each in self.fields if each.id not in given)
        return ActionDue(self.name, tuple(_asked(each, found.get(each.id)) for each in missing))

    def said(self, told: Told) -> tuple[Value, ...]:
        """All that was said of its details; unverified where that is not certain."""
        return tuple(Value(each, one.value, one.certain) for each, one in taken(self.fields, told).items())

    def heard(
        self, message: str, asked_for: Sequence[Asked], tries: int, language: str, before: Sequence[str] = ()
    ) -> "Heard":
        """What a message gives while these details are missing.

        `tries`: how often nothing was understood. `before`: what the visitor wrote earlier while they were asked.
        """
        fields = self.asking(asked_for)
        if folded(message) in SKIPS:
            return Heard(skips=True)
        found = answered(fields, message)
        values = tuple(Value(each, one.value, one.certain) for each, one in found.items())
        said = (*before, message)
        out = {
            each.id for each in fields if each.id not in found and any(declined(each, text) for text in said)
        }
        left = [each for each in fields if each.required and each.id not in found and each.id not in out]
        if not left:
            return Heard(values, skips=any(each.required and each.id in out for each in fields))
        return Heard(values, left=_ids(left)) if values else _not_understood(left, message, tries, language)

    def check(
        self, texts: Mapping[str, str], tries: Mapping[str, int], language: str, form: Sequence[Asked] = ()
    ) -> tuple[tuple[Value, ...], Mapping[str, str]]:
        """Of a form that came in: what is accepted, and what was wrong, by field."""
        return checked(self.asking(form) if form else self.fields, texts, tries, language)

    def corrects(self, message: str, given: Mapping[str, str], offered: Choices = _NONE) -> tuple[Value, ...]:
        """The given details, by field, that these words change; of `offered` choices, if any were."""
        fields = (_with_choices(each, offered.get(each.id)) for each in self.fields if each.id in given)
        found = ((each.id, corrected(each, given[each.id], message)) for each in fields)
        return tuple(Value(name, value) for name, value in found if value is not None)

    def lacks_choices(self, message: str, given: Collection[str], offered: Choices) -> bool:
        """Whether these words may change a detail to a choice that only a call can tell."""
        return says(folded(message), CORRECTIONS) and any(
            isinstance(each.kind, Choice)
            and each.kind.options
            and each.id in given
            and each.id not in offered
            for each in self.fields
        )

    def mentions(self, message: str) -> bool:
        """Whether `corrects` could find anything in these words."""
        return mentioned(self.fields, message)

    def asking(self, form: Sequence[Asked]) -> tuple[Field, ...]:
        """Its fields that this form asks for, with the choices that were offered there."""
        offered = {each.field: each.choices for each in form}
        return tuple(_with_choices(each, offered[each.id]) for each in self.fields if each.id in offered)

    def with_options(self, options: Mapping[str, Sequence[str] | None]) -> "Action":
        """With the choices that calls brought, by field; one whose call failed, and had none before, takes any text."""
        fields = (
            each if each.id not in options else _with_options(each, options[each.id]) for each in self.fields
        )
        return replace(self, fields=tuple(fields))


@dataclass(frozen=True, slots=True)
class Heard:
    """`wrong`: what to say of a value that can't be right. `left`: what is still to be asked, by field.

    `skips`: the visitor gives no more than that.
    """

    values: tuple[Value, ...] = ()
    wrong: str = ""
    left: tuple[str, ...] = ()
    skips: bool = False


def answered(fields: Sequence[Field], message: str) -> dict[str, Taken]:
    """What a message gives while these fields are being asked, several at once and in any order.

    A single open question takes the whole message, if it is a good value.
    """
    found = taken(fields, Told((message,)))
    if len(fields) == 1:
        whole = validate(fields[0], message)
        if isinstance(whole, Valid):
            found[fields[0].id] = Taken(whole.value, certain=True)
    return found


def checked(
    fields: Sequence[Field], texts: Mapping[str, str], tries: Mapping[str, int], language: str = "en"
) -> tuple[tuple[Value, ...], Mapping[str, str]]:
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
    return tuple(values), wrong


def _not_understood(left: Sequence[Field], message: str, tries: int, language: str) -> Heard:
    """A single detail, or one that is named, takes the words as they are after two bad tries."""
    named = ((each, labelled(each, message)) for each in left)
    whole = [(left[0], message)] if len(left) == 1 else []
    for each, text in [*((each, text) for each, text in named if text), *whole]:
        value = " ".join(text.split())[:LONGEST_VALUE]
        if tries >= BAD_TRIES:
            others = [other for other in left if other is not each]
            return Heard((Value(each.id, value, verified=False),), left=_ids(others))
        result = validate(each, value, language)
        return Heard(wrong=result.message if isinstance(result, Invalid) else "", left=_ids(left))
    return Heard(left=_ids(left), skips=tries >= BAD_TRIES)


def _ids(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(each.id for each in fields)


def _with_choices(each: Field, choices: tuple[str, ...] | None) -> Field:
    """Of a field whose choices come from a call; None if nothing was offered."""
    if choices is None or not isinstance(each.kind, Choice) or not each.kind.options:
        return each
    return replace(each, kind=replace(each.kind, choices=choices) if choices else Text())


def _with_options(each: Field, options: Sequence[str] | None) -> Field:
    if not isinstance(each.kind, Choice):
        return each
    choices = tuple(options) if options else each.kind.choices
    return replace(each, kind=replace(each.kind, choices=choices) if choices else Text())


def _asked(each: Field, found: Taken | None) -> Asked:
    return asked(each, found.value, inferred=not found.certain) if found else asked(each)
