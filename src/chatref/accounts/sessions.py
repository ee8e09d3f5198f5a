"""Signing in, and what a signed-in browser holds: a secret that the teammate can see listed and revoke."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from chatref.accounts import store
from chatref.accounts.access import store as access
from chatref.accounts.checks import clean_email
from chatref.accounts.model import Session, Teammate
from chatref.accounts.passwords import hash_password, verify_password
from chatref.database.pool import Connection, Database
from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.errors import BadInput, Forbidden, NotFound

LIFE = timedelta(days=30)  # since it was last seen
SEEN_EVERY = timedelta(minutes=1)
LONGEST_DEVICE = 200

WRONG = "The e-mail address or the password is wrong."
NOT_PRESENT = "This is not your present password."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a request comes from."""

    workspace: str
    session: str
    teammate: Teammate


@dataclass(frozen=True, slots=True)
class NewSession:
    """`token` goes to the browser and is not kept."""

    token: str
    workspace: str
    teammate: str
    session: str


async def sign_in(database: Database, email: str, password: str, *, device: str, address: str) -> NewSession:
    """Raises Forbidden with the same words, after the same work, for a wrong password and an unknown address.

    The same address may belong to several workspaces; the password decides which one.
    """
    for workspace, teammate, stored in await _candidates(database, email):
        if await verify_password(stored, password) and workspace and teammate and stored:
            return await _open(database, workspace, teammate, stored, device, address)
    raise Forbidden(WRONG)


async def authenticate(database: Database, token: str) -> SignedIn | None:
    """None for a session that is unknown, revoked, expired, or of somebody removed."""
    [found] = await authenticate_all(database, [token])
    return found


async def authenticate_all(database: Database, tokens: Sequence[str]) -> list[SignedIn | None]:
    """In order; two transactions for all that are of one workspace."""
    hashes = [token_hash(token) for token in tokens]
    async with database.system() as connection:
        sessions = await access.find_sessions(connection, list(dict.fromkeys(hashes)))
    people: dict[str, Teammate] = {}
    for workspace in {workspace for workspace, _, _ in sessions.values()}:
        here = [found for found in sessions.values() if found[0] == workspace]
        async with database.workspace(workspace) as connection:
            await access.touch_sessions(connection, [session for _, _, session in here], SEEN_EVERY, LIFE)
            people |= await store.people(connection, [teammate for _, teammate, _ in here])
    return [_signed_in(sessions.get(each), people) for each in hashes]


def _signed_in(found: tuple[str, str, str] | None, people: Mapping[str, Teammate]) -> SignedIn | None:
    if found is None or found[1] not in people:
        return None
    workspace, teammate, session = found
    return SignedIn(workspace, session, people[teammate])


async def open_sessions(connection: Connection, teammate: str) -> tuple[Session, ...]:
    """The one seen last comes first."""
    return await access.sessions(connection, teammate)


async def revoke(connection: Connection, teammate: str, session: str) -> None:
    """Of this teammate only. Raises NotFound for another's, an ended one, or none."""
    if not await access.revoke_session(connection, teammate, session):
        raise NotFound


async def change_password(database: Database, who: SignedIn, present: str, password: str) -> None:
    """Ends every session of theirs but this one, and every unused link for them. Raises BadInput."""
    teammate = who.teammate.id
    async with database.workspace(who.workspace) as connection:
        stored = await store.password_hash(connection, teammate)
    if stored is None or not await verify_password(stored, present):
        raise BadInput("present", NOT_PRESENT)
    hashed = await hash_password(password)
    async with database.workspace(who.workspace) as connection:
        if not await store.replace_password(connection, teammate, stored, hashed, who.session):
            raise BadInput("present", NOT_PRESENT)


def _shown(text: str) -> str:
    """What a browser says about itself, fit to be kept and shown."""
    return "".join(filter(str.isprintable, text))[:LONGEST_DEVICE]


Candidate = tuple[str | None, str | None, str | None]


async def _candidates(database: Database, email: str) -> list[Candidate]:
    """(workspace, teammate, password hash); nobody's, if the address is unknown."""
    found = await _find(database, email)
    candidates: list[Candidate] = []
    for workspace, teammate in found:
        async with database.workspace(workspace) as connection:
            candidates.append((workspace, teammate, await store.password_hash(connection, teammate)))
    return candidates or [(None, None, None)]


async def _find(database: Database, email: str) -> list[tuple[str, str]]:
    try:
        address = clean_email(email)
    except BadInput:
        return []
    async with database.system() as connection:
        return await access.find_by_email(connection, address)


async def _open(
    database: Database, workspace: str, teammate: str, stored: str, device: str, address: str
) -> NewSession:
    """Raises Forbidden if the password was changed while it was looked at: that ends every session there is."""
    token, session = new_token(TokenKind.SESSION), str(uuid4())
    async with database.workspace(workspace) as connection:
        if not await store.keep_password(connection, teammate, stored):
            raise Forbidden(WRONG)
        await access.add_session(
            connection, session, teammate, token_hash(token), _shown(device), _shown(address), LIFE
        )
    return NewSession(token, workspace, teammate, session)
