"""The team's mail bin, and what went and came by mail in a thread."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path, Response

from chatref.accounts.sessions import SignedIn
from chatref.desk import reading
from chatref.errors import NotFound
from chatref.mail import bin as mail_bin
from chatref.mail.bin import Row
from chatref.mail.sending.store import of_thread
from chatref.web.auth import Reader, Worker, team_reader
from chatref.web.limits import Limit
from chatref.web.mail_models import (
    ArrivedView,
    AttachmentView,
    BinCount,
    BinRow,
    BinView,
    Discarded,
    Filed,
    FilingMail,
    MailedView,
    MailInBin,
    SeenView,
    SuggestedView,
    ThreadMail,
)
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.words import Id

mail_api = APIRouter(prefix="/api/inbox", tags=["inbox"])

SHOWN = 200  # letters of a mail in a list
DOWNLOADED: Mapping[str, str] = {
    "Content-Disposition": 'attachment; filename="original.eml"',
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

MailId = Annotated[Id, Path()]


@mail_api.get("/mail-bin")
async def listed(who: Reader, rooms: RoomsHere) -> BinView:
    """The latest first; those that no person wrote stand apart."""
    async with rooms.database.workspace(who.workspace) as connection:
        mails = await mail_bin.listed(connection)
        automatic = await mail_bin.listed(connection, automatic=True)
    return BinView(mails=[_row(each) for each in mails], automatic=[_row(each) for each in automatic])


@mail_api.get("/mail-bin/count")
async def count(who: Reader, rooms: RoomsHere) -> BinCount:
    async with rooms.database.workspace(who.workspace) as connection:
        return BinCount(waiting=await mail_bin.count(connection))


@mail_api.get("/mail-bin/{mail}")
async def read(mail: MailId, who: Reader, rooms: RoomsHere) -> MailInBin:
    async with rooms.database.workspace(who.workspace) as connection:
        found = await mail_bin.read(connection, mail)
    return MailInBin(
        **{**_row(found).model_dump(), "text": found.text},
        files=[AttachmentView(name=str(each["name"]), size=int(each["size"])) for each in found.attachments],
        suggested=await _suggested(rooms, who, found.suggested),
        size=found.size,
        cut=found.cut,
    )


@mail_api.get("/mail-bin/{mail}/original")
async def original(mail: MailId, who: Reader, rooms: RoomsHere) -> Response:
    """As it came. It is downloaded and never shown: anybody can have written it."""
    async with rooms.database.workspace(who.workspace) as connection:
        found = await mail_bin.original(connection, mail)
    return Response(found, media_type="message/rfc822", headers=DOWNLOADED)


@mail_api.post("/mail-bin/{mail}/file")
async def file(mail: MailId, asked: FilingMail, who: Worker, rooms: RoomsHere) -> Filed:
    """It stands there then, as if it had found the way by itself; where the visitor goes on in another one, in that."""
    rooms.limits.take(Limit.COMMANDS_PER_TEAMMATE, who.teammate.id)
    await reading.require_readable(rooms.database, team_reader(who), asked.conversation)
    there = await rooms.mail.bin.file(who.workspace, mail, asked.conversation, who.teammate.id)
    return Filed(conversation=there)


@mail_api.post("/mail-bin/{mail}/open")
async def open_with(mail: MailId, who: Worker, rooms: RoomsHere) -> Filed:
    """A conversation of a new visitor, which waits for a person at once."""
    rooms.limits.take(Limit.COMMANDS_PER_TEAMMATE, who.teammate.id)
    return Filed(conversation=await rooms.mail.bin.open_new(who.workspace, mail, who.teammate.id))


@mail_api.post("/mail-bin/{mail}/discard")
async def discard(mail: MailId, who: Worker, rooms: RoomsHere) -> Discarded:
    rooms.limits.take(Limit.COMMANDS_PER_TEAMMATE, who.teammate.id)
    await rooms.mail.bin.discard(who.workspace, mail, who.teammate.id)
    return Discarded()


@mail_api.get("/conversations/{conversation}/mail")
async def under_thread(conversation: Annotated[Id, Path()], who: Reader, rooms: RoomsHere) -> ThreadMail:
    """Which of its answers were seen, are mailed or could not be, and which messages came by mail."""
    await reading.require_readable(rooms.database, team_reader(who), conversation)
    async with rooms.database.workspace(who.workspace) as connection:
        found = await of_thread(connection, who.workspace, conversation)
        came = await mail_bin.standing_in(connection, conversation)
    return ThreadMail(
        address=next((each.to for each in reversed(found.mails) if each.to), None),
        seen=SeenView(vseq=found.seen[0], at=found.seen[1]) if found.seen else None,
        mailed=[MailedView(**asdict(each)) for each in found.mails],
        arrived=[
            ArrivedView(seq=each.seq, mail=each.id, attachments=len(each.attachments))
            for each in came
            if each.seq is not None
        ],
    )


def _row(mail: Row) -> BinRow:
    return BinRow(
        id=mail.id,
        came_at=mail.came_at,
        from_address=mail.sender,
        from_name=mail.sender_name,
        subject=mail.subject,
        text=" ".join(mail.text.split())[:SHOWN],
        why=mail.why,
        automatic=mail.state != "bin",
        attachments=len(mail.attachments),
    )


async def _suggested(rooms: Rooms, who: SignedIn, conversation: str | None) -> SuggestedView | None:
    """None as well for what is gone since."""
    if conversation is None:
        return None
    try:
        found = await reading.team_snapshot(rooms.database, team_reader(who), conversation, None)
    except NotFound:
        return None
    summary = found.summary
    return SuggestedView(conversation=conversation, visitor=summary.visitor.shown, subject=summary.subject)
