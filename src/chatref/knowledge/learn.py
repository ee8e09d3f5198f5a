"""A source is learned: read, split, embedded and swapped in, document by document, until it can be found."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.content import (
    Document,
    FailedPage,
    IndexedPassage,
    Probe,
    Progress,
    Source,
    SourceKind,
    SourceState,
)
from chatref.knowledge.embed import Embedder
from chatref.knowledge.extract import Extract
from chatref.knowledge.search import halfvec, search
from chatref.knowledge.sources.files import Folder
from chatref.knowledge.sources.reading import (
    Elsewhere,
    Failed,
    Gone,
    Page,
    Reader,
    Reading,
    Unmodified,
    Unreadable,
    Validators,
)
from chatref.knowledge.sources.website import Website
from chatref.knowledge.split import Block, Passage, heading_lines, split
from chatref.knowledge.terms import TERM_SPACE, passage_weights

AT_ONCE = 4
READ_AHEAD = 40
REPORT_SECONDS = 2.0
# A block on so many pages, and on this share of all, is furniture of the site.
FURNITURE_PAGES = 4
FURNITURE_SHARE = 0.3
PROBES = 5


class Learner:
    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._database = database
        self._embedder = embedder

    async def learn(self, workspace: str, source_id: str) -> Source:
        """Runs to the end, the time limit or the stop, and leaves the source in a state that says which."""
        async with self._database.workspace(workspace) as connection:
            source = await store.source(connection, source_id)
            if not await store.begin_learning(connection, source_id):
                return source
        run = Run(self._database, self._embedder, workspace, source)
        await run.to_the_end()
        async with self._database.workspace(workspace) as connection:
            return await store.source(connection, source_id)


def reader_of(source: Source) -> Reader:
    match source.kind:
        case SourceKind.WEBSITE:
            return Website(source.address, source.allowed_hosts, source.page_limit)
        case SourceKind.FOLDER:
            return Folder(Path(source.address), source.page_limit)
        case _:
            assert_never(source.kind)


class Run:
    """One pass over one source."""

    def __init__(self, database: Database, embedder: Embedder, workspace: str, source: Source) -> None:
        self._database = database
        self._embedder = embedder
        self._workspace = workspace
        self._source = source
        self._known: dict[str, tuple[Validators, bytes]] = {}
        self._hashes: dict[bytes, str] = {}
        self._furniture: frozenset[int] = frozenset()
        self._stop_asked = False
        self.progress = Progress()

    async def to_the_end(self) -> None:
        work = asyncio.create_task(self._work())
        watch = asyncio.create_task(self._watch(work))
        state = SourceState.FAILED
        reason: str | None = "Learning was interrupted. Please start it again."
        try:
            async with asyncio.timeout(self._source.seconds_limit):
                state, reason = await work
        except TimeoutError:
            state, reason = (
                SourceState.STOPPED,
                "The time limit was reached. What was learned until then is used.",
            )
        except asyncio.CancelledError:
            if not self._stop_asked:
                raise
            state, reason = SourceState.STOPPED, "It was stopped. What was learned until then is used."
        except Unreadable as error:
            reason = error.reason
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
            await asyncio.shield(self._finish(state, reason))

    async def _work(self) -> tuple[SourceState, str | None]:
        async with self._database.workspace(self._workspace) as connection:
            self._known = await store.known_documents(connection, self._source.id)
            self._furniture = await store.furniture(connection, self._source.id)
        self._hashes = {content_hash: address for address, (_, content_hash) in self._known.items()}
        await self._read_all()
        await self._clear_furniture()
        if self.progress.learned + self.progress.unchanged:
            return SourceState.LEARNED, None
        return SourceState.FAILED, await self._why_nothing()

    async def _read_all(self) -> None:
        """Pages are fetched while others are embedded; the queue holds the faster one back."""
        queue: asyncio.Queue[Reading] = asyncio.Queue(READ_AHEAD)
        async with asyncio.TaskGroup() as group:
            takers = [group.create_task(self._take(queue)) for _ in range(AT_ONCE)]
            validators = {address: known[0] for address, known in self._known.items()}
            broken = await self._fill(queue, reader_of(self._source).read(validators))
            await queue.join()
            for taker in takers:
                taker.cancel()
        if broken:
            raise broken

    async def _fill(
        self, queue: "asyncio.Queue[Reading]", readings: AsyncIterator[Reading]
    ) -> Unreadable | None:
        """What ended the reading early, if anything did; what was read until then is still learned."""
        try:
            async for reading in readings:
                self._count(found=1)
                await queue.put(reading)
        except Unreadable as error:
            return error
        return None

    async def _take(self, queue: "asyncio.Queue[Reading]") -> None:
        while True:
            reading = await queue.get()
            try:
                await self._settle(reading)
            finally:
                queue.task_done()

    async def _settle(self, reading: Reading) -> None:
        match reading:
            case Page():
                await self._settle_page(reading)
            case Unmodified():
                self._count(fetched=1, unchanged=1)
            case Gone(address) | Elsewhere(address):
                self._count(fetched=1)
                await self._forget(address)
            case Failed():
                self._count(failed=1)
                async with self._database.workspace(self._workspace) as connection:
                    page = FailedPage(reading.address, reading.reason, reading.retryable)
                    await store.note_failed(connection, self._workspace, self._source.id, page)
            case _:
                assert_never(reading)

    async def _settle_page(self, page: Page) -> None:
        document = _document(page)
        self._count(fetched=1)
        if not document.blocks:
            self._count(failed=1)
            async with self._database.workspace(self._workspace) as connection:
                empty = FailedPage(page.address, "No text was found on it.", retryable=False)
                await store.note_failed(connection, self._workspace, self._source.id, empty)
        elif document.content_hash == self._known.get(page.address, (None, b""))[1]:
            self._count(unchanged=1)
            async with self._database.workspace(self._workspace) as connection:
                await store.mark_checked(connection, self._source.id, page.address, page.validators)
        elif self._hashes.setdefault(document.content_hash, page.address) != page.address:
            # The same page under a second address.
            await self._forget(page.address)
        else:
            await self._swap(document)
            self._count(learned=1)

    async def _swap(self, document: Document) -> None:
        async with self._database.workspace(self._workspace) as connection:
            meanings = await store.known_meanings(connection, self._source.id, document.address)
        passages = await self._indexed(document, meanings)
        async with self._database.workspace(self._workspace) as connection:
            await store.swap_document(connection, self._workspace, self._source.id, document, passages)

    async def _indexed(
        self, document: Document, meanings: dict[bytes, tuple[str, bytes]]
    ) -> list[IndexedPassage]:
        """No database here, because embedding takes its time (F46)."""
        passages = split(_own_blocks(document, self._furniture))
        indexed, fresh = await index_passages(self._embedder, document.title, passages, meanings)
        self._count(embedded=fresh)
        return indexed

    async def _forget(self, address: str) -> None:
        if address in self._known:
            async with self._database.workspace(self._workspace) as connection:
                await store.mark_vanished(connection, self._source.id, address)

    async def _clear_furniture(self) -> None:
        """What turns out to stand on most pages is taken out of those that were learned with it."""
        async with self._database.workspace(self._workspace) as connection:
            now = await store.find_furniture(connection, self._source.id, FURNITURE_PAGES, FURNITURE_SHARE)
            changed = now ^ self._furniture
            documents = await store.documents_with(connection, self._source.id, changed) if changed else []
        self._furniture = now
        for document in documents:
            await self._swap(document)

    async def _watch(self, work: "asyncio.Task[tuple[SourceState, str | None]]") -> None:
        """Keeps the progress readable, and ends the work when somebody asked for it."""
        while not work.done():
            await asyncio.wait([work], timeout=REPORT_SECONDS)
            async with self._database.workspace(self._workspace) as connection:
                self._stop_asked = await store.report(connection, self._source.id, self.progress)
            if self._stop_asked:
                work.cancel()
                return

    async def _finish(self, state: SourceState, reason: str | None) -> None:
        async with self._database.workspace(self._workspace) as connection:
            await store.count_terms(connection, self._workspace)
        probe = await self._probe() if state is SourceState.LEARNED else None
        if state is SourceState.LEARNED and probe is None:
            state, reason = SourceState.FAILED, "It was read, but a test question did not find it."
        async with self._database.workspace(self._workspace) as connection:
            await store.report(connection, self._source.id, self.progress)
            await store.finish_learning(connection, self._source.id, state, reason, probe)

    async def _probe(self) -> Probe | None:
        """Proof that a visitor's question reaches this source, before it is shown as learned (F41)."""
        async with self._database.workspace(self._workspace) as connection:
            candidates = await store.probe_candidates(connection, self._source.id, PROBES)
        for question in candidates:
            meaning = await self._embedder.one(question)
            async with self._database.workspace(self._workspace) as connection:
                found = await search(connection, question, meaning, most=5, per_document=1)
                address = await store.first_of_source(
                    connection, self._source.id, [h.document for h in found.hits]
                )
            if address:
                return Probe(question, address)
        return None

    async def _why_nothing(self) -> str:
        async with self._database.workspace(self._workspace) as connection:
            failed = await store.failed_pages(connection, self._source.id, 1)
        return failed[0].reason if failed else "Nothing readable was found there."

    def _count(self, **added: int) -> None:
        now = self.progress
        self.progress = replace(now, **{name: getattr(now, name) + n for name, n in added.items()})


