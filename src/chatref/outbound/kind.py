"""What the file of one kind of destination offers: what its owner enters, and how it is opened with that."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from chatref.errors import BadInput
from chatref.outbound.calls import Caller
from chatref.outbound.destination import Destination

LONGEST = 2_000
MOVED = "It was entered for another server. Please enter it again."

Plain = Mapping[str, object]
"""What the owner entered, by the id of its entry: texts, and true or false for a switch."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the owner enters. What is `secret` is encrypted at rest and never shown again; the entries in
    `sent_to` say where it goes.

    A `switch` is true or false and false by itself; all else is a text. `choices`, if any, are the texts that fit.
    """

    id: str
    label: str
    help: str = ""
    example: str = ""
    required: bool = True
    secret: bool = False
    switch: bool = False
    choices: tuple[str, ...] = ()
    sent_to: tuple[str, ...] = ("address",)


@dataclass(frozen=True, slots=True)
class Means:
    """What a destination may work with. `signing_secret` asks for the workspace's own."""

    caller: Caller
    signing_secret: Callable[[], Awaitable[str]]


class Open(Protocol):
    """Makes a destination from what was entered, which `entered` has looked at already.

    Called when an owner saves it, too: raises BadInput with the id of the entry and a sentence for the owner. It
    connects to nothing.
    """

    def __call__(self, plain: Plain, means: Means, /) -> Destination: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is stored and never changes; `title` is what the owner reads. `follows`: it opens what is Following."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    open: Open
    follows: bool = True


def entered(entries: tuple[Entry, ...], given: Plain) -> dict[str, str | bool]:
    """Each entry with what was given for it, trimmed; nothing else. Raises BadInput."""
    known = {entry.id for entry in entries}
    for name in given:
        if name not in known:
            raise BadInput(name, "There is no such setting.")
    return {entry.id: _value(entry, given.get(entry.id)) for entry in entries}


def with_kept(entries: tuple[Entry, ...], given: Plain, kept: Mapping[str, str], before: Plain) -> Plain:
    """With the secrets that were entered `before` and are left empty now. None goes anywhere else than it was entered
    for: who may change where it goes need not know it, and would read it there. Raises BadInput."""
    stays = [entry for entry in entries if entry.id in kept and not given.get(entry.id)]
    for entry in stays:
        if goes_elsewhere(entry, given, before):
            raise BadInput(entry.id, MOVED)
    return {**given, **{entry.id: kept[entry.id] for entry in stays}}


def goes_elsewhere(secret: Entry, given: Plain, before: Plain) -> bool:
    return any((before.get(each) or "") != (given.get(each) or "") for each in secret.sent_to)


def _value(entry: Entry, given: object) -> str | bool:
    if entry.switch:
        if given not in (None, True, False):
            raise BadInput(entry.id, "This is on or off.")
        return bool(given)
    if given is not None and not isinstance(given, str):
        raise BadInput(entry.id, "This is a text.")
    text = (given or "").strip()
    if len(text) > LONGEST or not text.isprintable():
        raise BadInput(entry.id, "This is too long, or has characters that can't be shown.")
    if entry.required and not text:
        raise BadInput(entry.id, f"{entry.label} is missing.")
    if text and entry.choices and text not in entry.choices:
        raise BadInput(entry.id, f"This is one of {', '.join(entry.choices)}.")
    return text
