"""Files that visitors give as details: taken while one is asked for, and downloaded by whoever may read the thread."""

import asyncio
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from chatref.actions.files import FILE, MEDIA, Uploaded, named, type_of
from chatref.actions.texts import wrong
from chatref.desk import files, reading
from chatref.desk.files import Place, not_asked
from chatref.desk.files.store import Kept
from chatref.errors import WrongFields
from chatref.web.answers import encoded
from chatref.web.auth import Reader, VisitorHere, team_reader, visitor_reader
from chatref.web.limits import FILES, MESSAGES, READS, STORED
from chatref.web.rooms import RoomsHere
from chatref.web.security import client_address
from chatref.web.words import Id, Key

files_api = APIRouter()

ConversationId = Annotated[Id, Path()]
FileId = Annotated[Id, Path()]
# Whoever opens one opens what a stranger sent: nothing in it may run, and none of it as a page of ours.
DOWNLOADED: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@files_api.put("/api/visitor/files/{conversation}/{file}", tags=["visitor"])
async def attach(
    conversation: ConversationId,
    file: FileId,
    field: Annotated[Key, Query()],
    name: Annotated[str, Query(max_length=500)],
    known: VisitorHere,
    request: Request,
    rooms: RoomsHere,
) -> Response:
    """The body is the file, as it is. It becomes a detail when the form gives its id, which the client has made."""
    address = client_address(request)
    rooms.limits.take_each(known, address, MESSAGES, STORED, FILES)
    place = Place(known.workspace, conversation)
    snapshot = await reading.visitor_snapshot(rooms.database, visitor_reader(known), conversation)
    asked = snapshot.form.fields if snapshot.form else ()
    label = next((each.label for each in asked if (each.field, each.kind) == (field, FILE)), None)
    if label is None and not await files.is_there(rooms.database, place, file):
        raise not_asked()
    async with rooms.limits.upload(address):
        content = await _body(request)
        kind = await asyncio.to_thread(type_of, content)
        if kind is None:
            rooms.tries.count(conversation, [field])
            raise WrongFields(
                {field: wrong(FILE, label or "", "", request.headers.get("accept-language", "en"))}
            )
        picked = Uploaded(file, field, named(name, kind), kind, len(content))
        await files.keep(rooms.database, place, picked, content)
    return encoded({"file": file, "shown": picked.shown})


@files_api.get("/api/visitor/files/{conversation}/{file}", tags=["visitor"])
async def visitors_own(
    conversation: ConversationId, file: FileId, known: VisitorHere, request: Request, rooms: RoomsHere
) -> Response:
    rooms.limits.take_each(known, client_address(request), READS)
    await reading.require_readable(rooms.database, visitor_reader(known), conversation)
    return _downloaded(await files.read(rooms.database, Place(known.workspace, conversation), file))


@files_api.get("/api/inbox/conversations/{conversation}/files/{file}", tags=["inbox"])
async def of_thread(conversation: ConversationId, file: FileId, who: Reader, rooms: RoomsHere) -> Response:
    await reading.require_readable(rooms.database, team_reader(who), conversation)
    return _downloaded(await files.read(rooms.database, Place(who.workspace, conversation), file))


async def _body(request: Request) -> bytes:
    try:
        return await request.body()
    except ClientDisconnect:
        raise HTTPException(400) from None


def _downloaded(kept: Kept) -> Response:
    """By its own name. A page of ours may show a picture; opened by itself it is saved, and not shown."""
    plain = f"file.{kept.name.rpartition('.')[2]}"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(kept.name)}"
    headers = {**DOWNLOADED, "Content-Disposition": disposition}
    return Response(kept.content, media_type=MEDIA[kept.type], headers=headers)
