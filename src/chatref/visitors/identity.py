"""How a visitor is known again: by a secret that only their browser has.

A claimed e-mail address or name never opens anything. When a business can vouch for its visitors by a signed
identity, it is checked here and sets `identified_as`; the session stays what authenticates.
"""

from uuid import uuid4

from chatref.database.pool import Connection, Database
from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.visitors import store
from chatref.visitors.model import Known


async def meet(connection: Connection, site: str, device: str = "") -> tuple[str, str]:
    """(visitor, token) of somebody new. The token is handed out this once; `device` is in words."""
    visitor = str(uuid4())
    token = new_token(TokenKind.VISITOR)
    await store.add_visitor(connection, visitor, site)
    await store.add_session(connection, str(uuid4()), site, visitor, token_hash(token), device)
    return visitor, token


async def authenticate(database: Database, token: str) -> Known | None:
    """One round trip. Whether the visitor is blocked stands on the visitor."""
    async with database.system() as connection:
        return await store.find_session(connection, token_hash(token))
