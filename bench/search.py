"""How long a search takes: 20 workspaces behind row-level security, at least 10,000 distinct passages.

    .venv/bin/python bench/search.py [--content FILE_OR_FOLDER …]

Limits: p99 of 1,000 distinct questions, without embedding, at most 30 ms; embedding one at most 25 ms (median).
Half of all passages lie in one workspace, so that the longest scan is measured too. Without --content it reads
the demo's articles, the shared sets beside the checkout, and the documentation that lies on this machine.
"""

import argparse
import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from uuid import uuid4

from scratch import documents_of, new_workspace, scratch

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.carrier.prepare import prepared_model
from chatref.knowledge.content import Document, IndexedPassage, SourceKind
from chatref.knowledge.documents import store as documents_store
from chatref.knowledge.embed import Embedder
from chatref.knowledge.passages import embedded_text, index_passage, text_hash
from chatref.knowledge.search import halfvec, search
from chatref.knowledge.split import Passage, sentences, split

PASSAGES, QUESTIONS, WORKSPACES = 10_000, 1_000, 20
LIMIT_P99_MS, LIMIT_EMBED_MS = 30.0, 25.0
READ_AT_ONCE = 200
TOO_FEW = "Too few distinct passages lie there; name more with --content."
ROOT = Path(__file__).parent.parent
SHARED = sorted(ROOT.parent.glob("shared/data/*/docs.jsonl"))  # beside the checkout, where there are any
HERE = [ROOT / "demo/content", *SHARED, Path("/usr/share/doc"), Path("/usr/share/cmake-3.25")]


def gathered(places: list[Path], wanted: int) -> list[tuple[str, Passage]]:
    """Distinct passages with their titles."""
    found: dict[str, tuple[str, Passage]] = {}
    for place in places:
        for _, page in documents_of(place) if place.exists() else ():
            for passage in split(page.blocks):
                if len(passage.text) > 200:
                    found.setdefault(passage.text, (page.title, passage))
            if len(found) >= wanted:
                return list(islice(found.values(), wanted))
    return list(found.values())


async def embedded(embedder: Embedder, passages: list[tuple[str, Passage]]) -> list[IndexedPassage]:
    texts = [embedded_text(title, passage) for title, passage in passages]
    return [
        index_passage(title, passage, text_hash(text), *read)
        for (title, passage), text, read in zip(passages, texts, await _read(embedder, texts), strict=True)
    ]


async def _read(embedder: Embedder, texts: Sequence[str]) -> list[tuple[str, bytes]]:
    """Vectors and words; kept from one run to the next, because ten thousand passages take minutes."""
    file = Path(tempfile.gettempdir()) / f"chatref-bench-{prepared_model(embedder.home).stem}.sqlite"
    with closing(sqlite3.connect(file)) as kept:
        kept.execute("create table if not exists read (text blob primary key, vector text, words blob)")
        query = "select vector, words from read where text = ?"
        missing = [text for text in texts if not kept.execute(query, [text_hash(text)]).fetchone()]
        for start in range(0, len(missing), READ_AT_ONCE):
            asked = missing[start : start + READ_AT_ONCE]
            reads = await embedder.many(asked)
            rows = [
                (text_hash(text), halfvec(each.vector), each.words.tobytes())
                for text, each in zip(asked, reads, strict=True)
            ]
            kept.executemany("insert or replace into read values (?, ?, ?)", rows)
            kept.commit()
        return [kept.execute(query, [text_hash(text)]).fetchone() for text in texts]


async def store_all(database: Database, passages: list[IndexedPassage]) -> list[str]:
    """Half in the first workspace, the rest spread evenly, in mixed order as many crawls at once would."""
    names = [await new_workspace(database) for _ in range(WORKSPACES)]
    for workspace in names:
        async with database.workspace(workspace) as connection:
            await store.add_source(connection, workspace, SourceKind.FOLDER, "/content")
    for start in range(0, len(passages), 10):
        workspace = names[0] if start % 20 == 0 else names[1 + start // 20 % (WORKSPACES - 1)]
        async with database.workspace(workspace) as connection:
            source = (await store.sources(connection))[0].id
            document = Document(str(uuid4()), "Page", None, b"", (), ())
            await documents_store.swap_document(
                connection, workspace, source, document, passages[start : start + 10]
            )
    for workspace in names:
        async with database.workspace(workspace) as connection:
            await documents_store.count_terms(connection, workspace)
    return names


async def run(places: list[Path]) -> bool:
    passages = gathered(places, PASSAGES)
    if len(passages) < PASSAGES:
        print(json.dumps({"passages": len(passages), "why": TOO_FEW, "met": False}))
        return False
    asked = list(
        dict.fromkeys(max(sentences(p.text), key=len)[:200] for _, p in passages[:: len(passages) // 1200])
    )
    async with scratch() as (database, embedder):
        began = time.perf_counter()
        names = await store_all(database, await embedded(embedder, passages))
        print(f"{len(passages)} distinct passages stored in {time.perf_counter() - began:.0f} s")
        searches, embeds = [], []
        for turn, question in enumerate(asked[:QUESTIONS]):
            began = time.perf_counter()
            meaning = await embedder.one(question)
            embeds.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            async with database.workspace(names[0 if turn % 2 else turn // 2 % WORKSPACES]) as connection:
                await search(connection, question, meaning)
            searches.append((time.perf_counter() - began) * 1000)
    p99, middle = statistics.quantiles(searches, n=100)[98], statistics.median(embeds)
    for name, times in (("search", searches), ("embed a question", embeds)):
        cut = statistics.quantiles(times, n=100)
        print(f"{name:<18} p50 {cut[49]:6.1f} ms   p95 {cut[94]:6.1f} ms   p99 {cut[98]:6.1f} ms")
    met = len(searches) >= QUESTIONS and p99 <= LIMIT_P99_MS and middle <= LIMIT_EMBED_MS
    figures = {"passages": len(passages), "questions": len(searches), "workspaces": WORKSPACES}
    print(
        json.dumps({"search_p99_ms": round(p99, 1), "embed_p50_ms": round(middle, 1), **figures, "met": met})
    )
    return met


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--content", nargs="+", type=Path, default=HERE)
    sys.exit(0 if asyncio.run(run(parser.parse_args().content)) else 1)
