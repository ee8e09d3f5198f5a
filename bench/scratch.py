"""What the programs about knowledge share: a database and a model of their own, and texts to learn."""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from uuid import uuid4

from chatref.accounts import workspaces
from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.knowledge import extract, store
from chatref.knowledge.content import Source, SourceKind
from chatref.knowledge.embed import Embedder
from chatref.knowledge.extract import Extract
from chatref.knowledge.learn import Learner
from chatref.knowledge.split import Block
from demo.site import serve


@asynccontextmanager
async def scratch(pool: int = 10) -> AsyncIterator[tuple[Database, Embedder]]:
    """Thrown away at the end."""
    with TemporaryDirectory(prefix="chatref-bench-") as place, EmbeddedServer(Path(place)) as server:
        migrate(server.url)
        database = await Database.open(server.url, pool)
        embedder = Embedder(Path(place))
        embedder.read("ready")
        try:
            yield database, embedder
        finally:
            embedder.close()
            await database.close()


async def new_workspace(database: Database) -> str:
    workspace = str(uuid4())
    async with database.workspace(workspace) as connection:
        await workspaces.create(connection, workspace, "Bench", "Bench", "bench@bench.example", None)
    return workspace


async def learn_demo(database: Database, embedder: Embedder) -> tuple[str, Source]:
    """A workspace that has read the demo's help centre, and how that went."""
    workspace = await new_workspace(database)
    with serve() as origin:
        hosts = [urlsplit(origin).netloc]
        async with database.workspace(workspace) as connection:
            source = await store.add_source(
                connection, workspace, SourceKind.WEBSITE, f"{origin}/help", allowed_hosts=hosts
            )
        return workspace, await Learner(database, embedder).learn(workspace, source)


def documents_of(path: Path) -> Iterator[tuple[str, Extract]]:
    """Documents of a JSON-lines file (id, text or title and content), or of a folder of pages."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.suffix in (".html", ".htm", ".md") and file.is_file():
                read = extract.from_markdown if file.suffix == ".md" else extract.from_html
                yield str(file), read(file.read_text("utf-8", "replace"))
        return
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        title, _, body = _text(row).removeprefix("Title: ").partition("\n")
        yield str(row["id"]), Extract(title.strip(), tuple(Block((), line) for line in _paragraphs(body)))


def _text(row: dict[str, str]) -> str:
    return row.get("text") or f"{row['title']}\n{row['content']}"


def _paragraphs(body: str) -> Sequence[str]:
    return [line.strip() for line in body.split("\n") if line.strip()]
