"""Where a mail system of the business hands over what came for the desk: each mail is stored before it hears so."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException
from starlette.requests import Request

from chatref.errors import BadInput
from chatref.mail.accounts import WEBHOOK
from chatref.mail.filing.room import make_room
from chatref.mail.incoming import LARGEST
from chatref.mail.ways_in import hook
from chatref.mail.ways_in.handed_over import mail_in
from chatref.web.known import LONGEST_SECRET
from chatref.web.limits import Limit
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.security import client_address
from chatref.web.words import Model

MOST_KEPT = LARGEST + 1024 * 1024
"""Bytes of what is sent: of a longer mail the beginning is read, and the end is said to be missing."""

mail_hook = APIRouter(prefix="/hooks/mail", include_in_schema=False)


class MailStored(Model):
    """`again`: it was there already."""

    again: bool


@mail_hook.post("/{secret}")
async def take_in(
    secret: Annotated[str, Path(max_length=LONGEST_SECRET)], request: Request, rooms: RoomsHere
) -> MailStored:
    workspace = await _workspace(secret, request, rooms)
    async with rooms.database.workspace(workspace) as connection:
        await make_room(connection)
    body, size = await _body(request)
    raw = await asyncio.to_thread(mail_in, body, request.headers.get("content-type", ""))
    if raw is None:
        raise BadInput("email", "There is no mail in it.")
    is_new = await rooms.mail.filing.take_in(workspace, raw, WEBHOOK, size if size > len(body) else 0)
    return MailStored(again=not is_new)


async def _workspace(secret: str, request: Request, rooms: Rooms) -> str:
    address = client_address(request)
    rooms.limits.check(Limit.WRONG_SECRETS_PER_ADDRESS, address)
    workspace = await hook.workspace_of(rooms.database, secret)
    if workspace is None:
        rooms.limits.take(Limit.WRONG_SECRETS_PER_ADDRESS, address)
        raise HTTPException(404)
    rooms.limits.take(Limit.MAILS_PER_WORKSPACE, workspace)
    return workspace


async def _body(request: Request) -> tuple[bytes, int]:
    """What is kept of it, and how long it is."""
    kept, size = bytearray(), 0
    async for piece in request.stream():
        size += len(piece)
        kept += piece[: max(0, MOST_KEPT - len(kept))]
    return bytes(kept), size
