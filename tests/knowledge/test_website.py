"""A web site is read as it asks to be, and never further than it reaches. F42, F43, F44."""

import asyncio
import ssl
import subprocess
from collections.abc import Sized
from ipaddress import ip_address
from pathlib import Path

import pytest

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.content import SourceKind, SourceState
from chatref.knowledge.documents import store as documents_store
from chatref.knowledge.embed import Embedder
from chatref.knowledge.learn import Learner
from chatref.knowledge.sources import address as room
from chatref.knowledge.sources.fetch import Fetcher
from chatref.knowledge.sources.reading import UNKNOWN, Failed, Page, Reading, Unreadable
from chatref.knowledge.sources.website import Website
from tests.cast import Foundry
from tests.knowledge.conftest import seen
from tests.knowledge.site import Reply, Site, serve

XML = {"Content-Type": "application/xml"}
TEXT = {"Content-Type": "text/plain"}
PAUSE = 2  # seconds, that a busy site asks for


async def read(site: Site, start: str = "/", *hosts: str, limit: int = 50) -> list[Reading]:
    website = Website(site.at(start), hosts or (site.host,), limit)
    return [reading async for reading in website.read({})]


def pages(site: Site, readings: list[Reading]) -> set[str]:
    return {one.address.removeprefix(site.at("")) for one in readings if isinstance(one, Page)}


