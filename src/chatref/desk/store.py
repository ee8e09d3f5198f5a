"""The append in SQL: one statement to lock, one to load, one each to write events, rows and what goes outside.

Columns travel as one text each, their values joined by a separator that JSON always escapes and no id or
time contains: several times cheaper than PostgreSQL arrays to write, on both sides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from chatref.conversation.erase import tombstone
from chatref.conversation.events import Recorded
from chatref.database.pool import Connection
from chatref.desk.encoding import decode_event, encode_event
from chatref.desk.mailing import MailRow
from chatref.desk.outbox import LEFT_BEHIND, DeliveryRow, FollowUpRow
from chatref.errors import NotFound

SEPARATOR = "\x1e"
NOTHING = "\x15"


def _array(of: str) -> str:
    return rf"string_to_array(%s, E'\x1e', E'\x15')::{of}[]"


def _unnest(**columns: str) -> str:
    arrays = ", ".join(_array(of) for of in columns.values())
    return f"unnest({arrays}) as asked({', '.join(columns)})"


def _joined(values: Iterable[object]) -> str:
    return SEPARATOR.join(NOTHING if value is None else str(value) for value in values)


def _columns(rows: Iterable[Sequence[object]]) -> list[str]:
    return [_joined(column) for column in zip(*rows, strict=True)]


class Wanted(NamedTuple):
    """One command's look-up; `known` is the seq of the state at hand, so that it needn't be sent again.

    `site` and `visitor` are of where a conversation would begin that is not there yet.
    """

    n: int
    workspace: str
    conversation: str
    known: int
    sender: str
    command: str
    site: str | None = None
    visitor: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """`state` and `summary` are None if the row is at the known seq, or if there is no row (seq is 0).

    `forgotten`: the visitor was erased. `elsewhere` is the visitor's open conversation on that site, looked up only
    where one could begin or reopen.
    """

    policy_version: int
    seq: int
    state: str | None
    summary: str | None
    evolve_version: int | None
    name: str
    identified: bool
    forgotten: bool
    elsewhere: str | None
    earlier: "Earlier | None"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What this command id was used for before."""

    conversation: str
    digest: str
    seq: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A workspace's next change number, and when its lock was had."""

    change: int
    now: datetime


# Always in the same order, so that two appends that share workspaces wait for each other, and never in a ring.
LOCK = f"""
insert into workspace_changes as held (workspace, change)
select workspace, 1 from {_unnest(workspace="uuid")} order by workspace
on conflict (workspace) do update set change = held.change + 1
returning workspace, change, clock_timestamp()
"""

WANTED_COLUMNS = {
    "n": "int", "workspace": "uuid", "conversation": "uuid", "known": "int", "sender": "text", "command": "uuid",
    "site": "uuid", "visitor": "uuid",
}  # fmt: skip

# A statement of its own after the lock: its snapshot holds all that was committed before.
# `case`, not `coalesce`: behind row-level security PostgreSQL looks nothing up by what it takes for a leak.
LOAD = f"""
select w.policy_version, coalesce(c.seq, 0), c.state::text, c.summary::text, c.evolve_version,
       v.name, v.identified, v.forgotten, o.id,
       e.conversation, e.digest, e.seq
  from {_unnest(**WANTED_COLUMNS)}
 cross join lateral (select policy_version from workspaces where id = asked.workspace limit 1) w
  left join lateral (
       select seq, stage, site, visitor, evolve_version,
              case when seq <> known then state end as state, case when seq <> known then summary end as summary
         from conversations where workspace = asked.workspace and id = asked.conversation limit 1) c on true
  left join lateral (
       select conversation, digest, seq from events
        where workspace = asked.workspace and sender = asked.sender and command = asked.command and part = 0
        limit 1) e on true
  left join lateral (
       select coalesce(contact_name, '') as name, identified_as is not null as identified,
              erased_at is not null as forgotten from visitors
        where (c.seq is null or c.seq <> known) and workspace = asked.workspace
          and id = case when c.seq is null then asked.visitor else c.visitor end
        limit 1) v on true
  left join lateral (
       select id from conversations
        where (c.seq is null or c.stage = 'resolved') and workspace = asked.workspace and stage <> 'resolved'
          and site = case when c.seq is null then asked.site else c.site end
          and visitor = case when c.seq is null then asked.visitor else c.visitor end
        limit 1) o on true
 order by n
"""


async def lock_and_load(
    connection: Connection, workspaces: Sequence[str], wanted: Sequence[Wanted]
) -> tuple[Mapping[str, Turn], list[Found]]:
    """Each workspace's turn, and what each command needs, in one round trip."""
    locked = await connection.execute(LOCK, [_joined(workspaces)], prepare=True)
    loaded = await connection.execute(LOAD, _columns(wanted), prepare=True)
    turns = {workspace: Turn(change, now) for workspace, change, now in await locked.fetchall()}
    found = [_found(each) for each in await loaded.fetchall()]
    if len(found) != len(wanted):
        raise NotFound
    return turns, found


