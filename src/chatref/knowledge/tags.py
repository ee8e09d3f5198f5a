"""HTML as text and tags in their order, without a tree of it. Pure, and linear.

A page of kilobytes can stand for a tree of gigabytes: what opens is copied into what follows. So who reads what
strangers wrote looks at this first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

RAW = frozenset(["iframe", "noscript", "script", "style", "textarea", "title"])
"""What stands in these up to their end is no HTML."""
_NAME = re.compile(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
_QUOTATION = re.compile(r"=\s*([\"'])")
_NO_LETTER = re.compile(r"&#[0-9]{1000,};?")


@dataclass(frozen=True, slots=True)
class Tag:
    """`rest` is what stands behind its name, up to its `>`; `raw` what it holds if that is no HTML."""

    name: str
    ends: bool
    rest: str
    raw: str = ""


def pieces(html: str) -> Iterator[str | Tag]:
    """Text, with its entities as they are written, and tags."""
    at = 0
    while at < len(html):
        start = html.find("<", at)
        if start < 0:
            yield html[at:]
            return
        yield html[at:start]
        if found := _NAME.match(html, start):
            name, at = found[2].lower(), _end_of_tag(html, found.end())
            rest, after = html[found.end() : at], at
            if name in RAW and not found[1]:
                after = _end_of_raw(html, at, name)
            yield Tag(name, bool(found[1]), rest, html[at:after])
            at = after
        elif html.startswith(("<!", "<?", "</"), start):
            at = _behind(html, "-->" if html.startswith("<!--", start) else ">", start)
        else:
            yield "<"
            at = start + 1


def unescaped(text: str) -> str:
    """With its entities read. Of a number with thousands of digits Python makes an error, and HTML no letter."""
    return unescape(_NO_LETTER.sub("\ufffd", text))


def _end_of_tag(html: str, at: int) -> int:
    """Behind the tag whose name ends here. In a quotation that is closed again `>` ends none."""
    close = html.find(">", at)
    while close >= 0:
        opened = _QUOTATION.search(html, at, close)
        closed = html.find(opened[1], opened.end()) if opened else -1
        if closed < 0:
            return close + 1
        at = closed + 1
        close = html.find(">", at) if close < at else close
    return len(html)


def _end_of_raw(html: str, at: int, name: str) -> int:
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
    return found.start() if found else len(html)


def _behind(html: str, mark: str, at: int) -> int:
    found = html.find(mark, at)
    return len(html) if found < 0 else found + len(mark)