async def test_what_robots_txt_forbids_is_not_read(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: Chatref\nDisallow: /staff\n", headers=TEXT)
    site.put("/", "Home", "Fonts.", links=("/staff/wages", "/help"))
    site.put("/help", "Help", "Ask us.")
    site.put("/staff/wages", "Wages", "Secret.")
    readings = await read(site)
    assert pages(site, readings) == {"/", "/help"}
    assert not site.asked["/staff/wages"]
    assert [one.reason for one in readings if isinstance(one, Failed)] == [
        "The site's robots.txt asks not to read it."
    ]


async def test_a_robots_txt_that_cannot_be_had_forbids_everything(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(status=503)
    site.put("/", "Home", "Fonts.")
    with pytest.raises(Unreadable, match=r"robots\.txt"):
        await read(site)
    assert not site.asked["/"]


async def test_pages_that_only_a_sitemap_names_are_read(site: Site) -> None:
    site.put("/", "Home", "Fonts.")
    site.put("/hidden", "Hidden", "Nobody links to me.")
    site.pages["/robots.txt"] = Reply(f"Sitemap: {site.at('/maps.xml')}\n".encode(), headers=TEXT)
    inner = f"<sitemapindex><sitemap><loc>{site.at('/map.xml')}</loc></sitemap></sitemapindex>"
    site.pages["/maps.xml"] = Reply(inner.encode(), headers=XML)
    entry = f"<urlset><url><loc>{site.at('/hidden')}</loc></url></urlset>"
    site.pages["/map.xml"] = Reply(entry.encode(), headers=XML)
    assert pages(site, await read(site)) == {"/", "/hidden"}


async def test_a_redirect_is_followed_to_the_page_it_names_once(site: Site) -> None:
    """F43"""
    site.put("/", "Home", "Fonts.", links=("/old", "/new"))
    site.redirect("/old", "/new")
    site.put("/new", "New", "It moved.")
    assert pages(site, await read(site)) == {"/", "/new"}
    assert site.asked["/new"] == 1


async def test_a_redirect_to_another_server_of_this_machine_is_not_followed(site: Site) -> None:
    """F44"""
    with serve() as inner:
        inner.put("/", "Metadata", "Secret.")
        site.put("/", "Home", "Fonts.", links=("/out",))
        site.redirect("/out", inner.at("/"))
        assert pages(site, await read(site)) == {"/"}
        assert not inner.asked


async def test_a_redirect_is_checked_after_its_name_was_resolved(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F44: the same site by another name, which leads into the private network."""

    async def resolved(*_: object) -> list[object]:
        return [ip_address("127.0.0.1")]

    monkeypatch.setattr(room, "_resolved", resolved)
    site.redirect("/", f"http://www.shop.example:{site.port}/inside")
    site.put("/inside", "Inside", "Secret.")
    host = f"shop.example:{site.port}"
    readings = [one async for one in Website(f"http://{host}/", (host,), 50).read({})]
    assert [one.reason for one in readings if isinstance(one, Failed)] == [
        f"www.shop.example:{site.port} is in a private network. Tick that it is in yours, and learn from it again."
    ]
    assert not site.asked["/inside"]


async def test_redirects_in_a_circle_end(site: Site) -> None:
    site.redirect("/", "/0")
    for number in range(9):
        site.redirect(f"/{number}", f"/{number + 1}")
    readings = await read(site)
    assert [one.reason for one in readings if isinstance(one, Failed)] == ["It leads in circles."]


async def test_only_links_inside_the_source_are_followed(site: Site) -> None:
    site.put("/help/", "Help", "Ask us.", links=("/help/a", "/shop", "http://other.example/help/b"))
    site.put("/help/a", "A", "Answer.")
    site.put("/shop", "Shop", "Buy.")
    assert pages(site, await read(site, "/help/")) == {"/help/", "/help/a"}
    assert not site.asked["/shop"]


async def test_no_more_pages_are_read_than_allowed(site: Site) -> None:
    """F42: a calendar that never ends does not either."""
    endless(site)
    assert len(pages(site, await read(site, limit=7))) == 7


async def test_what_is_no_page_is_not_read(site: Site) -> None:
    site.put("/", "Home", "Fonts.", links=("/font.zip",))
    site.pages["/font.zip"] = Reply(b"PK\x03\x04", headers={"Content-Type": "application/zip"})
    readings = await read(site)
    assert [one.reason for one in readings if isinstance(one, Failed)] == [
        "It is application/zip, which is not read."
    ]


async def test_a_busy_site_is_asked_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    sleep = asyncio.sleep

    async def no_pause(seconds: float) -> None:
        """Others on this loop rest as they did."""
        if seconds != PAUSE:
            await sleep(seconds)
        else:
            site.put("/", "Home", "Fonts.")

    site.pages["/"] = Reply(status=503, headers={"Retry-After": str(PAUSE)})
    monkeypatch.setattr(asyncio, "sleep", no_pause)
    website = Website(site.at("/"), (site.host,))
    async with Fetcher((site.host,)) as fetcher:
        first = await fetcher.get(site.at("/"))
        assert first.status == 503
        again = await website._patient_get(fetcher, site.at("/"), UNKNOWN)
    assert again.status == 200


async def begun(database: Database, workspace: str, site: Site, seconds: int = 600) -> str:
    async with database.workspace(workspace) as connection:
        return await store.add_source(
            connection,
            workspace,
            SourceKind.WEBSITE,
            site.at("/"),
            allowed_hosts=[site.host],
            seconds_limit=seconds,
        )


def endless(site: Site) -> None:
    site.put("/", "Calendar", "All days.", links=("/0",))
    for number in range(2000):
        said = f"It is day {number} of a calendar without an end. " * 15
        site.put(f"/{number}", f"Day {number}", said, links=(f"/{number + 1}", f"/{number + 2}"))


async def test_learning_shows_its_progress_and_stops_when_asked(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    """F42"""
    endless(site)
    source = await begun(database, foundry.workspace, site)
    learning = asyncio.create_task(Learner(database, embedder).learn(foundry.workspace, source))
    async with asyncio.timeout(60):
        while not (await seen(database, foundry.workspace, source)).progress.learned:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
        async with database.workspace(foundry.workspace) as connection:
            await store.ask_to_stop(connection, source)
        ended = await learning
    assert ended.state is SourceState.STOPPED
    assert 0 < ended.progress.learned < 2000


async def test_learning_ends_at_its_time_limit_and_keeps_what_it_has(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    """F42"""
    endless(site)
    learned: Sized = ()
    for seconds in (3, 12, 48, 120):  # on a busy machine the shorter ones may be over before the first page
        source = await begun(database, foundry.workspace, site, seconds)
        ended = await Learner(database, embedder).learn(foundry.workspace, source)
        assert (ended.state, ended.reason) == (
            SourceState.STOPPED,
            "The time limit was reached. What was learned until then is used.",
        )
        async with database.workspace(foundry.workspace) as connection:
            learned = await documents_store.known_documents(connection, source)
        if learned:
            break
    assert learned


async def test_what_stands_on_most_pages_is_in_no_passage(
    database: Database, embedder: Embedder, foundry: Foundry, site: Site
) -> None:
    """F43: and a second run embeds nothing for it."""
    site.put("/", "Fonts", links=("/0",))
    for number in range(6):
        said = f"Family {number} has {number + 3} styles and costs {20 + number} euros."
        site.put(
            f"/{number}", f"Font {number}", "Free shipping on all orders!", said, links=(f"/{number + 1}",)
        )
    source = await begun(database, foundry.workspace, site)
    await Learner(database, embedder).learn(foundry.workspace, source)
    again = await Learner(database, embedder).learn(foundry.workspace, source)
    async with database.workspace(foundry.workspace) as connection:
        rows = await (await connection.execute("select text from passages")).fetchall()
    assert len(rows) == 6
    assert not [text for (text,) in rows if "shipping" in text]
    assert again.progress.embedded == 0


@pytest.mark.parametrize("name", ["shop.example", "other.example"])
async def test_tls_is_spoken_to_the_checked_address_and_the_name_is_proved(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F44: connecting by number must not cost the proof that it is the right server."""

    async def resolved(*_: object) -> list[object]:
        return [ip_address("127.0.0.1")]

    monkeypatch.setattr(room, "_resolved", resolved)
    certificate, key = _certificate(tmp_path, "shop.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serve(context) as site:
        site.put("/", "Home", "Fonts.")
        host = f"{name}:{site.port}"
        async with Fetcher((host,)) as fetcher:
            if name == "shop.example":
                assert (await fetcher.get(f"https://{host}/")).status == 200
            else:
                with pytest.raises(Unreadable, match="could not be reached"):
                    await fetcher.get(f"https://{host}/")


def _certificate(place: Path, name: str) -> tuple[Path, Path]:
    certificate, key = place / "certificate.pem", place / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "1", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
         "-out", str(certificate), "-keyout", str(key)],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key
