"""The SQL of accounts. Each function works in an open transaction of one workspace."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from psycopg import sql
from psycopg.rows import TupleRow, class_row
from psycopg.types.json import Jsonb

from chatref.accounts.model import (
    Face,
    Json,
    Role,
    Session,
    Site,
    Team,
    Teammate,
    Workspace,
    WorkspaceToken,
)
from chatref.database.pool import Connection

TEAMMATE = "id, name, email, role, initials, colour, password_hash is null, created_at, removed_at"
SITE = "id, public_key, name, origins, look, hours, allowed_hosts, assistant_enabled, created_at, seen_at, seen_on"


async def add_workspace(connection: Connection, workspace: str, name: str) -> None:
    await connection.execute("insert into workspaces (id, name) values (%s, %s)", [workspace, name])


async def workspace(connection: Connection) -> Workspace | None:
    async with connection.cursor(row_factory=class_row(Workspace)) as cursor:
        await cursor.execute("select id, name, policy_version, timers from workspaces")
        return await cursor.fetchone()


async def raise_policy_version(connection: Connection) -> None:
    """Takes the workspace's row lock: two changes of who may act follow one another."""
    await connection.execute("update workspaces set policy_version = policy_version + 1")


async def set_timers(connection: Connection, timers: Json) -> None:
    await connection.execute("update workspaces set timers = %s", [Jsonb(timers)])


async def add_teammate(
    connection: Connection, teammate: str, name: str, email: str, role: Role, face: Face, password: str | None
) -> bool:
    """False if the address belongs to a teammate already. `password` is a hash."""
    cursor = await connection.execute(
        """
        insert into teammates (id, workspace, name, email, role, initials, colour, password_hash)
        values (%s, chatref_workspace(), %s, %s, %s, %s, %s, %s)
            on conflict (workspace, email) where removed_at is null do nothing
        """,
        [teammate, name, email, role, face.initials, face.colour, password],
    )
    return cursor.rowcount == 1


async def teammates(connection: Connection) -> tuple[Teammate, ...]:
    cursor = await connection.execute(
        f"select {TEAMMATE} from teammates where removed_at is null order by created_at, id"
    )
    return tuple(map(_teammate, await cursor.fetchall()))


async def teammate(connection: Connection, teammate: str) -> Teammate | None:
    """A removed one too: old messages name them."""
    cursor = await connection.execute(f"select {TEAMMATE} from teammates where id = %s", [teammate])
    row = await cursor.fetchone()
    return _teammate(row) if row else None


async def rename_teammate(connection: Connection, teammate: str, name: str, initials: str) -> None:
    await connection.execute(
        "update teammates set name = %s, initials = %s where id = %s", [name, initials, teammate]
    )


async def people(connection: Connection, teammates: Sequence[str]) -> dict[str, Teammate]:
    cursor = await connection.execute(
        f"select {TEAMMATE} from teammates where id = any(%s::uuid[]) and removed_at is null",
        [list(teammates)],
    )
    found = map(_teammate, await cursor.fetchall())
    return {each.id: each for each in found}


async def remove_teammate(connection: Connection, teammate: str) -> None:
    await connection.execute(
        "update teammates set removed_at = now(), password_hash = null where id = %s and removed_at is null",
        [teammate],
    )
    await connection.execute("delete from team_members where teammate = %s", [teammate])
    await revoke_sessions(connection, teammate)


async def password_hash(connection: Connection, teammate: str) -> str | None:
    cursor = await connection.execute(
        "select password_hash from teammates where id = %s and removed_at is null", [teammate]
    )
    row = await cursor.fetchone()
    return row[0] if row else None


async def set_password(connection: Connection, teammate: str, password: str) -> None:
    await connection.execute("update teammates set password_hash = %s where id = %s", [password, teammate])
    await revoke_sessions(connection, teammate)


async def add_team(connection: Connection, team: str, name: str, hours: Json, *, default: bool) -> bool:
    """False if the name is taken."""
    cursor = await connection.execute(
        """
        insert into teams (id, workspace, name, hours, is_default) values (%s, chatref_workspace(), %s, %s, %s)
            on conflict (workspace, lower(name)) where removed_at is null do nothing
        """,
        [team, name, Jsonb(hours), default],
    )
    return cursor.rowcount == 1


