"""The inbox's lists: a summary of each conversation in a view, what has changed since, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chatref.database.pool import Database
from chatref.desk.lists import store
from chatref.desk.reading import PAGE, Teammate
from chatref.desk.summary import Summary, View

MOST_SUMMARIES = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand in each view; `mine` by teammate."""

    needs_person: int
    team: int
    assistant: int
    snoozed: int
    resolved: int
    mine: Mapping[str, int]

    def of(self, teammate: str) -> Mapping[str, int]:
        return {
            View.NEEDS_PERSON: self.needs_person,
            View.MINE: self.mine.get(teammate, 0),
            View.TEAM: self.team,
            View.ASSISTANT: self.assistant,
            View.SNOOZED: self.snoozed,
            View.RESOLVED: self.resolved,
        }


@dataclass(frozen=True, slots=True)
class Summaries:
    """True up to the workspace's `change`; `more` if there is more to fetch after it."""

    change: int
    summaries: tuple[Summary, ...]
    more: bool = False


async def summaries(
    database: Database,
    reader: Teammate,
    view: View,
    limit: int = PAGE,
    before: int | None = None,
    tag: str | None = None,
) -> Summaries:
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        # The number first: what commits in between is then sent once more rather than never.
        change = await store.change_number(connection, reader.workspace)
        most = min(limit, MOST_SUMMARIES)
        found = await store.in_view(
            connection, reader.workspace, reader.teammate, view, before, most + 1, tag
        )
    return Summaries(change, tuple(found[:most]), len(found) > most)


async def changed_since(database: Database, reader: Teammate, change: int) -> Summaries:
    """In order of change; where `more`, ask again after the `change` given back."""
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        number = await store.change_number(connection, reader.workspace)
        found = await store.changed_since(
            connection, reader.workspace, reader.teammate, change, MOST_SUMMARIES + 1
        )
    return _up_to(number, change, found)


async def news(database: Database, workspace: str, change: int) -> Summaries:
    """For the process itself, to find out what others have written; nobody is shown it as it is."""
    async with database.workspace(workspace, pipelined=True) as connection:
        number = await store.change_number(connection, workspace)
        found = await store.news(connection, workspace, change, MOST_SUMMARIES + 1)
    return _up_to(number, change, found)


async def change_number(database: Database, workspace: str) -> int:
    async with database.workspace(workspace, pipelined=True) as connection:
        return await store.change_number(connection, workspace)


async def counts(database: Database, workspace: str, tag: str | None = None) -> Counts:
    """Of all, or of those with a tag."""
    async with database.workspace(workspace, pipelined=True) as connection:
        rows = await store.open_counts(connection, workspace, tag)
        resolved = await store.resolved_count(connection, workspace, tag)
    return Counts(
        needs_person=sum(row[1] for row in rows),
        team=sum(row[2] for row in rows),
        assistant=sum(row[3] for row in rows),
        snoozed=sum(row[4] for row in rows),
        resolved=resolved,
        mine={row[0]: row[2] for row in rows if row[0] is not None},
    )


def _up_to(number: int, change: int, found: Sequence[Summary]) -> Summaries:
    """A page ends between two batches: its last change may go on behind it."""
    if len(found) <= MOST_SUMMARIES:
        return Summaries(max(number, change), tuple(found))
    last = found[-1].change - 1
    return Summaries(last, tuple(each for each in found if each.change <= last), more=True)
