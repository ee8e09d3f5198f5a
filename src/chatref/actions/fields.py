"""One detail that an action asks for, and what is a good value for it. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

import re2

from chatref.conversation.model import Field as Asked

from .cues import folded
from .texts import listed, wrong

LONGEST = 500
LONGEST_PHONE = 15


@dataclass(frozen=True, slots=True)
class Text:
    longest: int = LONGEST


@dataclass(frozen=True, slots=True)
class Number:
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Email:
    pass


@dataclass(frozen=True, slots=True)
class Phone:
    pass


@dataclass(frozen=True, slots=True)
class Call:
    """To the business's own endpoint. `allow_private`: an owner knows that it stands in a private network."""

    address: str
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """With `options` the choices come from a call each time; `choices` are what is offered if it fails."""

    choices: tuple[str, ...]
    options: Call | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """Stored as year-month-day."""


@dataclass(frozen=True, slots=True)
class OrderNumber:
    """By a pattern of the owner's, whatever the case: `A-[0-9]{5}`; or by a mask, such as `A-00000`.

    In a mask 0 is a digit, a is a letter, * is either, and all else is itself. A form writes it along.
    """

    pattern: str = ""
    mask: str = ""

    @property
    def written(self) -> str:
        """The pattern that counts."""
        return self.pattern or "".join(_MASKED.get(sign, re2.escape(sign)) for sign in self.mask)


@dataclass(frozen=True, slots=True)
class File:
    """Picked in the form; no words are one."""


Kind = Text | Number | Email | Phone | Choice | Date | OrderNumber | File


@dataclass(frozen=True, slots=True)
class Field:
    """`attribute` names what a page or a server may have told already; without one it is looked for by the id."""

    id: str
    label: str
    kind: Kind
    required: bool = True
    help: str = ""
    example: str = ""
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Valid:
    """In the form in which it is stored."""

    value: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """With words for the visitor: what was wrong, and an example."""

    message: str


def validate(field: Field, text: str, language: str = "en") -> Valid | Invalid:
    value = _read(field.kind, " ".join(text.split()))
    return Valid(value) if value else Invalid(_message(field, language))


_MASKED = {"0": "[0-9]", "a": "[A-Za-z]", "*": "[A-Za-z0-9]"}


def asked(field: Field, value: str | None = None, *, inferred: bool = False) -> Asked:
    """As the core and the wire know it."""
    choices = field.kind.choices if isinstance(field.kind, Choice) else ()
    return Asked(
        field=field.id,
        label=field.label,
        kind=kind_name(field.kind),
        required=field.required,
        help=field.help,
        choices=choices,
        example=field.example,
        mask=field.kind.mask if isinstance(field.kind, OrderNumber) else "",
        value=value,
        inferred=inferred,
    )


def kind_name(kind: Kind) -> str:
    match kind:
        case Text():
            return "text"
        case Number():
            return "number"
        case Email():
            return "email"
        case Phone():
            return "phone"
        case Choice():
            return "choice"
        case Date():
            return "date"
        case OrderNumber():
            return "order_number"
        case File():
            return "file"
        case _:
            assert_never(kind)


def _read(kind: Kind, text: str) -> str | None:
    """None if it is no good value."""
    match kind:
        case Text(longest):
            return text if 0 < len(text) <= longest else None
        case Number():
            return _number(kind, text)
        case Email():
            return email(text)
        case Phone():
            return _phone(text)
        case Choice(choices):
            return next((choice for choice in choices if folded(choice) == folded(text)), None)
        case Date():
            return _date(text)
        case OrderNumber():
            return _by_pattern(kind.written, text)
        case File():
            return None
        case _:
            assert_never(kind)


def email(text: str) -> str | None:
    """The address, as it is kept, if it is one."""
    return text.lower() if _EMAIL.fullmatch(text) else None


_EMAIL = re2.compile(r"[^@\s,;<>()\"]{1,64}@[^@\s,;<>()\"]{1,185}\.[A-Za-z]{2,24}")
_NUMBER = re2.compile(r"-?[0-9]{1,12}([.,][0-9]{1,6})?")
_PHONE = re2.compile(r"\+?[0-9][0-9 ()/.-]{5,28}[0-9]")
_YEAR_FIRST = re2.compile(r"([0-9]{4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,2})")
_DAY_FIRST = re2.compile(r"([0-9]{1,2})[-./ ]+([0-9]{1,2}|[^\d\s.,/-]+)[-./, ]+([0-9]{4})")
_MONTH_FIRST = re2.compile(r"([^\d\s.,/-]+)[. ]+([0-9]{1,2})(?:st|nd|rd|th)?[, ]+([0-9]{4})")
_MONTHS = (
    ("jan",), ("feb",), ("mar", "mrz"), ("apr",), ("may", "mai"), ("jun",), ("jul",), ("aug",), ("sep",),
    ("oct", "okt"), ("nov",), ("dec", "dez"),
)  # fmt: skip


def _number(kind: Number, text: str) -> str | None:
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    low = kind.least is not None and value < kind.least
    high = kind.most is not None and value > kind.most
    return None if low or high else text.replace(",", ".")


def _phone(text: str) -> str | None:
    """Digits, with the plus in front if there was one."""
    digits = "".join(sign for sign in text if sign in "0123456789")
    if not _PHONE.fullmatch(text) or len(digits) > LONGEST_PHONE:
        return None
    return f"+{digits}" if text.startswith("+") else digits


def _date(text: str) -> str | None:
    """Year first, or day first where the month is a number; a month by name stands anywhere."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    else:
        return None
    try:
        return date(int(year), _month(month), int(day)).isoformat()
    except ValueError:
        return None


def _month(text: str) -> int:
    """Raises ValueError if there is no such month."""
    if text.isdigit():
        return int(text)
    start = folded(text)[:3]
    return next((number for number, names in enumerate(_MONTHS, 1) if start in names), 0)


def _by_pattern(pattern: str, text: str) -> str | None:
    """As the pattern writes it: in capitals, if only so it fits."""
    for written in (text, text.upper(), text.replace(" ", "").upper()):
        if re2.fullmatch(pattern, written):
            return written
    return None


def _message(field: Field, language: str) -> str:
    if isinstance(field.kind, Choice):
        return f"{wrong('choice', field.label, '', language).rstrip('.')}: {listed(field.kind.choices)}"
    return wrong(kind_name(field.kind), field.label, field.example, language)
