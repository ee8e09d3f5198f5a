"""The address to which a mail system of the business hands over what came: its secret is told once."""

from datetime import datetime

from chatref.database.pool import Connection, Database
from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.mail.ways_in import store


async def renew(connection: Connection, workspace: str) -> str:
    """The secret, shown this once; the one before opens nothing any more."""
    secret = new_token(TokenKind.MAIL_HOOK)
    await store.keep_hook(connection, workspace, token_hash(secret))
    return secret


async def made_at(connection: Connection) -> datetime | None:
    """None where there is none."""
    return await store.hook_made(connection)


async def workspace_of(database: Database, secret: str) -> str | None:
    async with database.system() as connection:
        return await store.find_hook(connection, token_hash(secret))
