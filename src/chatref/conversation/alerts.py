"""Who is to be alerted of a visitor who waits for a person: a function of the state, so that an alert ends with its
cause, and there is one for each conversation at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .model import Alert, Conversation, Stage
from .owed import ladder_runs, reply_due, told_closed
from .policy import Policy, Team

WIDER_RUNG = 1
"""From this rung on the default team hears of it too."""
LEAD_RUNG = 3
"""And from this one who leads."""


def alert(c: Conversation, policy: Policy) -> Alert | None:
    """None while nobody is needed: no person is owed, details are still collected, or the team is away."""
    if not c.person_owed or c.stage in (Stage.COLLECTING, Stage.RESOLVED):
        return None
    team = policy.team_of(c.team)
    if told_closed(c.desk, c.person_owed[0].at, team.calendar):
        return _of_no_opening(c, team)
    at = min(max(_moved(c, policy)), c.at)
    if c.stage is Stage.ASSIGNED:
        return Alert(at, c.owner, lead=_rung(c) >= LEAD_RUNG)
    ringing = c.offer.teammate if c.offer else None
    wider = _rung(c) >= WIDER_RUNG
    near = (team.id,) if wider or ringing is None else ()
    teams = tuple(dict.fromkeys((*near, policy.default_team))) if wider else near
    lead = _rung(c) >= LEAD_RUNG or not any(policy.team_able(each) for each in (team.id, *teams))
    return Alert(at, ringing, teams, lead)


def called(alert: Alert, policy: Policy) -> frozenset[str]:
    """Every teammate whom it is for, and who can act."""
    members = {one for team in alert.teams if team in policy.teams for one in policy.teams[team].members}
    named = {one for one in (alert.teammate, policy.owner if alert.lead else None) if one is not None}
    return frozenset(one for one in members | named if policy.able(one))


def _of_no_opening(c: Conversation, team: Team) -> Alert | None:
    """The team is away. Only where it does not open in sight who leads hears of it meanwhile."""
    told = c.alert
    if told is None or (told.team, told.calendar) != (team.id, team.calendar_version):
        return None
    return Alert(told.at, lead=True)


def _moved(c: Conversation, policy: Policy) -> Iterator[datetime]:
    """When something happened that whoever is alerted should hear of."""
    yield c.person_owed[-1].at
    if c.desk:
        yield c.desk.at
    if c.handoff and c.handoff.leg.queued:
        yield c.handoff.leg.queued
    if c.handoff and c.handoff.ladder and _rung(c):
        yield c.handoff.ladder.at
    if c.offer:
        yield c.offer.at
    if c.stage is Stage.ASSIGNED:
        base, reminder, _ = reply_due(c, policy)
        yield reminder if c.reminded == base else base


def _rung(c: Conversation) -> int:
    """How many rungs the wait has passed, while the ladder runs."""
    handoff = c.handoff
    return handoff.ladder.step if handoff and handoff.ladder and ladder_runs(c, handoff) else 0
