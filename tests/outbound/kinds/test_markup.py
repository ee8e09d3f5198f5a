"""Whatever a visitor writes: it is words in each markup, fits its limit, and the way back is there."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from chatref.outbound.destination import GivenDetail, Line, Package, Source
from chatref.outbound.markup import html, markdown, plain
from chatref.outbound.plain_text import one_line
from chatref.outbound.sheet import Written, fitted, title
from tests.outbound.kinds.packages import AT, EVIL_LINES, INBOX, ORDINARY, hostile

PIECES = st.sampled_from(
    [
        *(
            "`",
            "```",
            "~~~",
            "[a](https://evil.example)",
            "![i](x)",
            "<b>",
            "</p>",
            "<!--",
            "-->",
            "&lt;",
            "\\",
        ),
        *("\n", "\r\n", "\n\n", "* ", "1. ", "# ", "> ", "|", "@octocat", "#12", "    ", "\t", "\x00", "😀"),
        *("<https://evil.example>", "https://evil.example", "www.evil.example", "[x]: https://evil.example"),
        *("\u202e", "\u2028", "\ud83d"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join)
TAGS = {"html", "head", "body", "p", "ul", "li", "b", "strong", "a", "h2", "h3", "br", "code", "pre"}
AS_GITHUB = MarkdownIt("gfm-like", {"linkify": False, "html": True})
WRITTEN = pytest.mark.parametrize("write", [plain, markdown, html], ids=["plain", "markdown", "html"])


@st.composite
def packages(draw: st.DrawFn) -> Package:
    texts = st.lists(TEXTS, max_size=3)
    return replace(
        ORDINARY,
        subject=draw(TEXTS),
        summary=draw(TEXTS),
        why=draw(TEXTS),
        tags=tuple(draw(texts)),
        page=draw(TEXTS),
        details=tuple(GivenDetail("a", draw(TEXTS), each, False, "visitor") for each in draw(texts)),
        sources=tuple(Source(each, f"https://foundry.example/{each}") for each in draw(texts)),
        playbook=tuple(draw(texts)),
        tried=tuple(draw(texts)),
        transcript=tuple(Line(draw(TEXTS), each, AT) for each in draw(texts)),
    )


def _shown(write: Written, package: Package, most: int = 60_000) -> LexborHTMLParser:
    text = fitted(package, write, most)
    return LexborHTMLParser(AS_GITHUB.render(text) if write is markdown else text)


@pytest.mark.parametrize("write", [markdown, html], ids=["markdown", "html"])
@settings(max_examples=40)
@given(package=packages())
def test_no_markup_comes_of_what_was_written(write: Written, package: Package) -> None:
    page = _shown(write, package)
    assert {each.tag for each in page.css("*")} <= TAGS
    assert "".join(each.comment_content or "" for each in page.css("*") if each.is_comment_node) == ""
    ours = ("https://foundry.example/", "https://desk.foundry.example/inbox/")
    links = [each.attributes["href"] or "" for each in page.css("a")]
    assert INBOX in links
    assert all(link.startswith(ours) for link in links)


@given(text=TEXTS)
def test_what_was_written_can_be_read(text: str) -> None:
    page = _shown(markdown, replace(ORDINARY, page=text, why=text))
    assert one_line(text) in " ".join(page.text().replace("\u200b", "").split()) or not one_line(text)


@given(text=TEXTS)
def test_nobody_is_called_outside_of_code(text: str) -> None:
    written = fitted(
        replace(ORDINARY, why=text, tags=(text,), playbook=(text,), transcript=()), markdown, 60_000
    )
    page = LexborHTMLParser(AS_GITHUB.render(written))
    for code in page.css("code, pre"):
        code.decompose()
    assert not re.search(r"[@#]\w", page.text())


@WRITTEN
@pytest.mark.parametrize("most", [3_000, 60_000])
def test_it_fits_and_keeps_the_newest_of_a_long_transcript(write: Written, most: int) -> None:
    lines = tuple(Line("Ada", f"Message number {n} {EVIL_LINES}", AT) for n in range(2_000))
    text = fitted(replace(hostile(), transcript=lines), write, most)
    assert len(text.encode()) <= most
    assert "Of 2000 messages" in text.replace("\\", "")
    assert INBOX in text
    if most > 3_000:
        assert "Message number 1999" in text


@WRITTEN
def test_what_is_short_is_there_whole(write: Written) -> None:
    text = fitted(ORDINARY, write, 60_000)
    for line in ORDINARY.transcript:
        assert all(part in text for part in line.text.split("\n"))
    assert "newest" not in text


@given(subject=TEXTS, most=st.integers(2, 300))
def test_a_title_is_one_line_of_words(subject: str, most: int) -> None:
    made = title(replace(ORDINARY, subject=subject), most)
    assert 0 < len(made) <= most
    assert made == one_line(made)
    assert made.encode()
