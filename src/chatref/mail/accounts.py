"""The mail account of a workspace: how its mails go out, and how answers to them come back."""

import json
from dataclasses import dataclass, field

from chatref.accounts.store import raise_policy_version
from chatref.database.pool import Connection
from chatref.desk.outbox.store import hold_appends
from chatref.errors import BadInput
from chatref.mail import store
from chatref.mail.address import ANY, LONGEST_NAME, message_id, thread_address, token_of
from chatref.mail.store import Stored
from chatref.outbound.alerts import Sender
from chatref.outbound.email import SERVER, server_of
from chatref.outbound.keys import Keys, Unreadable
from chatref.outbound.kind import Entry, Plain, entered, goes_elsewhere, with_kept
from chatref.outbound.opening import Unusable
from chatref.outbound.smtp import MailServer, Security
from chatref.outbound.tickets import fields

PLACE = "mail"
"""Under which the passwords are sealed."""
IMAP, WEBHOOK = "imap", "webhook"
PORTS = {Security.STARTTLS: 143, Security.TLS: 993, Security.NONE: 143}

ENTRIES = (
    Entry("sender", "From", "An address that this mail server may send for.", "support@shop.example"),
    Entry(
        "reply",
        "Answers go to",
        "An address whose mails the desk gets, also with something after a plus. “*@in.shop.example” if it gets"
        " those of every address there. Empty: the same.",
        "support@shop.example",
        required=False,
    ),
    *SERVER,
    Entry(
        "way_in",
        "Answers come back by",
        "Without one mails go out, and nobody can answer them.",
        required=False,
        choices=(IMAP, WEBHOOK),
    ),
    Entry("imap_host", "Mailbox", "The server that it is read from (IMAP).", "imap.shop.example", required=False),
    Entry("imap_port", "Port", "993 with tls, 143 else.", "993", required=False),
    Entry(
        "imap_security",
        "Security",
        "“none” only in the private network, and without a password.",
        "tls",
        required=False,
        choices=tuple(Security),
    ),
    Entry("imap_user", "User name", required=False),
    Entry(
        "imap_password", "Password", required=False, secret=True, sent_to=("imap_host", "imap_port")
    ),
    Entry("imap_folder", "Folder", "Empty: INBOX.", "INBOX", required=False),
    Entry(
        "imap_allow_private",
        "It may be in the private network",
        "One host on one port.",
        required=False,
        switch=True,
    ),
)  # fmt: skip
SECRETS = {entry.id: entry for entry in ENTRIES if entry.secret}
USER_OF = {"password": "user", "imap_password": "imap_user"}
"""Who signs in no more needs no password."""


@dataclass(frozen=True, slots=True)
class Imap:
    """A mailbox that the desk looks into."""

    server: MailServer
    folder: str


@dataclass(frozen=True, slots=True)
class Webhook:
    """A mail system of the business hands them in."""


@dataclass(frozen=True, slots=True)
class MailAccount:
    """Opened. Without a way in nobody is asked to answer."""

    workspace: str
    sender: str
    reply: str
    server: MailServer
    way_in: Imap | Webhook | None
    secret: bytes = field(repr=False)

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]

    def address_of(self, conversation: str) -> str:
        """Where an answer in this conversation is sent to."""
        return thread_address(self.reply, self._token(conversation))

    def message_id(self, conversation: str, seq: int = 0) -> str:
        """Of the mail whose last event has this number; 0 is the thread."""
        return message_id(self.domain, self._token(conversation), seq)

    def _token(self, conversation: str) -> str:
        return token_of(self.secret, self.workspace, conversation)


@dataclass(frozen=True, slots=True)
class Accounts:
    keys: Keys

    async def read(self, connection: Connection, workspace: str) -> MailAccount | None:
        """None if there is none, or it is off. Raises Unusable."""
        stored = await store.account(connection)
        return self.open(workspace, stored) if stored and stored.is_on else None

    async def sender(self, connection: Connection, workspace: str) -> Sender | None:
        """For what goes to teammates. None if there is none, or it is off. Raises Unusable."""
        account = await self.read(connection, workspace)
        return Sender(account.sender, account.server) if account else None

    def open(self, workspace: str, stored: Stored) -> MailAccount:
        """Raises Unusable."""
        try:
            return self._opened(workspace, {**stored.settings, **self._secrets(workspace, stored)})
        except BadInput as error:
            raise Unusable(str(error)) from error

    async def save(self, connection: Connection, workspace: str, given: Plain, *, is_on: bool) -> None:
        """What is secret and left empty stays as it was, if it goes where it went. Raises BadInput."""
        await hold_appends(connection, workspace)
        await raise_policy_version(connection)
        stored = await store.account(connection)
        before = stored.settings if stored else {}
        kept = self.kept(workspace, stored)
        still = {each: one for each, one in kept.items() if _is_wanted(SECRETS[each], given, before)}
        plain = entered(ENTRIES, with_kept(ENTRIES, given, still, before))
        self._opened(workspace, plain)
        secrets = {name: value for name in SECRETS if (value := plain[name])}
        sealed = self.keys.seal(workspace, PLACE, json.dumps(secrets).encode()) if secrets else None
        settings = {name: value for name, value in plain.items() if name not in SECRETS}
        await store.save_account(connection, workspace, settings, sealed, is_on=is_on)

    def kept(self, workspace: str, stored: Stored | None) -> dict[str, str]:
        """The passwords that are there; those that can't be read any more are to be entered again."""
        try:
            return self._secrets(workspace, stored) if stored else {}
        except Unusable:
            return {}

    def _opened(self, workspace: str, given: Plain) -> MailAccount:
        plain = entered(ENTRIES, given)
        sender = fields.email_entered(plain, "sender")
        return MailAccount(
            workspace=workspace,
            sender=sender,
            reply=_reply(str(plain["reply"]) or sender),
            server=server_of(plain),
            way_in=_way_in(plain),
            secret=self.keys.thread_secret(workspace),
        )

    def _secrets(self, workspace: str, stored: Stored) -> dict[str, str]:
        if stored.sealed is None:
            return {}
        try:
            return dict(json.loads(self.keys.unseal(workspace, PLACE, stored.sealed)))
        except Unreadable as error:
            raise Unusable("The passwords can't be read any more. Please enter them again.") from error


def _is_wanted(secret: Entry, given: Plain, before: Plain) -> bool:
    """Of a mailbox that is not read, and is another now, nobody is asked for the password."""
    is_read = secret.id == "password" or given.get("way_in") == IMAP
    return bool(given.get(USER_OF[secret.id])) and (is_read or not goes_elsewhere(secret, given, before))


def _reply(address: str) -> str:
    """Raises BadInput."""
    local, _, domain = address.rpartition("@")
    if fields.email(f"any@{domain}" if local == ANY else address) is None:
        raise BadInput("reply", "This is no e-mail address.")
    if local != ANY and len(local) > LONGEST_NAME:
        raise BadInput(
            "reply", f"Before the @ there may be {LONGEST_NAME} letters: the rest names the thread."
        )
    return address


def _way_in(plain: Plain) -> Imap | Webhook | None:
    match plain["way_in"]:
        case "imap":
            security = str(plain["imap_security"] or Security.TLS)
            server = server_of({**plain, "imap_security": security}, "imap_", PORTS)
            return Imap(server, str(plain["imap_folder"]) or "INBOX")
        case "webhook":
            return Webhook()
        case _:
            return None
