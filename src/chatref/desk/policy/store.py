"""Policies in SQL: the version that holds now, the faces beside it, and every value kept by its version."""

from collections.abc import Collection

from chatref.database.pool import Connection


async def hold(connection: Connection, workspace: str) -> None:
    """Until this transaction ends nobody changes who may act: what is read next is of one version."""
    await connection.execute("select from workspaces where id = %s for share", [workspace])


async def version(connection: Connection, workspace: str) -> int | None:
    found = await connection.execute(
        "select policy_version from workspaces where id = %s", [workspace], prepare=True
    )
    row = await found.fetchone()
    return None if row is None else int(row[0])


async def faces(connection: Connection) -> list[tuple[str, str, str, str]]:
    """Of everybody who ever was here: old messages name them."""
    found = await connection.execute("select id, name, initials, colour from teammates")
    return [(who, name, initials, colour) for who, name, initials, colour in await found.fetchall()]


async def keep(connection: Connection, workspace: str, version: int, content: str) -> None:
    await connection.execute(
        "insert into policies (workspace, version, content) values (%s, %s, %s) on conflict do nothing",
        [workspace, version, content],
    )


async def contents(
    connection: Connection, workspace: str, versions: Collection[int]
) -> list[tuple[int, str]]:
    found = await connection.execute(
        "select version, content::text from policies where workspace = %s and version = any(%s::bigint[])",
        [workspace, list(versions)],
    )
    return [(version, content) for version, content in await found.fetchall()]
