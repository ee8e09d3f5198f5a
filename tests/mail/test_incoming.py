"""What is read of a mail: who wrote what, in whichever program and language, and whether anybody wrote it (F32)."""

import time
from base64 import b64encode
from quopri import encodestring

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chatref.mail.incoming import LARGEST, Attachment, read
from chatref.mail.incoming.remarks import LONGEST, message_of
from tests.mail.letters import NEW, letter, several

SECONDS = 8.0
"""Of a processor, that the worst of mails may take."""


def test_f32_who_wrote_what_about_what_and_in_answer_to_what() -> None:
    found = read(letter(
        "Yes, please.\n", sender='"Berg, Anna" <Anna@Home.example>', subject="=?utf-8?q?Re=3A_=C3=84rger?=",
        to="help+abc@shop.example",
        headers="Delivered-To: help+abc@shop.example\nIn-Reply-To: <z.9@shop.example>\nReferences: <z.0@shop.example>",
    ))  # fmt: skip
    assert (found.sender, found.sender_name) == ("anna@home.example", "Berg, Anna")
    assert (found.subject, found.text, found.message_id) == ("Re: Ärger", "Yes, please.", "<1@home.example>")
    assert "help+abc@shop.example" in found.sent_to
    assert ("<z.9@shop.example>" in found.answers, "<z.0@shop.example>" in found.answers) == (True, True)
    assert (found.automatic, found.report, found.attachments) == ("", None, ())


@pytest.mark.parametrize(
    ("written", "address", "name"),
    [
        ("anna@home.example", "anna@home.example", ""),
        ("<anna@home.example>", "anna@home.example", ""),
        ("=?utf-8?b?QW5uYSBCw6lyZw==?= <anna@home.example>", "anna@home.example", "Anna Bérg"),
        ('"boss@shop.example" <anna@home.example>', "anna@home.example", "boss@shop.example"),
        (
            "=?utf-8?q?=3Cboss=40shop.example=3E?= <anna@home.example>",
            "anna@home.example",
            "<boss@shop.example>",
        ),
        ("anna@home.example (Anna)", "anna@home.example", ""),
        # Programs differ in which of several they show: then nobody is named.
        ("anna@home.example, boss@shop.example", "", ""),
        ("Anna <anna@home.example>, Boss <boss@shop.example>", "", "Anna"),
        ("boss@shop.example <anna@home.example>, <x@y.example>", "", "boss@shop.example"),
        ("Anna <anna@home.example> <boss@shop.example>", "", "Anna"),
        ("nobody", "", ""),
        ("", "", ""),
        ("<@>", "", ""),
        ("Anna <\u202egro.knab@home.example>", "", "Anna"),
    ],
)
def test_f38_one_sender_is_named_or_none(written: str, address: str, name: str) -> None:
    found = read(letter("x", sender=written))
    assert (found.sender, found.sender_name) == (address, name)


def test_f38_two_from_headers_name_nobody() -> None:
    assert read(letter("x", headers="From: boss@shop.example")).sender == ""


def test_a_header_can_not_be_put_into_the_body_or_into_another_one() -> None:
    raw = letter("x", subject="a =?utf-8?q?b=0D=0ABcc=3A_c=40d.example?=")
    assert read(raw).subject == "a b Bcc: c@d.example"


PLAIN = "Content-Type: text/plain; charset=utf-8\n\nplain words"
RICH = "Content-Type: text/html; charset=utf-8\n\n<p>rich <b>words</b></p>"


def test_plain_text_is_preferred_and_html_read_where_there_is_none() -> None:
    assert read(several(PLAIN, RICH, kind="alternative")).text == "plain words"
    assert read(several("Content-Type: text/plain\n\n  \n", RICH, kind="alternative")).text == "rich words"
    assert read(letter("<html><body>only<br>this</body></html>", kind="text/html")).text == "only\nthis"


