"""Where a handoff goes beside the inbox, or a lead: what is handed over, what follows it, and what may come of a try.
Pure.

A kind is one file that offers `KIND`, a frozen `…Settings`, and a class with `send` and `find`; `kinds.py` lists them.
One that has something to be added to offers `follow` and `find_follow_up`, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable


class Matter(StrEnum):
    """What goes out. For a lead nobody waits; a test is a try of the owner's that looks like a handoff."""

    HANDOFF = "handoff"
    LEAD = "lead"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class GivenDetail:
    """`verified` is false for what was taken after two bad tries; `by` is who gave it: visitor, teammate, site…

    Of a file `value` is its name and size, and `link` opens it for whoever is signed in to the inbox.
    """

    field: str
    label: str
    value: str
    verified: bool
    by: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class PackageVisitor:
    """`name` is never empty: who left none has a number. `identified`: a server vouched for them."""

    id: str
    name: str
    contact: str | None
    identified: bool


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the transcript. `who` is the name shown: the visitor's, a teammate's, “Assistant”, the workspace."""

    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier conversation of this visitor, with the link that opens it in the inbox."""

    subject: str
    at: datetime
    link: str


@dataclass(frozen=True, slots=True)
class Package:
    """All that whoever takes the case should know. `why` is a plain sentence, `link` leads back to the inbox.

    `handoff` is its id, or that of a lead, which has no team. `reason` is a short name that programs compare. Texts
    that visitors wrote are as they wrote them: a kind escapes what its far side would take for markup, and cuts what
    its far side holds too long.
    """

    handoff: str
    conversation: str
    workspace: str
    """The workspace's name."""
    site: str
    """The site's name."""
    reason: str
    why: str
    rule: str | None
    team: str
    """The team's name."""
    priority: str
    """low, normal, high or urgent."""
    tags: tuple[str, ...]
    subject: str
    """One line: what it is about; never empty."""
    summary: str
    """Empty if there is none."""
    details: tuple[GivenDetail, ...]
    missing: tuple[str, ...]
    """Labels of the details that were asked for and not given."""
    visitor: PackageVisitor
    language: str
    page: str
    device: str
    sources: tuple[Source, ...]
    tried: tuple[str, ...]
    """What the assistant said in this episode."""
    earlier: tuple[Earlier, ...]
    playbook: tuple[str, ...]
    transcript: tuple[Line, ...]
    link: str
    requested_at: datetime
    matter: Matter = Matter.HANDOFF
    summed: bool = False
    """The summary was written by a model."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A detail that came later, or is not what it was: `was` is what they were told before, if anything."""

    field: str
    label: str
    value: str
    verified: bool
    by: str
    was: str | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """`outcome` is a short name that programs compare; `by` is the name shown, empty if it ended by itself."""

    outcome: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What came after a handoff or a lead had gone out, or after the follow-up before.

    What has not changed is empty or None.
    """

    handoff: str
    conversation: str
    workspace: str
    subject: str
    details: tuple[Changed, ...]
    contact: str | None
    team: str | None
    """The name of the team that has it now."""
    ended: Ended | None
    link: str
    at: datetime
    matter: Matter = Matter.HANDOFF

    @property
    def says_something(self) -> bool:
        return bool(self.details or self.contact or self.team or self.ended)


@dataclass(frozen=True, slots=True)
class There:
    """What a handoff has become over there: the key that it went with, and what was answered."""

    key: str
    reference: str | None
    address: str | None

    @property
    def delivered(self) -> Delivered:
        return Delivered(self.reference, self.address)


@dataclass(frozen=True, slots=True)
class Delivered:
    """`reference` is the far side's own name for it (a ticket's number), `address` where a teammate opens it."""

    reference: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Certainly nothing was made over there: the same may pass later, `after` if the far side said when."""

    why: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request went out and no answer came: it may be there. `find` is asked before anything is sent again."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It will not pass by itself. `why` is a sentence for the team: what the far side said, or what to mend."""

    why: str


Result = Delivered | Later | Unknown | Refused


class Destination(Protocol):
    """`key` is the same for each try of one delivery: an idempotency key where the far side takes one, else the
    external reference by which `find` looks. Neither raises anything but CallFailed, and `send` not even that."""

    async def send(self, package: Package, key: str, /) -> Result: ...

    async def find(self, key: str, /) -> Delivered | None:
        """What an earlier try has made; None if certainly nothing is there. Raises outbound.calls.CallFailed where it
        can't be told now. A kind whose far side takes the key as an idempotency key answers None: sending again is
        harmless there."""


@runtime_checkable
class Following(Destination, Protocol):
    """One that can be told what came later. Of `key`, and of what may be raised, holds the same.

    Its `Delivered` has the reference of what was followed; `address` may be nearer.
    """

    async def follow(self, update: FollowUp, there: There, key: str, /) -> Result: ...

    async def find_follow_up(self, there: There, key: str, /) -> Delivered | None: ...
