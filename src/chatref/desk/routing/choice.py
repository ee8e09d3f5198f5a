"""The offers that should be made now, from what stands in the tables and the pure `routing`.

Asked twice: by the router, to find out what to send; and by the append, under the workspace's lock, where load
and line are what they are. So of several processes none rings twice, and nobody is overtaken in between.
"""

from collections.abc import Mapping
from datetime import datetime

from chatref.conversation.policy import Policy
from chatref.database.pool import Connection
from chatref.desk.routing import store
from chatref.routing import (
    Availability,
    NextOffer,
    OnDuty,
    RoutedTeam,
    Strategy,
    WaitingCase,
    offers,
    unstaffed,
)


async def next_offers(
    connection: Connection, workspace: str, policy: Policy, now: datetime
) -> tuple[NextOffer, ...]:
    """In their order. A team that is a pool rings nobody, and where all are pools nothing else is read."""
    teams = _teams(await store.strategies(connection, workspace), policy, now)
    if not any(team.open and team.strategy is not Strategy.POOL for team in teams.values()):
        return ()
    staff = [_on_duty(row) for row in await store.staff(connection, workspace)]
    if not any(person.free for person in staff):
        return ()
    queue = [_waiting(row, policy) for row in await store.queue(connection, workspace)]
    return offers(queue, staff, teams, now)


async def unstaffed_teams(
    connection: Connection, workspace: str, policy: Policy, now: datetime
) -> frozenset[str]:
    """In open hours, with nobody of it here."""
    teams = _teams(await store.strategies(connection, workspace), policy, now)
    staff = [_on_duty(row) for row in await store.staff(connection, workspace)]
    return unstaffed(teams.values(), staff)


def _teams(strategies: Mapping[str, str], policy: Policy, now: datetime) -> dict[str, RoutedTeam]:
    return {
        team: RoutedTeam(team, policy.teams[team].calendar.open_at(now), Strategy(strategy))
        for team, strategy in strategies.items()
        if team in policy.teams
    }


def _on_duty(row: store.StaffRow) -> OnDuty:
    return OnDuty(
        teammate=row.teammate,
        teams=frozenset(row.teams),
        present=row.present,
        load=row.load,
        capacity=row.capacity,
        availability=Availability(row.availability),
        languages=frozenset(row.languages),
        last_offered=row.last_offered,
    )


def _waiting(row: store.QueueRow, policy: Policy) -> WaitingCase:
    return WaitingCase(
        conversation=row.conversation,
        team=policy.team_for(row.team),
        priority=row.priority,
        since=row.since,
        language=row.language.partition("-")[0].lower(),
        last_teammate=row.last_teammate,
        passed_over=frozenset(row.passed_over),
    )
