"""Learning 200 local pages, beside the bare embedding of the same passages.

    .venv/bin/python bench/crawl.py [--content FILE_OR_FOLDER …] [--pages 200] [--rounds 5]

The bare side (`limits/crawl.py`) gets the passages ready cut, runs the same model on all cores, and takes the fastest
of several ways of batching. The learner also fetches over HTTP, extracts, splits, counts, stores, and proves that a
question finds it. The two take turns; medians are compared. Limit: at least 85 % of the bare speed.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from itertools import islice
from pathlib import Path
from threading import Thread

from report import median, table, verdict
from scratch import documents_of, new_workspace, scratch
from search import HERE
from seed import run_limit

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.carrier.prepare import prepared_model
from chatref.knowledge.content import Progress, SourceKind
from chatref.knowledge.embed import Embedder
from chatref.knowledge.extract import Extract
from chatref.knowledge.learn import Learner
from chatref.knowledge.passages import embedded_text
from chatref.knowledge.split import Passage

PAGES, LEAST = 200, 0.85
TRIED = 120  # passages, to find the fastest way
SHORTEST, LONGEST = 300, 25_000


def pages_of(places: Sequence[Path], wanted: int) -> list[Extract]:
    found = (page for place in places if place.exists() for _, page in documents_of(place))
    return list(islice(_distinct(page for page in found if SHORTEST < _length(page) < LONGEST), wanted))


def _distinct(pages: Iterable[Extract]) -> Iterator[Extract]:
    seen = set()
    for page in pages:
        if page.blocks[:3] not in seen:
            seen.add(page.blocks[:3])
            yield page


def _length(page: Extract) -> int:
    return sum(len(block.text) for block in page.blocks)


@contextmanager
def served(pages: Sequence[Extract]) -> Iterator[str]:
    """Each page under its number, and all of them linked from the first address."""
    index = "".join(f'<li><a href="/{number}">{escape(page.title)}</a>' for number, page in enumerate(pages))
    texts = {f"/{number}": _html(page) for number, page in enumerate(pages)} | {"/": f"<ul>{index}</ul>"}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = texts.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _html(page: Extract) -> str:
    said = "".join(
        "".join(f"<h{n}>{escape(head)}</h{n}>" for n, head in enumerate(block.headings[:5], 2))
        + f"<p>{escape(block.text)}</p>"
        for block in page.blocks
    )
    return f"<title>{escape(page.title)}</title><main><h1>{escape(page.title)}</h1>{said}</main>"


async def learned(database: Database, embedder: Embedder, host: str) -> tuple[float, Progress, list[str]]:
    workspace = await new_workspace(database)
    async with database.workspace(workspace) as connection:
        kind, address = SourceKind.WEBSITE, f"http://{host}/"
        source = await store.add_source(connection, workspace, kind, address, allowed_hosts=[host])
    began = time.perf_counter()
    result = await Learner(database, embedder).learn(workspace, source)
    took = time.perf_counter() - began
    async with database.workspace(workspace) as connection:
        cursor = await connection.execute(
            "select title, headings, text from passages p join documents d on d.id = p.document"
        )
        rows = await cursor.fetchall()
    texts = [embedded_text(title, Passage(tuple(headings), text)) for title, headings, text in rows]
    return took, result.progress, texts


def work_for(embedder: Embedder, texts: Sequence[str]) -> Path:
    """What the bare side needs to know, so that it needs nothing of ours."""
    work = {
        "model": str(prepared_model(embedder.home)),
        "vocabulary": str(resources.files("chatref.knowledge.carrier").joinpath("vocabulary.txt")),
        "texts": texts,
    }
    file = embedder.home / "crawl.json"
    file.write_text(json.dumps(work))
    return file


def bare(work: Path, *how: int) -> float:
    """Seconds for all texts, or for the first so many: batch, lanes, how many."""
    return float(run_limit("crawl.py", str(work), *map(str, how)))


async def run(places: Sequence[Path], wanted: int, rounds: int) -> int:
    pages, cores = pages_of(places, wanted), os.cpu_count() or 1
    async with scratch() as (database, embedder):
        with served(pages) as host:
            _, progress, texts = await learned(database, embedder, host)
            work = work_for(embedder, texts)
            ways = [(1, cores), (1, 1), (4, cores), (4, 1), (16, 1)]
            tried = {way: await asyncio.to_thread(bare, work, *way, TRIED) for way in ways}
            best = min(tried, key=lambda way: tried[way])
            rows = [[f"{batch} at once, {lanes} lanes", s] for (batch, lanes), s in tried.items()]
            table(["way of the bare side", f"s for {TRIED}"], rows)
            ours, limit = [], []
            for _ in range(rounds):
                ours.append((await learned(database, embedder, host))[0])
                limit.append(await asyncio.to_thread(bare, work, *best))
                print(f"ours {ours[-1]:.1f} s, bare {limit[-1]:.1f} s", flush=True)
    table(
        ["", "s", "passages/s"],
        [[n, median(t), len(texts) / median(t)] for n, t in (("ours", ours), ("bare", limit))],
    )
    ratio = median(limit) / median(ours)
    whole = progress.learned >= wanted and progress.embedded == len(texts)
    figures = {"ratio": ratio, "pages": progress.learned, "passages": len(texts)}
    return verdict(figures, met=whole and ratio >= LEAST)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--content", nargs="+", type=Path, default=HERE)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    sys.exit(asyncio.run(run(given.content, given.pages, given.rounds)))
