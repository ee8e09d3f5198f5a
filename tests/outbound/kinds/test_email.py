"""Mail goes out through a real SMTP server: encrypted, signed in, once for everybody, and says only what was meant.

P6, F44.
"""

from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import replace
from email.message import EmailMessage

import pytest

from chatref.errors import BadInput
from chatref.outbound import email
from chatref.outbound.destination import Delivered, Later, Refused, Result, There, Unknown
from chatref.outbound.email import Email
from chatref.outbound.kind import entered
from tests.outbound.kinds.mail_far import PASSWORD, USER, Mailbox, mail_server, trusted
from tests.outbound.kinds.packages import INBOX, LATER, LEAD, ORDINARY, hostile, hostile_later

KEY, NEXT = "0192f7a0-0000-7000-8000-00000000000a", "0192f7a0-0000-7000-8000-00000000000b"
TEAM = "team@foundry.example"


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with mail_server("starttls") as opened:
        yield opened


def _entered(server_port: int, /, **other: str | bool) -> dict[str, str | bool]:
    return {
        "to": f"{TEAM}, lead@foundry.example",
        "sender": "desk@foundry.example",
        "host": "localhost",
        "port": str(server_port),
        "user": USER,
        "password": PASSWORD,
        "allow_private": True,
        **other,
    }


def _destination(server_port: int, /, **other: str | bool) -> Email:
    settings = email.settings_from(entered(email.ENTRIES, _entered(server_port, **other)))
    return Email(replace(settings, server=replace(settings.server, seconds=20.0, trusted=trusted)))


async def _sent(mailbox: Mailbox, **other: str | bool) -> Result:
    return await _destination(mailbox.port, **other).send(ORDINARY, KEY)


def _part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found
    return str(found.get_content())


async def test_what_came_later_is_an_answer_in_the_thread_of_the_first(mailbox: Mailbox) -> None:
    there = There(KEY, "<first.chatref@foundry.example>", None)
    result = await _destination(mailbox.port).follow(LATER, there, NEXT)
    assert result == Delivered(f"<{NEXT}.chatref@foundry.example>")
    message = mailbox.message()
    assert message["Subject"] == f"Re: {ORDINARY.subject}"
    assert message["References"] == message["In-Reply-To"] == there.reference
    for kind in ("plain", "html"):
        text = _part(message, kind)
        assert all(each in text for each in ("A-10234", "A-10233", "Billing", "Tess Type", INBOX))


async def test_what_came_later_stays_words_too(mailbox: Mailbox) -> None:
    await _destination(mailbox.port).follow(hostile_later(), There(KEY, None, None), NEXT)
    message = mailbox.message()
    assert "\n" not in message["Subject"]
    assert message["Bcc"] is None
    assert "<script>" not in _part(message, "html")


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
async def test_a_mail_arrives_by_each_way(security: str) -> None:
    unsigned: dict[str, str | bool] = {"user": "", "password": ""} if security == "none" else {}
    async with mail_server(security) as mailbox:
        result = await _sent(mailbox, security=security, **unsigned)
    assert result == Delivered(f"<{KEY}.chatref@foundry.example>")
    assert mailbox.signed_in == ([] if security == "none" else [USER])
    (envelope,) = mailbox.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("desk@foundry.example", [TEAM, "lead@foundry.example"])


async def test_a_summary_by_a_model_says_that_it_is_one(mailbox: Mailbox) -> None:
    await _destination(mailbox.port).send(replace(ORDINARY, summed=True), KEY)
    assert "SUMMARY BY THE ASSISTANT" in _part(mailbox.message(), "plain")


async def test_a_lead_is_a_mail_that_says_that_nobody_waits(mailbox: Mailbox) -> None:
    await _destination(mailbox.port).send(LEAD, KEY)
    message = mailbox.message()
    assert message["Subject"] == "Demo: Can I see it?"
    for kind in ("plain", "html"):
        text = _part(message, kind)
        assert all(each in text for each in ("nobody waits for an answer", "Noted:", "A-10233", INBOX))
        assert "Waiting since" not in text


async def test_a_mail_says_what_the_team_needs_in_text_and_in_html(mailbox: Mailbox) -> None:
    await _sent(mailbox)
    message = mailbox.message()
    assert message["Subject"] == ORDINARY.subject
    assert message["From"] == "Foundry <desk@foundry.example>"
    assert message["Message-ID"] == f"<{KEY}.chatref@foundry.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    for kind in ("plain", "html"):
        text = _part(message, kind)
        assert all(each in text for each in ("A-10233", "unverified", "money back", INBOX))
    assert f'<a href="{INBOX}">' in _part(message, "html")


async def test_a_repeat_can_be_told_from_another_mail(mailbox: Mailbox) -> None:
    destination = _destination(mailbox.port)
    first, second = [await destination.send(ORDINARY, KEY) for _ in range(2)]
    other = await destination.send(ORDINARY, KEY[:-1] + "b")
    assert first == second != other
    assert await destination.find(KEY) is None


