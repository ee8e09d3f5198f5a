"""The core's Policy, made from what the owner has set, and the faces that go with it.

The workspace's version grows with every change, in the change's own transaction. So a value once made for a
version holds for ever, and an append only has to look which version it is under.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from chatref.accounts import workspaces
from chatref.accounts.model import PolicyInputs, Team
from chatref.accounts.teammates import COLOURS
from chatref.actions.fields import Email
from chatref.actions.fill import Action
from chatref.assistant import rulebook
from chatref.conversation import policy as core
from chatref.conversation.introducing import Introductions, Person, introductions
from chatref.conversation.kinds import Introduces
from chatref.database.pool import Connection, Database
from chatref.desk.encoding import encode
from chatref.desk.mailing.store import sends
from chatref.desk.outbox import Route
from chatref.desk.outbox.store import routes
from chatref.desk.policy import store
from chatref.desk.policy.timers import timers_from
from chatref.errors import NotFound
from chatref.escalation.rulebook import RuleBook, words
from chatref.escalation.standing import standing_on
from chatref.hours import hours_from_json


@dataclass(frozen=True, slots=True)
class Face:
    id: str
    name: str
    initials: str
    colour: int


Faces = Mapping[str, Face]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds in a workspace under one version."""

    policy: core.Policy
    faces: Faces
    book: RuleBook
    known_as: Mapping[Introduces, Introductions]
    """To visitors, by what their site has set."""
    routes: tuple[Route, ...] = ()
    """Where else handoffs go."""
    addresses: frozenset[str] = frozenset()
    """The details that are e-mail addresses."""

    def introductions(self, site: str) -> Introductions:
        """Of the team to the visitors of this site."""
        return self.known_as[self.policy.site(site).introduces]


class Policies:
    """Keeps the latest ruling of each workspace that this process has met."""

    def __init__(self, timers: core.Timers | None = None) -> None:
        self._timers = timers or core.Timers()
        self._latest: dict[str, Ruling] = {}

    async def ruling(self, connection: Connection, workspace: str, version: int) -> Ruling:
        """In the transaction that read `version`. May come back with a later one, if it grew meanwhile."""
        known = self._latest.get(workspace)
        if known is not None and known.policy.version == version:
            return known
        made = await _make(connection, workspace, self._timers)
        self._latest[workspace] = made
        return made

    async def current(self, database: Database, workspace: str) -> Ruling:
        async with database.workspace(workspace) as connection:
            return await self.within(connection, workspace)

    async def within(self, connection: Connection, workspace: str) -> Ruling:
        """As of this transaction. Raises NotFound."""
        version = await store.version(connection, workspace)
        if version is None:
            raise NotFound
        return await self.ruling(connection, workspace, version)

    def known(self, workspace: str) -> Ruling | None:
        return self._latest.get(workspace)


async def _make(connection: Connection, workspace: str, timers: core.Timers) -> Ruling:
    await store.hold(connection, workspace)
    inputs = await workspaces.policy_inputs(connection)
    book = await rulebook.load(connection)
    await store.keep(connection, workspace, inputs.version, encode(inputs))
    known = await store.faces(connection)
    faces = {who: Face(who, name, initials, _colour(colour)) for who, name, initials, colour in known}
    policy = compose(inputs, timers, book, mails=await sends(connection))
    people = {who: Person(face.name, face.initials, face.colour) for who, face in faces.items()}
    known_as = {how: introductions(people, how, policy.words) for how in Introduces}
    return Ruling(policy, faces, book, known_as, await routes(connection), _addresses(book))


def _addresses(book: RuleBook) -> frozenset[str]:
    actions = (each for each in book.actions.values() if isinstance(each, Action))
    return frozenset(field.id for each in actions for field in each.fields if isinstance(field.kind, Email))


def compose(inputs: PolicyInputs, timers: core.Timers, book: RuleBook, *, mails: bool = False) -> core.Policy:
    team_of = {member: team.id for team in inputs.teams for member in team.members}
    return core.Policy(
        version=inputs.version,
        owner=inputs.owner,
        default_team=inputs.default_team,
        teams={each.id: _team(each) for each in inputs.teams},
        teammates={
            each.id: core.Teammate(each.id, each.name, team_of.get(each.id, inputs.default_team))
            for each in inputs.teammates
        },
        sites={
            each.id: core.Site(each.id, each.assistant_enabled, introduces=each.introduces)
            for each in inputs.sites
        },
        timers=timers_from(inputs.timers, timers),
        words=words(book.rules),
        playbooks=book.rules.playbooks,
        standing=standing_on(book.rules, [each.id for each in inputs.sites]),
        mails=mails,
    )


def _team(team: Team) -> core.Team:
    hours = hours_from_json(team.hours)
    return core.Team(team.id, team.name, hours, frozenset(team.members), _version(team.hours), hours.zone)


def _version(hours: Mapping[str, object]) -> int:
    """Another calendar, another number; the same one, the same number in every process."""
    return crc32(encode(hours).encode())


def _colour(name: str) -> int:
    return COLOURS.index(name) if name in COLOURS else 0
