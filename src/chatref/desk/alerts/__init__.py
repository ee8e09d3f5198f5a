"""Who is told outside the inbox that somebody waits: whoever has no window open, once for all there is to tell.

In an open inbox the alert of each conversation says the same at once; this is for those who are not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chatref.conversation.alerts import called
from chatref.conversation.policy import Policy
from chatref.database.pool import Connection, Database
from chatref.desk import staffing
from chatref.desk.alerts import store
from chatref.desk.alerts.store import Person, Waiting
from chatref.desk.policy import Policies
from chatref.desk.routing.store import now
from chatref.routing import Availability

SETTLES = timedelta(minutes=1)
"""Who is here has so long to take it before anybody else is told."""
AGAIN = timedelta(minutes=10)
"""Nobody is told oftener than that, however many wait."""
HOLDS = timedelta(minutes=30)
"""What could not be sent until then is not sent any more."""
KEPT = timedelta(days=30)
"""For who asks what became of one."""


class AlertKind(StrEnum):
    WAITING = "waiting"
    UNSTAFFED = "unstaffed"
    STUCK = "stuck"
    """A conversation whose deadlines can't be passed, however often it is tried."""


@dataclass(frozen=True, slots=True)
class Cause:
    """`leads` are among `to`, and are told even while they call themselves away: there is nobody behind them."""

    kind: AlertKind
    at: datetime
    to: frozenset[str]
    leads: frozenset[str] = frozenset()


Told = tuple[str, AlertKind]
"""A teammate, and of what."""


def concerned(causes: Iterable[Cause], people: Mapping[str, Person]) -> frozenset[Told]:
    """Whom something there is to tell is for, and who would have to be told outside the inbox."""
    return frozenset(
        (teammate, cause.kind)
        for cause in causes
        for teammate in cause.to
        if teammate in people and _absent(people[teammate], leads=teammate in cause.leads)
    )


def to_tell(
    causes: Iterable[Cause], people: Mapping[str, Person], told: Mapping[Told, datetime], moment: datetime
) -> frozenset[Told]:
    """Those of them to whom something has happened since they were told, a while ago."""
    settled = [each for each in causes if each.at <= moment - SETTLES]
    return frozenset(
        one
        for one in concerned(settled, people)
        if one not in told or (told[one] <= moment - AGAIN and _latest(settled, one) > told[one])
    )


def _absent(person: Person, *, leads: bool) -> bool:
    away = person.availability is Availability.AWAY and not leads
    return person.mail and not person.here and not away


def _latest(causes: Iterable[Cause], one: Told) -> datetime:
    teammate, kind = one
    return max(cause.at for cause in causes if cause.kind is kind and teammate in cause.to)


@dataclass(frozen=True, slots=True)
class Alerts:
    database: Database
    policies: Policies

    async def look(self, workspace: str) -> None:
        """Writes down who is to be told now, and takes back what is over. Several processes may."""
        async with self.database.workspace(workspace) as connection:
            if not await store.alone(connection, workspace):
                return
            ruling = await self.policies.within(connection, workspace)
            causes = await _causes(connection, workspace, ruling.policy)
            people, told = await store.people(connection), await store.told(connection, workspace)
            known = {(who, AlertKind(kind)): at for who, kind, at in told}
            wanted = to_tell(causes, people, known, await now(connection))
            await store.take_back(connection, workspace, sorted(concerned(causes, people)))
            await store.add(connection, workspace, sorted(wanted), HOLDS)
            await store.forget(connection, workspace, KEPT)


async def waiting_for(connection: Connection, workspace: str, policy: Policy, teammate: str) -> list[Waiting]:
    """Who waits for this teammate at this moment, who has waited longest first."""
    found = await store.waiting(connection, workspace)
    return [each for each in found if teammate in called(each.alert, policy)]


async def _causes(connection: Connection, workspace: str, policy: Policy) -> list[Cause]:
    lead = frozenset({policy.owner})
    waits = [
        Cause(
            AlertKind.WAITING,
            each.alert.at,
            called(each.alert, policy),
            lead if each.alert.lead else frozenset(),
        )
        for each in await store.waiting(connection, workspace)
    ]
    empty = await staffing.told(connection, workspace)
    stuck = await store.stuck(connection, workspace)
    return [
        *waits,
        *(Cause(AlertKind.UNSTAFFED, each.alerted_at, lead, lead) for each in empty),
        *(Cause(AlertKind.STUCK, at, lead, lead) for _, at in stuck),
    ]
