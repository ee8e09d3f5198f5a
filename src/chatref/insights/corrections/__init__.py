"""What follows from a handoff's review: an answer that the content lacks, or a rule that should decide otherwise.

Accepted, it becomes an answer that is found like any content, or a wish to the rules; and a test case either way.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chatref.conversation.policy import Policy
from chatref.errors import BadInput, Refused
from chatref.insights.transcript import Transcript


class State(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Wanted(StrEnum):
    """What the rules should have decided."""

    HAND_OVER = "hand_over"
    STAY = "stay"
    OTHER_TEAM = "other_team"
    """Handed over as it was, to the team that is named."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer, or what was wanted of the rules: one of the two. An empty question is the visitor's own words.
    There is a `team` where another one was wanted, and only there."""

    handoff: str
    answer: str = ""
    wanted: Wanted | None = None
    team: str | None = None
    question: str = ""
    note: str = ""
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """`rule` is the one that fired; or stands for what is always on, where its team was wrong. `written` and
    `test_case` are what came of it, while they are there."""

    id: str
    conversation: str
    handoff: str
    question: str
    answer: str
    wanted: Wanted | None
    team: str | None
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


def team_wanted(wanted: Wanted | None, team: str | None, policy: Policy) -> str | None:
    """None unless another team is wanted. Raises BadInput if it is none that could have had the case."""
    if wanted is not Wanted.OTHER_TEAM:
        return None
    if team not in policy.teams:
        raise BadInput("team", "Please choose the team.")
    if policy.team_for(team) != team:
        raise BadInput("team", "Nobody is in this team, so no case goes to it.")
    return team


def refuse_what_no_rule_may_keep(tried: Transcript, wanted: Wanted | None) -> None:
    """Whoever asks for a person in plain words gets one (P4): a test that wants otherwise could never be met."""
    if wanted is Wanted.STAY and tried.asks_plainly:
        raise Refused(
            "AskedPlainly",
            "The visitor asked for a person in plain words, and whoever does gets one. What can be changed is what "
            "they read before they ask.",
        )
