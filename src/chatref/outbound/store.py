"""The SQL of what leaves the desk."""

from chatref.database.pool import Connection


async def salt(connection: Connection, workspace: str, fresh: bytes) -> bytes:
    """The workspace's, which is `fresh` if it had none."""
    await connection.execute(
        "insert into signing_keys (workspace, salt) values (%s, %s) on conflict (workspace) do nothing",
        [workspace, fresh],
    )
    found = await connection.execute("select salt from signing_keys")
    row = await found.fetchone()
    assert row
    return bytes(row[0])


async def replace_salt(connection: Connection, workspace: str, fresh: bytes) -> None:
    await connection.execute(
        """insert into signing_keys (workspace, salt) values (%s, %s)
           on conflict (workspace) do update set salt = excluded.salt, made_at = now()""",
        [workspace, fresh],
    )
