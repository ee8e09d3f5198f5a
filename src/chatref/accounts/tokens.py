"""Tokens with which a business's own servers speak for the whole workspace."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from chatref.accounts.access import store as access
from chatref.accounts.checks import clean_name
from chatref.accounts.model import WorkspaceToken
from chatref.database.pool import Connection, Database
from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.errors import NotFound

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Server:
    """A request that a server of the business made: what it says counts as verified."""

    workspace: str
    token: str


async def create(connection: Connection, name: str, by: str) -> str:
    """The secret, shown this once."""
    secret = new_token(TokenKind.WORKSPACE)
    await access.add_workspace_token(connection, str(uuid4()), clean_name(name), token_hash(secret), by)
    return secret


async def all_tokens(connection: Connection) -> tuple[WorkspaceToken, ...]:
    return await access.workspace_tokens(connection)


async def revoke(connection: Connection, token: str) -> None:
    """By its id, not its secret."""
    if not await access.revoke_workspace_token(connection, token):
        raise NotFound


async def authenticate(database: Database, secret: str) -> Server | None:
    async with database.system() as connection:
        found = await access.find_workspace_token(connection, token_hash(secret))
    if found is None:
        return None
    async with database.workspace(found[0]) as connection:
        await access.touch_workspace_token(connection, found[1], SEEN_EVERY)
    return Server(*found)
