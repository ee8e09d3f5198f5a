"""What an owner saves as a whole, such as the rules: every version is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

NEVER_SAVED = 0


@dataclass(frozen=True, slots=True)
class Book:
    """`holds` is what it is called in words."""

    table: LiteralString
    holds: str


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    at: datetime
    by: str | None
