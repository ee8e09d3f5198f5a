"""In SQL whether a workspace sends mails."""

from chatref.database.pool import Connection


async def sends(connection: Connection) -> bool:
    found = await connection.execute("select is_on from mail_accounts")
    row = await found.fetchone()
    return bool(row and row[0])
