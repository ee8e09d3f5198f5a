"""The shop is a real site: a crawler finds every page, and has navigation to strip and private rooms to leave (S22)."""

from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx2
import pytest
from selectolax.lexbor import LexborHTMLParser

from demo.articles import Article
from demo.shop import all_pages
from tests.demo.conftest import WIDGET

Pages = dict[str, LexborHTMLParser]


@pytest.fixture(scope="module")
def found(shop: str) -> Pages:
    """Every page that links lead to from the front page, by path; a dead link fails here."""
    pages: Pages = {}
    ahead = ["/"]
    with httpx2.Client(base_url=shop) as client:
        while ahead:
            path = ahead.pop()
            if path in pages:
                continue
            answer = client.get(path)
            assert answer.status_code == 200, path
            if answer.headers["content-type"].startswith("text/html"):
                pages[path] = LexborHTMLParser(answer.text)
                ahead += _linked_paths(shop, path, pages[path])
    return pages


def test_every_page_is_reached_by_links(found: Pages) -> None:
    assert set(found) == {page.path for page in all_pages()}


def test_every_anchor_that_is_linked_to_exists(shop: str, found: Pages) -> None:
    for path, page in found.items():
        for target in _targets(shop, path, page):
            address, anchor = urldefrag(target)
            if anchor:
                assert found[urlsplit(address).path].css_first(f'[id="{anchor}"]'), target


def test_the_sitemap_lists_every_public_page_and_nothing_private(shop: str) -> None:
    sitemap = LexborHTMLParser(httpx2.get(f"{shop}/sitemap.xml").text)
    listed = sorted(entry.text() for entry in sitemap.css("loc"))
    assert listed == sorted(shop + page.path for page in all_pages() if not page.private)


def test_robots_bar_what_is_private_and_only_that(shop: str) -> None:
    robots = RobotFileParser()
    robots.parse(httpx2.get(f"{shop}/robots.txt").text.splitlines())
    assert robots.site_maps() == [f"{shop}/sitemap.xml"]
    for page in all_pages():
        assert robots.can_fetch("chatref", shop + page.path) is not page.private


def test_every_article_stands_on_its_page_with_trail_and_neighbours(
    found: Pages, written: tuple[Article, ...]
) -> None:
    for article in written:
        page = found[article.path]
        assert [title.text() for title in page.css("h1")] == [article.title]
        assert len(page.css('[aria-label="Breadcrumb"] li')) == 4
        assert page.css('[aria-label="Related articles"] a')


def test_nothing_is_asked_of_other_hosts(shop: str, found: Pages) -> None:
    for page in found.values():
        for part in page.css("[src], link[href], a[href]"):
            address = urljoin(shop, part.attributes.get("src") or part.attributes.get("href") or "")
            assert address.startswith(shop), part.html


def test_the_widget_is_one_line_on_every_page_and_only_if_wanted(shop: str, shop_with_widget: str) -> None:
    line = f'<script async src="{WIDGET.address}/widget.js" data-site="{WIDGET.key}"></script>'
    with httpx2.Client() as client:
        for page in all_pages():
            assert client.get(shop_with_widget + page.path).text.count(line) == 1
            assert "widget.js" not in client.get(shop + page.path).text


def test_what_is_not_there_is_a_404_with_a_way_back(shop: str) -> None:
    missing = httpx2.get(f"{shop}/help/no-such-article")
    assert missing.status_code == 404
    assert 'href="/help"' in missing.text


def _linked_paths(shop: str, path: str, page: LexborHTMLParser) -> list[str]:
    return [urlsplit(target).path for target in _targets(shop, path, page) if target.startswith(shop)]


def _targets(shop: str, path: str, page: LexborHTMLParser) -> list[str]:
    return [urljoin(shop + path, link.attributes["href"] or "") for link in page.css("a[href]")]
