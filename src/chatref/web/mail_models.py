"""What the pages of mail send and are answered; docs/mail.md in types."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from chatref.outbound.smtp import Security
from chatref.web.words import Clean, Id, Line, Model

AddressText = Annotated[str, StringConstraints(max_length=254), Clean]
Secret = Annotated[str, StringConstraints(max_length=1_000)]
Port = Annotated[int, Field(ge=1, le=65_535)]


class WayIn(StrEnum):
    """How answers come in: a mailbox that is read, or an address that a mail provider posts them to."""

    IMAP = "imap"
    WEBHOOK = "webhook"
    NONE = "none"


class ServerToSave(Model):
    """No `port` is the usual one of its `security`. No `password` keeps the one that there is."""

    host: Line = ""
    port: Port | None = None
    security: Security = Security.STARTTLS
    user: Line = ""
    password: Secret | None = None
    allow_private: bool = False


class MailboxToSave(ServerToSave):
    security: Security = Security.TLS
    folder: Line = "INBOX"


class MailToSave(Model):
    """`reply` may be empty, the sender then, or `*@domain`. `based_on` is the version that was changed."""

    on: bool = False
    sender: AddressText = ""
    reply: AddressText = ""
    smtp: ServerToSave = ServerToSave()
    way_in: WayIn = WayIn.NONE
    imap: MailboxToSave = MailboxToSave()
    based_on: Annotated[int, Field(ge=0, le=2**31 - 1)]


class ServerView(Model):
    """`kept`: there is a password."""

    host: str
    port: int | None
    security: Security
    user: str
    kept: bool
    allow_private: bool


class MailboxView(ServerView):
    folder: str


class RoundTripView(Model):
    """The last test mail: on its way until it is back or says `why` not."""

    sent_at: datetime
    back_at: datetime | None
    why: str


class TroubleView(Model):
    """What went wrong last, and since when nothing went well."""

    since: datetime
    why: str


class MailView(Model):
    """`hooked`: there is an address to post mails to. `read_at` is when the mailbox was last looked at."""

    version: int
    on: bool
    sender: str
    reply: str
    smtp: ServerView
    way_in: WayIn
    imap: MailboxView
    hooked: bool
    test: RoundTripView | None
    sending: TroubleView | None
    receiving: TroubleView | None
    read_at: datetime | None


class MailSaved(Model):
    version: int


class HookMade(Model):
    """Shown this once."""

    address: str


class SuggestedView(Model):
    conversation: str
    visitor: str
    subject: str | None


class AttachmentView(Model):
    """`size` in bytes."""

    name: str
    size: int


class BinRow(Model):
    """A mail that stands in no conversation. `automatic`: no person wrote it."""

    id: str
    came_at: datetime
    from_address: str
    from_name: str
    subject: str
    text: str
    why: str
    automatic: bool
    attachments: int


class BinView(Model):
    mails: list[BinRow]
    automatic: list[BinRow]


class BinCount(Model):
    waiting: int


class MailInBin(BinRow):
    """The whole of what is new in it. `size` in bytes is the original's; `cut`: it is kept only in part."""

    files: list[AttachmentView]
    suggested: SuggestedView | None
    size: int
    cut: bool


class FilingMail(Model):
    conversation: Id


class Filed(Model):
    """Where it stands now."""

    conversation: str


class Discarded(Model):
    discarded: bool = True


class SeenView(Model):
    vseq: int
    at: datetime


class MailedView(Model):
    """An answer that goes by mail, or went. `state` is due, sent, over (it was seen), dead or erased; `at` is when it
    is due, or when it ended."""

    seq: int
    state: str
    unless_seen: bool
    at: datetime
    to: str
    why: str


class ArrivedView(Model):
    """A message that came by mail, and the id of its original."""

    seq: int
    mail: str
    attachments: int


class ThreadMail(Model):
    """`address`: where answers are mailed to, if they are."""

    address: str | None
    seen: SeenView | None
    mailed: list[MailedView]
    arrived: list[ArrivedView]
