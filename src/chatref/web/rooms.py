"""What the views are given: the rooms below them, made once by app and found on the application's state."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from chatref.database.pool import Database
from chatref.desk.handle import Desk
from chatref.desk.policy import Policies
from chatref.knowledge.learn import Learning
from chatref.live.hub import Hub
from chatref.settings import Settings
from chatref.web.known import Visitors
from chatref.web.limits import Limits


@dataclass(frozen=True, slots=True)
class Rooms:
    settings: Settings
    database: Database
    desk: Desk
    hub: Hub
    policies: Policies
    learning: Learning
    visitors: Visitors
    limits: Limits


def rooms_of(connection: HTTPConnection) -> Rooms:
    rooms = connection.app.state.rooms
    assert isinstance(rooms, Rooms)
    return rooms


RoomsHere = Annotated[Rooms, Depends(rooms_of)]
