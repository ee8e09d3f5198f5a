"""What the owner has set, as one value with a version, and the context of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from .kinds import Introduces
from .model import Actor, Cause, Holder, HolderKind, Line
from .playbook import Step
from .standing import Standing


class Calendar(Protocol):
    """A team's open hours. Pure: the same question has the same answer for ever."""

    def open_at(self, t: datetime) -> bool: ...

    def after(self, t: datetime, business_time: timedelta) -> datetime | None:
        """When that much open time has passed since `t`; with zero, the next open moment. None: not in sight."""

    def changes_after(self, t: datetime) -> datetime | None:
        """The next opening or closing later than `t`. None: not in sight."""


@dataclass(frozen=True, slots=True)
class Timers:
    answer: timedelta = timedelta(seconds=45)
    burst: timedelta = timedelta(seconds=20)
    detail: timedelta = timedelta(minutes=2)
    details: timedelta = timedelta(minutes=10)
    acceptance: timedelta = timedelta(seconds=30)
    rungs: tuple[timedelta, ...] = (timedelta(minutes=2), timedelta(minutes=3))
    """From each rung to the next; the last one's successor and all later ones take `rung`."""
    rung: timedelta = timedelta(minutes=10)
    reply: timedelta = timedelta(minutes=5)
    horizon: timedelta = timedelta(days=14)
    quiet_assistant: timedelta = timedelta(hours=12)
    quiet: timedelta = timedelta(hours=24)
    grace: timedelta = timedelta(hours=4)
    """After a resolution a visitor who writes again comes to the same teammate."""
    unstaffed: timedelta = timedelta(minutes=5)
    """Of open time without anybody of a team, until who leads is told."""


@dataclass(frozen=True, slots=True)
class Teammate:
    id: str
    name: str
    team: str


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    name: str
    calendar: Calendar
    members: frozenset[str]
    calendar_version: int = 0
    """Grows when the calendar changes."""
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Site:
    id: str
    assistant: bool = True
    helps_while_waiting: bool = True
    introduces: Introduces = Introduces.FACE


@dataclass(frozen=True, slots=True)
class Words:
    """The owner's words, by line, reason ("" for any) and language ("" for any).

    `{name}` stands for who joined, `{back}` for when the team is back.
    """

    texts: Mapping[tuple[Line, str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    version: int
    owner: str
    """The workspace's owner: a teammate who cannot be removed."""
    default_team: str
    teams: Mapping[str, Team]
    teammates: Mapping[str, Teammate]
    sites: Mapping[str, Site]
    timers: Timers = Timers()
    words: Words = Words()
    playbooks: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    """By the reason of a handoff."""
    standing: Mapping[tuple[Cause, str], Standing] = field(default_factory=dict)
    """By cause and site; for a site that is not there any more, under an empty one."""
    mails: bool = False
    """Whether who has left an address gets their answer there."""

    def standing_for(self, cause: Cause, site: str) -> Standing | None:
        return self.standing.get((cause, site if site in self.sites else ""))

    def playbook(self, cause: Cause, reason: str, site: str) -> tuple[Step, ...]:
        """The reason's own; without one, that of the rule that stands for the cause."""
        return self.playbooks.get(reason) or self.playbooks.get(self.said_as(cause, reason, site), ())

    def said_as(self, cause: Cause, reason: str, site: str) -> str:
        """The reason whose words are said."""
        stands = self.standing_for(cause, site)
        return stands.reason if stands else reason

    def able(self, teammate: str) -> bool:
        return teammate in self.teammates

    def team_able(self, team: str | None) -> bool:
        """Whether somebody in the team can act."""
        found = self.teams.get(team) if team is not None else None
        return found is not None and any(member in self.teammates for member in found.members)

    def team_for(self, team: str | None) -> str:
        """The team itself while somebody in it can act, else the default team."""
        return team if team is not None and self.team_able(team) else self.default_team

    def instead_of(self, team: str | None) -> str | None:
        """The team in whose place the default team gets a case; empty if it is not there. None: it goes where named."""
        if team is None or team == self.team_for(team):
            return None
        return team if team in self.teams else ""

    def holder_for(self, team: str | None) -> Holder:
        """Who answers for a team's cases: the team, the default team, or the workspace's owner."""
        able = self.team_for(team)
        if self.team_able(able):
            return Holder(HolderKind.TEAM, able)
        return Holder(HolderKind.OWNER, self.owner)

    def team_of(self, team: str | None) -> Team:
        return self.teams[self.team_for(team)]

    def site(self, site: str) -> Site:
        """A site that is gone has no assistant; its cases go on by hand, and it names nobody."""
        gone = Site(site, assistant=False, helps_while_waiting=False, introduces=Introduces.TEAM)
        return self.sites.get(site) or gone

    def name_of(self, teammate: str) -> str:
        found = self.teammates.get(teammate)
        return found.name if found else ""


@dataclass(frozen=True, slots=True)
class Context:
    policy: Policy
    now: datetime
    """By the database's clock."""
    actor: Actor
    present: frozenset[str] = frozenset()
    """Teammates with a living connection."""
    open_elsewhere: str | None = None
    """Another open conversation of the same visitor on the same site."""
