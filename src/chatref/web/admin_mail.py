"""The owner's mail account: how answers reach visitors who have left, and how theirs come back."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter

from chatref.database.pool import Connection
from chatref.errors import BadInput, Refused
from chatref.mail import store
from chatref.mail.accounts import Accounts
from chatref.mail.filing.room import FULL, full_since
from chatref.mail.store import Stored
from chatref.mail.ways_in import hook, mailboxes
from chatref.outbound.smtp import Security
from chatref.web.auth import DestinationKeeper
from chatref.web.limits import Limit
from chatref.web.mail_models import (
    HookMade,
    MailboxView,
    MailSaved,
    MailToSave,
    MailView,
    RoundTripView,
    ServerToSave,
    ServerView,
    TroubleView,
    WayIn,
)
from chatref.web.rooms import RoomsHere

admin_mail = APIRouter(prefix="/api/admin/mail", tags=["owner"])

SERVER = ("host", "port", "security", "user", "password", "allow_private")
OF_IMAP = "imap_"
HOOKS = "/hooks/mail"

Settings = Mapping[str, object]


@admin_mail.get("")
async def read(who: DestinationKeeper, rooms: RoomsHere) -> MailView:
    async with rooms.database.workspace(who.workspace) as connection:
        return await _view(connection, who.workspace, rooms.mail.accounts)


@admin_mail.put("")
async def save(asked: MailToSave, who: DestinationKeeper, rooms: RoomsHere) -> MailSaved:
    """Holds from the next answer on; what could not be sent is tried at once."""
    async with rooms.database.workspace(who.workspace) as connection:
        before = await store.account(connection)
        if asked.based_on != (before.version if before else 0):
            raise Refused("SavedMeanwhile", "Somebody else has saved this since you opened it.")
        try:
            await rooms.mail.accounts.save(connection, who.workspace, _entered(asked), is_on=asked.on)
        except BadInput as error:
            raise BadInput(_place(error.field), error.text) from error
        after = await store.account(connection)
    assert after is not None
    return MailSaved(version=after.version)


@admin_mail.post("/test")
async def test(who: DestinationKeeper, rooms: RoomsHere) -> MailView:
    """Sends a mail from the desk to itself. It counts when it has come back: read again to hear of it."""
    async with rooms.database.workspace(who.workspace) as connection:
        stored = await store.account(connection)
        if stored is None or not stored.is_on:
            raise Refused("MailIsOff", "Please switch it on and save it first.")
    rooms.limits.take(Limit.TEST_MESSAGES_PER_TEAMMATE, who.teammate.id)
    await rooms.mail.out.probe(who.workspace)
    return await read(who, rooms)


@admin_mail.post("/address")
async def make_address(who: DestinationKeeper, rooms: RoomsHere) -> HookMade:
    """To which a mail provider posts them; the one before takes nothing from now on."""
    async with rooms.database.workspace(who.workspace) as connection:
        secret = await hook.renew(connection, who.workspace)
    return HookMade(address=f"{rooms.settings.base_url}{HOOKS}/{secret}")


async def _view(connection: Connection, workspace: str, accounts: Accounts) -> MailView:
    stored = await store.account(connection)
    health = await mailboxes.health(connection)
    full = await full_since(connection)
    settings = stored.settings if stored else {}
    kept = accounts.kept(workspace, stored)
    return MailView(
        version=stored.version if stored else 0,
        on=stored is not None and stored.is_on,
        sender=str(settings.get("sender", "")),
        reply=str(settings.get("reply", "")),
        smtp=_server(settings, kept, ""),
        way_in=WayIn(settings.get("way_in") or WayIn.NONE),
        imap=_mailbox(settings, kept),
        hooked=await hook.made_at(connection) is not None,
        test=_round_trip(stored),
        sending=_trouble(stored.failing_since, stored.failing_why) if stored else None,
        receiving=_trouble(full, FULL)
        if full
        else _trouble(health.failing_since, health.why)
        if health
        else None,
        read_at=health.read_at if health else None,
    )


def _entered(asked: MailToSave) -> dict[str, str | bool]:
    return {
        "sender": asked.sender,
        "reply": asked.reply,
        "way_in": "" if asked.way_in is WayIn.NONE else asked.way_in.value,
        "imap_folder": asked.imap.folder,
        **_server_entered(asked.smtp, ""),
        **_server_entered(asked.imap, OF_IMAP),
    }


def _server_entered(asked: ServerToSave, prefix: str) -> dict[str, str | bool]:
    given = {
        "host": asked.host,
        "port": "" if asked.port is None else str(asked.port),
        "security": asked.security.value,
        "user": asked.user,
        "password": asked.password or "",
        "allow_private": asked.allow_private,
    }
    return {prefix + name: value for name, value in given.items()}


def _place(entry: str) -> str:
    """Where it stands in what the owner's page sent."""
    if entry.startswith(OF_IMAP):
        return f"imap.{entry.removeprefix(OF_IMAP)}"
    return f"smtp.{entry}" if entry in SERVER else entry


def _server(settings: Settings, kept: Settings, prefix: str) -> ServerView:
    port = str(settings.get(f"{prefix}port", ""))
    usual = Security.TLS if prefix else Security.STARTTLS
    return ServerView(
        host=str(settings.get(f"{prefix}host", "")),
        port=int(port) if port else None,
        security=Security(str(settings.get(f"{prefix}security") or usual)),
        user=str(settings.get(f"{prefix}user", "")),
        kept=f"{prefix}password" in kept,
        allow_private=bool(settings.get(f"{prefix}allow_private", False)),
    )


def _mailbox(settings: Settings, kept: Settings) -> MailboxView:
    folder = str(settings.get("imap_folder") or "INBOX")
    return MailboxView(**_server(settings, kept, OF_IMAP).model_dump(), folder=folder)


def _round_trip(stored: Stored | None) -> RoundTripView | None:
    if stored is None or stored.probed_at is None:
        return None
    return RoundTripView(sent_at=stored.probed_at, back_at=stored.came_back_at, why=stored.probe_why)


def _trouble(since: datetime | None, why: str) -> TroubleView | None:
    return TroubleView(since=since, why=why) if since else None
