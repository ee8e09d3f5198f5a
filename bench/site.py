"""A site that nobody here wrote: the Debian handbook in three languages, 381 pages, learned over HTTP.

    .venv/bin/python bench/site.py [--package FILE.deb]

Without --package it is fetched by `apt-get download`. Required: every page is learned, none of them twice; text of the
book's own navigation stands in fewer than 5 % of the passages; learning it again embeds nothing.
"""

import argparse
import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlsplit

from report import table, verdict
from scratch import new_workspace, scratch
from selectolax.lexbor import LexborHTMLParser

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.content import SourceKind
from chatref.knowledge.documents import store as documents_store
from chatref.knowledge.learn import Learner

PACKAGE, HTML = "debian-handbook", "usr/share/doc/debian-handbook/html"
LANGUAGES = ("de-DE", "en-US", "fr-FR")
FEWEST_PAGES, MOST_NAVIGATION = 300, 0.05
# What publican puts around every page.
NAVIGATION = "ul.docnav li, #banner, p#title"
SECONDS = 3600


def unpacked(package: Path | None, place: Path) -> Path:
    if package is None:
        subprocess.run(["apt-get", "download", PACKAGE], cwd=place, check=True, stdout=subprocess.DEVNULL)
        package = next(place.glob("*.deb"))
    subprocess.run(["dpkg-deb", "-x", str(package), str(place / "x")], check=True)
    site = place / "site"
    site.mkdir()
    for language in LANGUAGES:
        (place / "x" / HTML / language).rename(site / language)
    return site


@contextmanager
def served(site: Path) -> Iterator[str]:
    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def file_of(address: str) -> str:
    path = urlsplit(address).path.removeprefix("/")
    return f"{path}index.html" if path.endswith("/") else path


def navigation_of(file: Path) -> set[str]:
    """Lines that only the frame of the page has, and not its text."""
    tree = LexborHTMLParser(file.read_bytes())
    frame = {_plain(node.text(deep=True)) for node in tree.css(NAVIGATION)}
    for node in tree.css(NAVIGATION):
        node.decompose()
    said = _plain(tree.body.text(deep=True, separator=" ")) if tree.body else ""
    return {line for line in frame if line and line not in said}


def _plain(text: str) -> str:
    return " ".join(text.split())


async def passages_of(database: Database, workspace: str) -> list[tuple[str, str, list[str]]]:
    """The address, text and headings of each, as the search has them."""
    async with database.workspace(workspace) as connection:
        cursor = await connection.execute(
            "select address, text, headings from passages p join documents d on d.id = p.document"
        )
        return await cursor.fetchall()


def with_navigation(site: Path, passages: list[tuple[str, str, list[str]]]) -> int:
    """In how many of them a line of the frame stands."""
    frames = {address: navigation_of(site / file_of(address)) for address in {row[0] for row in passages}}
    return sum(
        bool({_plain(line) for line in (*text.split("\n"), *headings)} & frames[address])
        for address, text, headings in passages
    )


async def run(package: Path | None) -> int:
    with TemporaryDirectory(prefix="chatref-site-") as place:
        site = unpacked(package, Path(place))
        pages = {str(file.relative_to(site)) for file in site.glob("*/*.html")}
        async with scratch() as (database, embedder):
            workspace = await new_workspace(database)
            with served(site) as host:
                async with database.workspace(workspace) as connection:
                    source = await store.add_source(
                        connection, workspace, SourceKind.WEBSITE, f"http://{host}/",
                        allowed_hosts=[host], seconds_limit=SECONDS,
                    )  # fmt: skip
                first = await Learner(database, embedder).learn(workspace, source)
                async with database.workspace(workspace) as connection:
                    known = await documents_store.known_documents(connection, source)
                second = await Learner(database, embedder).learn(workspace, source)
                passages = await passages_of(database, workspace)
        learned = Counter(file_of(address) for address in known)
        contents = Counter(content_hash for _, content_hash in known.values())
        lost = sorted(pages - set(learned))
        twice = sum(n - 1 for n in learned.values()) + sum(n - 1 for n in contents.values())
        navigation = with_navigation(site, passages)
    table(["", "learned", "unchanged", "failed", "embedded"],
          [[name, p.learned, p.unchanged, p.failed, p.embedded]
           for name, p in (("first", first.progress), ("second", second.progress))])  # fmt: skip
    print("lost:", *lost[:20])
    share = navigation / max(1, len(passages))
    figures: dict[str, float] = {
        "pages": len(pages),
        "lost": len(lost),
        "twice": twice,
        "passages": len(passages),
    }
    figures |= {"navigation_share": share, "embedded_again": second.progress.embedded}
    good = len(pages) >= FEWEST_PAGES and not lost and not twice and not second.progress.embedded
    return verdict(figures, met=good and share < MOST_NAVIGATION)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--package", type=Path)
    sys.exit(asyncio.run(run(parser.parse_args().package)))
