"""An answer that went by mail and did not arrive: what happens to it, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undelivered:
    """`told` is the number of the event that said so, and of the debt that came of it alone, if one did."""

    answer: int
    told: int | None


@dataclass(frozen=True, slots=True)
class AnswerUndelivered:
    """Answers by their numbers. `owed` is false where nobody waits for them any more: then it only is a fact."""

    answers: tuple[int, ...]
    address: str
    why: str
    owed: bool = True


@dataclass(frozen=True, slots=True)
class AnswerSentAgain:
    """To the contact as it is now."""

    answers: tuple[int, ...]
