"""P6: a handoff that came into the line has a delivery for each destination that takes it, and what came later is told
where it went. By what is stored alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chatref.desk.audit.store import Fact


@dataclass(frozen=True, slots=True)
class Taker:
    """A destination that is on, as it has been since `since`."""

    id: str
    since: datetime
    takes: Mapping[str, Sequence[str]]
    follow_up: bool

    def wants(self, opened: Mapping[str, Any], team: str) -> bool:
        """As far as can be told: which action a handoff had is the rules' to say."""
        teams, reasons = self.takes.get("teams"), self.takes.get("reasons")
        if self.takes.get("actions"):
            return False
        return (not teams or team in teams) and (not reasons or opened["reason"] in reasons)


Told = Mapping[tuple[str, str], tuple[int, int]]
"""By destination and handoff: up to where the thread was told at first, and by now."""


def undelivered(facts: Sequence[Fact], takers: Sequence[Taker], told: Told) -> Iterator[tuple[int, str]]:
    opened: Mapping[str, Any] = {}
    for fact in facts:
        if fact.kind == "handoff_opened":
            opened = fact.event
        ends_collecting = fact.kind == "collecting_ended" and fact.event["reason"] == "claimed"
        if opened and (fact.kind == "queued" or ends_collecting):
            team = fact.event.get("team", opened["team"])
            asked = [each for each in takers if fact.at >= each.since and each.wants(opened, team)]
            for taker in asked:
                if (taker.id, opened["handoff"]) not in told:
                    yield fact.seq, f"destination {taker.id} has no delivery of this handoff"


def untold(facts: Sequence[Fact], takers: Sequence[Taker], told: Told) -> Iterator[tuple[int, str]]:
    """A detail of an open handoff, and its end. Of an end that came from a far side the others alone hear."""
    handoff: str | None = None
    for fact in facts:
        if fact.kind == "handoff_opened":
            handoff = fact.event["handoff"]
        says = fact.kind in ("detail_given", "contact_left", "handoff_ended") and fact.sender != "ticket"
        if handoff and says and fact.event.get("outcome") != "erased":
            for taker in takers:
                first, last = told.get((taker.id, handoff), (fact.seq, fact.seq))
                if taker.follow_up and fact.at >= taker.since and first < fact.seq and last < fact.seq:
                    yield fact.seq, f"destination {taker.id} was not told of this {fact.kind}"
        if fact.kind == "handoff_ended":
            handoff = None
