"""The owner's rule that stands for what brings a person without one: what follows is what would follow of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .kinds import Cause, Priority

REASONS: Mapping[Cause, str] = MappingProxyType(
    {
        Cause.BUTTON: "person_asked",
        Cause.REQUEST: "person_asked",
        Cause.TOPIC: "topic",
        Cause.PROMISE: "promise",
        Cause.FAILED: "assistant_failed",
    }
)
"""What is always on, with its reason."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule by its name, and what follows of it. Its words and playbook are those of its reason."""

    rule: str
    reason: str
    action: str | None = None
    team: str | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()

    def says(self, why: str) -> str:
        """The sentence that says why, and whose rule is followed."""
        return f"{why.removesuffix('.')}; as the rule “{self.rule}” says."


def in_full(why: str, team: str, priority: Priority) -> str:
    """The same sentence with what the rule says: a team, if it names one, and a priority, if it is not the usual."""
    urgency = "" if priority is Priority.NORMAL else f"{priority.name.lower()} priority"
    said = ", ".join(each for each in (team and f"team {team}", urgency) if each)
    return f"{why.removesuffix('.')}: {said}." if said else why
