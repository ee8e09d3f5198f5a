"""Open hours in which nobody of a team is here: noticed, case or no case, and after a while told to who leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatref.database.pool import Connection, Database
from chatref.desk.policy import Policies
from chatref.desk.routing.choice import unstaffed_teams
from chatref.desk.routing.store import now
from chatref.desk.staffing import store
from chatref.desk.staffing.store import Unstaffed


@dataclass(frozen=True, slots=True)
class Staffing:
    database: Database
    policies: Policies

    async def look(self, workspace: str) -> None:
        async with self.database.workspace(workspace) as connection:
            ruling = await self.policies.within(connection, workspace)
            empty = await unstaffed_teams(connection, workspace, ruling.policy, await now(connection))
            await store.note(connection, workspace, sorted(empty), ruling.policy.timers.unstaffed)


async def told(connection: Connection, workspace: str) -> Sequence[Unstaffed]:
    """The teams in which nobody has been for too long, and is not yet."""
    return await store.told(connection, workspace)
