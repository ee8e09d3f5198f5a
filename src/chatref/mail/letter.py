"""A mail to a visitor: what was answered, by whom, and how to go on. Pure.

Who writes it decides the words of the body and a name, and nothing else of the headers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from itertools import groupby

from chatref.mail.phrases import Phrase, phrase, tongue
from chatref.outbound.plain_text import cut, in_header, lines_of, one_line

LONGEST_NAME = 80
LONGEST_SUBJECT = 150
LONGEST_LINE = 998  # RFC 5322, 2.1.1: an id in a header is never cut in two
CODE = 6  # letters by which two threads of one business are told apart

_POLICY = SMTP.clone(cte_type="7bit")
_ATOMS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_SENDABLE = re.compile(rf"{_ATOMS}@{_LABEL}(?:\.{_LABEL})+")
LONGEST_ADDRESS = 254
_ID = re.compile(r"<[!#-;=?-Z^-~]{1,400}>")
_MARKS = re.compile(
    r"\[(?P<label>[^\]\n]{1,200})\]\((?P<target>https?://[^\s)]+)\)"
    r"|\*\*(?P<strong>[^*\n]+)\*\*|`(?P<code>[^`\n]+)`|(?P<bare>https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]])"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `who` is a teammate's name, the assistant's in the visitor's language, or the business's."""

    who: str
    text: str
    sources: tuple[tuple[str, str], ...] = ()
    """Titles and addresses."""


@dataclass(frozen=True, slots=True)
class Heads:
    """`to_reply` is the thread's address, None where nothing comes back. `references` end with what this answers."""

    sender: str
    to: str
    to_reply: str | None
    message_id: str
    references: tuple[str, ...]
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """`person` is the teammate who wrote last, empty where the site names nobody; without one it is an automatic
    answer. `page`: where it began."""

    business: str
    person: str | None
    language: str
    said: tuple[Said, ...]
    page: str = ""


def subject_of(business: str, language: str, conversation: str, theirs: str | None = None) -> str:
    """The same for all mails of a conversation; `theirs` is that of the mail with which the visitor began it."""
    if theirs is not None and (given := _words(theirs, LONGEST_SUBJECT)):
        return given if given.lower().startswith("re:") else f"Re: {given}"
    fixed = phrase(language, Phrase.SUBJECT).replace("{business}", _words(business, LONGEST_NAME))
    return f"{fixed} ({conversation.replace('-', '')[-CODE:].upper()})"


def sendable(address: str) -> str | None:
    """As mail servers take it, the domain in ASCII. None where none does, though a form may have taken it."""
    local, _, domain = address[: LONGEST_ADDRESS + 1].rpartition("@")
    try:
        named = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return None
    fits = len(named) <= LONGEST_ADDRESS and "=?" not in named and _SENDABLE.fullmatch(named)
    return named if fits else None


def message_of(answer: Answer, heads: Heads) -> bytes:
    """Whole, with CRLF."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_from(answer), addr_spec=heads.sender)
    message["To"] = [Address(addr_spec=heads.to)]
    if heads.to_reply:
        message["Reply-To"] = Address(_business(answer), addr_spec=heads.to_reply)
    message["Subject"] = _words(heads.subject, LONGEST_SUBJECT)
    message["Date"] = format_datetime(heads.at)
    message["Message-ID"] = heads.message_id
    if references := [each for each in heads.references if _ID.fullmatch(each) and "=?" not in each]:
        message["In-Reply-To"] = references[-1]
        message["References"] = " ".join(references)
    if answer.person is None:
        message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    read = heads.to_reply is not None
    message.set_content(_plain(answer, read=read))
    message.add_alternative(_html(answer, read=read), subtype="html")
    return message.as_bytes(policy=_POLICY.clone(max_line_length=LONGEST_LINE))


def probe_of(sender: str, to: str, message_id: str, at: datetime) -> bytes:
    """A mail of the desk to itself, by which its owner sees that mails go out and come back."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = "A test of your desk"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("Your desk sent this mail to itself, to see whether it comes back.\n")
    return message.as_bytes(policy=_POLICY.clone(max_line_length=LONGEST_LINE))


def _from(answer: Answer) -> str:
    if not answer.person:
        return _business(answer)
    return f"{_words(answer.person, LONGEST_NAME)} ({_business(answer)})"


def _business(answer: Answer) -> str:
    return _words(answer.business, LONGEST_NAME)


def _words(text: str, most: int) -> str:
    return cut(in_header(text), most)


def _by_turns(said: Sequence[Said]) -> Iterator[tuple[str, list[Said]]]:
    """Who wrote several in a row is named once."""
    for who, group in groupby(said, key=lambda each: one_line(each.who)):
        yield who, list(group)


def _plain(answer: Answer, *, read: bool) -> str:
    """What stands under the line of dashes is left out of an answer by most mail programs."""
    parts = [
        "\n\n".join([f"{who}:", *map(_plain_said, group)])
        for who, group in _by_turns(answer.said)
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n\n-- \n" + "\n".join(_closing(answer, read=read)) + "\n"


def _plain_said(said: Said) -> str:
    links = [f"{one_line(title)}: {address}" for title, address in said.sources]
    return "\n".join([lines_of(said.text), *links])


def _closing(answer: Answer, *, read: bool) -> list[str]:
    how = phrase(answer.language, Phrase.ANSWER if read else Phrase.NOT_READ)
    where = [f"{phrase(answer.language, Phrase.WHERE)} {answer.page}"] if answer.page else []
    return [_business(answer), how, *where]


def _html(answer: Answer, *, read: bool) -> str:
    turns = "\n".join(
        f"<p><b>{escape(who)}</b></p>\n" + "\n".join(_html_said(answer, each) for each in group)
        for who, group in _by_turns(answer.said)
    )
    closing = "<br>\n".join(_linked(line) for line in _closing(answer, read=read))
    return (
        f'<!doctype html>\n<html lang="{tongue(answer.language)}"><body>\n{turns}\n'
        f'<hr>\n<p style="color:#666">{closing}</p>\n</body></html>\n'
    )


def _html_said(answer: Answer, said: Said) -> str:
    text = f"<p>{_linked(lines_of(said.text))}</p>"
    if not said.sources:
        return text
    links = ", ".join(f"{_link(one_line(title), address)}" for title, address in said.sources)
    return f"{text}\n<p>{escape(phrase(answer.language, Phrase.SOURCES))}: {links}</p>"


def _linked(text: str) -> str:
    """Links, **bold** and `code`, as the chat shows them; nothing else becomes markup."""
    found, start = [], 0
    for mark in _MARKS.finditer(text):
        found += [escape(text[start : mark.start()]), _marked(mark)]
        start = mark.end()
    return "".join([*found, escape(text[start:])]).replace("\n", "<br>\n")


def _marked(mark: re.Match[str]) -> str:
    if mark["strong"]:
        return f"<b>{escape(mark['strong'])}</b>"
    if mark["code"]:
        return f"<code>{escape(mark['code'])}</code>"
    return _link(mark["label"] or mark["bare"], mark["target"] or mark["bare"])


def _link(text: str, address: str) -> str:
    if not address.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(address)}">{escape(text)}</a>'
