"""The SQL of what lets somebody in. Tokens are kept as hashes, and looked for over all workspaces."""

from collections.abc import Sequence
from datetime import timedelta

from psycopg.rows import class_row

from chatref.accounts.model import Session, WorkspaceToken
from chatref.database.pool import Connection


async def add_session(
    connection: Connection,
    session: str,
    teammate: str,
    token: bytes,
    device: str,
    address: str,
    life: timedelta,
) -> None:
    await connection.execute(
        """
        insert into sessions (id, workspace, teammate, token_hash, device, address, expires_at)
        values (%s, chatref_workspace(), %s, %s, %s, %s, now() + %s)
        """,
        [session, teammate, token, device, address, life],
    )


async def sessions(connection: Connection, teammate: str) -> tuple[Session, ...]:
    async with connection.cursor(row_factory=class_row(Session)) as cursor:
        await cursor.execute(
            """
            select id, device, address, created_at, last_seen_at, expires_at from sessions
             where teammate = %s and revoked_at is null and expires_at > now() order by last_seen_at desc, id
            """,
            [teammate],
        )
        return tuple(await cursor.fetchall())


async def touch_sessions(
    connection: Connection, sessions: Sequence[str], every: timedelta, life: timedelta
) -> None:
    """Not at each request: a write per read would cost more than the read."""
    await connection.execute(
        """
        update sessions set last_seen_at = now(), expires_at = now() + %s
         where id = any(%s::uuid[]) and revoked_at is null and last_seen_at < now() - %s
        """,
        [life, list(sessions), every],
    )


async def revoke_session(connection: Connection, teammate: str, session: str) -> bool:
    cursor = await connection.execute(
        "update sessions set revoked_at = now() where id = %s and teammate = %s and revoked_at is null",
        [session, teammate],
    )
    return cursor.rowcount == 1


async def revoke_sessions(connection: Connection, teammate: str, but: str | None = None) -> None:
    """All, or all but one."""
    await connection.execute(
        """
        update sessions set revoked_at = now()
         where teammate = %s and revoked_at is null and id is distinct from %s::uuid
        """,
        [teammate, but],
    )


async def add_workspace_token(connection: Connection, added: str, name: str, token: bytes, by: str) -> None:
    await connection.execute(
        """
        insert into workspace_tokens (id, workspace, name, token_hash, created_by)
        values (%s, chatref_workspace(), %s, %s, %s)
        """,
        [added, name, token, by],
    )


async def workspace_tokens(connection: Connection) -> tuple[WorkspaceToken, ...]:
    async with connection.cursor(row_factory=class_row(WorkspaceToken)) as cursor:
        await cursor.execute(
            """
            select id, name, created_at, last_used_at from workspace_tokens
             where revoked_at is null order by created_at, id
            """
        )
        return tuple(await cursor.fetchall())


async def touch_workspace_token(connection: Connection, token: str, every: timedelta) -> None:
    await connection.execute(
        """
        update workspace_tokens set last_used_at = now()
         where id = %s and (last_used_at is null or last_used_at < now() - %s)
        """,
        [token, every],
    )


async def revoke_workspace_token(connection: Connection, token: str) -> bool:
    cursor = await connection.execute(
        "update workspace_tokens set revoked_at = now() where id = %s and revoked_at is null", [token]
    )
    return cursor.rowcount == 1


async def issue_setup_link(
    connection: Connection, token: bytes, teammate: str | None, life: timedelta
) -> None:
    """Ends those before it. Works without a workspace too; that the teammate may be asked for the caller checks."""
    await connection.execute("select chatref_issue_setup_link(%s, %s::uuid, %s)", [token, teammate, life])


async def end_setup_links(connection: Connection, teammate: str) -> None:
    await connection.execute("select chatref_end_setup_links(%s)", [teammate])


async def setup_link(connection: Connection, token: bytes) -> tuple[str | None, str | None] | None:
    """(workspace, teammate), both None for the first workspace; None if the link is worth nothing."""
    cursor = await connection.execute("select workspace, teammate from chatref_setup_link(%s)", [token])
    row = await cursor.fetchone()
    return (row[0], row[1]) if row else None


async def use_setup_link(connection: Connection, token: bytes) -> bool:
    cursor = await connection.execute("select chatref_use_setup_link(%s)", [token])
    row = await cursor.fetchone()
    return bool(row and row[0])


async def has_workspace(connection: Connection) -> bool:
    return bool(await owners(connection))


async def owners(connection: Connection) -> list[tuple[str, str]]:
    """(workspace, teammate) of every workspace."""
    cursor = await connection.execute("select workspace, teammate from chatref_owners()")
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def find_by_email(connection: Connection, email: str) -> list[tuple[str, str]]:
    """(workspace, teammate), over all workspaces."""
    cursor = await connection.execute(
        "select workspace, teammate from chatref_teammates_by_email(%s)", [email]
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def find_sessions(connection: Connection, tokens: Sequence[bytes]) -> dict[bytes, tuple[str, str, str]]:
    """(workspace, teammate, session) of each that there is."""
    cursor = await connection.execute(
        """
        select asked.token, s.workspace, s.teammate, s.session
          from unnest(%s::bytea[]) as asked(token), lateral chatref_session(asked.token) s
        """,
        [list(tokens)],
    )
    return {bytes(token): (*found,) for token, *found in await cursor.fetchall()}


async def find_workspace_token(connection: Connection, token: bytes) -> tuple[str, str] | None:
    """(workspace, token's id)"""
    cursor = await connection.execute(
        "select workspace, workspace_token from chatref_workspace_token(%s)", [token]
    )
    row = await cursor.fetchone()
    return (row[0], row[1]) if row else None