@pytest.mark.parametrize("long", [0, 100_000])
async def test_nothing_that_a_visitor_makes_up_gets_into_the_headers_or_the_markup(
    mailbox: Mailbox, long: int
) -> None:
    result = await _destination(mailbox.port).send(hostile(40, long), f"{KEY}\r\nBcc: x@evil.example")
    assert isinstance(result, Delivered)
    message = mailbox.message()
    assert set(message.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
        *("MIME-Version", "Content-Type"),
    }
    assert (await _sent_to(mailbox)) == [TEAM, "lead@foundry.example"]
    markup = _part(message, "html").lower()
    assert all(each not in markup for each in ("<script", "<img", 'href="javascript'))
    assert "alert(1)" in markup
    assert len(mailbox.received[0].content or b"") < 800_000


SMUGGLED = b"x\r\nBcc: x@evil.example\r\n\r\nPay here"
ENCODED = f"=?utf-8?b?{b64encode(SMUGGLED).decode()}?="


@pytest.mark.parametrize("later", [False, True])
async def test_words_that_a_mail_would_decode_stay_what_they_are(mailbox: Mailbox, *, later: bool) -> None:
    """They brought their own headers along, and their own body in the place of ours."""
    destination = _destination(mailbox.port)
    if later:
        update = replace(LATER, subject=ENCODED, workspace=ENCODED)
        await destination.follow(update, There(KEY, None, None), NEXT)
    else:
        await destination.send(replace(ORDINARY, subject=ENCODED, workspace=ENCODED), KEY)
    message = mailbox.message()
    assert "Bcc" not in message
    assert message["Subject"].removeprefix("Re: ") == ENCODED.replace("=?", "= ?")
    assert "evil.example" not in message["From"]
    assert message.get_content_type() == "multipart/alternative"


async def _sent_to(mailbox: Mailbox) -> list[str]:
    return mailbox.received[0].rcpt_tos


@pytest.mark.parametrize(
    ("step", "answer", "kind", "word"),
    [
        (TEAM, "550 5.1.1 No such user", Refused, TEAM),
        ("lead@foundry.example", "450 4.2.1 Try again", Later, "lead@"),
        ("MAIL", "553 5.7.1 Sender not owned", Refused, "desk@foundry.example"),
        ("DATA", "554 5.7.1 Spam", Refused, "Spam"),
        ("DATA", "452 4.3.1 Full", Later, "Full"),
    ],
)
async def test_an_answer_of_the_server_means_what_it_means(
    mailbox: Mailbox, step: str, answer: str, kind: type, word: str
) -> None:
    mailbox.answers[step] = answer
    result = await _sent(mailbox)
    assert isinstance(result, kind)
    assert isinstance(result, Refused | Later)
    assert word in result.why
    assert mailbox.received == []


async def test_a_wrong_password_says_what_to_mend(mailbox: Mailbox) -> None:
    result = await _sent(mailbox, password="t0p-secret")
    assert isinstance(result, Refused)
    assert "user name and password" in result.why
    assert "t0p-secret" not in result.why


async def test_a_mail_whose_answer_is_lost_is_unknown(mailbox: Mailbox) -> None:
    mailbox.breaks_off = True
    assert isinstance(await _sent(mailbox), Unknown)
    assert len(mailbox.received) == 1


async def test_a_mail_whose_answer_comes_too_late_is_unknown(mailbox: Mailbox) -> None:
    mailbox.hangs = True
    settings = _destination(mailbox.port).settings
    hurried = replace(settings, server=replace(settings.server, seconds=5.0))
    assert isinstance(await Email(hurried).send(ORDINARY, KEY), Unknown)
    assert len(mailbox.received) == 1


async def test_nobody_there_is_later() -> None:
    assert isinstance(await _destination(1).send(ORDINARY, KEY), Later)


async def test_a_certificate_that_nobody_vouches_for_is_refused(mailbox: Mailbox) -> None:
    settings = email.settings_from(entered(email.ENTRIES, _entered(mailbox.port)))
    result = await Email(settings).send(ORDINARY, KEY)
    assert isinstance(result, Refused)
    assert "certificate" in result.why


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_of_another_name_is_refused(security: str) -> None:
    async with mail_server(security, "other.example") as mailbox:
        result = await _sent(mailbox, security=security)
    assert isinstance(result, Refused)
    assert "certificate" in result.why
    assert mailbox.signed_in == []


async def test_a_server_without_encryption_gets_no_password_and_no_mail() -> None:
    async with mail_server("none") as mailbox:
        result = await _sent(mailbox)
    assert isinstance(result, Refused)
    assert "STARTTLS" in result.why
    assert mailbox.received == []


async def test_a_private_mail_server_needs_the_owners_leave(mailbox: Mailbox) -> None:
    """F44"""
    result = await _sent(mailbox, allow_private=False)
    assert isinstance(result, Refused)
    assert "private network" in result.why


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("to", "team"),
        ("to", ", ".join(f"a{n}@foundry.example" for n in range(11))),
        ("sender", "Desk <desk@foundry.example>"),
        ("host", "https://smtp.foundry.example"),
        ("port", "99999"),
        ("port", "smtp"),
        ("security", "ssl"),
        ("security", "none"),
        ("password", ""),
    ],
)
def test_what_is_wrong_is_said_by_its_entry(entry: str, value: str) -> None:
    with pytest.raises(BadInput) as wrong:
        _destination(25, **{entry: value})
    assert wrong.value.field == entry
