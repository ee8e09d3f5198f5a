"""What the assistant needs of the business's own endpoint: a port, filled where calls are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from chatref.actions.fill import Action
from chatref.escalation.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Asking:
    """What goes out. `message` names this look-up: the same if it has to be tried again.

    `unverified` are the details of `values` that were not certain; `known` is what a server verified of the visitor.
    """

    conversation: str
    message: str
    visitor: str
    language: str
    identified: bool
    known: Mapping[str, str]
    values: Mapping[str, str]
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """By the ids that the action declares, each in the form of its kind."""

    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NothingFound:
    pass


@dataclass(frozen=True, slots=True)
class LookUpFailed:
    """With what is safe to show the team."""

    why: str


Result = Found | NothingFound | LookUpFailed


class LookingUp(Protocol):
    async def look_up(self, workspace: str, action: Action, asking: Asking) -> Result:
        """Never raises for what the far side does."""
        ...

    async def with_options(self, workspace: str, book: RuleBook) -> RuleBook:
        """With the choices that the business's endpoint gives at this moment."""
        ...
