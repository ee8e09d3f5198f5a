"""P6: a handoff that came into the line has a delivery for each destination that takes it, and what came later is told
where it went. F16: an answer to whom a mail reaches is put on its way to them. P13: the team hears of one that did not
arrive. By what is stored alone."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
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

    def wants_lead(self, lead: Mapping[str, Any]) -> bool:
        if lead["destination"]:
            return bool(lead["destination"] == self.id)
        actions = self.takes.get("actions")
        narrowed = self.takes.get("teams") or self.takes.get("reasons")
        return not narrowed and (not actions or lead["action"] in actions)


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
        if fact.kind == "lead_noted":
            for taker in (each for each in takers if fact.at >= each.since and each.wants_lead(fact.event)):
                if (taker.id, fact.event["lead"]) not in told:
                    yield fact.seq, f"destination {taker.id} has no delivery of this lead"


def untold(facts: Sequence[Fact], takers: Sequence[Taker], told: Told) -> Iterator[tuple[int, str]]:
    """A detail of an open handoff or a lead, and an end. Of one that came from a far side the others alone hear."""
    handoff: str | None = None
    leads: dict[str, Collection[str]] = {}
    for fact in facts:
        if fact.kind == "handoff_opened":
            handoff = fact.event["handoff"]
        about = [handoff] if handoff and _says_of_handoff(fact) else []
        about += [lead for lead, fields in leads.items() if _says_of_lead(fact, fields)]
        for matter in about:
            for taker in takers:
                first, last = told.get((taker.id, matter), (fact.seq, fact.seq))
                if taker.follow_up and fact.at >= taker.since and first < fact.seq and last < fact.seq:
                    yield fact.seq, f"destination {taker.id} was not told of this {fact.kind}"
        if fact.kind == "handoff_ended":
            handoff = None
        elif fact.kind == "lead_noted":
            leads[fact.event["lead"]] = fact.event["fields"]
        elif fact.kind == "reopened":
            leads = {}


def _says_of_handoff(fact: Fact) -> bool:
    says = fact.kind in ("detail_given", "contact_left", "handoff_ended") and fact.sender != "ticket"
    return says and fact.event.get("outcome") != "erased"


def _says_of_lead(fact: Fact, fields: Collection[str]) -> bool:
    return fact.kind == "contact_left" or (fact.kind == "detail_given" and fact.event["field"] in fields)


_ADDRESS = re.compile(r"[^@\s,;<>()\"]{1,64}@[^@\s,;<>()\"]{1,185}\.[A-Za-z]{2,24}")


def unmailed(
    facts: Sequence[Fact], since: datetime | None, mailed: Collection[int]
) -> Iterator[tuple[int, str]]:
    """Where the visitor left an address, a person's answer, and after a mail of theirs the assistant's too. `since` is
    when mails began to go, if they do."""
    reached = by_mail = False
    for fact in facts:
        if fact.kind == "contact_left":
            reached = _ADDRESS.fullmatch(fact.event["address"]) is not None
        elif fact.kind == "visitor_wrote":
            by_mail = fact.event.get("route") == "email"
        elif fact.kind == "person_asked" and fact.event["how"] == "button":
            by_mail = False
        answers = fact.kind == "teammate_replied" or (fact.kind == "assistant_answered" and by_mail)
        if since and answers and reached and fact.at >= since and fact.seq not in mailed:
            yield fact.seq, "it is not on its way to the address that the visitor left"


def unheard(facts: Sequence[Fact], failed: Collection[int]) -> Iterator[tuple[int, str]]:
    """Answers that could not be delivered by mail."""
    heard = {
        answer for each in facts if each.kind == "answer_undelivered" for answer in each.event["answers"]
    }
    for seq in sorted(set(failed) - heard):
        yield seq, "it could not be delivered by mail, and nobody owes it"
