"""Who is asking: a visitor by the secret of their browser, a teammate by a session, a server by a token."""

from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from chatref.accounts import sessions, tokens
from chatref.accounts.permissions import Right, require
from chatref.accounts.sessions import SignedIn
from chatref.accounts.tokens import Server
from chatref.desk import reading
from chatref.visitors.model import Known
from chatref.web.known import LONGEST_SECRET
from chatref.web.limits import Limit
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.security import check_unsafe, client_address

COOKIE = "chatref_session"
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def _bearer(connection: HTTPConnection) -> str:
    scheme, _, secret = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret or len(secret) > LONGEST_SECRET:
        raise HTTPException(401)
    return secret


async def visitor_of(connection: HTTPConnection, rooms: RoomsHere) -> Known:
    return await known_visitor(connection, rooms, _bearer(connection))


async def known_visitor(connection: HTTPConnection, rooms: Rooms, token: str) -> Known:
    known = await rooms.visitors.known(token, lambda: _guessing(connection, rooms))
    if known is None:
        raise _stranger(connection, rooms)
    return known


async def signed_in(connection: HTTPConnection, rooms: RoomsHere) -> SignedIn:
    """The teammate of this browser; an unsafe request must also come from our own page."""
    if connection.scope["type"] == "http" and connection.scope["method"] in _UNSAFE:
        check_unsafe(connection, rooms.settings.base_url)
    token = connection.cookies.get(COOKIE, "")
    if not 0 < len(token) <= LONGEST_SECRET:
        raise HTTPException(401)
    _guessing(connection, rooms)
    found = await sessions.authenticate(rooms.database, token)
    if found is None:
        raise _stranger(connection, rooms)
    return found


async def still_signed_in(connection: HTTPConnection, rooms: Rooms) -> SignedIn:
    """Of an open socket, whose secret was right when it was opened. Not at once: many are looked at together."""
    found = await rooms.teammates.still(connection.cookies.get(COOKIE, ""))
    if found is None:
        raise HTTPException(401)
    return found


async def server_of(connection: HTTPConnection, rooms: RoomsHere) -> Server:
    secret = _bearer(connection)
    _guessing(connection, rooms)
    found = await tokens.authenticate(rooms.database, secret)
    if found is None:
        raise _stranger(connection, rooms)
    rooms.limits.take(Limit.EVENTS_PER_TOKEN, found.token)
    return found


def _guessing(connection: HTTPConnection, rooms: Rooms) -> None:
    """Raises TooMany before the database is asked for an address whose secrets were wrong too often."""
    rooms.limits.check(Limit.WRONG_SECRETS_PER_ADDRESS, client_address(connection))


def _stranger(connection: HTTPConnection, rooms: Rooms) -> HTTPException:
    rooms.limits.take(Limit.WRONG_SECRETS_PER_ADDRESS, client_address(connection))
    return HTTPException(401)


def team_reader(who: SignedIn) -> reading.Teammate:
    return reading.Teammate(who.workspace, who.teammate.id)


def visitor_reader(known: Known) -> reading.Visitor:
    return reading.Visitor(known.workspace, known.visitor)


class _Having:
    """A signed-in teammate who has a right."""

    def __init__(self, right: Right) -> None:
        self._right = right

    async def __call__(self, who: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
        require(who.teammate.role, self._right)
        return who


VisitorHere = Annotated[Known, Depends(visitor_of)]
TeammateHere = Annotated[SignedIn, Depends(signed_in)]
ServerHere = Annotated[Server, Depends(server_of)]
Worker = Annotated[SignedIn, Depends(_Having(Right.WORK_CASES))]
Reader = Annotated[SignedIn, Depends(_Having(Right.READ_CONVERSATIONS))]
SiteKeeper = Annotated[SignedIn, Depends(_Having(Right.MANAGE_SITES))]
KnowledgeKeeper = Annotated[SignedIn, Depends(_Having(Right.MANAGE_KNOWLEDGE))]
Blocker = Annotated[SignedIn, Depends(_Having(Right.BLOCK_VISITORS))]
RuleKeeper = Annotated[SignedIn, Depends(_Having(Right.MANAGE_RULES))]
TeamKeeper = Annotated[SignedIn, Depends(_Having(Right.MANAGE_TEAM))]
DestinationKeeper = Annotated[SignedIn, Depends(_Having(Right.MANAGE_DESTINATIONS))]
TokenKeeper = Annotated[SignedIn, Depends(_Having(Right.MANAGE_TOKENS))]
Eraser = Annotated[SignedIn, Depends(_Having(Right.ERASE))]
InsightReader = Annotated[SignedIn, Depends(_Having(Right.READ_INSIGHTS))]
