"""What follows from a handoff's review: an answer that the content lacks, or a rule that should decide otherwise.

Accepted, it becomes an answer that is found like any content, or a wish to the rules; and a test case either way.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chatref.errors import Refused
from chatref.insights.transcript import Transcript


class State(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Wanted(StrEnum):
    """What the rules should have decided."""

    HAND_OVER = "hand_over"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer, or what was wanted of the rules: one of the two. An empty question is the visitor's own words."""

    handoff: str
    answer: str = ""
    wanted: Wanted | None = None
    question: str = ""
    note: str = ""
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """`rule` is the one that fired. `written` and `test_case` are what came of it, while they are there."""

    id: str
    conversation: str
    handoff: str
    question: str
    answer: str
    wanted: Wanted | None
    rule: str | None
    note: str
    transcript: Transcript
    by: str
    at: datetime
    state: State
    decided_by: str | None
    decided_at: datetime | None
    written: str | None
    test_case: str | None


def refuse_what_no_rule_may_keep(tried: Transcript, wanted: Wanted | None) -> None:
    """Whoever asks for a person in plain words gets one (P4): a test that wants otherwise could never be met."""
    if wanted is Wanted.STAY and tried.asks_plainly:
        raise Refused(
            "AskedPlainly",
            "The visitor asked for a person in plain words, and whoever does gets one. What can be changed is what "
            "they read before they ask.",
        )
