"""The first owner, and whoever follows a one-time link to choose a password."""

from typing import Literal

from fastapi import APIRouter, Request, Response

from chatref.accounts import sessions, setup, sites, workspaces
from chatref.accounts.setup import FirstOwner, LinkFor, Member
from chatref.web.account_api import keep_signed_in
from chatref.web.limits import Limit
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.security import check_unsafe, client_address
from chatref.web.words import Email, Model, Name, Password, Token

setup_api = APIRouter(prefix="/api/setup", tags=["setup"])


class LinkRead(Model):
    token: Token


class LinkIs(Model):
    asks_for: LinkFor


class Setup(Model):
    token: Token
    workspace: Name
    name: Name
    email: Email
    password: Password


class PasswordChosen(Model):
    token: Token
    password: Password


class Done(Model):
    next: Literal["/settings/start", "/sign-in"]


@setup_api.post("/link")
async def read_link(asked: LinkRead, request: Request, rooms: RoomsHere) -> LinkIs:
    _guard(request, rooms)
    return LinkIs(asks_for=await setup.read_link(rooms.database, asked.token))


@setup_api.post("")
async def first_owner(asked: Setup, request: Request, response: Response, rooms: RoomsHere) -> Done:
    """Makes the workspace with its first site, and signs its owner in."""
    _guard(request, rooms)
    first = FirstOwner(asked.workspace, asked.name, asked.email, asked.password)
    member = await setup.create_first_workspace(rooms.database, asked.token, first)
    await _first_site(rooms, member)
    new = await sessions.sign_in(
        rooms.database,
        asked.email,
        asked.password,
        device=request.headers.get("user-agent", ""),
        address=client_address(request),
    )
    keep_signed_in(response, rooms, new.token)
    return Done(next="/settings/start")


@setup_api.post("/password")
async def choose_password(asked: PasswordChosen, request: Request, rooms: RoomsHere) -> Done:
    _guard(request, rooms)
    member = await setup.choose_password(rooms.database, asked.token, asked.password)
    rooms.hub.cut(member.workspace, member.teammate)
    return Done(next="/sign-in")


async def _first_site(rooms: Rooms, member: Member) -> None:
    async with rooms.database.workspace(member.workspace) as connection:
        await sites.create(connection, (await workspaces.read(connection)).name)


def _guard(request: Request, rooms: Rooms) -> None:
    check_unsafe(request, rooms.settings.base_url)
    rooms.limits.take(Limit.SETUPS_PER_ADDRESS, client_address(request))