def embedded_text(title: str, passage: Passage) -> str:
    """A passage with what it stands under: what is embedded, and what its hash is of."""
    return f"{heading_lines(title, passage.headings)}{passage.text}"


async def index_passages(
    embedder: Embedder, title: str, passages: Sequence[Passage], meanings: dict[bytes, tuple[str, bytes]]
) -> tuple[list[IndexedPassage], int]:
    """Ready to be stored, and how many had to be embedded; `meanings` are vectors and words known by
    content hash."""
    texts = [embedded_text(title, passage) for passage in passages]
    hashes = [text_hash(text) for text in texts]
    new = [place for place, content_hash in enumerate(hashes) if content_hash not in meanings]
    reads = await embedder.many([texts[place] for place in new])
    known = meanings | {
        hashes[place]: (halfvec(read.vector), read.words.tobytes())
        for place, read in zip(new, reads, strict=True)
    }
    indexed = [
        index_passage(title, passage, content_hash, *known[content_hash])
        for passage, content_hash in zip(passages, hashes, strict=True)
    ]
    return indexed, len(new)


async def embedded_document(
    embedder: Embedder, address: str, extract: Extract
) -> tuple[Document, list[IndexedPassage]]:
    """A document that comes from no crawl."""
    document = _document(Page(address, extract))
    indexed, _ = await index_passages(embedder, document.title, split(document.blocks), {})
    return document, indexed