def test_html_of_gmail_and_outlook_is_cut_as_their_text_is() -> None:
    gmail = (
        '<div dir="ltr">It still fails.<div><br></div><div>Order A-10233.</div></div><br><div class="gmail_quote">'
        '<div dir="ltr" class="gmail_attr">On Mon, Nov 23, 2026 at 9:10 AM Foundry &lt;<a href="x">a@b.example</a>'
        '&gt; wrote:<br></div><blockquote class="gmail_quote"><p>Hello Anna</p></blockquote></div>'
    )
    outlook = (
        '<div class="WordSection1"><p class="MsoNormal">It still fails.<o:p></o:p></p><p>Order A-10233.</p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Foundry<br><b>Sent:'
        "</b> Monday<br><b>To:</b> Anna<br><b>Subject:</b> Your question</p></div><p>Hello Anna</p></div>"
    )
    for html in (gmail, outlook):
        assert read(letter(html, kind="text/html; charset=utf-8")).text == NEW


def test_words_before_and_after_a_picture_are_both_read_and_the_picture_is_named() -> None:
    found = read(several(
        PLAIN,
        "Content-Type: image/png; name=\"screen.png\"\nContent-Disposition: inline\n"
        "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=",
        "Content-Type: text/plain\n\nand after it",
        "Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''protok%C3%B6ll.txt\n\nlog",
    ))  # fmt: skip
    assert found.text == "plain words\n\nand after it"
    assert found.attachments == (Attachment("screen.png", 8), Attachment("protoköll.txt", 3))


@pytest.mark.parametrize(
    ("named", "bytes_", "logo"),
    [("logo@x", 4_000, True), ("other@x", 4_000, False), ("logo@x", 60_000, False)],
)
def test_a_small_picture_that_the_text_shows_is_a_logo(named: str, bytes_: int, logo: bool) -> None:
    found = read(several(
        'Content-Type: text/html\n\n<p>Hello</p><img src="cid:logo%40x">',
        f"Content-Type: image/png; name=logo.png\nContent-ID: <{named}>\nContent-Disposition: inline\n"
        f"Content-Transfer-Encoding: base64\n\n{'AAAA' * (bytes_ // 3)}",
        kind="related",
    ))  # fmt: skip
    assert [(each.name, each.logo) for each in found.attachments] == [("logo.png", logo)]


def test_a_mail_without_text_has_none_and_still_its_attachments() -> None:
    found = read(letter("%PDF", kind='application/pdf; name="../../a\x00b.pdf"'))
    assert (found.text, found.attachments[0].size) == ("", 4)
    assert read(letter("")).text == ""
    assert read(b"").text == ""


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("iso-8859-1", "latin-1"), ("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("us-ascii", "utf-8"),
     ("us-ascii", "cp1252"), ("", "utf-8"), ("unknown-8bit", "cp1252"), ("idna", "utf-8"), ("hex", "utf-8"),
     ("utf-8\0", "utf-8"), ("iso-8859-15", "iso-8859-15"), ("utf-16", "utf-16")],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_letters_are_read_by_the_charset_they_are_in(declared: str, codec: str, encoding: str) -> None:
    words = (
        "Grüße – später".encode(codec)
        if codec not in ("latin-1", "iso-8859-15")
        else "Grüße später".encode(codec)
    )
    encoded = {"8bit": words, "base64": b64encode(words), "quoted-printable": encodestring(words)}[encoding]
    head = letter(kind=f"text/plain; charset={declared}", headers=f"Content-Transfer-Encoding: {encoding}")
    if codec == "utf-16" and encoding == "8bit":
        return  # lines end otherwise there
    assert read(head + encoded).text == words.decode(codec).removeprefix("\ufeff")


def test_lines_that_were_only_broken_to_be_short_are_made_whole() -> None:
    raw = letter(
        "one \ntwo \nthree\n> quoted \n> more\nfour\n", kind="text/plain; charset=utf-8; format=flowed"
    )
    assert read(raw).text == "one two three\nfour"


def test_a_letter_cut_apart_between_two_encoded_words_is_whole() -> None:
    assert (
        read(letter("x", subject="=?utf-8?q?=C3?= =?utf-8?q?=A4h?=  =?utf-8?b?w6Q?= end")).subject
        == "ähä end"
    )


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; x=1", "Precedence: bulk", "Precedence: List",
     "List-Id: <a.b>", "X-Autoreply: yes", "X-Autorespond: x", "Return-Path: <>", "Return-Path: < >"],
)  # fmt: skip
def test_a_mail_that_nobody_wrote_says_why(header: str) -> None:
    assert read(letter("I am away.", headers=header)).automatic


