"""A mail as the desk takes it in: from its bytes, whatever they are, to what a person said with it. Pure.

Nothing here is refused and nothing raises: what can't be read is less said, and the original is kept beside it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from chatref.mail.incoming.automatic import Report, automatic_because, report_of
from chatref.mail.incoming.html_text import lines_of_html
from chatref.mail.incoming.mime import Headers, Part, headers_of, part_of
from chatref.mail.incoming.quoted import what_is_new
from chatref.mail.incoming.sender import sender_of
from chatref.outbound.plain_text import cut, lines_of, one_line

LARGEST = 5 * 1024 * 1024
"""Bytes of a mail that are kept and read; what is longer is cut."""
LONGEST_TEXT = 200_000
LONGEST_SUBJECT = 300
LONGEST_FILENAME = 120
LONGEST_ID = 250
MOST_ATTACHMENTS = 50
MOST_WAYS = 8_000
"""Letters of the headers that may hold a thread address, or a Message-ID of ours."""
LARGEST_LOGO = 32 * 1024
"""Bytes. A screenshot that somebody pastes between their words is larger."""

_ID = re.compile(r"<[^<>\s]{3,250}>")
_SHOWN = re.compile(r"""\bcid:([^\s"'<>)]{1,250})""", re.IGNORECASE)
_TONGUE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_SENT_TO = (
    "to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to", "original-recipient",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """`size` in bytes. `logo`: a small picture that stands in the text, as signatures bring one."""

    name: str
    size: int
    logo: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """`key` is the same for copies of one mail. `language` is empty where it says none. `sent_to` and `answers` are
    where names of threads may stand: its recipients, and the Message-IDs that it answers. `automatic` says why no
    person wrote it; empty if one did."""

    key: str
    message_id: str
    sender: str
    sender_name: str
    subject: str
    language: str
    text: str
    attachments: tuple[Attachment, ...]
    sent_to: str
    answers: str
    automatic: str
    report: Report | None


def read(raw: bytes) -> Incoming:
    mail = part_of(raw[:LARGEST])
    headers, said = mail.headers, _unsigned(mail)
    sender, name = sender_of(headers.all("from"))
    ids = _ID.findall(headers.first("message-id"))
    report = report_of(mail)
    return Incoming(
        key=_key(raw),
        message_id=ids[0] if ids else "",
        sender=sender,
        sender_name=name,
        subject=cut(one_line(headers.shown("subject")), LONGEST_SUBJECT),
        language=_language(headers),
        text="" if report else _new_text(said),
        attachments=tuple(_attachments(said))[:MOST_ATTACHMENTS],
        sent_to=_ways(headers, *_SENT_TO),
        answers=_ways(headers, "in-reply-to", "references"),
        automatic=automatic_because(headers),
        report=report,
    )


def _unsigned(part: Part) -> Part:
    """Of what is signed the first part is what somebody says; the signature is for machines (RFC 1847)."""
    if part.kind == "multipart/signed" and part.parts:
        return _unsigned(part.parts[0])
    return replace(part, parts=tuple(map(_unsigned, part.parts))) if part.parts else part


def _language(headers: Headers) -> str:
    """The first that it says; most say none."""
    said = headers.first("content-language") or headers.first("accept-language")
    found = _TONGUE.match(said)
    return found[0].lower() if found else ""


def _key(raw: bytes) -> str:
    """A mail sent to two addresses of the desk comes twice, and its way differs. Whoever writes another body under
    the same Message-ID wrote another mail."""
    headers, body = headers_of(raw)
    own = [headers.first(each) for each in ("message-id", "from", "date", "subject")]
    told = "\0".join(own).encode("utf-8", "replace") if own[0] else raw[: len(raw) - len(body)]
    return hashlib.sha256(hashlib.sha256(told).digest() + body).hexdigest()


def _ways(headers: Headers, *names: str) -> str:
    """The end of a long list of references is the latest."""
    return " ".join(value[-MOST_WAYS:] for name in names for value in headers.all(name)[:5])


def _new_text(mail: Part) -> str:
    return what_is_new(lines_of(_plain(mail)[:LONGEST_TEXT]))


def _plain(part: Part) -> str:
    if part.kind == "multipart/alternative":
        said = [_plain(each) for each in part.parts]
        plain = [text for text, each in zip(said, part.parts, strict=True) if each.kind == "text/plain"]
        return next((text for text in (*plain, *said) if text.strip()), "")
    if part.parts:
        return "\n\n".join(text for text in map(_plain, part.parts) if text.strip())
    if _attached(part):
        return ""
    return lines_of_html(lines_of(part.text())) if part.kind == "text/html" else _unwrapped(part)


def _unwrapped(part: Part) -> str:
    """Lines that were only broken to be short are made whole (RFC 3676)."""
    text = part.text().replace("\r\n", "\n")
    if part.headers.parameter("format").lower() != "flowed":
        return text
    joined: list[str] = []
    flows = True
    for line in text.split("\n"):
        quoted = line.startswith(">")
        joined += ["" if flows and not quoted else "\n", line if quoted else line.removeprefix(" ")]
        flows = line.endswith(" ") and line != "-- " and not quoted
    return "".join(joined).removeprefix("\n")


def _attached(part: Part) -> bool:
    """What is not the text itself."""
    if part.headers.disposition() == "attachment":
        return True
    return part.kind not in ("text/plain", "text/html") or bool(part.headers.filename())


def _attachments(mail: Part) -> Iterator[Attachment]:
    parts = list(mail.walk())
    shown = {unquote(each) for part in parts if part.kind == "text/html" for each in _shown_in(part)}
    for part in filter(_attached, parts):
        name = cut(one_line(part.headers.filename()), LONGEST_FILENAME)
        size = len(part.content())
        named = part.headers.first("content-id").strip("<>")
        logo = part.kind.startswith("image/") and size <= LARGEST_LOGO and named in shown
        yield Attachment(name or cut(part.kind, LONGEST_FILENAME), size, logo)


def _shown_in(html: Part) -> list[str]:
    return _SHOWN.findall(html.text()[:LONGEST_TEXT])
