"""The checklist of a handoff's reason, and what of it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .kinds import Part


@dataclass(frozen=True, slots=True)
class Step:
    """`confirm`: the visitor must have been told before the case is closed as answered."""

    id: str
    part: Part
    text: str
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    step: str
    by: str
    at: datetime
