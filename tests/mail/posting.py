"""A desk that mails its visitors through a real mail server on loopback; the clock is the rows' own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import psycopg

from chatref.conversation import commands as cmd
from chatref.conversation.events import VisitorWrote
from chatref.conversation.model import Route
from chatref.database.pool import Database
from chatref.desk.outcome import Outcome
from chatref.mail.accounts import Accounts, MailAccount
from chatref.mail.address import named_by
from chatref.mail.filing.writing import derived
from chatref.mail.sending import MailsOut
from chatref.outbound.keys import Keys
from tests.cast import Foundry
from tests.desk.acts import Acts, new
from tests.outbound.kinds.mail_far import Mailbox, mail_server

BASE = "https://desk.foundry.example"
VERA = "vera@mail.example"
PAGE = "https://shop.foundry.example/help"


@dataclass
class Posting:
    acts: Acts
    mails: MailsOut
    mailbox: Mailbox
    url: str
    moved: list[str] = field(default_factory=list)

    @property
    def database(self) -> Database:
        return self.acts.database

    @property
    def workspace(self) -> str:
        return self.acts.workspace

    async def entered(self, **other: str | bool) -> None:
        """The owner's mail account."""
        given = {
            "sender": "support@foundry.example", "host": "localhost", "port": str(self.mailbox.port),
            "security": "none", "allow_private": True, "way_in": "webhook", **other,
        }  # fmt: skip
        async with self.database.workspace(self.workspace) as connection:
            await self.mails.accounts.save(connection, self.workspace, given, is_on=True)

    async def account(self) -> MailAccount:
        async with self.database.workspace(self.workspace) as connection:
            account = await self.mails.accounts.read(connection, self.workspace)
        assert account
        return account

    async def named_by(self, text: str) -> str | None:
        account = await self.account()
        return named_by(text, account.secret, account.workspace)

    async def asked(self, contact: str | None = VERA, page: str = PAGE, language: str = "en") -> str:
        """Somebody asks for a person, leaves where to reach them, and the desk's window."""
        visitor, conversation = new(), new()
        opening = cmd.Opening(
            conversation, self.workspace, self.acts.foundry.site.id, visitor, language, page
        )
        await self.acts.visitor(conversation, cmd.Write(new(), "My licence?", opening=opening), visitor)
        await self.acts.visitor(conversation, cmd.AskPerson())
        if contact:
            await self.acts.visitor(conversation, cmd.LeaveContact(contact))
        return conversation

    async def replied(self, conversation: str, text: str = "Here it is.") -> Outcome:
        return await self.acts.teammate(conversation, self.acts.reply(conversation, text))

    async def by_mail(
        self, conversation: str, text: str = "And the invoice?", subject: str = "", message_id: str = ""
    ) -> Outcome:
        """With the mail behind the message."""
        mail = new()
        command = cmd.Write(derived(mail, "message"), text, route=Route.EMAIL)
        outcome = await self.acts.visitor(conversation, command)
        numbers = range(outcome.seq - len(outcome.events) + 1, outcome.seq + 1)
        [seq] = [
            number
            for number, event in zip(numbers, outcome.events, strict=True)
            if isinstance(event, VisitorWrote)
        ]
        self.came(conversation, seq, subject, message_id, mail)
        return outcome

    def came(
        self, conversation: str, seq: int, subject: str, message_id: str, mail: str | None = None
    ) -> None:
        """The mail behind a message that came by mail."""
        self.execute(
            """insert into mails_in (workspace, id, key, via, state, message_id, sender, sender_name, subject, language,
                                     text, attachments, raw, size, conversation, seq)
               values (%s, %s, %s, 'imap', 'filed', %s, '', '', %s, '', '', '[]', '', 0, %s, %s)""",
            self.workspace, mail or new(), new(), message_id, subject, conversation, seq,
        )  # fmt: skip

    def saw(self, conversation: str, vseq: int) -> None:
        self.execute(
            """insert into visitor_seen (workspace, conversation, vseq) values (%s, %s, %s)
                   on conflict (workspace, conversation) do update set vseq = excluded.vseq""",
            self.workspace, conversation, vseq,
        )  # fmt: skip

    def wait(self, seconds: float = 7200) -> None:
        """Only what is on its way gets older."""
        self.execute(
            "update mails_out set due_at = due_at - make_interval(secs => %s) where state = 'due'", seconds
        )

    def rows(self) -> list[tuple[str, str]]:
        """State and kind of each answer, in order."""
        with psycopg.connect(self.url) as admin:
            found = admin.execute("select state, kind from mails_out order by made_at, seq")
            return [(state, kind) for state, kind in found]

    def why(self) -> list[str]:
        with psycopg.connect(self.url) as admin:
            return [why for (why,) in admin.execute("select why from mails_out order by made_at, seq")]

    def messages(self) -> list[EmailMessage]:
        return [_read(envelope.content) for envelope in self.mailbox.received]

    def execute(self, statement: str, *values: object) -> None:
        with psycopg.connect(self.url, autocommit=True) as admin:
            admin.execute(statement, values)


def _read(raw: bytes | str | None) -> EmailMessage:
    assert isinstance(raw, bytes)
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    found = message.get_body(("plain",))
    assert found
    return str(found.get_content())


@asynccontextmanager
async def posting(database: Database, url: str, foundry: Foundry, home: Path) -> AsyncIterator[Posting]:
    acts = Acts(database, foundry)
    async with acts.desk, mail_server("none") as mailbox:
        made = Posting(
            acts, MailsOut(database, acts.desk, Accounts(Keys(database, home)), BASE, _nobody), mailbox, url
        )
        made.mails.moved = lambda _, conversation: made.moved.append(conversation)
        await made.entered()
        yield made


def _nobody(_workspace: str, _conversation: str) -> None:
    pass
