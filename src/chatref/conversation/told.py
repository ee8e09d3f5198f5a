"""What is known of the visitor before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Verified if a server of the business said it, claimed if a page did."""

    name: str
    value: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The visitor's own words in this episode and the facts about them, each oldest first."""

    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
