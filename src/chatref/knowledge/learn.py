"""A source is learned: read, split, embedded and swapped in, document by document, until it can be found."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import assert_never
from uuid import uuid4

from chatref.database.pool import Database
from chatref.errors import Unavailable
from chatref.knowledge import store
from chatref.knowledge.content import (
    Document,
    FailedPage,
    IndexedPassage,
    Orders,
    Probe,
    Progress,
    Source,
    SourceKind,
    SourceState,
)
from chatref.knowledge.documents import store as documents_store
from chatref.knowledge.embed import Embedder
from chatref.knowledge.passages import document_of, index_passages, passages_of
from chatref.knowledge.search import search
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

READ_AHEAD = 40
REPORT_SECONDS = 2.0
# A block on so many pages, and on this share of all, is furniture of the site.
FURNITURE_PAGES = 4
FURNITURE_SHARE = 0.3
# Furniture is known from the first pages, so that little is embedded twice; it is not waited for much longer.
FIRST_PAGES = 24
FIRST_SECONDS = 3.0
PROBES = 5

Ended = tuple[SourceState, str | None]


class Learner:
    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._database = database
        self._embedder = embedder

    async def learn(self, workspace: str, source_id: str, *, resumed: bool = False) -> Source:
        """Runs to the end, the time limit or the stop, and leaves the source in a state that says which.

        `resumed`: only if somebody else's run was interrupted.
        """
        learner = str(uuid4())
        async with self._database.workspace(workspace) as connection:
            source = await store.source(connection, source_id)
            if not await store.begin_learning(connection, source_id, learner, resumed=resumed):
                return source
        await Run(self._database, self._embedder, workspace, source, learner).to_the_end()
        async with self._database.workspace(workspace) as connection:
            return await store.source(connection, source_id)


def reader_of(source: Source) -> Reader:
    match source.kind:
        case SourceKind.WEBSITE:
            return Website(source.address, source.allowed_hosts, source.page_limit)
        case SourceKind.FOLDER:
            return Folder(Path(source.address), source.page_limit)
        case SourceKind.WRITTEN:
            raise Unreadable("It is written here, answer by answer.", retryable=False)
        case _:
            assert_never(source.kind)


class Run:
    """One pass over one source."""

    def __init__(
        self, database: Database, embedder: Embedder, workspace: str, source: Source, learner: str
    ) -> None:
        self._database = database
        self._embedder = embedder
        self._workspace = workspace
        self._source = source
        self._learner = learner
        self._known: dict[str, tuple[Validators, bytes]] = {}
        self._hashes: dict[bytes, str] = {}
        self._stored: set[str] = set()
        self._furniture: frozenset[int] = frozenset()
        self._orders = Orders.GO_ON
        self.progress = Progress()

    async def to_the_end(self) -> None:
        """An error leaves the source as it is: when this learner has been silent for long enough, another goes
        on from what is stored."""
        work = asyncio.create_task(self._work())
        watch = asyncio.create_task(self._watch(work))
        try:
            ended = await self._ended(work)
            if ended is not None:
                await self._finish(*ended)
        except asyncio.CancelledError:
            await self._let_go()
            raise
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    async def _ended(self, work: asyncio.Task[Ended]) -> Ended | None:
        """None if another learner has taken over."""
        try:
            async with asyncio.timeout(self._source.seconds_limit):
                return await work
        except TimeoutError:
            return SourceState.STOPPED, "The time limit was reached. What was learned until then is used."
        except Unreadable as error:
            return SourceState.FAILED, error.reason
        except asyncio.CancelledError:
            match self._orders:
                case Orders.STOP:
                    return SourceState.STOPPED, "It was stopped. What was learned until then is used."
                case Orders.LEAVE:
                    return None
                case Orders.GO_ON:
                    raise
                case _:
                    assert_never(self._orders)

    async def _let_go(self) -> None:
        """This process ends, and another may go on at once."""
        with suppress(Unavailable):
            async with self._database.workspace(self._workspace) as connection:
                await store.let_go(connection, self._source.id, self._learner)

    async def _work(self) -> Ended:
        async with self._database.workspace(self._workspace) as connection:
            self._known = await documents_store.known_documents(connection, self._source.id)
            self._furniture = await documents_store.furniture(connection, self._source.id)
        self._stored = set(self._known)
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
            takers = [group.create_task(self._take(queue)) for _ in range(2 * self._embedder.lanes)]
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
            async for reading in readings if self._known else self._after_a_glance(readings):
                self._count(found=1)
                await queue.put(reading)
        except Unreadable as error:
            return error
        return None

    async def _after_a_glance(self, readings: AsyncIterator[Reading]) -> AsyncIterator[Reading]:
        """The same readings; the first of a new source are held back until they show what is furniture."""
        first: list[Reading] = []
        broken: Unreadable | None = None
        clock = asyncio.get_running_loop()
        until = clock.time() + FIRST_SECONDS
        try:
            async for reading in readings:
                first.append(reading)
                if len(first) == FIRST_PAGES or clock.time() > until:
                    break
        except Unreadable as error:
            broken = error
        pages = [reading for reading in first if isinstance(reading, Page)]
        self._furniture = await asyncio.to_thread(_furniture_of, pages)
        for reading in first:
            yield reading
        if broken:
            raise broken
        async for reading in readings:
            yield reading

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
        document = await asyncio.to_thread(document_of, page)
        self._count(fetched=1)
        if not document.blocks:
            self._count(failed=1)
            async with self._database.workspace(self._workspace) as connection:
                empty = FailedPage(page.address, "No text was found on it.", retryable=False)
                await store.note_failed(connection, self._workspace, self._source.id, empty)
        elif document.content_hash == self._known.get(page.address, (None, b""))[1]:
            self._count(unchanged=1)
            async with self._database.workspace(self._workspace) as connection:
                await documents_store.mark_checked(connection, self._source.id, page.address, page.validators)
        elif self._hashes.setdefault(document.content_hash, page.address) != page.address:
            # The same page under a second address.
            await self._forget(page.address)
        else:
            await self._swap(document)
            self._count(learned=1)

    async def _swap(self, document: Document) -> None:
        meanings = await self._meanings(document.address)
        passages = await self._indexed(document, meanings)
        async with self._database.workspace(self._workspace) as connection:
            await documents_store.swap_document(
                connection, self._workspace, self._source.id, document, passages
            )
        self._stored.add(document.address)

    async def _meanings(self, address: str) -> dict[bytes, tuple[str, bytes]]:
        if address not in self._stored:
            return {}
        async with self._database.workspace(self._workspace) as connection:
            return await documents_store.known_meanings(connection, self._source.id, address)

    async def _indexed(
        self, document: Document, meanings: dict[bytes, tuple[str, bytes]]
    ) -> list[IndexedPassage]:
        """No database here, because embedding takes its time (F46)."""
        passages = await asyncio.to_thread(passages_of, document, self._furniture)
        indexed, fresh = await index_passages(self._embedder, document.title, passages, meanings)
        self._count(embedded=fresh)
        return indexed

    async def _forget(self, address: str) -> None:
        if address in self._known:
            async with self._database.workspace(self._workspace) as connection:
                await documents_store.mark_vanished(connection, self._source.id, address)

    async def _clear_furniture(self) -> None:
        """What turns out to stand on most pages is taken out of those that were learned with it."""
        async with self._database.workspace(self._workspace) as connection:
            now = await documents_store.find_furniture(
                connection, self._source.id, FURNITURE_PAGES, FURNITURE_SHARE
            )
            again = await documents_store.documents_with(connection, self._source.id, now ^ self._furniture)
        self._furniture = now
        for document in again:
            await self._swap(document)

    async def _watch(self, work: asyncio.Task[Ended]) -> None:
        """Keeps the progress readable, and ends the work when somebody asked for it."""
        while self._orders is Orders.GO_ON:
            await asyncio.sleep(REPORT_SECONDS)
            with suppress(Unavailable):
                await self._report()
        work.cancel()

    async def _report(self) -> None:
        async with self._database.workspace(self._workspace) as connection:
            self._orders = await store.report(connection, self._source.id, self._learner, self.progress)

    async def _finish(self, state: SourceState, reason: str | None) -> None:
        async with self._database.workspace(self._workspace) as connection:
            await documents_store.count_terms(connection, self._workspace)
        probe = await self._probe() if state is SourceState.LEARNED else None
        if state is SourceState.LEARNED and probe is None:
            state, reason = SourceState.FAILED, "It was read, but a test question did not find it."
        await self._report()
        async with self._database.workspace(self._workspace) as connection:
            await store.finish_learning(connection, self._source.id, self._learner, state, reason, probe)

    async def _probe(self) -> Probe | None:
        """Proof that a visitor's question reaches this source, before it is shown as learned (F41)."""
        async with self._database.workspace(self._workspace) as connection:
            candidates = await documents_store.probe_candidates(connection, self._source.id, PROBES)
        for question in candidates:
            meaning = await self._embedder.one(question)
            async with self._database.workspace(self._workspace) as connection:
                found = await search(connection, question, meaning, most=5, per_document=1)
                address = await documents_store.first_of_source(
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


def _furniture_of(pages: Sequence[Page]) -> frozenset[int]:
    """What the store finds at the end among all pages, as these few show it."""
    counts = Counter(mark for page in pages for mark in document_of(page).marks)
    fewest = max(FURNITURE_PAGES, FURNITURE_SHARE * len(pages))
    return frozenset(mark for mark, count in counts.items() if count >= fewest)
