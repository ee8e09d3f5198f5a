"""An e-mail to the team, through the business's own mail server.

Mail can't be looked up. A repeat has the same Message-ID, by which most mailboxes show it once.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from chatref.errors import BadInput
from chatref.outbound.destination import Delivered, Destination, FollowUp, Package, Result, There
from chatref.outbound.kind import Entry, Kind, Means, Plain
from chatref.outbound.markup import html, plain
from chatref.outbound.note import note
from chatref.outbound.plain_text import cut, in_header, one_line
from chatref.outbound.sheet import fitted, title
from chatref.outbound.smtp import Letter, MailServer, Security, post
from chatref.outbound.tickets import fields

MOST_BYTES = 200_000
LONGEST_SUBJECT = 150
LONGEST_NAME = 80
MOST_RECIPIENTS = 10
PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
_NO_ATOM = re.compile(r"[^A-Za-z0-9.-]")

SERVER = (
    Entry("host", "Mail server", "The one that sends (SMTP).", "smtp.shop.example"),
    Entry("port", "Port", "587 with starttls, 465 with tls, 25 without.", "587", required=False),
    Entry(
        "security",
        "Security",
        "“none” only in the private network, and without a password.",
        "starttls",
        required=False,
        choices=tuple(Security),
    ),
    Entry("user", "User name", required=False),
    Entry("password", "Password", required=False, secret=True, sent_to=("host", "port")),
    Entry(
        "allow_private",
        "It may be in the private network",
        "One host on one port.",
        required=False,
        switch=True,
    ),
)
"""What `server_of` reads."""

ENTRIES = (
    Entry("to", "To", "Addresses between commas.", "support@shop.example"),
    Entry("sender", "From", "An address that this mail server may send for.", "desk@shop.example"),
    *SERVER,
)


@dataclass(frozen=True, slots=True)
class EmailSettings:
    to: tuple[str, ...]
    sender: str
    server: MailServer


@dataclass(frozen=True, slots=True)
class Email:
    settings: EmailSettings

    async def send(self, package: Package, key: str) -> Result:
        message = self._begun(package.workspace, title(package, LONGEST_SUBJECT), key)
        _write(message, fitted(package, plain, MOST_BYTES), fitted(package, html, MOST_BYTES))
        return await self._posted(message)

    async def find(self, _key: str) -> Delivered | None:
        return None

    async def follow(self, update: FollowUp, there: There, key: str) -> Result:
        """An answer in the thread of the first mail."""
        subject = f"Re: {cut(one_line(update.subject), LONGEST_SUBJECT)}"
        message = self._begun(update.workspace, subject, key)
        if there.reference:
            message["In-Reply-To"] = message["References"] = there.reference
        _write(message, note(update, plain, MOST_BYTES), note(update, html, MOST_BYTES))
        return await self._posted(message)

    async def find_follow_up(self, _there: There, _key: str) -> Delivered | None:
        return None

    def _begun(self, name: str, subject: str, key: str) -> EmailMessage:
        return headed(name, self.settings.sender, self.settings.to, subject, key)

    async def _posted(self, message: EmailMessage) -> Result:
        letter = Letter(self.settings.sender, self.settings.to, message.as_bytes())
        return await post(self.settings.server, letter) or Delivered(str(message["Message-ID"]))


def headed(name: str, sender: str, to: Iterable[str], subject: str, key: str) -> EmailMessage:
    """Still without words. The same key gives the same id."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = Address(cut(in_header(name), LONGEST_NAME), addr_spec=sender)
    message["To"] = [Address(addr_spec=each) for each in to]
    message["Subject"] = in_header(subject)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{_NO_ATOM.sub('-', key)}.chatref@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    return message


def _write(message: EmailMessage, text: str, page: str) -> None:
    message.set_content(text)
    message.add_alternative(f"<!doctype html><html><body>\n{page}</body></html>\n", subtype="html")


def settings_from(plain: Plain) -> EmailSettings:
    """Raises BadInput."""
    return EmailSettings(_recipients(plain), fields.email_entered(plain, "sender"), server_of(plain))


def opened(plain: Plain, _means: Means) -> Destination:
    return Email(settings_from(plain))


def server_of(plain: Plain, of: str = "", ports: Mapping[Security, int] = PORTS) -> MailServer:
    """`of` is what its entries begin with. Raises BadInput."""
    security = Security(str(plain[f"{of}security"] or Security.STARTTLS))
    host, private = str(plain[f"{of}host"]).lower(), bool(plain[f"{of}allow_private"])
    user, password = str(plain[f"{of}user"]), str(plain[f"{of}password"])
    if not _HOST.fullmatch(host):
        raise BadInput(f"{of}host", "This is the name of a server, such as smtp.shop.example.")
    if security is Security.NONE and not private:
        raise BadInput(f"{of}security", "Details leave only encrypted, but for a private network.")
    if security is Security.NONE and user:
        raise BadInput(f"{of}security", "A password is only sent encrypted.")
    if bool(user) != bool(password):
        raise BadInput(f"{of}password", "User name and password go together.")
    port = _port(plain, f"{of}port") or ports[security]
    return MailServer(host, port, security, user, password, private)


def _port(plain: Plain, entry: str) -> int | None:
    port = fields.number(plain, entry)
    if port is not None and not 1 <= port <= 65_535:
        raise BadInput(entry, "This is no port.")
    return port


def _recipients(plain: Plain) -> tuple[str, ...]:
    listed = fields.listed(plain, "to")
    for each in listed:
        if fields.email(each) is None:
            raise BadInput("to", f"“{each}” is no e-mail address.")
    if not 1 <= len(listed) <= MOST_RECIPIENTS:
        raise BadInput("to", f"These are one to {MOST_RECIPIENTS} addresses.")
    return listed


KIND = Kind("email", "E-mail", ENTRIES, opened)
