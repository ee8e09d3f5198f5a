"""What may be read of conversations, each call by somebody, with the right checked in the query itself.

What is not there and what is not theirs are the same NotFound.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from chatref.conversation.events import Recorded
from chatref.conversation.evolve import fold
from chatref.conversation.model import Collecting, Conversation, Stage
from chatref.database.pool import Connection, Database
from chatref.desk.outcome import Stored
from chatref.desk.reading import store
from chatref.desk.summary import Summary, View
from chatref.desk.summary import Visitor as Whom
from chatref.errors import NotFound
from chatref.routing import expected_wait
from chatref.visitors.model import Attributes

Found = TypeVar("Found")

PAGE = 100  # events
MOST_SUMMARIES = 500
LATELY = 14  # days that say how long people wait
MOST_WAITS = 30  # of each of them


@dataclass(frozen=True, slots=True)
class Visitor:
    workspace: str
    visitor: str


@dataclass(frozen=True, slots=True)
class Teammate:
    workspace: str
    teammate: str


@dataclass(frozen=True, slots=True)
class Events:
    """True up to `number`: the visitor's, or the team's."""

    number: int
    events: tuple[Stored, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was measured of a turn, and what every rule made of it, as they were written down: JSON text."""

    at: datetime
    measured: str
    trace: str


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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A visitor's view; `more` says that there are earlier events. `form` is what is being asked now."""

    conversation: str
    vseq: int
    events: tuple[Stored, ...]
    more: bool
    stage: Stage
    form: Collecting | None
    given: Mapping[str, str]
    line: InLine | None
    """Before the team, while they wait."""
    contact: str | None


