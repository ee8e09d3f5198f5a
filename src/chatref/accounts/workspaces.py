"""A workspace, from its making on: one business, with an owner and a default team."""

from uuid import uuid4

from chatref.accounts import store
from chatref.accounts.checks import clean_email, clean_name
from chatref.accounts.model import Json, PolicyInputs, Role, Workspace
from chatref.accounts.teammates import face_of
from chatref.database.pool import Connection
from chatref.errors import NotFound

DEFAULT_TEAM = "Support"


async def create(
    connection: Connection,
    workspace: str,
    name: str,
    owner_name: str,
    owner_email: str,
    password_hash: str | None,
) -> str:
    """Inside `database.workspace(workspace)` of a new id: the workspace, its owner, the default team.

    Returns the owner's id.
    """
    owner, team, clean = str(uuid4()), str(uuid4()), clean_name(owner_name)
    await store.add_workspace(connection, workspace, clean_name(name, "workspace_name"))
    await store.add_teammate(
        connection, owner, clean, clean_email(owner_email), Role.OWNER, face_of(clean), password_hash
    )
    await store.add_team(connection, team, DEFAULT_TEAM, {}, default=True)
    await store.set_members(connection, team, [owner])
    return owner


async def read(connection: Connection) -> Workspace:
    found = await store.workspace(connection)
    if found is None:
        raise NotFound
    return found


async def policy_inputs(connection: Connection) -> PolicyInputs:
    """Read it in the transaction that uses it. A workspace has one owner and one default team, always."""
    workspace = await read(connection)
    teammates = await store.teammates(connection)
    teams = await store.teams(connection)
    return PolicyInputs(
        version=workspace.policy_version,
        owner=next(teammate.id for teammate in teammates if teammate.role is Role.OWNER),
        default_team=next(team.id for team in teams if team.is_default),
        teammates=teammates,
        teams=teams,
        sites=await store.sites(connection),
        timers=workspace.timers,
    )


async def set_timers(connection: Connection, timers: Json) -> None:
    """`timers` are checked by whoever takes them in. A change of the policy."""
    await store.set_timers(connection, timers)
    await store.raise_policy_version(connection)
