"""What a role may do. The set of rights is closed; a route names the one it needs."""

from enum import StrEnum

from chatref.accounts.model import Role
from chatref.errors import Forbidden


class Right(StrEnum):
    READ_CONVERSATIONS = "read_conversations"
    WORK_CASES = "work_cases"
    PAUSE_ASSISTANT_HERE = "pause_assistant_here"
    BLOCK_VISITORS = "block_visitors"
    READ_TEAM = "read_team"
    READ_INSIGHTS = "read_insights"
    FORCE_RELEASE = "force_release"
    ERASE = "erase"
    MANAGE_TEAM = "manage_team"
    MANAGE_SITES = "manage_sites"
    MANAGE_KNOWLEDGE = "manage_knowledge"
    MANAGE_RULES = "manage_rules"
    MANAGE_TOKENS = "manage_tokens"
    MANAGE_DESTINATIONS = "manage_destinations"


TEAMMATE_RIGHTS = frozenset({
    Right.READ_CONVERSATIONS,
    Right.WORK_CASES,
    Right.PAUSE_ASSISTANT_HERE,
    Right.BLOCK_VISITORS,
    Right.READ_TEAM,
    Right.READ_INSIGHTS,
})  # fmt: skip

RIGHTS = {Role.OWNER: frozenset(Right), Role.TEAMMATE: TEAMMATE_RIGHTS}


def may(role: Role, right: Right) -> bool:
    return right in RIGHTS[role]


def require_no_less(role: Role, other: Role) -> None:
    """Raises Forbidden for who may do less than the other: nobody comes by more rights through somebody's link."""
    if not RIGHTS[role] >= RIGHTS[other]:
        raise Forbidden


def require(role: Role, right: Right) -> None:
    """Raises Forbidden."""
    if not may(role, right):
        raise Forbidden
