"""The people of a workspace, and their teams."""

from collections import Counter
from collections.abc import Iterable
from uuid import uuid4

from chatref.accounts import store
from chatref.accounts.checks import clean_email, clean_name
from chatref.accounts.model import Face, Json, Role, Team, Teammate
from chatref.database.pool import Connection
from chatref.errors import BadInput, NotFound, Refused

# Names of tokens of the design system, not colours themselves: the theme decides what they look like.
COLOURS = ("clay", "moss", "sea", "plum", "sand", "rose", "slate", "fern")


MOST_TEAMS = 100
MOST_TEAMMATES = 1_000


def face_of(name: str, others: Iterable[Teammate] = ()) -> Face:
    """Initials of the first and last word; the colour that the fewest of the others have, which then stays theirs."""
    taken = Counter(each.face.colour for each in others)
    return Face(initials_of(name), min(COLOURS, key=lambda colour: taken[colour]))


def initials_of(name: str) -> str:
    words = name.split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


async def create(
    connection: Connection, name: str, email: str, *, password_hash: str | None = None
) -> Teammate:
    """In the default team. Without a password they are invited: see `setup.invite`."""
    others = await store.teammates(connection)
    if len(others) >= MOST_TEAMMATES:
        raise Refused("TooManyTeammates", f"There are {MOST_TEAMMATES} teammates at most.")
    teammate, clean = str(uuid4()), clean_name(name)
    face = face_of(clean, others)
    if not await store.add_teammate(
        connection, teammate, clean, clean_email(email), Role.TEAMMATE, face, password_hash
    ):
        raise BadInput("email", "A teammate has this address already.")
    for team in await store.teams(connection):
        if team.is_default:
            await store.set_members(connection, team.id, [*team.members, teammate])
    await store.raise_policy_version(connection)
    return await read(connection, teammate)


async def read(connection: Connection, teammate: str) -> Teammate:
    """A removed one too."""
    found = await store.teammate(connection, teammate)
    if found is None:
        raise NotFound
    return found


async def everybody(connection: Connection) -> tuple[Teammate, ...]:
    """Everybody who has not been removed, the oldest first."""
    return await store.teammates(connection)


async def remove(connection: Connection, teammate: str) -> None:
    """Ends their sessions and memberships at once; the desk moves their cases when the policy is applied."""
    found = await _read_current(connection, teammate)
    if found.role is Role.OWNER:
        raise Refused("OwnerStays", "The owner cannot be removed.")
    await store.remove_teammate(connection, teammate)
    await store.raise_policy_version(connection)


async def rename(connection: Connection, teammate: str, name: str) -> None:
    await _read_current(connection, teammate)
    clean = clean_name(name)
    await store.rename_teammate(connection, teammate, clean, initials_of(clean))
    await store.raise_policy_version(connection)


async def set_teams(connection: Connection, teammate: str, teams: Iterable[str]) -> None:
    """These teams and no other."""
    await _read_current(connection, teammate)
    wanted, known = set(teams), await store.teams(connection)
    if wanted - {team.id for team in known}:
        raise BadInput("teams", "There is no such team.")
    for team in known:
        others = [each for each in team.members if each != teammate]
        await store.set_members(connection, team.id, [*others, teammate] if team.id in wanted else others)
    await store.raise_policy_version(connection)


async def create_team(connection: Connection, name: str, hours: Json, members: Iterable[str] = ()) -> Team:
    if len(await store.teams(connection)) >= MOST_TEAMS:
        raise Refused("TooManyTeams", f"There are {MOST_TEAMS} teams at most.")
    team = str(uuid4())
    if not await store.add_team(connection, team, clean_name(name), hours, default=False):
        raise BadInput("name", "A team has this name already.")
    await store.set_members(connection, team, members)
    await store.raise_policy_version(connection)
    return await read_team(connection, team)


async def teams(connection: Connection) -> tuple[Team, ...]:
    return await store.teams(connection)


async def read_team(connection: Connection, team: str) -> Team:
    for found in await store.teams(connection):
        if found.id == team:
            return found
    raise NotFound


async def set_members(connection: Connection, team: str, members: Iterable[str]) -> None:
    await read_team(connection, team)
    await store.set_members(connection, team, members)
    await store.raise_policy_version(connection)


async def rename_team(connection: Connection, team: str, name: str) -> None:
    await read_team(connection, team)
    if not await store.rename_team(connection, team, clean_name(name)):
        raise BadInput("name", "A team has this name already.")
    await store.raise_policy_version(connection)


async def set_team_hours(connection: Connection, team: str, hours: Json) -> None:
    """`hours` in the form that the room of hours writes."""
    await read_team(connection, team)
    await store.set_team_hours(connection, team, hours)
    await store.raise_policy_version(connection)


async def make_default(connection: Connection, team: str) -> None:
    """What no other team takes goes there from now on."""
    await read_team(connection, team)
    await store.set_default_team(connection, team)
    await store.raise_policy_version(connection)


async def remove_team(connection: Connection, team: str) -> None:
    if (await read_team(connection, team)).is_default:
        raise Refused("DefaultTeamStays", "The default team cannot be removed.")
    await store.remove_team(connection, team)
    await store.raise_policy_version(connection)


async def _read_current(connection: Connection, teammate: str) -> Teammate:
    found = await read(connection, teammate)
    if found.removed_at is not None:
        raise NotFound
    return found
