"""The people of the tests: Foundry, a small shop for fonts and templates, and Rival, who must never see it.

Foundry: Olga owns it, Tess and Tom answer, Vera and Vic visit. Rival: Rosa owns it.
"""

from dataclasses import dataclass
from uuid import uuid4

from chatref.accounts import sites, teammates, workspaces
from chatref.accounts.model import Site, Teammate
from chatref.accounts.passwords import HASHER
from chatref.database.pool import Database
from chatref.visitors import identity

PASSWORD = "seven quiet lanterns"
PASSWORD_HASH = HASHER.hash(PASSWORD)


@dataclass(frozen=True)
class Person:
    """A visitor with the secret of their browser."""

    id: str
    token: str


@dataclass(frozen=True)
class Business:
    """A workspace with its people; everybody's password is PASSWORD. `team` is the default team."""

    workspace: str
    site: Site
    team: str
    owner: Teammate
    teammates: tuple[Teammate, ...]


@dataclass(frozen=True)
class Foundry(Business):
    tess: Teammate
    tom: Teammate
    vera: Person
    vic: Person

    @property
    def olga(self) -> Teammate:
        return self.owner


async def foundry_at(url: str) -> Foundry:
    database = await Database.open(url, size=1)
    try:
        return await open_foundry(database)
    finally:
        await database.close()


async def open_foundry(database: Database) -> Foundry:
    workspace = str(uuid4())
    async with database.workspace(workspace) as connection:
        owner = await workspaces.create(
            connection, workspace, "Foundry", "Olga Owner", "olga@foundry.example", PASSWORD_HASH
        )
        tess = await teammates.create(
            connection, "Tess Type", "tess@foundry.example", password_hash=PASSWORD_HASH
        )
        tom = await teammates.create(
            connection, "Tom Template", "tom@foundry.example", password_hash=PASSWORD_HASH
        )
        site = await sites.create(connection, "Foundry's shop", ["https://foundry.example"])
        vera = Person(*await identity.meet(connection, site.id))
        vic = Person(*await identity.meet(connection, site.id))
        inputs = await workspaces.policy_inputs(connection)
        olga = await teammates.read(connection, owner)
    return Foundry(workspace, site, inputs.default_team, olga, (tess, tom), tess, tom, vera, vic)


async def open_rival(database: Database) -> Business:
    workspace = str(uuid4())
    async with database.workspace(workspace) as connection:
        owner = await workspaces.create(
            connection, workspace, "Rival", "Rosa Rival", "rosa@rival.example", PASSWORD_HASH
        )
        site = await sites.create(connection, "Rival's shop", ["https://rival.example"])
        inputs = await workspaces.policy_inputs(connection)
        rosa = await teammates.read(connection, owner)
    return Business(workspace, site, inputs.default_team, rosa, ())
