"""Mails that no person wrote, and what mail servers report of ours. Pure."""

import re
from dataclasses import dataclass

from chatref.mail.incoming.mime import Headers, Part, headers_of
from chatref.outbound.plain_text import cut, one_line

LONGEST_WHY = 300
LONGEST_RECIPIENT = 254
MOST_READ = 64 * 1024

_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_REPLIERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from", "x-mail-autoreply")
_FIELD = re.compile(
    r"^(action|status|diagnostic-code|final-recipient|original-recipient)[ \t]*:", re.IGNORECASE
)
_ENHANCED = re.compile(r"^\s*(?:\w+\s*;\s*)?")


@dataclass(frozen=True, slots=True)
class Report:
    """Of a mail server. `about` holds the Message-ID of what it reports of; `failed` is that it gave up."""

    failed: bool
    recipient: str
    why: str
    about: str


def automatic_because(headers: Headers) -> str:
    """Why nobody wrote this, in a sentence; empty where a person may have."""
    submitted = headers.first("auto-submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no") or any(headers.first(each) for each in _REPLIERS):
        return "It says of itself that a program sent it."
    if headers.first("list-id") or headers.first("precedence").strip().lower() in _BULK:
        return "It comes from a mailing list, or was sent to many."
    if headers.first("return-path").replace(" ", "") == "<>":
        return "It has no sender that could be answered."
    if headers.kind() == "multipart/report":
        return "It is a report of a mail server."
    return ""


def report_of(mail: Part) -> Report | None:
    """By RFC 3464; None for any other mail."""
    if mail.kind != "multipart/report":
        return None
    parts = list(mail.walk())
    status = next((each for each in parts if each.kind == "message/delivery-status"), None)
    if status is None:
        return None
    said = _fields(status.content()[:MOST_READ].decode("utf-8", "replace"))
    about = "\n".join(
        _ids(each.content()[:MOST_READ].decode("utf-8", "replace"))
        for each in parts
        if each.kind
        in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
    )
    why = said.get("diagnostic-code") or said.get("status", "")
    recipient = said.get("final-recipient") or said.get("original-recipient", "")
    return Report(
        failed=said.get("action", "").strip().lower() == "failed",
        recipient=cut(one_line(recipient.rpartition(";")[2]), LONGEST_RECIPIENT),
        why=cut(one_line(_ENHANCED.sub("", why)), LONGEST_WHY),
        about=about,
    )


def _fields(text: str) -> dict[str, str]:
    """The first of each: of a mail to one recipient there is no second."""
    found: dict[str, str] = {}
    name = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        if line[:1] in (" ", "\t") and name:
            found[name] += f" {line.strip()}"
        elif match := _FIELD.match(line):
            name = match[1].lower() if match[1].lower() not in found else ""
            if name:
                found[name] = line[match.end() :].strip()
        else:
            name = ""
    return found


def _ids(text: str) -> str:
    """Of the head of the mail that is reported of: those that it answers are others."""
    head, _ = headers_of(text.encode())
    return " ".join(head.all("message-id"))
