"""Strict readers of plain values. What can't be read is refused with the field named, never passed over (F47)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Never, TypeVar

from chatref.errors import BadInput

Read = TypeVar("Read")
LONGEST_TEXT = 2_000
LONGEST_TAG = 40
MOST = 500


def refuse(where: str, why: str) -> Never:
    raise BadInput(where, why)


def table(value: object, where: str, required: set[str], optional: set[str]) -> Mapping[str, object]:
    """With all of the required keys, and none that is unknown."""
    if not isinstance(value, Mapping):
        refuse(where, "This must be a table of named values.")
    for key in value:
        if key not in required | optional:
            refuse(_in(where, str(key)), "There is no such field.")
    for key in sorted(required):
        if key not in value:
            refuse(_in(where, key), "This is missing.")
    return value


def text(value: object, where: str) -> str:
    if not isinstance(value, str):
        refuse(where, "This must be a text.")
    if not value.strip():
        refuse(where, "This is still empty.")
    if len(value) > LONGEST_TEXT or "\x00" in value:
        refuse(where, f"A text has at most {LONGEST_TEXT} characters.")
    return value


def tag(value: object, where: str) -> str:
    found = text(value, where).strip()
    if len(found) > LONGEST_TAG or not found.isprintable():
        refuse(where, f"A tag has at most {LONGEST_TAG} characters, on one line.")
    return found


def optional_text(value: object, where: str) -> str | None:
    return None if value is None else text(value, where)


def switch(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        refuse(where, "This must be true or false.")
    return value


def count(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
        refuse(where, "This must be a whole number from 1 on.")
    return value


def share(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        refuse(where, "This must be a number between 0 and 1.")
    return float(value)


def each(
    value: object, where: str, read: Callable[[object, str], Read], most: int = MOST
) -> tuple[Read, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) > most:
        refuse(where, f"This must be a list of at most {most}.")
    return tuple(read(one, f"{where}[{number}]") for number, one in enumerate(value))


def some(value: object, where: str, read: Callable[[object, str], Read]) -> tuple[Read, ...]:
    found = each(value, where, read)
    if not found:
        refuse(where, "This must not be empty.")
    return found


def choice(value: object, where: str, among: Mapping[str, Read]) -> Read:
    found = among.get(value) if isinstance(value, str) else None
    if found is None:
        refuse(where, f"This must be one of: {', '.join(among)}.")
    return found


def _in(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