def index_passage(
    title: str, passage: Passage, content_hash: bytes, meaning: str, words: bytes
) -> IndexedPassage:
    weights = passage_weights((title, *passage.headings), passage.text)
    terms = ",".join(f"{number}:{weight:.3f}" for number, weight in sorted(weights.items()))
    return IndexedPassage(
        passage.headings,
        passage.text,
        content_hash,
        tuple(sorted(weights)),
        meaning,
        f"{{{terms}}}/{TERM_SPACE}",
        words,
    )


def _document(page: Page) -> Document:
    blocks = page.extract.blocks
    return Document(
        address=page.address,
        title=page.extract.title or page.address,
        language=page.extract.language,
        content_hash=text_hash("\n".join((page.extract.title, *(f"{b.headings}{b.text}" for b in blocks)))),
        blocks=blocks,
        marks=tuple({mark(block) for block in blocks}),
        etag=page.validators.etag,
        last_modified=page.validators.last_modified,
    )


def mark(block: Block) -> int:
    """The same words on another page have the same mark."""
    return int.from_bytes(text_hash(block.text)[:8], "big", signed=True)


def _own_blocks(document: Document, furniture: frozenset[int]) -> tuple[Block, ...]:
    own = tuple(block for block in document.blocks if mark(block) not in furniture)
    return own or document.blocks


def text_hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
