"""What a rule can ask of the signals: a closed set of tests, joined by all, any and not."""

from collections.abc import Iterable
from dataclasses import dataclass

from .signals import Asks, Mood


@dataclass(frozen=True, slots=True)
class AsksForPerson:
    at_least: Asks = Asks.STRONG


@dataclass(frozen=True, slots=True)
class Phrase:
    """Any of these words or phrases, folded for case, accents and endings."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Found by a linear-time engine in what the visitor wrote, whatever the case."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Intent:
    """`at_least` takes the place of the limit that calibration found."""

    intent: str
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    verified: bool = False
    """Only if a server said it; otherwise a page's claim is enough."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """So many questions in a row found no answer."""

    at_least: int


@dataclass(frozen=True, slots=True)
class Answerability:
    """The best passages cover the question worse than this; between 0 and 1."""

    below: float


@dataclass(frozen=True, slots=True)
class Frustration:
    at_least: Mood


@dataclass(frozen=True, slots=True)
class Circles:
    at_least: int


@dataclass(frozen=True, slots=True)
class Turns:
    at_least: int


@dataclass(frozen=True, slots=True)
class MinutesOpen:
    at_least: int


@dataclass(frozen=True, slots=True)
class TimesHandedBack:
    at_least: int


@dataclass(frozen=True, slots=True)
class Collected:
    """A detail with this id was given in this episode."""

    field: str


@dataclass(frozen=True, slots=True)
class Topic:
    topic: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page's address contains this."""

    contains: str


@dataclass(frozen=True, slots=True)
class Language:
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What the business's server said of the visitor; what a page claims only counts with `claimed`."""

    name: str
    value: str
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    tag: str


@dataclass(frozen=True, slots=True)
class Identified:
    identified: bool = True


@dataclass(frozen=True, slots=True)
class OpenHours:
    open: bool = True


@dataclass(frozen=True, slots=True)
class AssistantFails:
    failed: bool = True


Test = (
    AsksForPerson
    | Phrase
    | Pattern
    | Intent
    | Event
    | Unanswered
    | Answerability
    | Frustration
    | Circles
    | Turns
    | MinutesOpen
    | TimesHandedBack
    | Collected
    | Topic
    | Page
    | Language
    | Attribute
    | Tag
    | Identified
    | OpenHours
    | AssistantFails
)


@dataclass(frozen=True, slots=True)
class AllOf:
    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


Condition = Test | AllOf | AnyOf | Not


def tests_in(condition: Condition) -> tuple[Test, ...]:
    """From left to right."""
    match condition:
        case AllOf(inner) | AnyOf(inner):
            return tuple(test for each in inner for test in tests_in(each))
        case Not(inner):
            return tests_in(inner)
        case _:
            return (condition,)


def plain(condition: Condition) -> Condition:
    """The same with every `not` at a single test, and no group directly in one of its own kind: as it is said aloud."""
    match condition:
        case AllOf(inner):
            return _group(AllOf, map(plain, inner))
        case AnyOf(inner):
            return _group(AnyOf, map(plain, inner))
        case Not(inner):
            return _denied(inner)
        case _:
            return condition


def _denied(condition: Condition) -> Condition:
    match condition:
        case AllOf(inner):
            return _group(AnyOf, map(_denied, inner))
        case AnyOf(inner):
            return _group(AllOf, map(_denied, inner))
        case Not(inner):
            return plain(inner)
        case Identified(wanted):
            return Identified(not wanted)
        case OpenHours(wanted):
            return OpenHours(not wanted)
        case AssistantFails(wanted):
            return AssistantFails(not wanted)
        case _:
            return Not(condition)


def _group(kind: type[AllOf] | type[AnyOf], parts: Iterable[Condition]) -> Condition:
    """One alone needs no group."""
    flat = tuple(each for part in parts for each in (part.conditions if isinstance(part, kind) else (part,)))
    return flat[0] if len(flat) == 1 else kind(flat)
