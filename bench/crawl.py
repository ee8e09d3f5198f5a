"""Learning 200 local pages, beside the bare embedding of the same passages.

    .venv/bin/python bench/crawl.py [--content FILE_OR_FOLDER …] [--pages 200] [--rounds 3]

The bare side gets the passages ready cut, runs the same model on all cores, and takes the fastest of several ways
of batching. The learner also fetches over HTTP, extracts, splits, counts, stores, and proves that a question finds it.
The two take turns; medians are compared. Limit: at least 85 % of the bare speed.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from threading import Thread

from report import median, table, verdict
from scratch import documents_of, new_workspace, scratch
from search import HERE

from chatref.database.pool import Database
from chatref.knowledge import embed, store
from chatref.knowledge.carrier.prepare import prepared_model
from chatref.knowledge.content import Progress, SourceKind
from chatref.knowledge.embed import Embedder
from chatref.knowledge.extract import Extract
from chatref.knowledge.learn import Learner
from chatref.knowledge.passages import embedded_text
from chatref.knowledge.split import Passage

PAGES, LEAST = 200, 0.85
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


def bare(model: Path, texts: Sequence[str], batch: int, lanes: int) -> float:
    """Seconds for all texts; they are sorted by length, so that a batch pads little."""
    # Not before the learner, which tells numpy how many threads to make.
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // lanes)
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokenizer = embed._tokenizer()

    def run(chunk: Sequence[str]) -> None:
        encoded = [tokenizer.encode(text).ids for text in chunk]
        ids = np.zeros((len(encoded), max(map(len, encoded))), np.int32)
        mask = np.zeros_like(ids)
        for row, each in enumerate(encoded):
            ids[row, : len(each)], mask[row, : len(each)] = each, 1
        session.run(["vectors"], {"ids": ids, "mask": mask})

    ordered = sorted(texts, key=len, reverse=True)
    run(ordered[:batch])
    with ThreadPoolExecutor(lanes) as pool:
        began = time.perf_counter()
        list(pool.map(run, [ordered[at : at + batch] for at in range(0, len(ordered), batch)]))
        return time.perf_counter() - began


async def run(places: Sequence[Path], wanted: int, rounds: int) -> int:
    pages, cores = pages_of(places, wanted), os.cpu_count() or 1
    async with scratch() as (database, embedder):
        with served(pages) as host:
            _, progress, texts = await learned(database, embedder, host)
            model = prepared_model(embedder.home)
            ways = [(1, cores), (1, 1), (4, cores), (4, 1), (16, 1)]
            tried = {way: bare(model, texts[:120], *way) for way in ways}
            best = min(tried, key=lambda way: tried[way])
            rows = [[f"{batch} at once, {lanes} lanes", s] for (batch, lanes), s in tried.items()]
            table(["way of the bare side", "s for 120"], rows)
            ours, limit = [], []
            for _ in range(rounds):
                ours.append((await learned(database, embedder, host))[0])
                limit.append(bare(model, texts, *best))
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
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    sys.exit(asyncio.run(run(given.content, given.pages, given.rounds)))
