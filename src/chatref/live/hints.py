"""What may be lost: typing, watching, a piece of an answer in the making. Never stored, never numbered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody types. `who` is a teammate's id, "visitor" or "assistant"; the other side is told."""

    who: str


@dataclass(frozen=True, slots=True)
class Piece:
    """An answer so far, whole. It holds only under the epoch, turn and rev that it was begun with."""

    epoch: int
    turn: int
    rev: int
    text: str