@dataclass(frozen=True, slots=True)
class TeamSnapshot:
    """The team's view. `state` has details, handoff and contact."""

    summary: Summary
    state: Conversation
    events: tuple[Stored, ...]
    more: bool
    earlier: tuple["Earlier", ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of a visitor's conversations."""

    conversation: str
    stage: str
    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class History:
    """For a worker, who acts for the desk itself. `now` is the database's time; `claimed`, `verified` and
    `identified` are what is known of the visitor."""

    state: Conversation
    events: tuple[Stored, ...]
    now: datetime
    claimed: Attributes
    verified: Attributes
    identified: bool


@dataclass(frozen=True, slots=True)
class AsOf:
    state: Conversation
    events: tuple[Recorded, ...]
    visitor: Whom
    device: str
    earlier: tuple["Earlier", ...]


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


async def visitor_snapshot(
    database: Database, reader: Visitor, conversation: str, before: int | None = None
) -> Snapshot:
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        state, _ = _or_missing(
            await store.visitors_own(connection, reader.workspace, reader.visitor, conversation)
        )
        events = await store.visitors_page(connection, reader.workspace, conversation, before, PAGE)
        waits = await _in_line(connection, state)
    more = bool(events) and (events[0].recorded.vseq or 0) > 1
    given = {name: detail.value for name, detail in state.details.items()}
    return Snapshot(
        conversation,
        state.vseq,
        tuple(events),
        more,
        state.stage,
        state.collecting,
        given,
        waits,
        state.contact,
    )


async def visitor_events(database: Database, reader: Visitor, conversation: str, after: int) -> Events:
    [found] = await visitors_events(database, reader.workspace, [(reader.visitor, conversation, after)])
    return _or_missing(found)


async def visitors_events(
    database: Database, workspace: str, asked: Sequence[store.Asked]
) -> list[Events | None]:
    """Many readers at once; None for what is not theirs."""
    async with database.workspace(workspace, pipelined=True) as connection:
        found = await store.events_after(connection, store.VISITORS_EVENTS, workspace, asked)
    return [Events(each[0], tuple(each[1])) if each else None for each in found]


async def visitor_conversations(database: Database, reader: Visitor) -> tuple[Earlier, ...]:
    """The open one first, then the latest."""
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        found = await store.visitors_list(connection, reader.workspace, reader.visitor)
    return tuple(Earlier(one, stage, at, summary.subject) for one, stage, at, summary in found)


async def team_snapshot(
    database: Database, reader: Teammate, conversation: str, before: int | None = None
) -> TeamSnapshot:
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        state, summary = _or_missing(
            await store.teams_own(connection, reader.workspace, reader.teammate, conversation)
        )
        events = await store.teams_page(connection, reader.workspace, conversation, before, PAGE)
        found = await store.visitors_list(connection, reader.workspace, state.visitor)
    earlier = tuple(
        Earlier(one, stage, at, each.subject) for one, stage, at, each in found if one != conversation
    )
    more = bool(events) and events[0].recorded.seq > 1
    return TeamSnapshot(summary, state, tuple(events), more, earlier)


async def team_events(database: Database, reader: Teammate, conversation: str, after: int) -> Events:
    [found] = await teams_events(database, reader.workspace, [(reader.teammate, conversation, after)])
    return _or_missing(found)


async def teams_events(
    database: Database, workspace: str, asked: Sequence[store.Asked]
) -> list[Events | None]:
    async with database.workspace(workspace, pipelined=True) as connection:
        found = await store.events_after(connection, store.TEAMS_EVENTS, workspace, asked)
    return [Events(each[0], tuple(each[1])) if each else None for each in found]


async def verdict(database: Database, reader: Teammate, conversation: str, seq: int) -> Verdict:
    """Of a turn, by the number of the event that says that it was reached."""
    async with database.workspace(reader.workspace) as connection:
        found = await store.verdict(connection, reader.workspace, reader.teammate, conversation, seq)
    return Verdict(*_or_missing(found))


async def summaries(
    database: Database, reader: Teammate, view: View, limit: int = PAGE, before: int | None = None
) -> Summaries:
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        # The number first: what commits in between is then sent once more rather than never.
        change = await store.change_number(connection, reader.workspace)
        most = min(limit, MOST_SUMMARIES)
        found = await store.in_view(connection, reader.workspace, reader.teammate, view, before, most + 1)
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


async def ask_history(connection: Connection, workspace: str, conversation: str) -> store.AskedOfDesk:
    """In a pipeline: only sends; `read_history` reads, best when the transaction has ended."""
    return await store.ask_desks_own(connection, workspace, conversation, PAGE)


async def read_history(asked: store.AskedOfDesk) -> History:
    own, events = _or_missing(await store.read_desks_own(asked))
    return History(own[0], tuple(events), own[1], own[2] or {}, own[3] or {}, own[4])


async def history(
    database: Database, workspace: str, conversation: str
) -> tuple[Conversation, tuple[Stored, ...], datetime]:
    """The state, its latest events, and the database's time."""
    async with database.workspace(workspace, pipelined=True) as connection:
        asked = await ask_history(connection, workspace, conversation)
    found = await read_history(asked)
    return found.state, found.events, found.now


async def as_of(connection: Connection, workspace: str, conversation: str, seq: int) -> AsOf:
    """For the desk itself: the thread as it was once this event was in, and who the visitor is now."""
    name, identified, device, events = _or_missing(
        await store.as_of(connection, workspace, conversation, seq)
    )
    recorded = tuple(each.recorded for each in events)
    state = fold(recorded)
    found = await store.visitors_list(connection, workspace, state.visitor)
    earlier = tuple(
        Earlier(one, stage, at, each.subject) for one, stage, at, each in found if one != conversation
    )
    shown = Whom(state.visitor, name or "", identified)
    return AsOf(state, recorded, shown, device or "", earlier)


async def line(database: Database, workspace: str) -> Mapping[str, InLine]:
    """Everybody who waits for a person, by conversation."""
    async with database.workspace(workspace, pipelined=True) as connection:
        return await _line(connection, workspace)


async def change_number(database: Database, workspace: str) -> int:
    async with database.workspace(workspace, pipelined=True) as connection:
        return await store.change_number(connection, workspace)


async def counts(database: Database, workspace: str) -> Counts:
    async with database.workspace(workspace, pipelined=True) as connection:
        rows = await store.open_counts(connection, workspace)
        resolved = await store.resolved_count(connection, workspace)
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


async def _in_line(connection: Connection, state: Conversation) -> InLine | None:
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


def _or_missing(found: Found | None) -> Found:
    if found is None:
        raise NotFound
    return found
