"""The shop open on a free port, and its articles as plain text."""

import re
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser

from demo.articles import Article, articles
from demo.site import Widget, serve

WIDGET = Widget("http://127.0.0.1:8321", "site-key")


@pytest.fixture(scope="session")
def written() -> tuple[Article, ...]:
    return articles()


@pytest.fixture(scope="session")
def texts(written: tuple[Article, ...]) -> dict[str, str]:
    """What a reader reads, by slug, in one line and without regard to case."""
    return {article.slug: _plain(article.html) for article in written}


@pytest.fixture(scope="session")
def shop() -> Iterator[str]:
    """The address of the open shop, without a widget."""
    with serve() as address:
        yield address


@pytest.fixture(scope="session")
def shop_with_widget() -> Iterator[str]:
    with serve(widget=WIDGET) as address:
        yield address


def _plain(html: str) -> str:
    page = LexborHTMLParser(html)
    for permalink in page.css("a.header-anchor"):
        permalink.decompose()
    return re.sub(r"\s+", " ", page.text()).strip().casefold()
