"""What the second set of books holds about a case, and about what is being asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Case:
    id: str
    reason: str
    team: str
    priority: int
    requested: datetime
    opened: int
    facts: tuple[Any, ...]
    queued: datetime | None = None
    claimed: datetime | None = None
    answered: datetime | None = None
    leg: list[datetime | None] = field(default_factory=lambda: [None, None, None])
    ladder: tuple[datetime, int, datetime] | None = None
    rungs: int = 0
    raised_on: int = -1
    said_on: int = -1
    passed: list[str] = field(default_factory=list)
    handed: int = 0
    confirmed: int = 0
    playbook: tuple[Any, ...] = ()
    ticks: list[tuple[str, str, datetime]] = field(default_factory=list)
    lesson: str | None = None
    meant_for: str | None = None
    """The team in whose place the default team has it."""

    def waits_for(self, team: str, meant_for: str | None) -> None:
        """What a queue does not say anew stays as it was said."""
        self.team = team
        if meant_for is not None:
            self.meant_for = meant_for


@dataclass
class Asked:
    action: str
    fields: tuple[Any, ...]
    since: datetime
    last: datetime


def enter(entries: list[Any], entry: tuple[Any, ...]) -> None:
    """The 32nd entry takes in all later ones, and keeps its own time."""
    if len(entries) == 32:
        _, at, *_ = entries.pop()
        entry = (entry[0], at, *entry[2:])
    entries.append(entry)
