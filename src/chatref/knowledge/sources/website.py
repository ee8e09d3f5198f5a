"""A website read page by page: by its sitemap, its links, and what was learned from it before."""

import asyncio
import gzip
import zlib
from collections import deque
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from protego import Protego

from chatref.knowledge import extract
from chatref.knowledge.extract import Extract
from chatref.knowledge.sources.address import Scope, canonical
from chatref.knowledge.sources.fetch import LARGEST_PAGE, ROBOT_NAME, SITEMAP, Answer, Fetcher
from chatref.knowledge.sources.reading import (
    UNKNOWN,
    Elsewhere,
    Failed,
    Gone,
    Page,
    Reading,
    Unmodified,
    Unreadable,
    Validators,
)
from chatref.knowledge.tags import pieces, unescaped
from chatref.knowledge.tamed import TooLarge

AT_ONCE = 6
MOST_REDIRECTS = 5
MOST_SITEMAPS = 50
LARGEST_ROBOTS = 500 * 1024
"""Letters that are read of a robots.txt, as RFC 9309 asks at least."""
MOST_ROBOTS_RULES = 500_000
"""Each of its lines may be a rule for each of the robots that it names."""
TRIES = 3
LONGEST_PAUSE = 30.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to visit, and how many redirects led to it."""

    address: str
    hops: int = 0


@dataclass(slots=True)
class Frontier:
    """Every address once; at most `limit` of them."""

    scope: Scope
    limit: int
    waiting: deque[Lead] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)

    def named(self, addresses: Iterable[str]) -> list[str]:
        """Those that belong to it, each by its one name. For a thread: a page or a sitemap may hold 100,000."""
        found = dict.fromkeys(_names(addresses))
        return [name for name in found if self.scope.holds(name)]

    def add(self, names: Iterable[str], hops: int = 0) -> None:
        for name in names:
            if len(self.seen) >= self.limit:
                return
            if name not in self.seen:
                self.seen.add(name)
                self.waiting.append(Lead(name, hops))


class Website:
    """Implements Reader. Robots rules and crawl delays of the site are kept."""

    def __init__(self, start: str, allowed_hosts: Collection[str] = (), page_limit: int = 2000) -> None:
        self._start = canonical(start)
        self._allowed = allowed_hosts
        self._frontier = Frontier(Scope.of(start), page_limit)
        self._robots = Protego.parse("")
        self._pause = 0.0

    async def read(self, known: Mapping[str, Validators]) -> AsyncIterator[Reading]:
        async with Fetcher(self._allowed) as fetcher:
            await self._prepare(fetcher)
            running: set[asyncio.Task[Reading]] = set()
            try:
                async for reading in self._walk(fetcher, known, running):
                    yield reading
            finally:
                for task in running:
                    task.cancel()

    async def _walk(
        self, fetcher: Fetcher, known: Mapping[str, Validators], running: set[asyncio.Task[Reading]]
    ) -> AsyncIterator[Reading]:
        unvisited = deque(known)
        while self._frontier.waiting or running or unvisited:
            if not self._frontier.waiting and not running:
                self._frontier.add(self._frontier.named([unvisited.popleft()]))
            while self._frontier.waiting and len(running) < (1 if self._pause else AT_ONCE):
                lead = self._frontier.waiting.popleft()
                running.add(asyncio.create_task(self._visit(fetcher, lead, known)))
            if running:
                done, pending = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                running.clear()
                running.update(pending)
                for task in done:
                    yield task.result()

    async def _prepare(self, fetcher: Fetcher) -> None:
        self._robots = await asyncio.to_thread(_rules_in, await self._robots_text(fetcher))
        self._pause = min(float(self._robots.crawl_delay(ROBOT_NAME) or 0), LONGEST_PAUSE)
        self._frontier.add([self._start])
        sitemaps = [
            *self._robots.sitemaps,
            urljoin(self._start, "/sitemap.xml"),
            urljoin(self._start, "sitemap.xml"),
        ]
        async for addresses in _sitemap_entries(fetcher, sitemaps):
            self._frontier.add(await asyncio.to_thread(self._frontier.named, addresses))

    async def _robots_text(self, fetcher: Fetcher) -> str:
        """No robots file allows everything; one that can't be had now forbids everything (RFC 9309)."""
        try:
            answer = await fetcher.get(urljoin(self._start, "/robots.txt"))
        except Unreadable as error:
            if error.retryable:
                raise
            return ""
        if answer.status >= 500:
            raise Unreadable("The site's robots.txt could not be read.", retryable=True)
        return answer.text if answer.status == 200 else ""

    async def _visit(self, fetcher: Fetcher, lead: Lead, known: Mapping[str, Validators]) -> Reading:
        if not await asyncio.to_thread(self._robots.can_fetch, lead.address, ROBOT_NAME):
            return Failed(lead.address, "The site's robots.txt asks not to read it.", retryable=False)
        try:
            answer = await self._patient_get(fetcher, lead.address, known.get(lead.address, UNKNOWN))
            return await self._reading(lead, answer)
        except Unreadable as error:
            return Failed(lead.address, error.reason, error.retryable)

    async def _patient_get(self, fetcher: Fetcher, address: str, validators: Validators) -> Answer:
        for attempt in range(1, TRIES + 1):
            await asyncio.sleep(self._pause)
            try:
                answer = await fetcher.get(address, validators)
            except Unreadable as error:
                if not error.retryable or attempt == TRIES:
                    raise
                await asyncio.sleep(attempt)
                continue
            if answer.status not in BUSY or attempt == TRIES:
                return answer
            await asyncio.sleep(_asked_pause(answer, attempt))
        raise AssertionError("the last attempt returns or raises")

    async def _reading(self, lead: Lead, answer: Answer) -> Reading:
        if answer.status == 200:
            page = await asyncio.to_thread(_extracted, answer, lead.address)
            self._frontier.add(await asyncio.to_thread(self._frontier.named, page.links))
            return self._page(lead.address, answer, page)
        if answer.status == 304:
            return Unmodified(lead.address)
        if answer.status in (404, 410):
            return Gone(lead.address)
        if answer.status in REDIRECTS and lead.hops < MOST_REDIRECTS:
            self._frontier.add(self._frontier.named([_led_to(lead.address, answer)]), lead.hops + 1)
            return Elsewhere(lead.address)
        raise Unreadable(_refusal(answer.status), retryable=answer.status in BUSY)

    def _page(self, address: str, answer: Answer, page: Extract) -> Reading:
        named = _named(page) or address
        if named != address and self._frontier.scope.holds(named) and _same_place(named, address):
            self._frontier.add([named])
            return Elsewhere(address)
        if not page.indexable:
            return Elsewhere(address)
        return Page(
            address, page, Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
        )


