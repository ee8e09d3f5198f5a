"""What a model says of a case in a few sentences, for whoever takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SumUp:
    handoff: str
    text: str


@dataclass(frozen=True, slots=True)
class HandoffSummed:
    """Of several the last one counts."""

    handoff: str
    text: str
