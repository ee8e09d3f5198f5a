"""How a visitor is known again: by a secret that only their browser has.

A claimed e-mail address or name never opens anything. Whom a business has vouched for (`vouching`) is `identified_as`
its own id for them; the session stays what authenticates.
"""

from uuid import uuid4

from chatref.database.pool import Connection, Database
from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.visitors import profile, store
from chatref.visitors.model import Attributes, Known
from chatref.visitors.vouching import Vouched


async def meet(connection: Connection, site: str, device: str = "") -> tuple[str, str]:
    """(visitor, token) of somebody new. The token is handed out this once; `device` is in words."""
    visitor = str(uuid4())
    await store.add_visitor(connection, visitor, site)
    return visitor, await _let_in(connection, site, visitor, device)


async def claim(connection: Connection, visitor: str, attributes: Attributes) -> None:
    """What the page says of them now, in the place of what it said before."""
    await store.set_claimed(connection, visitor, attributes)


async def recognise(
    connection: Connection, known: Known, said: Vouched, device: str, *, talking: bool
) -> tuple[str, str | None]:
    """(visitor, token): who it is whom the business has named, and the secret for them if the browser's is not theirs.

    Somebody else was named in this browser before: they keep their thread to themselves. Somebody unnamed who has a
    thread (`talking`) goes on in it; without one they go on as who they are elsewhere.
    """
    named = (await profile.read(connection, known.visitor)).identified_as
    visitor: str | None = known.visitor
    if named != said.id and not (named is None and talking):
        visitor = await store.identified(connection, known.site, said.id)
        visitor = visitor or (known.visitor if named is None else None)
    # Since they were looked for they may have been erased, or named as somebody else.
    if visitor is None or not await _vouch(connection, visitor, said):
        visitor = str(uuid4())
        await store.add_visitor(connection, visitor, known.site)
        await _vouch(connection, visitor, said)
    if visitor == known.visitor:
        return visitor, None
    return visitor, await _let_in(connection, known.site, visitor, device)


async def _vouch(connection: Connection, visitor: str, said: Vouched) -> bool:
    return await store.set_vouched(connection, visitor, said.id, said.name, said.attributes)


async def _let_in(connection: Connection, site: str, visitor: str, device: str) -> str:
    token = new_token(TokenKind.VISITOR)
    await store.add_session(connection, str(uuid4()), site, visitor, token_hash(token), device)
    return token


async def authenticate(database: Database, token: str) -> Known | None:
    """One round trip. Whether the visitor is blocked stands on the visitor."""
    async with database.system() as connection:
        return await store.find_session(connection, token_hash(token))
