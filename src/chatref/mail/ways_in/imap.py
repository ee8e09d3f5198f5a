"""A mailbox over IMAP, read and never changed: each call blocks, and belongs into a thread.

On the standard library's client. It connects to the address that was checked, and what a server sends is bounded.
"""

import re
import socket
import ssl
from base64 import b64encode
from calendar import timegm
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from imaplib import IMAP4, Internaldate2tuple
from time import struct_time

from chatref.mail.incoming import LARGEST
from chatref.outbound.plain_text import cut, one_line
from chatref.outbound.smtp import MailServer, Security

SECONDS = 20.0
"""That a server may be silent."""
MOST_SAID = 1024 * 1024
MOST_GIVEN = LARGEST + MOST_SAID
"""Bytes in answer to one command, and to one for a mail."""
LONGEST_SAID = 200
LONGEST_NUMBER = 10
A_DAY = timedelta(days=1)

_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")
_DATE = re.compile(rb'INTERNALDATE "[^"]{1,40}"')
_NOT_ASCII = re.compile(r"&|[^\x20-\x7e]+")


class Failed(Exception):
    """The mailbox can't be read just now; why, in a sentence for its owner."""


class NotGiven(Exception):
    """One mail that the server does not give; why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """`raw` up to the bound, `size` of the whole."""

    raw: bytes
    size: int


class Mailbox:
    def __init__(self, server: MailServer, ip: str, folder: str) -> None:
        self._server = server
        self._ip = ip
        self._folder = folder
        self._client: _Client | None = None
        self._cord: socket.socket | None = None

    def open(self) -> int:
        """The number of its numbering. Raises Failed."""
        with self._failing():
            self._client = client = _Client(self._server, self._connected())
            if self._server.security is Security.STARTTLS:
                self._encrypt(client)
            self._sign_in(client)
            return self._examine(client)

    def after(self, uid: int, since: datetime) -> list[int]:
        """What lies behind this number and came about then or later. Raises Failed."""
        with self._failing():
            status, found = self._asked().uid("SEARCH", "UID", f"{uid + 1}:*", "SINCE", _day(since - A_DAY))
            if status != "OK":
                raise Failed(f"{self._server.host} does not search the folder: {_said(found)}.")
        numbers = b" ".join(each for each in found if isinstance(each, bytes)).split()
        # The last one is given whatever is asked for.
        return sorted({number for each in numbers if (number := _number(each)) and number > uid})

    def came_at(self, uid: int) -> datetime | None:
        """None if it is gone, or nobody knows."""
        head = b" ".join(_heads(self._fetch(uid, "(INTERNALDATE)")))
        found = _DATE.search(head)
        with suppress(LookupError, ValueError, OverflowError, OSError):
            read: struct_time | None = Internaldate2tuple(found[0]) if found else None
            return _as_utc(read) if read else None
        return None

    def fetch(self, uid: int) -> Fetched | None:
        """Unread stays unread. None if it is gone. Raises Failed and NotGiven."""
        found = self._fetch(uid, f"(RFC822.SIZE BODY.PEEK[]<0.{LARGEST}>)")
        if not any(found):
            return None
        size = _SIZE.search(b" ".join(_heads(found)))
        raw = next((each[1] for each in found if isinstance(each, tuple) and b"BODY[" in each[0]), b"")
        return Fetched(raw, max(int(size[1]) if size else 0, len(raw)))

    def close(self) -> None:
        if self._client is not None:
            with suppress(IMAP4.error, OSError, ValueError):
                self._client.logout()

    def drop(self) -> None:
        """Without a word."""
        if self._client is not None:
            with suppress(IMAP4.error, OSError):
                self._client.shutdown()

    def cut(self) -> None:
        """From another thread: whoever waits for the server waits no longer."""
        if self._cord is not None:
            with suppress(OSError):
                self._cord.shutdown(socket.SHUT_RDWR)
            self._cord.close()

    def _asked(self, *, whole_mails: bool = False) -> "_Client":
        """With room for one answer."""
        assert self._client is not None
        self._client.left = MOST_GIVEN if whole_mails else MOST_SAID
        return self._client

    def _connected(self) -> socket.socket:
        """Kept by a second name, which ends it whatever the library is at."""
        opened = socket.create_connection((self._ip, self._server.port), SECONDS)
        self._cord = opened.dup()
        if self._server.security is Security.TLS:
            return self._server.trusted().wrap_socket(opened, server_hostname=self._server.host)
        return opened

    def _encrypt(self, client: "_Client") -> None:
        if "STARTTLS" not in client.capabilities:
            raise Failed(f"{self._server.host} offers no STARTTLS: choose tls, with its port.")
        client.starttls(self._server.trusted())

    def _sign_in(self, client: "_Client") -> None:
        user, password = self._server.user, self._server.password
        try:
            if "AUTH=PLAIN" in client.capabilities:
                client.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
            else:
                client.login(_quoted(user), password)
        except (IMAP4.abort, OSError):
            raise
        except (IMAP4.error, ValueError) as error:
            said = f": {said}" if (said := _words(str(error))) else ""
            raise Failed(f"{self._server.host} does not take this user name and password{said}.") from error

    def _examine(self, client: "_Client") -> int:
        status, said = client.select(_quoted(_as_named(self._folder)), readonly=True)
        if status != "OK":
            raise Failed(f"{self._server.host} does not open the folder {self._folder}: {_said(said)}.")
        _, found = client.response("UIDVALIDITY")
        number = _number(found[0]) if found else None
        if number is None:
            raise Failed(f"{self._server.host} does not number what is in the folder {self._folder}.")
        return number

    def _fetch(self, uid: int, what: str) -> list[bytes | tuple[bytes, bytes] | None]:
        with self._failing():
            try:
                status, found = self._asked(whole_mails=True).uid("FETCH", str(uid), what)
            except IMAP4.abort:
                raise
            except IMAP4.error as error:
                raise NotGiven(_words(str(error))) from error
        if status != "OK":
            raise NotGiven(_said(found))
        return list(found)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except Failed:
            self.drop()
            raise
        except (IMAP4.error, OSError, ValueError) as error:
            self.drop()
            raise Failed(self._because(error)) from error

    def _because(self, error: Exception) -> str:
        host = self._server.host
        match error:
            case ssl.SSLCertVerificationError():
                return f"The certificate of {host} can't be trusted: {one_line(error.verify_message)}."
            case ssl.SSLError():
                return f"{host} does not speak TLS on port {self._server.port}: choose another security, with its port."
            case IMAP4.abort() | OSError():
                return f"{host} could not be reached, or broke off."
            case _:
                return f"{host} answered: {_words(str(error))}."


class _Client(IMAP4):
    """Over a socket that is there, and with a bound for what comes."""

    def __init__(self, server: MailServer, opened: socket.socket) -> None:
        self._opened = opened
        self.left = MOST_SAID
        super().__init__(server.host, server.port, timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        self._opened.settimeout(timeout)
        return self._opened

    def read(self, size: int) -> bytes:
        self._count(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise self.abort("more than was asked for")


def _number(said: object) -> int | None:
    """Of 32 bits, as IMAP has them; None for anything else that a server says."""
    return int(said) if isinstance(said, bytes) and said.isdigit() and len(said) <= LONGEST_NUMBER else None


def _heads(found: list[bytes | tuple[bytes, bytes] | None]) -> list[bytes]:
    """What is said beside what was asked for."""
    return [each[0] if isinstance(each, tuple) else each for each in found if each is not None]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{one_line(escaped)}"'


def _as_named(folder: str) -> str:
    """As IMAP writes what is not ASCII (RFC 3501, 5.1.3)."""

    def written(run: re.Match[str]) -> str:
        if run[0] == "&":
            return "&-"
        return f"&{b64encode(run[0].encode('utf-16-be')).decode().rstrip('=').replace('/', ',')}-"

    return _NOT_ASCII.sub(written, folder)


def _day(at: datetime) -> str:
    """Not by strftime, which speaks the machine's language."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    at = at.astimezone(UTC)
    return f"{at.day:02}-{months[at.month - 1]}-{at.year}"


def _as_utc(local: struct_time) -> datetime:
    """The library gives it in the time of this machine."""
    return datetime.fromtimestamp(timegm(local) - (local.tm_gmtoff or 0), UTC)


def _said(found: object) -> str:
    first = found[0] if isinstance(found, list | tuple) and found else found
    return _words(first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first or ""))


def _words(text: str) -> str:
    """Of an answer: some errors of the library are the text of bytes."""
    text = text.removeprefix("b'").removesuffix("'")
    return cut(one_line(text), LONGEST_SAID).rstrip(" .")
