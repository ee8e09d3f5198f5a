"""Bytes of a mail as text, whatever they say that they are. Pure; nothing is refused, what fits nowhere is replaced."""

import binascii
import codecs
import quopri
import re
from itertools import groupby

_UNSAFE = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Python reads these too; they are no charsets of mails, and some take the square of the time."""
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What says that it is one of these is, where it is not, the other."""
_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)

_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*)\?=")
_WORDS = re.compile(rf"(?:{_WORD.pattern})(?:\s*(?:{_WORD.pattern}))*")


def text_of(content: bytes, charset: str = "") -> str:
    """UTF-8 where it is that, before what it says of itself is believed of plain ASCII or of nothing."""
    named = _named(charset)
    for each in (named or "utf-8",) if named not in _MEANT else ("utf-8",):
        try:
            return content.decode(each)
        except (UnicodeError, ValueError):
            break
    return content.decode(_MEANT.get(named, named) or "cp1252", "replace")


def _named(charset: str) -> str:
    """As Python calls it; empty for what is none."""
    try:
        found = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    return "" if found.name in _UNSAFE or not found._is_text_encoding else found.name


def of_base64(content: bytes) -> bytes:
    kept = content.translate(None, _NOT_BASE64)
    kept = kept[:-1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def decoded(content: bytes, encoding: str) -> bytes:
    """Of a body, by its Content-Transfer-Encoding."""
    match encoding.strip().lower():
        case "base64":
            return of_base64(content)
        case "quoted-printable":
            return quopri.decodestring(content)
        case _:
            return content


def header_text(value: str) -> str:
    """With its encoded words read (RFC 2047)."""
    return _WORDS.sub(lambda run: _read(run[0]), value)


def _read(run: str) -> str:
    """Letters of several bytes may be cut apart between two words: bytes of one charset are joined first."""
    found = ((charset, _bytes(how, text)) for charset, how, text in _WORD.findall(run))
    return "".join(
        text_of(b"".join(each for _, each in words), charset)
        for charset, words in groupby(found, lambda word: word[0].lower())
    )


def _bytes(how: str, text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    return of_base64(content) if how in "bB" else quopri.decodestring(content, header=True)
