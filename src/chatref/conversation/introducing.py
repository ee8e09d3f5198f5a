"""How a person is introduced to visitors: nothing else of who they are ever leaves the desk for one.

Whatever a visitor gets is made with `Introductions`, and has no other way to a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from .events import DeskSaid
from .kinds import Introduces, Line
from .phrases import FIXED, Phrase
from .policy import Words

NAME = "{name}"


@dataclass(frozen=True, slots=True)
class Person:
    """Of a teammate what stands beside their words; initials and colour are their face."""

    name: str
    initials: str | None = None
    colour: int | None = None


def introduced(person: Person, how: Introduces) -> Person | None:
    """As visitors get to know them; None is somebody from the team."""
    match how:
        case Introduces.FACE:
            return person
        case Introduces.NAME:
            return Person(person.name)
        case Introduces.TEAM:
            return None
        case _:
            assert_never(how)


@dataclass(frozen=True, slots=True)
class Introductions:
    """The team as the visitors of one site know it. `nameless` is what may be said of who joined where nobody is
    named; None where they are."""

    people: Mapping[str, Person]
    nameless: frozenset[str] | None

    def of(self, teammate: str | None) -> Person | None:
        return self.people.get(teammate or "")

    def words(self, said: DeskSaid) -> str:
        """Without those that name who joined, as while others were introduced by name: then there are none."""
        withheld = self.nameless is not None and _names(said) and said.text not in self.nameless
        return "" if withheld else said.text


def _names(said: DeskSaid) -> bool:
    """Of a takeover who joined is the hand-over line, which neither confirms nor leads to a form."""
    if said.line is Line.HAND_OVER:
        leads = any(texts[Phrase.WHY_ASKED] in said.text for texts in FIXED.values())
        return not (said.confirms or leads)
    return said.line is Line.JOINED


def introductions(team: Mapping[str, Person], how: Introduces, words: Words) -> Introductions:
    known = {who: introduced(person, how) for who, person in team.items()}
    people = {who: person for who, person in known.items() if person is not None}
    return Introductions(people, _nameless(words) if how is Introduces.TEAM else None)


def _nameless(words: Words) -> frozenset[str]:
    fixed = (texts[Phrase.TEAM_JOINED] for texts in FIXED.values())
    owners = (text for (line, _, _), text in words.texts.items() if line is Line.JOINED and NAME not in text)
    return frozenset([*fixed, *owners])
