"""The help centre as written: Markdown files with a head in TOML, and the categories that order them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

CONTENT = Path(__file__).parent / "content"
FENCE = "+++\n"


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str


@dataclass(frozen=True)
class Article:
    slug: str
    title: str
    category: str
    updated: date
    html: str
    sections: tuple[Section, ...]
    summary: str

    @property
    def path(self) -> str:
        return f"/help/{self.slug}"


@dataclass(frozen=True)
class Category:
    slug: str
    title: str
    summary: str

    @property
    def path(self) -> str:
        return f"/help/topics/{self.slug}"


def categories() -> tuple[Category, ...]:
    table = tomllib.loads((CONTENT / "categories.toml").read_text())
    return tuple(Category(**row) for row in table["category"])


def articles() -> tuple[Article, ...]:
    """All articles, by title."""
    read = [_article(file) for file in (CONTENT / "help").glob("*.md")]
    return tuple(sorted(read, key=lambda article: article.title))


def _article(file: Path) -> Article:
    _, head, body = file.read_text().split(FENCE, 2)
    markdown = _markdown()
    tokens = markdown.parse(body)
    return Article(
        **tomllib.loads(head),
        html=_scrolling(markdown.renderer.render(tokens, markdown.options, {})),
        sections=tuple(_sections(tokens)),
        summary=_first_paragraph(tokens),
    )


def _markdown() -> MarkdownIt:
    rules = MarkdownIt("commonmark", {"typographer": True}).enable(["table", "smartquotes"])
    return rules.use(anchors_plugin, max_level=3, permalink=True)


def _scrolling(html: str) -> str:
    """What is wider than a phone moves within the page, and not the page with it."""
    region = '<div class="scroll" tabindex="0" role="region" aria-label="Table">'
    return html.replace("<table>", f"{region}<table>").replace("</table>", "</table></div>")


def _sections(tokens: list[Token]) -> Iterator[Section]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            yield Section(str(opening.attrs["id"]), _words(inline.children or []).removesuffix("¶").strip())


def _first_paragraph(tokens: list[Token]) -> str:
    opening = next(place for place, token in enumerate(tokens) if token.type == "paragraph_open")
    return _words(tokens[opening + 1].children or [])


def _words(tokens: list[Token]) -> str:
    return "".join(
        " " if token.type == "softbreak" else token.content for token in tokens if not _is_markup(token)
    )


def _is_markup(token: Token) -> bool:
    return token.type.startswith("html") or token.nesting != 0
