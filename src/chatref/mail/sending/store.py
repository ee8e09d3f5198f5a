"""The SQL of answers on their way to a visitor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.rows import class_row

from chatref.database.pool import Connection


@dataclass(frozen=True, slots=True)
class Row:
    """An answer that is to go; with a `message_id` it has been tried, in the mail of this name."""

    seq: int
    vseq: int
    unless_seen: bool
    tries: int
    message_id: str | None
    due_at: datetime
    is_due: bool


async def due(connection: Connection, of_each: int, most: int) -> list[tuple[str, str]]:
    """Workspace and conversation, over all workspaces."""
    found = await connection.execute(
        "select workspace, conversation from chatref_mails_due(%s, %s)", [of_each, most], prepare=True
    )
    return [(workspace, conversation) for workspace, conversation in await found.fetchall()]


async def rows(connection: Connection, workspace: str, conversation: str) -> list[Row]:
    """What is to go in this conversation, held until the transaction ends."""
    async with connection.cursor(row_factory=class_row(Row)) as cursor:
        await cursor.execute(
            """
            select seq, vseq, unless_seen, tries, message_id, due_at, due_at <= clock_timestamp() as is_due
              from mails_out where workspace = %s and conversation = %s and state = 'due' order by seq for update
            """,
            [workspace, conversation],
        )
        return await cursor.fetchall()


@dataclass(frozen=True, slots=True)
class Those:
    """Answers of one conversation, by their numbers."""

    workspace: str
    conversation: str
    seqs: tuple[int, ...]

    def values(self, **more: object) -> dict[str, object]:
        here = {"workspace": self.workspace, "conversation": self.conversation}
        return {**here, "seqs": list(self.seqs), **more}


OF_THOSE = "workspace = %(workspace)s and conversation = %(conversation)s and seq = any(%(seqs)s)"


async def take(connection: Connection, those: Those, message_id: str, life: timedelta) -> None:
    """Nobody else does, for so long."""
    await connection.execute(
        f"""
        update mails_out set tries = tries + 1, message_id = %(id)s, why = '', due_at = clock_timestamp() + %(life)s
         where {OF_THOSE}
        """,
        those.values(id=message_id, life=life),
    )


async def wait(connection: Connection, those: Those, until: datetime) -> None:
    await connection.execute(
        f"update mails_out set due_at = %(until)s where {OF_THOSE}", those.values(until=until)
    )


async def over(connection: Connection, those: Those, why: str) -> None:
    await connection.execute(
        f"""
        update mails_out set state = 'over', why = %(why)s, ended_at = clock_timestamp() where {OF_THOSE}
        """,
        those.values(why=why),
    )


async def sent(connection: Connection, those: Those, to: str) -> None:
    """Whoever may have it by now. What was erased meanwhile does not say whom it went to."""
    await connection.execute(
        f"""
        update mails_out set state = 'sent', to_address = %(to)s, why = '', ended_at = clock_timestamp()
         where {OF_THOSE} and state <> 'erased'
        """,
        those.values(to=to),
    )
    await connection.execute(
        "update mail_accounts set failing_since = null, failing_why = '' where failing_since is not null"
    )


async def again(connection: Connection, those: Those, after: timedelta, why: str) -> None:
    """Nothing of what was erased meanwhile: why it did not go may repeat its address."""
    waiting = await connection.execute(
        f"""
        update mails_out set due_at = clock_timestamp() + %(after)s, why = %(why)s
         where {OF_THOSE} and state = 'due'
        """,
        those.values(after=after, why=why),
    )
    if waiting.rowcount:
        await failing(connection, why)


async def dead(connection: Connection, those: Those, message_id: str, to: str, why: str) -> None:
    """Unless it was sent again since the team heard of it."""
    await connection.execute(
        f"""
        update mails_out set state = 'dead', to_address = %(to)s, why = %(why)s, ended_at = clock_timestamp()
         where {OF_THOSE} and state = 'due' and message_id = %(id)s
        """,
        those.values(id=message_id, to=to, why=why),
    )


async def failing(connection: Connection, why: str) -> None:
    await connection.execute(
        "update mail_accounts set failing_since = coalesce(failing_since, clock_timestamp()), failing_why = %s",
        [why],
    )


async def lately(connection: Connection, workspace: str, past: timedelta) -> int:
    """How many mails have gone, or go now: nobody else counts until the transaction ends."""
    await connection.execute(
        "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"mails an hour {workspace}"]
    )
    found = await connection.execute(
        """
        select count(distinct message_id)::int from mails_out
         where workspace = %(workspace)s and (
               state in ('sent', 'dead') and ended_at > clock_timestamp() - %(past)s::interval
            or state = 'due' and message_id is not null and why = '' and due_at > clock_timestamp())
        """,
        {"workspace": workspace, "past": past},
    )
    row = await found.fetchone()
    return row[0] if row else 0


HERE = "workspace = %(workspace)s and conversation = %(conversation)s"


@dataclass(frozen=True, slots=True)
class Thread:
    """What else is known of the mails of a conversation. `seen` is the visitor's number; `sent` the last event that
    went by mail; `ours` the last mails that went, oldest first; `theirs` the last that came, and `subject` that of the
    first. `addresses` are those that mails of this visitor went to, in any conversation."""

    seen: int
    sent: int
    ours: Sequence[str]
    theirs: str | None
    subject: str | None
    known_address: str | None
    addresses: Sequence[str]


async def thread(
    connection: Connection, workspace: str, conversation: str, visitor: str, most: int
) -> Thread:
    found = await connection.execute(
        f"""
        select coalesce((select vseq from visitor_seen where {HERE}), 0),
               coalesce((select max(seq) from mails_out where {HERE} and state = 'sent'), 0),
               array(select message_id from (
                     select message_id, max(seq) as last from mails_out where {HERE} and state = 'sent'
                      group by message_id order by 2 desc limit %(most)s) lately order by last),
               (select message_id from mails_in where {HERE} and state = 'filed' order by seq desc limit 1),
               (select subject from mails_in where {HERE} and state = 'filed' order by seq limit 1),
               (select coalesce(verified ->> 'email', claimed ->> 'email') from visitors where id = %(visitor)s),
               array(select distinct lower(o.to_address) from conversations c
                       join mails_out o on o.workspace = c.workspace and o.conversation = c.id
                      where c.workspace = %(workspace)s and c.visitor = %(visitor)s and o.to_address <> '')
        """,
        {"workspace": workspace, "conversation": conversation, "visitor": visitor, "most": most},
    )
    row = await found.fetchone()
    assert row
    return Thread(*row)


async def probing(connection: Connection, probe: str) -> None:
    await connection.execute(
        """update mail_accounts
              set probe = %s, probed_at = clock_timestamp(), came_back_at = null, probe_why = ''""",
        [probe],
    )


async def probe_failed(connection: Connection, probe: str, why: str) -> None:
    await connection.execute("update mail_accounts set probe_why = %s where probe = %s", [why, probe])


@dataclass(frozen=True, slots=True)
class MailOut:
    """An answer that went or may go by mail, by its number in the thread. `at` is when it goes, or has ended."""

    seq: int
    state: str
    unless_seen: bool
    at: datetime
    to: str
    why: str


@dataclass(frozen=True, slots=True)
class OfThread:
    """`seen`: up to which number of theirs the visitor has seen the thread, and when."""

    seen: tuple[int, datetime] | None
    mails: tuple[MailOut, ...]


async def of_thread(connection: Connection, workspace: str, conversation: str, most: int = 50) -> OfThread:
    """The latest, oldest first."""
    here = {"workspace": workspace, "conversation": conversation, "most": most}
    found = await connection.execute(f"select vseq, at from visitor_seen where {HERE}", here)
    seen = await found.fetchone()
    async with connection.cursor(row_factory=class_row(MailOut)) as cursor:
        await cursor.execute(
            f"""
            select seq, state, unless_seen, coalesce(ended_at, due_at) as at, to_address as "to", why
              from mails_out where {HERE} order by seq desc limit %(most)s
            """,
            here,
        )
        mails = await cursor.fetchall()
    return OfThread((seen[0], seen[1]) if seen else None, tuple(reversed(mails)))
