"""An answer goes out by a real SMTP server, a visitor presses "Reply" in their mail program, and a real IMAP server
gives it back: into the same thread (F16, F32, F33)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.model import Field, Stage
from chatref.mail.filing import placing
from chatref.mail.sending import MailsOut
from tests.mail.imap_far import ImapFar, imap_server
from tests.mail.letters import several
from tests.mail.reading import Reading, mailboxes_of
from tests.mail.receiving import VERA, Receiving
from tests.outbound.kinds.mail_far import Mailbox, mail_server


@dataclass
class Both:
    reading: Reading
    mails: MailsOut
    out: Mailbox
    far: ImapFar

    @property
    def desk(self) -> Receiving:
        return self.reading.desk

    async def answered(self, conversation: str, text: str) -> EmailMessage:
        """By a teammate; the mail as it arrives."""
        await self.desk.acts.teammate(conversation, self.desk.acts.reply(conversation, text))
        self.desk.change("update mails_out set due_at = now() where state = 'due'")
        self.out.received.clear()
        await self.mails.attempt(self.desk.workspace, conversation)
        return self.out.message()

    async def comes_back(self, raw: bytes) -> None:
        await self.far.deliver(raw)
        await self.reading.look()


@pytest.fixture
async def both(desk: Receiving) -> AsyncIterator[Both]:
    reading = Reading(desk, mailboxes_of(desk))
    async with mail_server("none") as out, imap_server() as far:
        await reading.entered(far.tls_port, port=str(out.port))
        mails = MailsOut(
            desk.acts.database,
            desk.acts.desk,
            reading.boxes.accounts,
            "https://desk.example",
            lambda _workspace, _conversation: None,
        )
        yield Both(reading, mails, out, far)


def reply_to(mail: EmailMessage, text: str) -> bytes:
    """As a mail program makes it of what it shows."""
    plain = mail.get_body(("plain",))
    assert plain is not None
    quoted = "".join(f"> {line}\n" for line in str(plain.get_content()).splitlines())
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = f"Vera <{VERA}>", mail["Reply-To"]
    made["Subject"], made["Date"] = f"Re: {mail['Subject']}", format_datetime(datetime.now(UTC))
    made["Message-ID"] = f"<{abs(hash(text))}@home.example>"
    made["In-Reply-To"] = mail["Message-ID"]
    made["References"] = f"{mail.get('References', '')} {mail['Message-ID']}".strip()
    made.set_content(f"{text}\n\nOn Mon, 23 Nov 2026 at 09:10, {mail['From']} wrote:\n{quoted}")
    return made.as_bytes()


async def test_f16_f33_a_conversation_goes_on_by_mail_in_one_thread_on_both_sides(both: Both) -> None:
    case = await both.desk.asked()
    first = await both.answered(case, "Which licence is it?")
    await both.comes_back(reply_to(first, "The Pro one."))
    second = await both.answered(case, "Then it is on its way.")
    await both.comes_back(reply_to(second, "Thanks!"))
    assert await both.desk.said(case) == [("Hello?", "chat"), ("The Pro one.", "email"), ("Thanks!", "email")]
    assert first["Message-ID"] in second["References"]
    assert [row["state"] for row in both.desk.rows()] == ["filed", "filed"]


async def test_f32_an_answer_whose_address_was_lost_and_whose_quotation_was_cut_finds_its_thread(
    both: Both,
) -> None:
    case = await both.desk.asked()
    mail = await both.answered(case, "Which licence is it?")
    mail.replace_header("Reply-To", "help@shop.example")
    await both.comes_back(reply_to(mail, "The Pro one."))
    assert (await both.desk.said(case))[-1] == ("The Pro one.", "email")


async def test_the_mail_that_the_desk_sends_to_itself_comes_back_and_says_so(both: Both) -> None:
    assert await both.mails.probe(both.desk.workspace) == ""
    await both.comes_back(both.out.message().as_bytes(policy=SMTP))
    assert (both.desk.row()["state"], both.desk.row()["why"]) == ("automatic", placing.TEST)
    assert both.desk.select("select came_back_at from mail_accounts")[0]["came_back_at"] is not None


async def test_p7_what_is_attached_while_a_file_is_asked_for_is_that_detail_and_unverified(
    desk: Receiving,
) -> None:
    """Nobody has looked into it; it lies in the mail."""
    case = await desk.asked(collects=cmd.ActionDue("Return", (Field("shot", "Screenshot", "file"),)))
    await desk.take(desk.answer(case, "It is not here."))
    logo = "Content-Type: image/png; name=logo.png\nContent-ID: <logo@x>\n\nAAAA"
    await desk.take(several(
        'Content-Type: text/html\n\nWait.<br>Vera <img src="cid:logo@x">', logo,
        headers=f"Delivered-To: {desk.to(case)}",
    ).replace(b"anna@home.example", VERA.encode()).replace(b"<1@", b"<2@"))  # fmt: skip
    assert not (await desk.state(case)).details, "a signature's logo is no screenshot"
    assert "logo.png" in (await desk.said(case))[-1][0]
    await desk.take(several(
        "Content-Type: text/plain\n\nHere it is.",
        "Content-Type: image/png; name=shot.png\nContent-Transfer-Encoding: base64\n\n" + "AAAA" * 1_000,
        headers=f"Delivered-To: {desk.to(case)}",
    ).replace(b"anna@home.example", VERA.encode()).replace(b"<1@", b"<3@"))  # fmt: skip
    state = await desk.state(case)
    detail = state.details["shot"]
    assert (detail.value, detail.verified) == ("1 attachment in the mail: shot.png (3 KB)", False)
    assert state.stage is Stage.WAITING