async def teams(connection: Connection) -> tuple[Team, ...]:
    cursor = await connection.execute(
        """
        select t.id, t.name, t.hours, t.is_default,
               array(select m.teammate::text from team_members m where m.team = t.id order by 1)
          from teams t where t.removed_at is null order by t.created_at, t.id
        """
    )
    return tuple(map(_team, await cursor.fetchall()))


async def rename_team(connection: Connection, team: str, name: str) -> bool:
    """False if another team has this name."""
    cursor = await connection.execute(
        """
        update teams set name = %s where id = %s
           and not exists (select from teams o where lower(o.name) = lower(%s) and o.id <> %s and o.removed_at is null)
        """,
        [name, team, name, team],
    )
    return cursor.rowcount == 1


async def set_team_hours(connection: Connection, team: str, hours: Json) -> None:
    await connection.execute("update teams set hours = %s where id = %s", [Jsonb(hours), team])


async def set_default_team(connection: Connection, team: str) -> None:
    await connection.execute("update teams set is_default = false where is_default")
    await connection.execute("update teams set is_default = true where id = %s", [team])


async def remove_team(connection: Connection, team: str) -> None:
    await connection.execute("update teams set removed_at = now() where id = %s and not is_default", [team])
    await connection.execute("delete from team_members where team = %s", [team])


async def set_members(connection: Connection, team: str, members: Iterable[str]) -> None:
    """Who is no teammate of this workspace, or no longer one, is left out."""
    await connection.execute("delete from team_members where team = %s", [team])
    await connection.execute(
        """
        insert into team_members (workspace, team, teammate)
        select workspace, %s, id from teammates where id = any(%s::uuid[]) and removed_at is null
        """,
        [team, list(members)],
    )


async def add_site(connection: Connection, site: str, public_key: str, name: str) -> None:
    await connection.execute(
        "insert into sites (id, workspace, public_key, name) values (%s, chatref_workspace(), %s, %s)",
        [site, public_key, name],
    )


async def sites(connection: Connection) -> tuple[Site, ...]:
    cursor = await connection.execute(
        f"select {SITE} from sites where removed_at is null order by created_at, id"
    )
    return tuple(map(_site, await cursor.fetchall()))


async def site(connection: Connection, site: str) -> Site | None:
    cursor = await connection.execute(
        f"select {SITE} from sites where id = %s and removed_at is null",
        [site],
    )
    row = await cursor.fetchone()
    return _site(row) if row else None


async def update_site(connection: Connection, site: str, changes: Mapping[str, object]) -> None:
    """`changes` are columns and their values, named by the code and never by a request."""
    assignments = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(column), sql.Placeholder()) for column in changes
    )
    values = [Jsonb(value) if isinstance(value, Mapping) else value for value in changes.values()]
    query = sql.SQL("update sites set {} where id = {}").format(assignments, sql.Placeholder())
    await connection.execute(query, [*values, site])


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
            select id, teammate, device, address, created_at, last_seen_at, expires_at from sessions
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


async def revoke_sessions(connection: Connection, teammate: str) -> None:
    await connection.execute(
        "update sessions set revoked_at = now() where teammate = %s and revoked_at is null", [teammate]
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
            select id, name, created_by, created_at, last_used_at from workspace_tokens
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
    """Works with and without a workspace; that the teammate may be asked for is the caller's to check."""
    await connection.execute("select chatref_issue_setup_link(%s, %s::uuid, %s)", [token, teammate, life])


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


async def note_site_seen(connection: Connection, site: str, page: str, every: timedelta) -> None:
    await connection.execute(
        """
        update sites set seen_at = now(), seen_on = %s
         where id = %s and (seen_at is null or seen_at < now() - %s)
        """,
        [page, site, every],
    )


async def find_site(connection: Connection, public_key: str) -> tuple[str, str] | None:
    """(workspace, site)"""
    cursor = await connection.execute("select workspace, site from chatref_site(%s)", [public_key])
    row = await cursor.fetchone()
    return (row[0], row[1]) if row else None


def _teammate(row: TupleRow) -> Teammate:
    known, name, email, role, initials, colour, invited, created_at, removed_at = row
    return Teammate(known, name, email, Role(role), Face(initials, colour), invited, created_at, removed_at)


def _team(row: TupleRow) -> Team:
    known, name, hours, is_default, members = row
    return Team(known, name, hours, is_default, tuple(members))


def _site(row: TupleRow) -> Site:
    known, key, name, origins, look, hours, hosts, *rest = row
    return Site(known, key, name, tuple(origins), look, hours, tuple(hosts), *rest)
