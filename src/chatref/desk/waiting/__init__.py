"""Who waits for a person: their place before their team, and how long that usually takes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chatref.conversation.model import Conversation, Stage
from chatref.database.pool import Connection, Database
from chatref.desk.waiting import store
from chatref.routing import expected_wait

LATELY = 14  # days that say how long people wait
MOST_WAITS = 30  # of each of them


@dataclass(frozen=True, slots=True)
class InLine:
    """`place` counts those of the same team who are served before, and this one.

    `expected` is how many seconds their team usually takes about this time of day, as far as that can be said.
    """

    place: int
    team: str | None
    priority: int
    since: datetime | None
    expected: int | None = None

    @property
    def standing(self) -> tuple[str | None, int, datetime | None]:
        """What the place follows from."""
        return self.team, self.priority, self.since


async def line(database: Database, workspace: str) -> Mapping[str, InLine]:
    """Everybody who waits for a person, by conversation."""
    async with database.workspace(workspace, pipelined=True) as connection:
        return await _line(connection, workspace)


async def in_line(connection: Connection, state: Conversation) -> InLine | None:
    if state.stage not in {Stage.WAITING, Stage.OFFERED}:
        return None
    return (await _line(connection, state.workspace, state.id)).get(state.id)


async def _line(
    connection: Connection, workspace: str, conversation: str | None = None
) -> Mapping[str, InLine]:
    found = await store.line(connection, workspace, conversation)
    expected = await _expected(connection, workspace) if found else {}
    return {
        one: InLine(place, team, priority, since, expected.get(team or ""))
        for one, place, team, priority, since in found
    }


async def _expected(connection: Connection, workspace: str) -> Mapping[str, int | None]:
    """By team, in seconds."""
    waits: dict[str, list[timedelta]] = defaultdict(list)
    for team, seconds in await store.waits(connection, workspace, LATELY, MOST_WAITS):
        waits[team].append(timedelta(seconds=seconds))
    medians = {team: expected_wait(lately) for team, lately in waits.items()}
    return {team: int(median.total_seconds()) for team, median in medians.items() if median is not None}
