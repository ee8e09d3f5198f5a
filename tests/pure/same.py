"""Mutants that mean the same as the core: what they take out can't be seen, and why."""

from __future__ import annotations

SAME: dict[tuple[str, str], str] = {}