def _names(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        with suppress(ValueError):  # http://localhost:port/ stands in many a guide
            yield canonical(address)


def _rules_in(robots: str) -> Protego:
    """Blocks. Raises Unreadable."""
    lines = robots[:LARGEST_ROBOTS].splitlines()
    names = sum(line.lstrip().lower().startswith("user") for line in lines)
    if names * len(lines) > MOST_ROBOTS_RULES:
        raise Unreadable("The site's robots.txt is too long to be read.", retryable=False)
    return Protego.parse("\n".join(lines))


def _named(page: Extract) -> str | None:
    try:
        return canonical(page.canonical) if page.canonical else None
    except ValueError:
        return None


def _same_place(first: str, second: str) -> bool:
    """Sites often claim one canonical address for pages that differ; believed only about spelling."""
    return _place(first) == _place(second)


def _place(address: str) -> str:
    path = urlsplit(address).path.removesuffix("/")
    for suffix in ("/index.html", "/index.htm", "/index", ".html", ".htm"):
        path = path.removesuffix(suffix)
    return path


def _extracted(answer: Answer, address: str) -> Extract:
    try:
        return _parsed(answer, address)
    except TooLarge as error:
        raise Unreadable(str(error), retryable=False) from error


def _parsed(answer: Answer, address: str) -> Extract:
    if answer.kind == "text/markdown" or (answer.kind == "text/plain" and address.endswith(".md")):
        return extract.from_markdown(answer.text)
    if answer.kind == "text/plain":
        return extract.from_text(answer.text)
    return extract.from_html(
        answer.text if "charset=" in answer.headers.get("content-type", "") else answer.body, address
    )


def _asked_pause(answer: Answer, attempt: int) -> float:
    asked = answer.headers.get("retry-after", "")
    plain = asked.isascii() and asked.isdigit() and len(asked) < 10
    return min(float(asked), LONGEST_PAUSE) if plain else float(attempt)


def _led_to(address: str, answer: Answer) -> str:
    """Raises Unreadable."""
    try:
        return urljoin(address, answer.headers.get("location", ""))
    except ValueError as error:
        raise Unreadable("It leads to what is no address.", retryable=False) from error


def _refusal(status: int) -> str:
    if status in REDIRECTS:
        return "It leads in circles."
    if status in (401, 403):
        return "The site does not let us read it."
    return f"The site answered with status {status}."


async def _sitemap_entries(fetcher: Fetcher, sitemaps: list[str]) -> AsyncIterator[list[str]]:
    """Pages named by sitemaps and by the sitemaps that they name. A missing one is no fault."""
    waiting, seen = deque(sitemaps), set[str]()
    while waiting and len(seen) < MOST_SITEMAPS:
        address = waiting.popleft()
        if address in seen:
            continue
        seen.add(address)
        try:
            answer = await fetcher.get(address, kinds=SITEMAP)
        except Unreadable:
            continue
        if answer.status == 200:
            sitemaps, pages = await asyncio.to_thread(_locations, answer.body)
            waiting.extend(sitemaps[:MOST_SITEMAPS])
            yield pages


def _locations(body: bytes) -> tuple[list[str], list[str]]:
    """Of further sitemaps, and of pages."""
    found: dict[str, list[str]] = {"sitemap": [], "url": []}
    of, before = "", ""
    for piece in pieces(_unpacked(body).decode("utf-8", "replace")):
        if not isinstance(piece, str):
            of, before = (piece.name, "") if piece.name in found else (of, piece.name)
        elif of and before == "loc" and piece.strip().lower().startswith(("http://", "https://")):
            found[of].append(unescaped(piece.strip()))
    return found["sitemap"], found["url"]


def _unpacked(body: bytes) -> bytes:
    """A sitemap may come as a file that is itself compressed."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, LARGEST_PAGE)
    except (zlib.error, gzip.BadGzipFile):
        return b""
