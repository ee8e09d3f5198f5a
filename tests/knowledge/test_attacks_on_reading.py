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
from chatref.knowledge.chat import spelled_out
from chatref.knowledge.embed import Embedder
from chatref.knowledge.extract import LONGEST_HEADING
from chatref.knowledge.passages import document_of, lines_hash, passages_of, text_hash
from chatref.knowledge.sources.address import checked_target
from chatref.knowledge.sources.fetch import LARGEST_PAGE, Fetcher
from chatref.knowledge.sources.reading import Failed, Page, Reading, Unreadable
from chatref.knowledge.sources.website import LARGEST_ROBOTS, Website
from chatref.knowledge.split import sentences
from chatref.knowledge.tamed import TooLarge, tamed
from chatref.knowledge.terms import LONGEST_WORD, passage_weights, question_terms
from chatref.knowledge.words import asked
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
    ["169.254.169.254", "192.0.0.192", "168.63.129.16", "[fe80::1]", "[fd00:ec2::254]", "[::ffff:169.254.169.254]",
     "[64:ff9b::a9fe:a9fe]"],
)  # fmt: skip
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


@pytest.mark.parametrize("sign", ["a", "ß", "中", "ﷺ"])
def test_the_words_of_a_question_without_a_space_are_read_in_no_time(embedder: Embedder, sign: str) -> None:
    """F46: where each letter is a word, each was read on to the end, and all of that kept."""
    text = sign * 7 * LONGEST_MESSAGE
    words = embedder.read(text).words
    assert cost(lambda: asked(text, words)) < 0.3


def test_a_word_is_asked_for_as_it_is_indexed(embedder: Embedder) -> None:
    word = "donaudampfschifffahrtsgesellschaftskapitaen"
    assert len(word) > LONGEST_WORD
    assert set(asked(word, embedder.read(word).words).numbers) == set(question_terms(word))


def test_what_might_be_shortened_is_looked_through_in_no_time() -> None:
    """F46."""
    assert cost(lambda: spelled_out("a" * 5 * LONGEST_MESSAGE + "@")) < 0.3


def test_a_page_of_abbreviations_is_cut_in_no_time() -> None:
    """F46: a hundred kilobytes of them stopped the whole desk for minutes."""
    assert cost(lambda: sentences("Dr. A. " * 20_000)) < 1.0


def test_a_heading_without_end_is_a_paragraph() -> None:
    """It stood above each passage: a page of two megabytes took all of the memory there is."""
    endless = "word " * 20_000
    page = extract.from_html(f"<title>{endless}</title><h2>{endless}</h2>{'<p>b</p>' * 5_000}")
    assert len(page.title) <= LONGEST_HEADING
    passages = passages_of(document_of(Page("/", page)), frozenset())
    assert not any(len(heading) > LONGEST_HEADING for each in passages for heading in each.headings)
    assert sum(each.text.count("word") for each in passages) == 20_000


@given(st.lists(st.text(max_size=9), max_size=6))
def test_lines_have_the_mark_of_their_text(lines: list[str]) -> None:
    """F43: what was learned with that mark is not learned again."""
    assert lines_hash(lines) == text_hash("\n".join(lines))


def of_robots(text: str) -> Reply:
    return Reply(text.encode(), headers={"Content-Type": "text/plain"})


async def test_a_robots_txt_that_multiplies_is_not_read(site: Site) -> None:
    """F46: each rule is given to each robot: sixty kilobytes stopped the whole desk for ten seconds."""
    robots = "\n".join(f"User-Agent: {number}" for number in range(2_000))
    site.pages["/robots.txt"] = of_robots(robots + "\n" + robots.replace("User-Agent", "Disallow"))
    with pytest.raises(Unreadable, match=r"robots\.txt is too long"):
        await read(site)
    assert not site.asked["/"]


async def test_a_long_robots_txt_is_kept_as_far_as_it_is_read(site: Site) -> None:
    site.put("/", "Refunds", "A refund is paid within three days.", links=("/early", "/late"))
    site.put("/late", "Late", "And this is what comes after it.")
    filling = "\n".join(f"Disallow: /{number}" for number in range(40_000))
    assert len(filling) > LARGEST_ROBOTS
    site.pages["/robots.txt"] = of_robots(f"User-agent: *\nDisallow: /early\n{filling}\nDisallow: /late\n")
    found = await read(site)
    assert {each.address for each in found if isinstance(each, Page)} == {site.at("/"), site.at("/late")}
    assert not site.asked["/early"]


async def test_addresses_without_end_are_not_read_where_everybody_waits(site: Site) -> None:
    """F46."""
    links = [f"/help/{number:x}?q=%41" for number in range(30_000)]
    site.put("/", "Refunds", "A refund is paid within three days.", links=tuple(links))
    entries = "".join(f"<url><loc>{site.at(link)}</loc></url>" for link in links)
    site.pages["/sitemap.xml"] = Reply(f"<urlset>{entries}</urlset>".encode())
    began = time.thread_time()
    assert len(await read(site)) == 20
    assert time.thread_time() - began < 0.5
