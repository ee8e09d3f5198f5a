"""One-time links: for the first owner, for who was invited, for who forgot the password.

There is no account and no password before somebody has used one. Of a teammate only the newest opens anything.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import uuid4

from chatref.accounts import store, teammates, workspaces
from chatref.accounts.access import store as access
from chatref.accounts.checks import clean_email
from chatref.accounts.model import Teammate
from chatref.accounts.passwords import hash_password
from chatref.accounts.permissions import require_no_less
from chatref.database.pool import Connection, Database
from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.errors import NotFound, Refused

FIRST_LIFE = timedelta(days=1)
RESET_LIFE = timedelta(hours=1)
FORGOTTEN_LIFE = timedelta(days=1)
INVITATION_LIFE = timedelta(days=7)


class LinkFor(StrEnum):
    FIRST_OWNER = "first_owner"
    PASSWORD = "password"  # noqa: S105 - the name of a kind of link


@dataclass(frozen=True, slots=True)
class FirstOwner:
    """What the first owner typed."""

    workspace_name: str
    name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Member:
    workspace: str
    teammate: str


async def needs_setup(database: Database) -> bool:
    async with database.system() as connection:
        return not await access.has_workspace(connection)


async def first_link(database: Database) -> str:
    """The token of a link that makes the first workspace; worth nothing as soon as there is one."""
    if not await needs_setup(database):
        raise Refused("AlreadySetUp", "This desk has an owner. For a new password: chatref owner reset.")
    async with database.system() as connection:
        return await _issue(connection, None, FIRST_LIFE)


async def reset_owner(database: Database, email: str | None = None) -> str:
    """The token of a link with which an owner chooses a new password. `email` tells which, if there are several.

    Before there is an owner, one makes themselves with it. Not reachable over the network: whoever may start programs
    on this machine may do it.
    """
    nobody = email is None and await needs_setup(database)
    owner = None if nobody else (await the_owner(database, email)).teammate
    async with database.system() as connection:
        return await _issue(connection, owner, RESET_LIFE)


async def the_owner(database: Database, email: str | None = None) -> Member:
    """The only owner of this desk, or the one with this address."""
    async with database.system() as connection:
        owners = await access.owners(connection)
        if email is not None:
            known = await access.find_by_email(connection, clean_email(email))
            owners = [owner for owner in owners if owner in known]
    if not owners:
        raise NotFound("There is no such owner.")
    if len(owners) > 1:
        raise Refused("WhichOwner", "There are several owners. Please name one by e-mail address.")
    return Member(*owners[0])


async def invite(connection: Connection, teammate: str) -> str:
    """The token of a link with which a teammate of this workspace chooses a password."""
    person = await teammates.read(connection, teammate)
    if person.removed_at is not None:
        raise NotFound
    return await _issue(connection, teammate, INVITATION_LIFE)


async def forgotten(connection: Connection, by: Teammate, teammate: str) -> str:
    """The token of a link with which somebody who lost their password chooses another.

    Not for oneself: a browser left open would be enough to take the account away from its owner.
    """
    person = await teammates.read(connection, teammate)
    if person.removed_at is not None:
        raise NotFound
    if person.id == by.id:
        raise Refused("OwnPassword", "Your own password is changed with the present one.")
    require_no_less(by.role, person.role)
    return await _issue(connection, teammate, FORGOTTEN_LIFE)


async def read_link(database: Database, token: str) -> LinkFor:
    """What the page behind the link must ask. Raises NotFound for one that is unknown, used or too old."""
    _, teammate = await _link(database, token)
    return LinkFor.FIRST_OWNER if teammate is None else LinkFor.PASSWORD


async def create_first_workspace(database: Database, token: str, first: FirstOwner) -> Member:
    """Uses the link up, in the transaction that makes the workspace. Raises NotFound, BadInput."""
    await _link(database, token)
    hashed = await hash_password(first.password)
    workspace = str(uuid4())
    async with database.workspace(workspace) as connection:
        await _use(connection, token)
        owner = await workspaces.create(
            connection, workspace, first.workspace_name, first.name, first.email, hashed
        )
    return Member(workspace, owner)


async def choose_password(database: Database, token: str, password: str) -> Member:
    """Uses the link up, and ends every session of that teammate. Raises NotFound, BadInput."""
    workspace, teammate = await _link(database, token)
    if workspace is None or teammate is None:
        raise NotFound
    hashed = await hash_password(password)
    async with database.workspace(workspace) as connection:
        await _use(connection, token)
        await store.set_password(connection, teammate, hashed)
    return Member(workspace, teammate)


async def _issue(connection: Connection, teammate: str | None, life: timedelta) -> str:
    token = new_token(TokenKind.SETUP)
    await access.issue_setup_link(connection, token_hash(token), teammate, life)
    return token


async def _link(database: Database, token: str) -> tuple[str | None, str | None]:
    async with database.system() as connection:
        found = await access.setup_link(connection, token_hash(token))
    if found is None:
        raise NotFound("This link was used already, or is too old.")
    return found


async def _use(connection: Connection, token: str) -> None:
    if not await access.use_setup_link(connection, token_hash(token)):
        raise NotFound("This link was used already, or is too old.")