def _found(row: tuple[Any, ...]) -> Found:
    version, seq, state, summary, evolved, *visitor, elsewhere, conversation, digest, command_seq = row
    name, identified, forgotten = visitor
    earlier = Earlier(conversation, digest, command_seq) if conversation is not None else None
    return Found(
        version, seq, state, summary, evolved,
        name or "", bool(identified), bool(forgotten), elsewhere, earlier,
    )  # fmt: skip


class EventRow(NamedTuple):
    workspace: str
    conversation: str
    seq: int
    vseq: int | None
    at: datetime
    kind: str
    payload: str
    head: str
    sender: str
    command: str
    part: int
    digest: str


EVENT_COLUMNS = {
    "workspace": "uuid", "conversation": "uuid", "seq": "int", "vseq": "int", "at": "timestamptz", "kind": "text",
    "payload": "json", "head": "json", "sender": "text", "command": "uuid", "part": "smallint", "digest": "text",
}  # fmt: skip

APPEND = f"""
insert into events ({", ".join(EVENT_COLUMNS)})
select {", ".join(EVENT_COLUMNS)} from {_unnest(**EVENT_COLUMNS)}
"""


class VerdictRow(NamedTuple):
    workspace: str
    conversation: str
    seq: int
    at: datetime
    measured: str
    trace: str


VERDICT_COLUMNS = {
    "workspace": "uuid", "conversation": "uuid", "seq": "int", "at": "timestamptz", "measured": "json", "trace": "text",
}  # fmt: skip

RECORD = f"""
insert into verdicts ({", ".join(VERDICT_COLUMNS)})
select {", ".join(VERDICT_COLUMNS)} from {_unnest(**VERDICT_COLUMNS)}
"""


class ConversationRow(NamedTuple):
    workspace: str
    id: str
    site: str
    visitor: str
    seq: int
    vseq: int
    change: int
    stage: str
    owner: str | None
    team: str | None
    by_socket: bool
    person_owed_since: datetime | None
    snoozed_until: datetime | None
    due_at: datetime | None
    due_debt: str | None
    assistant_due_at: datetime | None
    policy_version: int
    evolve_version: int
    started_at: datetime
    changed_at: datetime
    ended_at: datetime | None
    state: str
    summary: str


ROW_COLUMNS = {
    "workspace": "uuid", "id": "uuid", "site": "uuid", "visitor": "uuid", "seq": "int", "vseq": "int",
    "change": "bigint", "stage": "text", "owner": "uuid", "team": "uuid", "by_socket": "boolean",
    "person_owed_since": "timestamptz", "snoozed_until": "timestamptz", "due_at": "timestamptz", "due_debt": "text",
    "assistant_due_at": "timestamptz", "policy_version": "bigint", "evolve_version": "int",
    "started_at": "timestamptz", "changed_at": "timestamptz", "ended_at": "timestamptz",
    "state": "json", "summary": "json",
}  # fmt: skip
NEVER_CHANGED = {"workspace", "id", "site", "visitor", "started_at"}

BEGIN = f"""
insert into conversations ({", ".join(ROW_COLUMNS)})
select {", ".join(ROW_COLUMNS)} from {_unnest(**ROW_COLUMNS)}
"""

CHANGE = f"""
update conversations set {", ".join(f"{each} = asked.{each}" for each in ROW_COLUMNS if each not in NEVER_CHANGED)}
  from {_unnest(**ROW_COLUMNS)}
 where conversations.workspace = asked.workspace and conversations.id = asked.id
"""

TELL = f"""
insert into outbox (workspace, conversation, seq, kind, at)
select workspace, conversation, seq, kind, at
  from {_unnest(workspace="uuid", conversation="uuid", seq="int", kind="text", at="timestamptz")}
"""


DELIVERY_COLUMNS = {
    "workspace": "uuid", "id": "uuid", "destination": "uuid", "conversation": "uuid", "handoff": "uuid", "seq": "int",
}  # fmt: skip

DELIVER = f"""
insert into deliveries ({", ".join(DELIVERY_COLUMNS)}, made_at, due_at)
select {", ".join(DELIVERY_COLUMNS)}, clock_timestamp(), clock_timestamp() from {_unnest(**DELIVERY_COLUMNS)}
    on conflict do nothing
"""

