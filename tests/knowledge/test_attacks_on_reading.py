"""A site that means ill, or is merely broken, costs its own pages and nothing else (F44, F46, docs/security.md)."""

import gzip
import re
import time
from collections.abc import Callable, Iterator
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from chatref.knowledge import extract
from chatref.knowledge.sources.address import checked_target
from chatref.knowledge.sources.fetch import LARGEST_PAGE, Fetcher
from chatref.knowledge.sources.reading import Failed, Page, Reading, Unreadable
from chatref.knowledge.sources.website import Website
from chatref.knowledge.tamed import TooLarge, tamed
from chatref.knowledge.terms import passage_weights, question_terms
from tests.knowledge.site import Reply, Site, serve

LONGEST_MESSAGE = 8_000


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as opened:
        opened.put("/", "Refunds", "A refund is paid within three days.")
        yield opened


async def read(site: Site) -> list[Reading]:
    return [reading async for reading in Website(site.at("/"), {site.host}, 20).read({})]


@pytest.mark.parametrize(
    "link",
    [
        "http://localhost:port/",
        "http://a:99999/",
        "http://[x/",
        "//[",
        "http://[::1",
        f"http://a/&#{'9' * 5_000};",
    ],
)
async def test_a_link_that_is_no_address_does_not_end_the_reading(site: Site, link: str) -> None:
    site.put("/", "Install", "Open it in your browser.", links=(link, "/next"))
    site.put("/next", "Next", "And this is what comes after it.")
    site.pages["/sitemap.xml"] = Reply(
        f"<urlset><url><loc>{link}</loc></url></urlset>".encode(), headers={"Content-Type": "text/xml"}
    )
    site.pages["/robots.txt"] = Reply(f"Sitemap: {link}\n".encode(), headers={"Content-Type": "text/plain"})
    assert {each.address for each in await read(site) if isinstance(each, Page)} == {
        site.at("/"),
        site.at("/next"),
    }


@pytest.mark.parametrize("to", ["http://[x/", "http://a:x/"])
async def test_a_redirect_to_what_is_no_address_costs_that_page_only(site: Site, to: str) -> None:
    site.put("/", "Refunds", "A refund is paid within three days.", links=("/away",))
    site.redirect("/away", to)
    assert [each.address for each in await read(site) if isinstance(each, Page)] == [site.at("/")]


@pytest.mark.parametrize(
    "charset", ["undefined", "idna", "punycode", "unicode_escape", "\x01", "zip", "utf-16"]
)
async def test_no_charset_breaks_the_reading(site: Site, charset: str) -> None:
    """Some that Python knows raise whatever comes, and one is quadratic."""
    kind = {"Content-Type": f"text/html; charset={charset}"}
    site.pages["/"] = Reply(site.pages["/"].body, headers=kind)
    assert len(await read(site)) == 1


async def test_a_pause_that_is_no_number_is_passed_over(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatref.knowledge.sources.website.TRIES", 2)
    site.pages["/"] = Reply(status=503, headers={"Retry-After": "\xb2"})
    [found] = await read(site)
    assert isinstance(found, Failed)


def bomb(layers: int) -> bytes:
    packed = bytes(50 * LARGEST_PAGE)
    for _ in range(layers):
        packed = gzip.compress(packed)
    return packed


@pytest.mark.parametrize("layers", [1, 2])
async def test_a_bomb_is_cut_off_at_the_largest_page(site: Site, layers: int) -> None:
    encodings = ", ".join(["gzip"] * layers)
    site.pages["/"] = Reply(
        bomb(layers), headers={"Content-Type": "text/html", "Content-Encoding": encodings}
    )
    async with Fetcher({site.host}) as fetcher:
        with pytest.raises(Unreadable, match="larger than"):
            await fetcher.get(site.at("/"))


async def test_who_answers_a_byte_now_and_then_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatref.knowledge.sources.fetch.WHOLE_SECONDS", 0.0)
    async with Fetcher({site.host}) as fetcher:
        with pytest.raises(Unreadable, match="too long"):
            await fetcher.get(site.at("/"))


@pytest.mark.parametrize("address", ["http://[x/", "http://[::1", "http://a:99999/", "http://a:b/"])
async def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    with pytest.raises(Unreadable, match="not a web address"):
        await checked_target(address, ())


@pytest.mark.parametrize(
    "ip",
    ["169.254.169.254", "[fe80::1]", "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]"],
)
async def test_no_owner_can_allow_where_a_machine_keeps_its_secrets(ip: str) -> None:
    """F44: several businesses may share one machine."""
    with pytest.raises(Unreadable):
        await checked_target(f"http://{ip}/latest/meta-data", {f"{ip.strip('[]')}:80"})


async def test_a_name_and_password_in_an_address_are_not_sent(site: Site) -> None:
    target = await checked_target(f"http://olga:secret@{site.host}/", {site.host})
    assert target.place == site.host


async def test_half_a_text_is_stored_without_what_cannot_be(site: Site) -> None:
    texts = {"text/plain": b"T\n\nabc\0def words", "text/markdown": b"---\ntitle: a\0b\n---\nabc\0def"}
    for kind, body in texts.items():
        site.pages["/"] = Reply(body, headers={"Content-Type": kind})
        [found] = await read(site)
        assert isinstance(found, Page)
        assert "\0" not in found.extract.title + "".join(block.text for block in found.extract.blocks)


@pytest.mark.parametrize("level", ["<div class=nav>", "<div>", "<x>", "<ul><li>", "<table><tr><td>"])
def test_a_page_nested_without_end_is_refused_at_once(level: str) -> None:
    """It was quadratic: 400,000 levels fit into one page."""
    began = time.process_time()
    with pytest.raises(TooLarge, match="deeply"):
        extract.from_html(level * 20_000 + "<main>x</main>")
    assert time.process_time() - began < 3.0


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<p>" * 900_000, "tags"),
        ("<div>" * 900 + "</div>" * 900, "deeply"),
        ("<div>" * 240 + "<a href=x>y</a>" * 4 + "words " * 400_000, "too much"),
    ],
    ids=["wide", "deep", "much of it deep"],
)
def test_a_page_that_costs_more_than_it_can_be_worth_says_why_it_is_not_read(page: str, why: str) -> None:
    with pytest.raises(TooLarge, match=why):
        extract.from_html(page)


