"""What may be read of a conversation, each call by somebody, with the right checked in the query itself.

What is not there and what is not theirs are the same NotFound.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from chatref.conversation.events import Recorded
from chatref.conversation.evolve import fold
from chatref.conversation.model import Collecting, Conversation
from chatref.database.pool import Connection, Database
from chatref.desk.mailing import address_in
from chatref.desk.outcome import Stored
from chatref.desk.reading import store
from chatref.desk.summary import Summary
from chatref.desk.summary import Visitor as Whom
from chatref.desk.waiting import InLine, in_line
from chatref.errors import NotFound
from chatref.visitors.model import Attributes

Found = TypeVar("Found")

PAGE = 100  # events
LATEST = 2**31 - 1  # no event has a higher number
# What whoever acts for the desk reads: what was said long ago in an episode was said.
LONGEST_HISTORY = 2_000  # events


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
    """True up to `number`: the visitor's, or the team's. `site` is where they talk."""

    number: int
    events: tuple[Stored, ...]
    site: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was measured of a turn, and what every rule made of it, as they were written down: JSON text."""

    at: datetime
    measured: str
    trace: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A visitor's view; `more` says that there are earlier events. `form` is what is being asked now."""

    conversation: str
    site: str
    vseq: int
    events: tuple[Stored, ...]
    more: bool
    form: Collecting | None
    given: Mapping[str, str]
    line: InLine | None
    """Before the team, while they wait."""
    contact: str | None
    """Where an answer reaches them once they have left, as far as anybody knows."""


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


async def visitor_snapshot(
    database: Database,
    reader: Visitor,
    conversation: str,
    before: int | None = None,
    addresses: frozenset[str] = frozenset(),
) -> Snapshot:
    """`addresses` are those details that are e-mail addresses."""
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        state = _or_missing(
            await store.visitors_own(connection, reader.workspace, reader.visitor, conversation)
        )
        events = await store.visitors_page(connection, reader.workspace, conversation, before, PAGE)
        waits = await in_line(connection, state)
        contact = state.contact or address_in(state, addresses)
        if contact is None:
            contact = await store.known_address(connection, reader.visitor)
    more = bool(events) and (events[0].recorded.vseq or 0) > 1
    given = {name: detail.value for name, detail in state.details.items()}
    return Snapshot(
        conversation,
        state.site,
        state.vseq,
        tuple(events),
        more,
        state.collecting,
        given,
        waits,
        contact,
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
    return [each and Events(each.number, tuple(each.events), each.site) for each in found]


async def visitor_conversations(database: Database, reader: Visitor) -> tuple[Earlier, ...]:
    """The open one first, then the latest."""
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        found = await store.visitors_list(connection, reader.workspace, reader.visitor)
    return _earlier(found)


async def conversation_of(database: Database, workspace: str, identified_as: str) -> str | None:
    """The open one first, then the latest, of whom the business calls so; for its own servers."""
    async with database.workspace(workspace) as connection:
        return await store.conversation_of(connection, workspace, identified_as)


async def team_snapshot(
    database: Database, reader: Teammate, conversation: str, before: int | None = None
) -> TeamSnapshot:
    async with database.workspace(reader.workspace, pipelined=True) as connection:
        state, summary = _or_missing(
            await store.teams_own(connection, reader.workspace, reader.teammate, conversation)
        )
        events = await store.teams_page(connection, reader.workspace, conversation, before, PAGE)
        found = await store.visitors_list(connection, reader.workspace, state.visitor)
    more = bool(events) and events[0].recorded.seq > 1
    return TeamSnapshot(summary, state, tuple(events), more, _earlier(found, but=conversation))


async def team_events(database: Database, reader: Teammate, conversation: str, after: int) -> Events:
    [found] = await teams_events(database, reader.workspace, [(reader.teammate, conversation, after)])
    return _or_missing(found)


async def teams_events(
    database: Database, workspace: str, asked: Sequence[store.Asked]
) -> list[Events | None]:
    async with database.workspace(workspace, pipelined=True) as connection:
        found = await store.events_after(connection, store.TEAMS_EVENTS, workspace, asked)
    return [each and Events(each.number, tuple(each.events), each.site) for each in found]


async def require_readable(database: Database, reader: Visitor | Teammate, conversation: str) -> None:
    """Raises NotFound, as reading it would."""
    if isinstance(reader, Visitor):
        await visitor_events(database, reader, conversation, LATEST)
    else:
        await team_events(database, reader, conversation, LATEST)


async def verdict(database: Database, reader: Teammate, conversation: str, seq: int) -> Verdict:
    """Of a turn, by the number of the event that says that it was reached."""
    async with database.workspace(reader.workspace) as connection:
        found = await store.verdict(connection, reader.workspace, reader.teammate, conversation, seq)
    return Verdict(*_or_missing(found))


async def ask_history(connection: Connection, workspace: str, conversation: str) -> store.AskedOfDesk:
    """In a pipeline: only sends; `read_history` reads, best when the transaction has ended."""
    return await store.ask_desks_own(connection, workspace, conversation, LONGEST_HISTORY)


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


async def as_of(connection: Connection, workspace: str, conversation: str, seq: int = LATEST) -> AsOf:
    """For the desk itself: the thread as it was once this event was in, and who the visitor is now."""
    name, identified, device, events = _or_missing(
        await store.as_of(connection, workspace, conversation, seq)
    )
    recorded = tuple(each.recorded for each in events)
    state = fold(recorded)
    found = await store.visitors_list(connection, workspace, state.visitor)
    shown = Whom(state.visitor, name or "", identified)
    return AsOf(state, recorded, shown, device or "", _earlier(found, but=conversation))


def _earlier(found: Iterable[store.Listed], but: str | None = None) -> tuple[Earlier, ...]:
    return tuple(Earlier(one, at, each.subject) for one, at, each in found if one != but)


def _or_missing(found: Found | None) -> Found:
    if found is None:
        raise NotFound
    return found
