"""P6: a handoff that came into the line has a delivery for each destination that takes it. By what is stored alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chatref.desk.audit.store import Fact


@dataclass(frozen=True, slots=True)
class Taker:
    """A destination that is on, as it has been since `since`. One that takes by action is left out: which action a
    handoff had is the rules' to say."""

    id: str
    since: datetime
    takes: Mapping[str, Sequence[str]]

    def wants(self, opened: Mapping[str, Any], team: str) -> bool:
        teams, reasons = self.takes.get("teams"), self.takes.get("reasons")
        return (not teams or team in teams) and (not reasons or opened["reason"] in reasons)


def undelivered(
    facts: Sequence[Fact], takers: Sequence[Taker], there: Collection[tuple[str, str]]
) -> Iterator[tuple[int, str]]:
    """`there` has destination and handoff of each delivery."""
    opened: Mapping[str, Any] = {}
    for fact in facts:
        if fact.kind == "handoff_opened":
            opened = fact.event
        ends_collecting = fact.kind == "collecting_ended" and fact.event["reason"] == "claimed"
        if opened and (fact.kind == "queued" or ends_collecting):
            team = fact.event.get("team", opened["team"])
            asked = [each for each in takers if fact.at >= each.since and each.wants(opened, team)]
            for taker in asked:
                if (taker.id, opened["handoff"]) not in there:
                    yield fact.seq, f"destination {taker.id} has no delivery of this handoff"
