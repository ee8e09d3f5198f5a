"""A mail server on loopback, with TLS and sign-in: aiosmtpd, which answers by RFC 5321, 3207 and 4954."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "desk", "mail-password-1"
AUTHORITY = trustme.CA()


def trusted() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


@dataclass
class Mailbox:
    """`answers` replace what is said to a step; `breaks_off` after a mail was taken, or before."""

    port: int = 0
    received: list[Envelope] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    breaks_off: bool = False
    hangs: bool = False

    def message(self) -> EmailMessage:
        (envelope,) = self.received
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    async def handle_RCPT(  # noqa: N802 - so the server calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.received.append(envelope)
        if self.hangs:
            await asyncio.sleep(60)  # or until the other end hangs up
        if self.breaks_off:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 OK"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, auth_data: object
    ) -> AuthResult:
        given = isinstance(auth_data, LoginPassword) and (auth_data.login, auth_data.password)
        fits = given == (USER.encode(), PASSWORD.encode())
        if fits:
            self.signed_in.append(USER)
        return AuthResult(success=fits, handled=False)


@asynccontextmanager
async def mail_server(security: str, name: str = "localhost") -> AsyncIterator[Mailbox]:
    """Its certificate is for this name."""
    mailbox = Mailbox()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert(name).configure_cert(context)
    options: dict[str, Any] = {"authenticator": mailbox.authenticate, "auth_required": True}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    elif security == "tls":
        options |= {
            "auth_required": False,
            "auth_require_tls": False,
        }  # it does not see that its whole connection is encrypted
    else:
        options = {}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(mailbox, hostname="mail.test", **options),
        "127.0.0.1",
        0,
        ssl=context if security == "tls" else None,
    )
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()
