"""The SQL of mail accounts, and of answers that did not arrive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from chatref.database.pool import Connection


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail account as it lies in its table; `sealed` is what it signs in with.

    `probe` names the last mail that the desk sent to itself: when, when it came back, and why it could not be sent.
    """

    settings: dict[str, Any]
    sealed: bytes | None
    is_on: bool
    version: int
    probe: str | None
    probed_at: datetime | None
    came_back_at: datetime | None
    probe_why: str
    failing_since: datetime | None
    failing_why: str


async def account(connection: Connection) -> Stored | None:
    """The workspace's."""
    async with connection.cursor(row_factory=class_row(Stored)) as cursor:
        await cursor.execute(
            """select settings, sealed, is_on, version, probe, probed_at, came_back_at, probe_why,
                      failing_since, failing_why
                 from mail_accounts"""
        )
        return await cursor.fetchone()


SAVE = """
insert into mail_accounts (workspace, settings, sealed, is_on, mailing_since)
values (%(workspace)s, %(settings)s, %(sealed)s, %(is_on)s, clock_timestamp())
    on conflict (workspace) do update
   set settings = excluded.settings, sealed = excluded.sealed, is_on = excluded.is_on,
       mailing_since = case when mail_accounts.is_on and excluded.is_on then mail_accounts.mailing_since
                            else excluded.mailing_since end,
       version = mail_accounts.version + 1, probe = null, probed_at = null, came_back_at = null, probe_why = '',
       failing_since = null, failing_why = ''
"""


async def save_account(
    connection: Connection,
    workspace: str,
    settings: Mapping[str, object],
    sealed: bytes | None,
    *,
    is_on: bool,
) -> None:
    """Under the append lock. What could not be sent is tried at once."""
    values = {"workspace": workspace, "settings": Jsonb(dict(settings)), "sealed": sealed, "is_on": is_on}
    await connection.execute(SAVE, values)
    await connection.execute(
        """update mails_out set due_at = least(due_at, clock_timestamp())
            where workspace = %s and state = 'due' and tries > 0""",
        [workspace],
    )


async def came_back(connection: Connection, workspace: str, probe: str) -> None:
    """The last mail that the desk sent to itself; the first time that it came back counts."""
    await connection.execute(
        """
        update mail_accounts set came_back_at = coalesce(came_back_at, clock_timestamp())
         where workspace = %s and probe = %s
        """,
        [workspace, probe],
    )


@dataclass(frozen=True, slots=True)
class Failed:
    """A mail that did not arrive: which answers it held, by their numbers, and whether the visitor has read them all in
    the chat. Of the desk's own words alone there are none."""

    message_id: str
    answers: Sequence[int]
    seen: bool


async def failed(
    connection: Connection, conversation: str, message_ids: Sequence[str], states: Sequence[str]
) -> list[Failed]:
    """Of these mails those that are in one of these states."""
    async with connection.cursor(row_factory=class_row(Failed)) as cursor:
        await cursor.execute(
            """
            select o.message_id,
                   coalesce(array_agg(o.seq order by o.seq) filter (where o.kind <> 'word'), '{}') as answers,
                   coalesce(max(o.vseq) filter (where o.kind <> 'word') <= max(s.vseq), false) as seen
              from mails_out o left join visitor_seen s using (workspace, conversation)
             where o.workspace = chatref_workspace() and o.conversation = %s and o.message_id = any(%s)
               and o.state = any(%s)
             group by o.message_id order by min(o.seq)
            """,
            [conversation, list(message_ids), list(states)],
        )
        return await cursor.fetchall()


async def came_to_nothing(
    connection: Connection, conversation: str, message_ids: Sequence[str], why: str
) -> None:
    """What a mail server took and could not deliver. What was sent again meanwhile has another name."""
    await connection.execute(
        """
        update mails_out set state = 'dead', why = %s, ended_at = clock_timestamp()
         where workspace = chatref_workspace() and conversation = %s and message_id = any(%s) and state = 'sent'
        """,
        [why, conversation, list(message_ids)],
    )
