"""What an action has collected without a handoff, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lead:
    id: str
    action: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeadNoted:
    """Of `fields` each may be given or corrected later. `destination`: as the command said."""

    lead: str
    action: str
    fields: tuple[str, ...]
    destination: str
