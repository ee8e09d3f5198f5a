"""A mail taken apart into its parts. Pure and bounded: any bytes are a mail, and none of them takes long.

The standard library's parser goes as deep as a mail says, and its cost is the depth times the length.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message

from chatref.mail.incoming.charsets import decoded, header_text, text_of

LONGEST_HEAD = 128 * 1024
LONGEST_HEADER = 16 * 1024
LONGEST_PARAMETERS = 4 * 1024
MOST_HEADERS = 500
DEEPEST = 12
MOST_PARTS = 200

_HEADER = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_FOLD = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Headers:
    """In the order of the mail, names in small letters, values on one line and as they were written."""

    rows: tuple[tuple[str, str], ...]

    def all(self, name: str) -> list[str]:
        return [value for each, value in self.rows if each == name]

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def shown(self, name: str) -> str:
        return header_text(self.first(name))

    def kind(self) -> str:
        return _library(self.first("content-type"), "").get_content_type()

    def disposition(self) -> str:
        return self.first("content-disposition").partition(";")[0].strip().lower()

    def parameter(self, name: str) -> str:
        """Of the Content-Type."""
        with suppress(ValueError, LookupError):
            found = _library(self.first("content-type"), "").get_param(name, "")
            if isinstance(found, tuple):
                return str(found[2])
            return str(found)
        return ""

    def field(self) -> str:
        """Which one this part of a form is."""
        with suppress(ValueError, LookupError):
            said = _library("", self.first("content-disposition"))
            return str(said.get_param("name", "", "content-disposition"))
        return ""

    def filename(self) -> str:
        with suppress(ValueError, LookupError):
            said = _library(self.first("content-type"), self.first("content-disposition"))
            return header_text(said.get_filename("") or "")
        return ""


def _library(content_type: str, disposition: str) -> Message:
    """For what the standard library knows of parameters and of their encodings."""
    message = Message()
    message["Content-Type"] = content_type[:LONGEST_PARAMETERS] or "text/plain"
    message["Content-Disposition"] = disposition[:LONGEST_PARAMETERS]
    return message


@dataclass(frozen=True, slots=True)
class Part:
    """`parts` only of what is multipart, and not too deep; else `body` is as it was sent."""

    headers: Headers
    body: bytes
    parts: tuple["Part", ...] = ()

    @property
    def kind(self) -> str:
        return self.headers.kind()

    def content(self) -> bytes:
        return decoded(self.body, self.headers.first("content-transfer-encoding"))

    def text(self) -> str:
        return text_of(self.content(), self.headers.parameter("charset"))

    def walk(self) -> Iterator["Part"]:
        """Those that hold no others, in the order of the mail."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.walk()


def part_of(raw: bytes) -> Part:
    return _Taking().part(raw, 0)


def headers_of(raw: bytes) -> tuple[Headers, bytes]:
    """And what comes after them. A line that is none ends them, and is not lost."""
    lines: list[list[bytes]] = []
    at = len(raw) - len(raw.lstrip(b"\r\n"))
    if raw.startswith(b"From ", at):  # as mailboxes are kept in files
        at = _end(raw, at)
    while at < min(len(raw), LONGEST_HEAD):
        end = _end(raw, at)
        line = raw[at:end]
        if not line.strip(b"\r\n"):
            at = end
            break
        if line[:1] in b" \t" and lines:
            lines[-1].append(line)
        elif _HEADER.match(line):
            lines.append([line])
        else:
            break
        at = end
    return Headers(tuple(_row(b"".join(each)) for each in lines[:MOST_HEADERS])), raw[at:]


def _end(raw: bytes, at: int) -> int:
    """Of the line that begins here."""
    found = raw.find(b"\n", at)
    return len(raw) if found < 0 else found + 1


def _row(line: bytes) -> tuple[str, str]:
    found = _HEADER.match(line)
    assert found is not None
    value = text_of(found[2][:LONGEST_HEADER].replace(b"\0", b""))
    folded = (each.strip() for each in _FOLD.split(value))
    return found[1].decode("ascii").lower(), " ".join(each for each in folded if each)


class _Taking:
    """Counts the parts of one mail."""

    def __init__(self) -> None:
        self._left = MOST_PARTS

    def part(self, raw: bytes, depth: int) -> Part:
        self._left -= 1
        headers, body = headers_of(raw)
        boundary = headers.parameter("boundary")
        if not headers.kind().startswith("multipart/") or not boundary or depth == DEEPEST:
            return Part(headers, body)
        return Part(headers, body, tuple(self._parts(body, boundary, depth)))

    def _parts(self, body: bytes, boundary: str, depth: int) -> Iterator[Part]:
        """A mail that breaks off ends its last part. What stands before the first is for old programs."""
        named = re.escape(boundary.rstrip().encode("utf-8", "replace"))
        line = re.compile(rb"^--" + named + rb"(--)?[ \t]*\r?$", re.MULTILINE)
        start: int | None = None
        for found in line.finditer(body):
            if start is not None and self._left:
                yield self.part(
                    body[start : found.start()].removesuffix(b"\n").removesuffix(b"\r"), depth + 1
                )
            start = None if found[1] else found.end() + 1
            if found[1] or not self._left:
                return
        if start is not None and self._left:
            yield self.part(body[start:], depth + 1)
