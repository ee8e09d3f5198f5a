"""What the views are given: the rooms below them, made once by app and found on the application's state."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from chatref.assistant.turn import Assistant
from chatref.database.pool import Database
from chatref.desk.handle import Desk
from chatref.desk.policy import Faces, Policies
from chatref.desk.requests import Requests
from chatref.desk.routing.router import Router
from chatref.errors import Overtaken
from chatref.insights.test_cases.run import TestRuns
from chatref.knowledge.background import Background
from chatref.knowledge.embed import Embedder
from chatref.live.hub import Hub
from chatref.mail.accounts import Accounts
from chatref.mail.bin import Bin
from chatref.mail.filing import Filing
from chatref.mail.sending import MailsOut
from chatref.outbound.deliveries import Deliveries
from chatref.outbound.keys import Keys
from chatref.outbound.opening import Opening
from chatref.settings import Settings
from chatref.web.begun import Begun
from chatref.web.known import Teammates, Visitors
from chatref.web.limits import Limits
from chatref.web.tries import Tries


@dataclass(frozen=True, slots=True)
class Mail:
    """Conversations that go on by mail: what goes out, and what came back."""

    accounts: Accounts
    out: MailsOut
    filing: Filing
    bin: Bin


@dataclass(frozen=True, slots=True)
class Rooms:
    settings: Settings
    database: Database
    desk: Desk
    hub: Hub
    router: Router
    policies: Policies
    embedder: Embedder
    learning: Background
    test_runs: TestRuns
    assistant: Assistant
    requests: Requests
    keys: Keys
    opening: Opening
    deliveries: Deliveries
    mail: Mail
    visitors: Visitors
    teammates: Teammates
    begun: Begun = field(default_factory=Begun)
    tries: Tries = field(default_factory=Tries)
    limits: Limits = field(default_factory=Limits)

    async def faces(self, workspace: str) -> Faces:
        """Names and faces of the team, the removed ones too."""
        return (await self.policies.current(self.database, workspace)).faces

    @asynccontextmanager
    async def naming(self, workspace: str) -> AsyncIterator[None]:
        """Who was faster is told by name."""
        try:
            yield
        except Overtaken as overtaken:
            face = (await self.faces(workspace)).get(overtaken.who or "")
            raise overtaken.told(face.name if face else "") from None


def rooms_of(connection: HTTPConnection) -> Rooms:
    rooms = connection.app.state.rooms
    assert isinstance(rooms, Rooms)
    return rooms


async def _rooms_here(connection: HTTPConnection) -> Rooms:
    """A plain function would be given a thread for every request."""
    return rooms_of(connection)


RoomsHere = Annotated[Rooms, Depends(_rooms_here)]
