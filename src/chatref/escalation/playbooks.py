"""Playbooks as an owner writes them: for each part a list of steps, each a text, or a text to confirm."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatref.conversation.model import Part
from chatref.conversation.playbook import Step

from .read import each, refuse, switch, table, text

MOST_STEPS = 20
"""In a part."""
_PARTS = {part.value for part in Part}

Playbook = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    confirm: bool = False


def playbook(
    acknowledge: Sequence[str] = (),
    work: Sequence[str] = (),
    close: Sequence[str] = (),
    told: Sequence[str] = (),
) -> Playbook:
    """`told` are the last steps: what the visitor must know before the case is closed as answered."""
    ending = [*map(Line, close), *(Line(each, confirm=True) for each in told)]
    parts = {Part.ACKNOWLEDGE: map(Line, acknowledge), Part.WORK: map(Line, work), Part.CLOSE: ending}
    return tuple(step for part, lines in parts.items() for step in _numbered(part, tuple(lines)))


def playbook_from(plain: object, where: str) -> Playbook:
    """A list without parts, as playbooks once were, is all work."""
    if not isinstance(plain, Mapping):
        return tuple(_numbered(Part.WORK, each(plain, where, _line)))
    found = table(plain, where, set(), _PARTS)
    return tuple(
        step
        for part in Part
        for step in _numbered(part, each(found.get(part.value, ()), f"{where}.{part.value}", _line))
    )


def bound(steps: Playbook, where: str) -> None:
    """Raises BadInput if a part has more than may be saved."""
    for part in Part:
        if sum(step.part is part for step in steps) > MOST_STEPS:
            refuse(f"{where}.{part.value}", f"This must be a list of at most {MOST_STEPS}.")


def playbook_to(steps: Playbook) -> dict[str, object]:
    return {
        part.value: [{"text": step.text, "confirm": step.confirm} for step in steps if step.part is part]
        for part in Part
    }


def _line(plain: object, where: str) -> Line:
    if isinstance(plain, str):
        return Line(text(plain, where))
    found = table(plain, where, {"text"}, {"confirm"})
    return Line(text(found["text"], f"{where}.text"), switch(found.get("confirm", False), f"{where}.confirm"))


def _numbered(part: Part, lines: Sequence[Line]) -> Iterator[Step]:
    for number, line in enumerate(lines, 1):
        yield Step(f"{part.value}-{number}", part, line.text, line.confirm)
