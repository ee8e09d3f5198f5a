"""The SQL of how far a mailbox is read, and of the secret in a webhook's address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.rows import class_row

from chatref.database.pool import Connection


@dataclass(frozen=True, slots=True)
class Cursor:
    """`uid` is the last number that is stored, among those of `mailbox` and `uidvalidity`. `since` is from when on
    mails are the desk's: what lay there before was no answer to it."""

    mailbox: str
    uidvalidity: int | None
    uid: int
    since: datetime
    tries: int
    failures: int


@dataclass(frozen=True, slots=True)
class Health:
    """When it was last read whole, and why it can't be, since when."""

    read_at: datetime | None
    why: str
    failing_since: datetime | None


async def due(connection: Connection, most: int) -> list[str]:
    """Workspaces whose mailbox is to be looked into, over all of them."""
    found = await connection.execute("select workspace from chatref_mailboxes_due(%s)", [most])
    return [workspace for (workspace,) in await found.fetchall()]


TAKE = """
insert into mail_cursor as held (workspace, version, due_at)
select workspace, version, clock_timestamp() + %(life)s from mail_accounts where workspace = %(workspace)s and is_on
    on conflict (workspace) do update
   set version = excluded.version, due_at = excluded.due_at,
       failures = case when held.version = excluded.version then held.failures else 0 end
 where held.due_at <= clock_timestamp() or held.version <> excluded.version
returning mailbox, uidvalidity, uid, since, tries, failures
"""


async def take(connection: Connection, workspace: str, life: timedelta) -> Cursor | None:
    """For one who looks; None if somebody else does."""
    async with connection.cursor(row_factory=class_row(Cursor)) as cursor:
        await cursor.execute(TAKE, {"workspace": workspace, "life": life})
        return await cursor.fetchone()


async def begin(
    connection: Connection, workspace: str, mailbox: str, uidvalidity: int, before: timedelta
) -> datetime:
    """With new numbers. Of another mailbox only what comes from now on counts; of the same one what may have come
    since it was last read: what is known is not stored twice. `before` makes up for clocks that differ."""
    found = await connection.execute(
        """
        update mail_cursor
           set mailbox = %(mailbox)s, uidvalidity = %(uidvalidity)s, uid = 0, tries = 0,
               since = case when mailbox = %(mailbox)s then greatest(since, read_at - %(before)s)
                            else clock_timestamp() - %(before)s end
         where workspace = %(workspace)s returning since
        """,
        {"workspace": workspace, "mailbox": mailbox, "uidvalidity": uidvalidity, "before": before},
    )
    row = await found.fetchone()
    assert row is not None
    since: datetime = row[0]
    return since


async def move(connection: Connection, workspace: str, uidvalidity: int, uid: int, life: timedelta) -> None:
    """Past a mail that is stored. Never back."""
    await connection.execute(
        """
        update mail_cursor set uid = greatest(uid, %s), tries = 0, due_at = clock_timestamp() + %s
         where workspace = %s and uidvalidity = %s
        """,
        [uid, life, workspace, uidvalidity],
    )


async def not_given(connection: Connection, workspace: str) -> None:
    await connection.execute("update mail_cursor set tries = tries + 1 where workspace = %s", [workspace])


async def looked(connection: Connection, workspace: str, pause: timedelta) -> None:
    await connection.execute(
        """
        update mail_cursor
           set read_at = clock_timestamp(), why = '', failing_since = null, failures = 0,
               due_at = clock_timestamp() + %s
         where workspace = %s
        """,
        [pause, workspace],
    )


async def rest(connection: Connection, workspace: str, pause: timedelta) -> None:
    """There is no mailbox; a change of the account ends it."""
    await connection.execute(
        """
        update mail_cursor set why = '', failing_since = null, failures = 0, due_at = clock_timestamp() + %s
         where workspace = %s
        """,
        [pause, workspace],
    )


async def failed(connection: Connection, workspace: str, why: str, pause: timedelta) -> None:
    await connection.execute(
        """
        update mail_cursor
           set why = %s, failing_since = coalesce(failing_since, clock_timestamp()), failures = failures + 1,
               due_at = clock_timestamp() + %s
         where workspace = %s
        """,
        [why, pause, workspace],
    )


async def health(connection: Connection) -> Health | None:
    async with connection.cursor(row_factory=class_row(Health)) as cursor:
        await cursor.execute("select read_at, why, failing_since from mail_cursor")
        return await cursor.fetchone()


async def keep_hook(connection: Connection, workspace: str, token: bytes) -> None:
    await connection.execute(
        """
        insert into mail_hooks (workspace, token_hash) values (%s, %s)
            on conflict (workspace) do update
           set token_hash = excluded.token_hash, made_at = clock_timestamp()
        """,
        [workspace, token],
    )


async def hook_made(connection: Connection) -> datetime | None:
    found = await connection.execute("select made_at from mail_hooks")
    row = await found.fetchone()
    return row[0] if row else None


async def find_hook(connection: Connection, token: bytes) -> str | None:
    """Over all workspaces."""
    found = await connection.execute("select workspace from chatref_mail_hook(%s)", [token])
    row = await found.fetchone()
    return row[0] if row else None
