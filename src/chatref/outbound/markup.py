"""The blocks of a sheet as plain text, as Markdown that GitHub and others read, and as HTML. Pure.

What visitors wrote stays what they wrote: no link, no picture, no mention of anybody, no markup comes of it.
"""

import re
from collections.abc import Iterable
from html import escape
from itertools import chain
from typing import assert_never
from urllib.parse import quote

from chatref.outbound.sheet import Block, Fact, Facts, Heading, Links, Said, Sentence, Steps

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_MENTION = re.compile(r"([@#])(?=\w)")
_TICKS = re.compile(r"`+")


def plain(blocks: Iterable[Block]) -> str:
    return "\n\n".join(filter(None, map(_plain, blocks))) + "\n"


def markdown(blocks: Iterable[Block]) -> str:
    return "\n\n".join(filter(None, map(_markdown, blocks))) + "\n"


def html(blocks: Iterable[Block]) -> str:
    return "\n".join(filter(None, map(_html, blocks))) + "\n"


def _plain(block: Block) -> str:
    match block:
        case Heading():
            return block.text.upper()
        case Sentence():
            return block.text
        case Facts():
            return "\n".join(f"{row.label}: {row.value}{_noted(row)}" for row in block.rows)
        case Said():
            return "\n".join(filter(None, (_over(block), block.text)))
        case Steps():
            return "\n".join(f"- {text}" for text in block.texts)
        case Links():
            return "\n".join(f"{title}: {address}" for title, address in block.rows)
    assert_never(block)


def _markdown(block: Block) -> str:
    match block:
        case Heading():
            return f"## {_escaped(block.text)}"
        case Sentence():
            return _escaped(block.text)
        case Facts():
            return "\n".join(
                f"- **{_escaped(row.label)}:** {_code(row.value)}{_escaped(_noted(row))}"
                for row in block.rows
            )
        case Said():
            over = _over(block)
            return (f"{_code(over)}\n\n" if over else "") + _fenced(block.text)
        case Steps():
            return "\n".join(f"- {_escaped(text)}" for text in block.texts)
        case Links():
            return "\n".join(f"- [{_escaped(title)}](<{_address(address)}>)" for title, address in block.rows)
    assert_never(block)


def _html(block: Block) -> str:
    match block:
        case Heading():
            return f"<h3>{escape(block.text)}</h3>"
        case Sentence():
            return f"<p>{escape(block.text)}</p>"
        case Facts():
            rows = (
                f"<b>{escape(row.label)}:</b> {escape(row.value)}{escape(_noted(row))}" for row in block.rows
            )
            return _listed(rows)
        case Said():
            over = _over(block)
            head = f"<b>{escape(over)}</b><br>" if over else ""
            return f"<p>{head}{escape(block.text).replace(chr(10), '<br>')}</p>"
        case Steps():
            return _listed(map(escape, block.texts))
        case Links():
            return _listed(
                f'<a href="{escape(_address(address))}">{escape(title)}</a>' for title, address in block.rows
            )
    assert_never(block)


def _listed(rows: Iterable[str]) -> str:
    return "".join(chain(("<ul>",), (f"<li>{row}</li>" for row in rows), ("</ul>",)))


def _noted(row: Fact) -> str:
    return f" ({row.note})" if row.note else ""


def _over(said: Said) -> str:
    when = f", {said.at:%Y-%m-%d %H:%M} UTC" if said.at else ""
    return f"{said.who}{when}"


def _address(address: str) -> str:
    return quote(address, safe="/:@!$&'()*+,;=?#%[]~")


def _escaped(text: str) -> str:
    """A mark of no width stands in what would call somebody or another ticket: escaping does not help there."""
    return _PUNCTUATION.sub(r"\\\1", _MENTION.sub("\\1\u200b", text))


def _code(text: str) -> str:
    """In code nothing is markup, and nobody is called."""
    if not text.strip():
        return ""
    ticks = "`" * (_longest_run(text) + 1)
    return f"{ticks} {text} {ticks}"


def _fenced(text: str) -> str:
    fence = "`" * max(_longest_run(text) + 1, 3)
    return f"{fence}text\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)