# Each made a tree of gigabytes, or took minutes: what was left open is copied into each paragraph, with all that it
# is given, and each attribute is compared with all others.
@pytest.mark.parametrize(
    "page",
    [
        "<p>" + "".join(f"<b a{n}>" for n in range(200)) + "<p>x" * 20_000,
        '<p><a href="' + "x" * 20_000 + '">' + "<div>x</div>" * 20_000,
        "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">x",
        "<x>" * 200 + "</y>" * 150_000 + "x",
        "<p>" + '<a href="/a">x<a href="/b">' * 20_000,
    ],
    ids=["left open", "links left open", "attributes", "ends of nothing", "links in links"],
)
def test_a_page_that_would_be_a_larger_tree_is_read_as_what_it_is(page: str) -> None:
    began = time.process_time()
    assert extract.from_html(page).blocks
    assert time.process_time() - began < 3.0


TAGS = (
    "a b p div span ul li table tr td caption tbody h1 h2 form button select option svg template title br hr html body"
    " object nobr math pre dl dt dd script textarea nav frameset noscript center ruby rt x-y"
)
TAG = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(["", "", "/"]),
    st.sampled_from(TAGS.split()),
    st.sampled_from(["", "", " a=1", " href='/x>'", "/"]),
)

OPENED = re.compile(r"<(/?)(?!base|br|hr|link|meta|title)[a-z]")


@given(st.lists(TAG | st.sampled_from(["x", "<", "<!--", "-->", "&lt;", '"', "<!x>"]), max_size=60))
def test_no_tree_is_larger_or_deeper_than_its_page(made: list[str]) -> None:
    """A table's own rows and body are at most three for one."""
    page = tamed("".join(made))
    nodes = LexborHTMLParser(page).css("*")
    assert len(nodes) <= 3 * page.count("<") + 3
    written = accumulate(-1 if ends else 1 for ends in OPENED.findall(page))
    assert max(map(_depth, nodes)) <= 3 * max(written, default=0) + 4


def _depth(node: LexborNode | None) -> int:
    depth = 0
    while node is not None:
        node, depth = node.parent, depth + 1
    return depth


def cost(work: Callable[[], object]) -> float:
    """Seconds of this processor, the best of three: others work on it too."""
    costs = []
    for _ in range(3):
        began = time.process_time()
        work()
        costs.append(time.process_time() - began)
    return min(costs)


def test_markdown_without_end_is_not_read() -> None:
    """A minute for five megabytes of brackets."""
    with pytest.raises(TooLarge, match="longer"):
        extract.from_markdown("[" * 1_000_001)


def test_an_empty_beginning_is_read_in_no_time() -> None:
    assert cost(lambda: extract.from_markdown("---\n" + "\n" * 40_000)) < 1.0


@pytest.mark.parametrize("sign", ["a", "ß", "İ", "e\u0301", "a-", "a'", "8.", "ﷺ"])
def test_a_question_without_a_space_is_weighed_in_no_time(sign: str) -> None:
    """F46: one message of one stranger stopped the whole desk for six seconds."""
    text = (sign * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
    assert cost(lambda: question_terms(text)) < 0.3
    assert cost(lambda: passage_weights((), text)) < 0.3
