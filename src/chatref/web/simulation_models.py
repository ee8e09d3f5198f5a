"""A draft of the rules over conversations that were: what is asked, and what came out; docs/rules.md in types."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from chatref.conversation.policy import Team
from chatref.escalation.simulate import Change, HandedOver, Simulated
from chatref.web.rule_models import RuleBookDraft
from chatref.web.words import Model


class ToSimulate(Model):
    """Over the `most` conversations that were judged last, `days` back; more of them take `chatref simulate`.
    Differences are shown that come `after` so many."""

    rules: RuleBookDraft
    days: Annotated[int, Field(ge=1, le=366)] = 90
    most: Annotated[int, Field(ge=1, le=2_000)] = 1_000
    after: Annotated[int, Field(ge=0, le=100_000)] = 0


class Handoff(Model):
    """By a rule or an always-on cause, at this turn of the episode."""

    turn: int
    at: datetime
    by: str
    team: str
    why: str

    @classmethod
    def of(cls, found: HandedOver | None, teams: Mapping[str, Team]) -> Self | None:
        if found is None:
            return None
        team = teams[found.team].name if found.team in teams else found.team
        return cls(turn=found.turn, at=found.at, by=found.by, team=team, why=found.why)


class DifferenceView(Model):
    """`turns`: by how many sooner or later."""

    conversation: str
    change: Change
    turns: int
    now: Handoff | None
    draft: Handoff | None


class HandoffsBy(Model):
    by: str
    now: int
    draft: int


class HourView(Model):
    """Of the week, Monday is 0; `shut`: of the draft's, while the team is closed. `closed`: no team is there then."""

    day: int
    hour: int
    now: int
    draft: int
    shut: int
    closed: bool


class TeamLoadView(Model):
    team: str
    name: str
    people: int
    open_hours: float
    now: int
    draft: int
    shut: int


class SimulationStep(Model):
    """A line while it runs: so many conversations are done, of so many; the last has what was `found`."""

    done: int
    of: int
    found: "RulesSimulated | None" = None


class RulesSimulated(Model):
    """`unmeasured`: turns in which an intent of the draft was not measured, by its name; there it is not meant."""

    conversations: int
    turns: int
    weeks: float
    now: int
    draft: int
    changes: dict[Change, int]
    by: list[HandoffsBy]
    hours: list[HourView]
    teams: list[TeamLoadView]
    unmeasured: dict[str, int]
    shown: list[DifferenceView]

    @classmethod
    def of(cls, found: Simulated, teams: Mapping[str, Team]) -> Self:
        return cls(
            conversations=found.conversations,
            turns=found.turns,
            weeks=found.weeks,
            now=found.now,
            draft=found.draft,
            changes={each: found.changes.get(each, 0) for each in Change},
            by=[HandoffsBy(by=name, now=now, draft=draft) for name, (now, draft) in found.by.items()],
            hours=[
                HourView(
                    day=each.day, hour=each.hour, now=each.now, draft=each.draft, shut=each.shut,
                    closed=each.closed,
                )
                for each in found.hours
                if each.now or each.draft or each.closed
            ],
            teams=[
                TeamLoadView(
                    team=each.team, name=teams[each.team].name, people=each.people,
                    open_hours=each.open_hours, now=each.now, draft=each.draft, shut=each.shut,
                )
                for each in found.teams
            ],
            unmeasured=dict(found.unmeasured),
            shown=[
                DifferenceView(
                    conversation=each.conversation, change=each.change, turns=each.turns,
                    now=Handoff.of(each.now, teams), draft=Handoff.of(each.draft, teams),
                )
                for each in found.shown
            ],
        )  # fmt: skip
