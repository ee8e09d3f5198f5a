"""Posting a mail through a server of the business's: to the address that was checked, encrypted, within a time."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from ipaddress import ip_address

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from chatref.knowledge.sources.address import checked_target
from chatref.knowledge.sources.reading import Unreadable
from chatref.outbound.destination import Later, Refused, Unknown
from chatref.outbound.plain_text import cut, one_line

SECONDS = 20.0
SECONDS_TO_PART = 2.0
LONGEST_WORDS = 200
PRIVATE = "is in a private network. An owner can allow it here."


class Security(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@cache
def _by_the_machine() -> ssl.SSLContext:
    """Read once: it takes as long as many mails."""
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class MailServer:
    """Without `user` nobody signs in. `trusted` makes what certificates are held against."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    allow_private: bool = False
    trusted: Callable[[], ssl.SSLContext] = _by_the_machine
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Shut(Refused):
    """It takes nothing from this account, whatever the mail: somebody has to change something."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` is the whole message, with its headers and CRLF."""

    sender: str
    to: tuple[str, ...]
    text: bytes


async def post(server: MailServer, letter: Letter) -> Later | Unknown | Refused | None:
    """Everybody gets it, or nobody: a part could not be told apart from the whole. None says that it was taken."""
    posting = _Posting(server)
    try:
        async with asyncio.timeout(server.seconds):
            return await posting.post(letter)
    except Unreadable as error:
        return Later("Its name was not found.") if error.retryable else Shut(f"{server.host} {PRIVATE}")
    except SMTPResponseException as error:
        return _answered(error, server, letter)
    except (SMTPException, OSError) as error:
        return posting.broken_off(error)
    finally:
        await posting.part()


class _Posting:
    """One connection, to the address that was checked."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._client: SMTP | None = None
        self._handed_over = False
        self._taken = False

    async def post(self, letter: Letter) -> Refused | None:
        self._client = client = await self._connected(letter.sender.rpartition("@")[2])
        if refused := await self._signed_in(client):
            return refused
        await client.mail(letter.sender)
        for recipient in letter.to:
            await client.rcpt(recipient)
        self._handed_over = True
        await client.data(letter.text)
        self._taken = True
        return None

    async def part(self) -> None:
        """What was taken stays taken, however it ends."""
        client = self._client
        if client and self._taken:
            with suppress(SMTPException, OSError):
                await client.quit(timeout=SECONDS_TO_PART)
        elif client:
            client.close()

    def broken_off(self, error: BaseException) -> Later | Unknown | Refused:
        host = self._server.host
        while error.__cause__ and not isinstance(error, ssl.SSLCertVerificationError):
            error = error.__cause__
        if isinstance(error, ssl.SSLCertVerificationError):
            return Shut(f"The certificate of {host} can't be trusted: {one_line(error.verify_message)}.")
        if self._handed_over:
            return Unknown(f"{host} did not say whether it took the mail.")
        return Later(f"{host} could not be reached, or broke off.")

    async def _connected(self, greeting: str) -> SMTP:
        server = self._server
        place = f"{server.host}:{server.port}"
        target = await checked_target(f"https://{place}", {place} if server.allow_private else ())
        client = SMTP(
            hostname=target.host,
            sock=await _socket(target.ip, target.port),
            use_tls=server.security is Security.TLS,
            start_tls=False,
            tls_context=None if server.security is Security.NONE else server.trusted(),
            local_hostname=greeting,
            timeout=None,  # the whole is bounded
        )
        await client.connect()
        await client.ehlo()
        return client

    async def _signed_in(self, client: SMTP) -> Refused | None:
        server = self._server
        if server.security is Security.STARTTLS:
            if not client.supports_extension("starttls"):
                return Shut(f"{server.host} offers no STARTTLS: choose tls, with its port.")
            await client.starttls()
            await client.ehlo()
        if server.user:
            if not client.supports_extension("auth"):
                return Shut(f"{server.host} takes no user name and password here.")
            await client.login(server.user, server.password)
        return None


async def _socket(ip: str, port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET6 if ip_address(ip).version == 6 else socket.AF_INET)
    opened.setblocking(False)  # noqa: FBT003 - so it is called
    with ExitStack() as undone:
        undone.callback(opened.close)
        await asyncio.get_running_loop().sock_connect(opened, (ip, port))
        undone.pop_all()
    return opened


def _answered(error: SMTPResponseException, server: MailServer, letter: Letter) -> Later | Refused:
    match error:
        case SMTPAuthenticationError():
            what = f"{server.host} does not take this user name and password"
        case SMTPRecipientRefused():
            what = f"{server.host} takes no mail to {one_line(error.recipient)}"
        case SMTPSenderRefused():
            what = f"{server.host} takes no mail from {letter.sender}"
        case _:
            what = f"{server.host} did not take the mail"
    words = cut(one_line(str(error.message)), LONGEST_WORDS)
    why = f"{what}: it answered {error.code} {words}".rstrip(" .") + "."
    if not 500 <= error.code < 600:
        return Later(why)
    return Shut(why) if isinstance(error, SMTPAuthenticationError | SMTPSenderRefused) else Refused(why)