# Only what went there is followed, with a while for more to come. What never arrived takes along what follows it, to
# be seen and sent again with it.
FOLLOW_COLUMNS = {**DELIVERY_COLUMNS, "follows": "uuid"}
FOLLOW = f"""
insert into deliveries ({", ".join(FOLLOW_COLUMNS)}, since, gathers, state, why, made_at, due_at, ended_at)
select {", ".join(f"asked.{each}" for each in FOLLOW_COLUMNS)}, told.seq, true,
       case when first.state = 'dead' then 'dead' else 'due' end,
       case when first.state = 'dead' then '{LEFT_BEHIND}' else '' end,
       clock_timestamp(), clock_timestamp() + interval '20 seconds',
       case when first.state = 'dead' then clock_timestamp() end
  from {_unnest(**FOLLOW_COLUMNS)}
  join deliveries first on first.workspace = asked.workspace and first.id = asked.follows
   and first.seq < asked.seq and first.state <> 'erased'
 cross join lateral (
       select max(seq) as seq from deliveries earlier
        where earlier.workspace = asked.workspace and earlier.destination = asked.destination
          and earlier.handoff = asked.handoff) told
    on conflict (workspace, destination, handoff) where gathers do update set seq = excluded.seq
"""


MAIL_COLUMNS = {
    "workspace": "uuid", "conversation": "uuid", "visitor": "uuid", "seq": "int", "vseq": "int", "kind": "text",
    "unless_seen": "boolean", "addressed": "boolean", "made_at": "timestamptz", "due_at": "timestamptz",
}  # fmt: skip
KEPT_OF_MAIL = ", ".join(each for each in MAIL_COLUMNS if each not in {"visitor", "addressed"})

# Where nobody left an address, what is known of the visitor may have one. What did not arrive may be due anew.
MAIL = f"""
insert into mails_out ({KEPT_OF_MAIL})
select {KEPT_OF_MAIL} from {_unnest(**MAIL_COLUMNS)}
 where addressed or exists (
       select from visitors v where v.workspace = asked.workspace and v.id = asked.visitor
          and (v.verified ->> 'email' like '%%@%%' or v.claimed ->> 'email' like '%%@%%'))
    on conflict (workspace, conversation, seq) do update
   set state = 'due', unless_seen = false, due_at = excluded.due_at, tries = 0, message_id = null, why = '',
       ended_at = null
 where mails_out.state = 'dead'
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """What an append writes: events, conversations to begin, conversations to change, what goes outside, what the rules
    wrote down, which handoffs destinations get, what follows those, and which answers may go by mail."""

    events: list[EventRow] = field(default_factory=list)
    begun: list[ConversationRow] = field(default_factory=list)
    changed: list[ConversationRow] = field(default_factory=list)
    outside: list[EventRow] = field(default_factory=list)
    verdicts: list[VerdictRow] = field(default_factory=list)
    deliveries: list[DeliveryRow] = field(default_factory=list)
    follow_ups: list[FollowUpRow] = field(default_factory=list)
    mails: list[MailRow] = field(default_factory=list)


async def write(connection: Connection, rows: Rows) -> None:
    """In a pipeline: nothing is awaited from the server, the commit that follows brings what went wrong."""
    told = [(each.workspace, each.conversation, each.seq, each.kind, each.at) for each in rows.outside]
    for statement, written in (
        (APPEND, rows.events),
        (BEGIN, rows.begun),
        (CHANGE, rows.changed),
        (TELL, told),
        (RECORD, rows.verdicts),
        (DELIVER, rows.deliveries),
        (FOLLOW, rows.follow_ups),
        (MAIL, rows.mails),
    ):
        if written:
            await connection.execute(statement, _columns(written), prepare=True)


RESULT = """
select e.seq, e.vseq, e.at, e.kind, e.payload::text,
       (select coalesce(max(v.vseq), 0) from events v
         where v.workspace = e.workspace and v.conversation = e.conversation and v.seq <= e.seq)
  from events e
 where e.workspace = %s and e.sender = %s and e.command = %s
 order by e.seq
"""


async def result(
    connection: Connection, workspace: str, sender: str, command: str
) -> tuple[list[Recorded], int]:
    """What a command that was accepted before has stored, and the visitor's number after it."""
    found = await connection.execute(RESULT, [workspace, sender, command], prepare=True)
    rows = await found.fetchall()
    return [decode_event(*row[:5]) for row in rows], rows[-1][5] if rows else 0


HISTORY = """
select seq, vseq, at, kind, payload::text from events where workspace = %s and conversation = %s order by seq
"""


async def history(connection: Connection, workspace: str, conversation: str) -> list[Recorded]:
    found = await connection.execute(HISTORY, [workspace, conversation], prepare=True)
    return [decode_event(*row) for row in await found.fetchall()]


ENTOMB = f"""
update events set payload = asked.payload, digest = ''
  from {_unnest(seq="int", payload="json")}
 where events.workspace = %s and events.conversation = %s and events.seq = asked.seq
"""


async def entomb(connection: Connection, workspace: str, conversation: str) -> None:
    """Replace all that anybody wrote by tombstones, and with it what could tell it from a guess."""
    recorded = await history(connection, workspace, conversation)
    rows = _columns((each.seq, encode_event(tombstone(each))) for each in recorded)
    await connection.execute(ENTOMB, [*rows, workspace, conversation], prepare=True)
