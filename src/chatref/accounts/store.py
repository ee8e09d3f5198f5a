"""The SQL of accounts. Each function works in an open transaction of one workspace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from psycopg import sql
from psycopg.rows import TupleRow, class_row
from psycopg.types.json import Jsonb

from chatref.accounts.access.store import end_setup_links, revoke_sessions
from chatref.accounts.model import (
    Face,
    Json,
    Role,
    Site,
    Team,
    Teammate,
    Workspace,
)
from chatref.conversation.kinds import Introduces
from chatref.database.pool import Connection

TEAMMATE = "id, name, email, role, initials, colour, password_hash is null, created_at, removed_at"
SITE = """id, public_key, name, origins, look, hours, allowed_hosts, assistant_enabled, created_at, seen_at, seen_on,
          introduces"""


async def add_workspace(connection: Connection, workspace: str, name: str) -> None:
    await connection.execute("insert into workspaces (id, name) values (%s, %s)", [workspace, name])


async def workspace(connection: Connection) -> Workspace | None:
    async with connection.cursor(row_factory=class_row(Workspace)) as cursor:
        await cursor.execute("select name, policy_version, timers from workspaces")
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


async def keep_password(connection: Connection, teammate: str, stored: str) -> bool:
    """Nobody changes it until the transaction ends. False if somebody has."""
    cursor = await connection.execute(
        "select from teammates where id = %s and password_hash = %s for share", [teammate, stored]
    )
    return cursor.rowcount == 1


async def set_password(connection: Connection, teammate: str, password: str) -> None:
    # The links first, here as below: two who wait for each other's rows would wait for ever.
    await end_setup_links(connection, teammate)
    await connection.execute("update teammates set password_hash = %s where id = %s", [password, teammate])
    await revoke_sessions(connection, teammate)


async def replace_password(
    connection: Connection, teammate: str, was: str, password: str, session: str
) -> bool:
    """False if it is not what it was any more. `session` goes on, every other ends."""
    await end_setup_links(connection, teammate)
    cursor = await connection.execute(
        "update teammates set password_hash = %s where id = %s and password_hash = %s",
        [password, teammate, was],
    )
    await revoke_sessions(connection, teammate, but=session)
    return cursor.rowcount == 1


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
    known, key, name, origins, look, hours, hosts, *rest, introduces = row
    site = Site(known, key, name, tuple(origins), look, hours, tuple(hosts), *rest)
    return replace(site, introduces=Introduces(introduces))
