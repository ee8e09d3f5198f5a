"""A mail provider on loopback: takes mails by SMTP, and posts those to its own domain to the desk."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.policy import default

import httpx2 as httpx
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.running import free_port

DOMAIN = "foundry.example"


@dataclass
class Provider:
    """`hook` is where it posts to."""

    port: int = 0
    hook: str = ""
    received: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        if self.hook and all(each.endswith(f"@{DOMAIN}") for each in envelope.rcpt_tos):
            await asyncio.to_thread(self.post, envelope.content)
        else:
            message = message_from_bytes(envelope.content, policy=default)
            assert isinstance(message, EmailMessage)
            self.received.append(message)
        return "250 OK"

    def post(self, raw: bytes) -> None:
        headers = {"Content-Type": "message/rfc822"}
        httpx.post(self.hook, content=raw, headers=headers, timeout=20).raise_for_status()

    def to(self, address: str) -> EmailMessage | None:
        """The last mail that somebody got."""
        return next((each for each in reversed(self.received) if address in str(each["To"])), None)

    def answer(self, mail: EmailMessage, sender: str, text: str) -> None:
        """Pressed “Reply” in their mail program."""
        reply = EmailMessage(policy=WIRE)
        reply["From"] = sender
        reply["To"] = str(mail["Reply-To"] or mail["From"])
        reply["Subject"] = f"Re: {mail['Subject']}"
        reply["Message-ID"] = f"<{len(self.received)}.{abs(hash(text))}@home.example>"
        reply["In-Reply-To"] = reply["References"] = str(mail["Message-ID"])
        quoted = "".join(f"> {line}\n" for line in mail.get_body(("plain",)).get_content().splitlines())  # type: ignore[union-attr]
        reply.set_content(f"{text}\n\nOn Monday Foundry wrote:\n{quoted}")
        self.post(reply.as_bytes())

    def returns(self, mail: EmailMessage, to: str) -> None:
        """It took the mail, and could not deliver it."""
        head = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n'
        status = f"Final-Recipient: rfc822; {to}\nAction: failed\nDiagnostic-Code: smtp; 550 No such user"
        body = "\n\n--b\n".join(
            [
                f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n{status}",
                f"Content-Type: message/rfc822\n\nMessage-ID: {mail['Message-ID']}",
            ]
        )
        self.post(f"{head}Message-ID: <to.{to}>\n\n--b\n{body}\n\n--b--\n".encode())


@contextmanager
def provided() -> Iterator[Provider]:
    provider = Provider(free_port())
    controller = Controller(provider, hostname="127.0.0.1", port=provider.port)
    controller.start()
    try:
        yield provider
    finally:
        controller.stop()
