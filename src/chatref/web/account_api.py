"""Signing in and out, who I am, and where else I am signed in."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from chatref.accounts import duty, sessions, workspaces
from chatref.accounts.model import Teammate
from chatref.accounts.permissions import RIGHTS
from chatref.accounts.teammates import COLOURS
from chatref.routing import Availability
from chatref.web.auth import COOKIE, TeammateHere, Worker
from chatref.web.inbox_models import (
    AlertWays,
    ChangingPassword,
    FaceView,
    Me,
    Named,
    OwnView,
    SessionRow,
    Sessions,
    SigningIn,
    Switched,
)
from chatref.web.limits import Limit
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.security import check_unsafe, client_address
from chatref.web.words import Id

account_api = APIRouter(prefix="/api/inbox", tags=["account"])


@account_api.post("/sign-in")
async def sign_in(asked: SigningIn, request: Request, response: Response, rooms: RoomsHere) -> Me:
    check_unsafe(request, rooms.settings.base_url)
    address = client_address(request)
    _count_try(rooms, address, asked.email)
    device = request.headers.get("user-agent", "")
    new = await sessions.sign_in(rooms.database, asked.email, asked.password, device=device, address=address)
    keep_signed_in(response, rooms, new.token)
    return await _me(rooms, new.workspace, new.teammate)


@account_api.post("/sign-out")
async def sign_out(who: TeammateHere, response: Response, rooms: RoomsHere) -> dict[str, bool]:
    async with rooms.database.workspace(who.workspace) as connection:
        await sessions.revoke(connection, who.teammate.id, who.session)
    rooms.hub.cut(who.workspace, who.teammate.id)
    response.delete_cookie(COOKIE, path="/")
    return {"signed_out": True}


@account_api.get("/me")
async def me(who: TeammateHere, rooms: RoomsHere) -> Me:
    return await _me(rooms, who.workspace, who.teammate.id)


@account_api.get("/sessions")
async def list_sessions(who: TeammateHere, rooms: RoomsHere) -> Sessions:
    async with rooms.database.workspace(who.workspace) as connection:
        found = await sessions.open_sessions(connection, who.teammate.id)
    rows = [
        SessionRow(
            id=each.id,
            current=each.id == who.session,
            created_at=each.created_at,
            seen_at=each.last_seen_at,
            device=each.device,
            address=each.address,
        )
        for each in found
    ]
    return Sessions(sessions=rows)


@account_api.post("/sessions/{session}/revoke")
async def revoke(session: Annotated[Id, Path()], who: TeammateHere, rooms: RoomsHere) -> dict[str, bool]:
    async with rooms.database.workspace(who.workspace) as connection:
        await sessions.revoke(connection, who.teammate.id, session)
    rooms.hub.cut(who.workspace, who.teammate.id)
    return {"revoked": True}


@account_api.put("/password")
async def change_password(
    asked: ChangingPassword, who: TeammateHere, request: Request, rooms: RoomsHere
) -> dict[str, bool]:
    """Every other session of theirs ends, and every unused link for them."""
    _count_try(rooms, client_address(request), who.teammate.email)
    await sessions.change_password(rooms.database, who, asked.present, asked.password)
    rooms.hub.cut(who.workspace, who.teammate.id)
    return {"changed": True}


@account_api.put("/availability")
async def set_availability(asked: Switched, who: Worker, rooms: RoomsHere) -> Switched:
    """Whether they are rung for waiting cases; what they have stays theirs."""
    async with rooms.database.workspace(who.workspace) as connection:
        await duty.set_availability(connection, who.teammate.id, asked.availability)
    rooms.router.wake(who.workspace)
    return asked


@account_api.put("/alerts")
async def set_alerts(asked: AlertWays, who: Worker, rooms: RoomsHere) -> AlertWays:
    """Their own choice; what rings in an open inbox is set on each device."""
    async with rooms.database.workspace(who.workspace) as connection:
        await duty.set_takes_alerts(connection, who.teammate.id, mail=asked.mail)
    return asked


def _count_try(rooms: Rooms, address: str, email: str) -> None:
    """At a password, wherever it is asked for: all of them count together."""
    rooms.limits.take(Limit.SIGN_INS_PER_ADDRESS, address)
    rooms.limits.take(Limit.SIGN_INS_PER_ADDRESS_AND_EMAIL, f"{address} {email.lower()}")
    rooms.limits.take(Limit.SIGN_INS_PER_EMAIL, email.lower())


def keep_signed_in(response: Response, rooms: Rooms, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(sessions.LIFE.total_seconds()),
        path="/",
        secure=rooms.settings.secure,
        httponly=True,
        samesite="lax",
    )


async def _me(rooms: Rooms, workspace: str, teammate: str) -> Me:
    async with rooms.database.workspace(workspace) as connection:
        inputs = await workspaces.policy_inputs(connection)
        name = (await workspaces.read(connection)).name
        duties = (await duty.duties(connection))[teammate]
        alert_mail = await duty.takes_alerts(connection, teammate)
    own = next(each for each in inputs.teammates if each.id == teammate)
    return Me(
        teammate=OwnView(
            **_face(own).model_dump(),
            email=own.email,
            role=own.role,
            teams=[team.id for team in inputs.teams if teammate in team.members],
            availability=Availability(duties.availability),
            alert_mail=alert_mail,
        ),
        workspace=Named(id=workspace, name=name),
        teammates=[_face(each) for each in inputs.teammates],
        teams=[Named(id=team.id, name=team.name) for team in inputs.teams],
        rights=sorted(RIGHTS[own.role]),
    )


def _face(teammate: Teammate) -> FaceView:
    return FaceView(
        id=teammate.id,
        name=teammate.name,
        initials=teammate.face.initials,
        colour=COLOURS.index(teammate.face.colour),
    )
