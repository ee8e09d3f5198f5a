"""A page as a document, and its passages as the search needs them."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from chatref.knowledge.content import Document, IndexedPassage
from chatref.knowledge.embed import Embedder, Read
from chatref.knowledge.extract import Extract
from chatref.knowledge.search import halfvec
from chatref.knowledge.sources.reading import Page
from chatref.knowledge.split import Block, Passage, heading_lines, split
from chatref.knowledge.terms import TERM_SPACE, passage_weights


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
    fresh = zip((hashes[place] for place in new), reads, strict=True)
    indexed = await asyncio.to_thread(_indexed, title, passages, hashes, meanings, fresh)
    return indexed, len(new)


def _indexed(
    title: str,
    passages: Sequence[Passage],
    hashes: Sequence[bytes],
    meanings: Mapping[bytes, tuple[str, bytes]],
    fresh: Iterable[tuple[bytes, Read]],
) -> list[IndexedPassage]:
    """A large page has thousands: seconds, in which nobody would be answered."""
    known = {**meanings, **{each: (halfvec(read.vector), read.words.tobytes()) for each, read in fresh}}
    return [
        index_passage(title, passage, content_hash, *known[content_hash])
        for passage, content_hash in zip(passages, hashes, strict=True)
    ]


async def embedded_document(
    embedder: Embedder, address: str, extract: Extract
) -> tuple[Document, list[IndexedPassage]]:
    """A document that comes from no crawl."""
    document = document_of(Page(address, extract))
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


def document_of(page: Page) -> Document:
    blocks = page.extract.blocks
    return Document(
        address=page.address,
        title=page.extract.title or page.address,
        language=page.extract.language,
        content_hash=lines_hash(chain([page.extract.title], (f"{b.headings}{b.text}" for b in blocks))),
        blocks=blocks,
        marks=tuple({mark(block) for block in blocks}),
        etag=page.validators.etag,
        last_modified=page.validators.last_modified,
    )


def mark(block: Block) -> int:
    """The same words on another page have the same mark."""
    return int.from_bytes(text_hash(block.text)[:8], "big", signed=True)


def own_blocks(document: Document, furniture: frozenset[int]) -> tuple[Block, ...]:
    own = tuple(block for block in document.blocks if mark(block) not in furniture)
    return own or document.blocks


def passages_of(document: Document, furniture: frozenset[int]) -> tuple[Passage, ...]:
    return split(own_blocks(document, furniture))


def text_hash(text: str) -> bytes:
    return lines_hash([text])


def lines_hash(lines: Iterable[str]) -> bytes:
    """Of all together, which may be many times what the page was: each repeats what it stands under."""
    found = hashlib.blake2b(digest_size=16)
    for number, line in enumerate(lines):
        found.update(f"\n{line}".encode() if number else line.encode())
    return found.digest()