@pytest.mark.parametrize(
    "header", ["Auto-Submitted: no", "Precedence: first-class", "Return-Path: <anna@home.example>"]
)
def test_a_mail_that_somebody_wrote_is_not_automatic(header: str) -> None:
    assert read(letter("I am here.", headers=header)).automatic == ""


@pytest.mark.parametrize("kind", ["application/pgp-signature", "application/pkcs7-signature"])
def test_of_a_signed_mail_what_is_signed_is_read_and_the_signature_is_no_attachment(kind: str) -> None:
    inner = b64encode(b"one").decode()
    signed = (
        'Content-Type: multipart/mixed; boundary="b2"\n\n--b2\nContent-Type: text/plain\n\nIt still fails.\n'
        f"--b2\nContent-Type: text/csv; name=log.csv\nContent-Transfer-Encoding: base64\n\n{inner}\n--b2--\n"
    )
    signature = f"Content-Type: {kind}; name=signature\nContent-Disposition: attachment\n\nabc"
    found = read(several(signed, signature, kind=f"signed; protocol={kind}"))
    assert (found.text, found.attachments) == ("It still fails.", (Attachment("log.csv", 3),))


STATUS = """
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.home.example
    Arrival-Date: Mon, 23 Nov 2026 09:12:00 +0100

    Final-Recipient: rfc822; anna@home.example
    Action: {action}
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 No such user
     here
"""
OURS = """
    Content-Type: text/rfc822-headers

    From: help@shop.example
    Message-ID: <ours.7@shop.example>
    Subject: Your question
"""


@pytest.mark.parametrize(("action", "failed"), [("failed", True), ("delayed", False), ("delivered", False)])
def test_f32_a_report_says_what_became_of_which_of_our_mails(action: str, failed: bool) -> None:
    found = read(
        several(PLAIN, STATUS.format(action=action), OURS, kind="report; report-type=delivery-status")
    )
    assert found.report is not None
    assert (found.report.failed, found.report.recipient) == (failed, "anna@home.example")
    assert found.report.why == "550 5.1.1 No such user here"
    assert "<ours.7@shop.example>" in found.report.about
    assert found.automatic


def test_the_same_mail_by_another_way_has_the_same_key_and_another_body_another_one() -> None:
    once = read(letter("Yes.", headers="Delivered-To: a@b.example"))
    assert once.key == read(letter("Yes.", headers="Delivered-To: c@d.example\nReceived: by mx")).key
    assert once.key != read(letter("No.")).key
    assert read(letter("Yes.", message_id="")).key != read(letter("Yes.", message_id="", headers="X: y")).key


def test_a_mail_of_five_megabytes_and_one_of_more_are_read() -> None:
    body = b64encode(bytes(LARGEST)).decode()
    raw = several(
        PLAIN, f"Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n{body}"
    )
    assert len(raw) > LARGEST
    found = read(raw)
    assert (found.text, found.attachments[0].name) == ("plain words", "a.zip")


def _nested(depth: int) -> bytes:
    body = "words"
    for level in range(depth):
        inner = (
            f"Content-Type: multipart/mixed; boundary=b{level - 1}" if level else "Content-Type: text/plain"
        )
        body = f"--b{level}\n{inner}\n\n{body}\n--b{level}--\n"
    return letter(body, kind=f"multipart/mixed; boundary=b{depth - 1}")


