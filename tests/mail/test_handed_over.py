"""F32: a mail is the same one by whichever provider, and in whichever shape, it is handed over."""

import base64
import json
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chatref.mail.incoming import Attachment, Incoming, read
from chatref.mail.ways_in.handed_over import mail_in
from tests.pure.calm import CALM

VERA = "vera@home.example"
ANSWERS, OURS = "<ours.7@shop.example>", "help+abc@shop.example"
PDF = b"%PDF-1.4 a small one"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
TEXT = "Grüße, es geht wieder.\n\nOn Monday Foundry wrote:\n> Hello"
HEADERS = [("Message-ID", "<1@home.example>"), ("In-Reply-To", ANSWERS), ("Auto-Submitted", "no")]


def postmark(**other: object) -> dict[str, Any]:
    """As its reference has it; what is not read is left out."""
    return {
        "FromName": 'Vera "V"', "MessageStream": "inbound", "From": VERA,
        "FromFull": {"Email": VERA, "Name": "Vera", "MailboxHash": ""},
        "To": f'"Foundry" <{OURS}>', "ToFull": [{"Email": OURS, "Name": "Foundry", "MailboxHash": "abc"}],
        "Cc": "", "OriginalRecipient": OURS, "Subject": "Re: Ärger", "MessageID": "73e6d360-66eb-11e1",
        "Date": "Mon, 23 Nov 2026 09:10:00 +0100", "MailboxHash": "abc", "TextBody": TEXT,
        "HtmlBody": "<p>not this one</p>", "StrippedTextReply": "Grüße, es geht wieder.", "Tag": "",
        "Headers": [{"Name": name, "Value": value} for name, value in HEADERS],
        "Attachments": [{
            "Name": "Ünten.pdf", "Content": base64.b64encode(PDF).decode(), "ContentType": "application/pdf",
            "ContentLength": len(PDF), "ContentID": "",
        }],
        **other,
    }  # fmt: skip


def mailgun() -> dict[str, str]:
    rows = [*HEADERS, ("From", f"Vera <{VERA}>"), ("Subject", "Re: Ärger"), ("Content-Type", "text/html")]
    return {
        "recipient": OURS, "sender": "bounces@home.example", "from": f"Vera <{VERA}>", "subject": "Re: Ärger",
        "message-headers": json.dumps(rows), "body-plain": TEXT, "stripped-text": "not this one", "timestamp": "1",
    }  # fmt: skip


def sendgrid() -> dict[str, bytes]:
    headers = "".join(f"{name}: {value}\n" for name, value in HEADERS)
    return {
        "headers": f"{headers}From: Vera <{VERA}>\nSubject: Re: =?utf-8?q?=C3=84rger?=\nContent-Type: x/y\n".encode(),
        "envelope": json.dumps({"to": [OURS], "from": VERA}).encode(), "text": TEXT.encode("latin-1"),
        "charsets": json.dumps({"text": "iso-8859-1"}).encode(), "from": VERA.encode(), "attachments": b"1",
    }  # fmt: skip


def form(fields: dict[str, Any], **files: bytes) -> tuple[bytes, str]:
    """As a browser would send it."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + (value if isinstance(value, bytes) else value.encode())
        for name, value in fields.items()
    ]
    parts += [
        f'Content-Disposition: form-data; name="{name}"; filename="Ünten.pdf"\r\n'
        f"Content-Type: application/pdf\r\n\r\n".encode()
        + content
        for name, content in files.items()
    ]
    body = b"".join(b"--a-b\r\n" + part + b"\r\n" for part in parts)
    return body + b"--a-b--\r\n", 'multipart/form-data; boundary="a-b"'


SHAPES = {
    "postmark": (json.dumps(postmark()).encode(), JSON),
    "mailgun": (urlencode(mailgun()).encode(), FORM),
    "mailgun with a file": form(mailgun(), **{"attachment-1": PDF}),
    "sendgrid": form(sendgrid(), attachment1=PDF),
}


def taken(body: bytes, content_type: str) -> Incoming:
    raw = mail_in(body, content_type)
    assert raw is not None
    assert raw == mail_in(body, content_type), "handed over twice it is one mail"
    return read(raw)


@pytest.mark.parametrize("shape", SHAPES)
def test_f32_what_a_provider_takes_apart_is_read_as_the_mail_that_it_was(shape: str) -> None:
    found = taken(*SHAPES[shape])
    assert (found.sender, found.subject, found.text) == (VERA, "Re: Ärger", "Grüße, es geht wieder.")
    assert (found.message_id, found.automatic) == ("<1@home.example>", "")
    assert ANSWERS in found.answers
    assert OURS in found.sent_to
    files = () if shape == "mailgun" else (Attachment("Ünten.pdf", len(PDF)),)
    assert found.attachments == files


def test_postmark_and_others_may_send_the_whole_mail_too() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = VERA, "whole"
    mail.set_content("Hello")
    for field in ("RawEmail", "raw"):
        assert taken(json.dumps(postmark(**{field: mail.as_string()})).encode(), JSON).subject == "whole"


def test_of_one_that_is_too_large_what_stands_before_its_end_is_read() -> None:
    body = json.dumps(postmark()).encode()
    found = taken(body[: body.index(b'"Attachments"') + 60], JSON)
    assert (found.text, found.attachments) == ("Grüße, es geht wieder.", ())


def test_a_name_puts_nothing_into_the_head() -> None:
    said = postmark(FromName="V\r\nBcc: x@y.example", Subject="a\nTo: other@shop.example")
    found = taken(json.dumps(said).encode(), JSON)
    assert (found.sender, "other@shop.example" in found.sent_to) == (VERA, False)


def test_what_is_no_mail_is_none() -> None:
    for body in (b"", b"{}", b"[1]", b'{"From": 3}', b'{"From": "", "TextBody": " "}', b"null", b"\xff"):
        assert mail_in(body, JSON) is None
    assert mail_in(urlencode({"message-headers": "{}"}).encode(), FORM) is None


ANY = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda each: (
        some.lists(each) | some.dictionaries(some.sampled_from([*postmark(), "Name", "Value"]), each)
    ),
)


@CALM
@given(ANY, some.integers(0, 400))
def test_whatever_is_handed_over_is_a_mail_or_none(said: object, until: int) -> None:
    for content_type in (JSON, FORM, 'multipart/form-data; boundary="a-b"'):
        raw = mail_in(json.dumps(said).encode()[:until], content_type)
        assert raw is None or isinstance(read(raw), Incoming)


def test_one_that_is_nested_without_end_is_read_up_to_there() -> None:
    found = taken(b'{"From": "a@b.example", "TextBody": "Hello", "Headers": ' + b"[" * 100_000, JSON)
    assert (found.sender, found.text) == ("a@b.example", "Hello")
