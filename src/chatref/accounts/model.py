"""Workspaces, sites, teams and teammates, as read from the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chatref.conversation.kinds import Introduces

Json = Mapping[str, object]


class Role(StrEnum):
    OWNER = "owner"
    TEAMMATE = "teammate"


@dataclass(frozen=True, slots=True)
class Workspace:
    """`timers` as stored; the desk's policy reads them."""

    name: str
    policy_version: int
    timers: Json


@dataclass(frozen=True, slots=True)
class Face:
    """What stands for a person where there is no picture. `colour` is one of COLOURS."""

    initials: str
    colour: str


@dataclass(frozen=True, slots=True)
class Teammate:
    """`invited` until a password was chosen."""

    id: str
    name: str
    email: str
    role: Role
    face: Face
    invited: bool
    created_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Team:
    """`hours` is the calendar as stored; the room of hours reads it."""

    id: str
    name: str
    hours: Json
    is_default: bool
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """`origins` may load the widget; `allowed_hosts` may be crawled although their address is private.

    `seen_on` is the page on which the widget was last opened, as that page says.
    """

    id: str
    public_key: str
    name: str
    origins: tuple[str, ...]
    look: Json
    hours: Json
    allowed_hosts: tuple[str, ...]
    assistant_enabled: bool
    created_at: datetime
    seen_at: datetime | None
    seen_on: str | None
    introduces: Introduces = Introduces.FACE


@dataclass(frozen=True, slots=True)
class Session:
    id: str
    device: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class WorkspaceToken:
    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class PolicyInputs:
    """Who may act in a workspace, all of one version: what the desk's policy is built from."""

    version: int
    owner: str
    default_team: str
    teammates: tuple[Teammate, ...]
    teams: tuple[Team, ...]
    sites: tuple[Site, ...]
    timers: Json