MIXED = "multipart/mixed; boundary=b"
HOSTILE = {
    "fifty deep": _nested(50),
    "a thousand deep": _nested(1000),
    "no end of parts": letter("--b1\n\n" * 200_000, kind="multipart/mixed; boundary=b1"),
    "boundaries in boundaries": letter("--b\nContent-Type: multipart/a; boundary=b\n\n" * 50_000, kind=MIXED),
    "no end of headers": b"A: b\r\n" * 300_000,
    "one header folded without end": b"Subject: a\r\n" + b" \r\n" * 500_000 + b" b",
    "headers of spaces": (b"X-A: " + b" " * 16_000 + b"x\r\n") * 8,
    "words without end": b"Subject: " + b"=?a?q?" * 800_000,
    "parameters": b"Content-Type: text/plain; " + b'a="' * 2_000 + b";" * 1_000_000,
    "a long number": b"Content-Disposition: attachment; filename*" + b"9" * 5_000 + b"*=a",
    "references": b"References: " + b"<a@b> " * 800_000,
    "elements in elements": letter("<div>" * 800_000, kind="text/html"),
    "open quotations": letter("<blockquote>" * 400 + "<p>a" * 90_000, kind="text/html"),
    "colons": letter(("a " * 40 + ":\n") * 60_000),
    "wrote": letter("On 1 at 9:10 wrote:\n" * 200_000),
    "labels": letter("From: a\nTo: b\n" * 300_000),
    "lines that flow": letter("a \n" * 1_500_000, kind="text/plain; format=flowed"),
    "bold without end": letter(
        "<p>" + "".join(f"<b a{n}>" for n in range(400)) + "</p>" + "<p>x</p>" * 20_000, kind="text/html"
    ),
    "tags that don't end": letter("<a '" + '<p "<' * 400_000, kind="text/html"),
    "an entity without end": letter(f"<p>&#{'9' * 500_000};", kind="text/html"),
    "dashes": letter("-" * 4_000_000),
    "from": b"From: " + b"<" * 2_000_000,
    "many senders": (b'From: "' + b'\\"' * 5_000 + b"\r\n") * 400,
    "quotes": b'From: "' + b'\\"' * 1_000_000,
    "nothing but zeros": bytes(LARGEST),
    "one line": b"a" * LARGEST,
}  # fmt: skip


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_mail_takes_long(raw: bytes) -> None:
    began = time.process_time()  # of ours: a busy machine makes no mail worse
    found = read(raw)
    assert time.process_time() - began < SECONDS
    assert len(found.text) <= 200_000


def test_a_kind_without_end_leaves_room_for_the_words() -> None:
    raw = several(PLAIN, *[f"Content-Type: a/{'b' * 4_000}\n\nx"] * 5)
    assert "plain words" in message_of(read(raw).text, read(raw).attachments, "en")
    assert len(message_of(read(raw).text, read(raw).attachments, "en")) <= LONGEST


def test_what_lies_deeper_than_is_looked_is_named_as_an_attachment() -> None:
    found = read(_nested(50))
    assert (found.text, len(found.attachments)) == ("", 1)


HEADER_NAMES = some.sampled_from(
    ["From", "To", "Subject", "Message-ID", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding",
     "References", "Auto-Submitted", "Date", "MIME-Version"]
)  # fmt: skip
PIECES = some.sampled_from(
    ["text/plain", "text/html", "multipart/mixed", "multipart/report", "multipart/alternative", "message/rfc822",
     "message/delivery-status", "; boundary=b", "; charset=", "; filename*0*=", "; name=\"", "utf-16''%ff", "=?", "?=",
     "=?utf-8?b?////?=", "=?utf-7?q?+2AA-?=", "\r\n", "\n ", "--b\n", "--b--\n", "\0", "\ud800", "<", ">", "@",
     "base64",
     "quoted-printable", "Action: failed\n", "&#55296;", f"&#{'9' * 5_000};", "<p>", "</div>", "\u202e", "é"]
)  # fmt: skip
SHAPED = some.lists(
    some.one_of(
        some.tuples(HEADER_NAMES, some.lists(PIECES | some.text(max_size=5), max_size=6)).map(
            lambda row: f"{row[0]}: {''.join(row[1])}\n"
        ),
        PIECES,
        some.just("\n\n"),
    ),
    max_size=25,
).map(lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass"))


@given(some.binary(max_size=400) | SHAPED)
def test_f32_any_bytes_are_a_mail_and_what_is_said_of_it_can_be_stored(raw: bytes) -> None:
    found = read(raw)
    told = [found.sender, found.sender_name, found.subject, found.text, found.message_id, found.automatic,
            *(each.name for each in found.attachments)]  # fmt: skip
    for each in told:
        assert "\0" not in each
        each.encode()
    assert "\n" not in found.subject + found.sender_name + found.sender
