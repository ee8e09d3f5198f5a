"""The owner's rules as they stand, in plain words and in the order in which they decide."""

from fastapi import APIRouter

from chatref.escalation.describe import described
from chatref.web.auth import RuleKeeper
from chatref.web.rooms import RoomsHere
from chatref.web.words import Model

admin_rules = APIRouter(prefix="/api/admin/rules", tags=["owner"])


class RuleRow(Model):
    """`why` says when it hands over; `team` is empty where the default team gets it."""

    name: str
    why: str
    reason: str
    team: str
    on: bool


class RuleList(Model):
    rules: list[RuleRow]


@admin_rules.get("")
async def list_rules(who: RuleKeeper, rooms: RoomsHere) -> RuleList:
    ruling = await rooms.policies.current(rooms.database, who.workspace)
    teams = ruling.policy.teams
    rows = [
        RuleRow(
            name=rule.name,
            why=f"When {described(rule.when)}.",
            reason=rule.reason,
            team=teams[rule.team].name if rule.team and rule.team in teams else "",
            on=True,
        )
        for rule in ruling.book.rules.rules
    ]
    return RuleList(rules=rows)
