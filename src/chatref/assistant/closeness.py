"""How close each passage comes to what was asked, by the words of both. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from chatref.knowledge.content import Asked, Floats, Hit
from chatref.knowledge.split import heading_lines
from chatref.knowledge.words import Words, cosines, stored

# An answer stands in so many words that carry meaning: found by doubling three times.
DOUBLINGS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Close:
    """A passage beside a question. What is no vector lies between 0 and 1; `near` and `page` have a number for each
    word of the question: how near its nearest word is in the passage, and in all that was found of its page."""

    hit: Hit
    near: Floats
    page: Floats
    page_near: float
    title: float
    stretch: float


def closeness(hits: Sequence[Hit], asked: Asked, weights: Floats) -> list[Close]:
    """`weights` say how much each word of the question matters."""
    share = weights / max(float(weights.sum()), 1e-9)
    texts = [stored(hit.words) for hit in hits]
    tables = cosines(asked, texts)
    near = [_best(table) for table in tables]
    pages: dict[str, Floats] = {}
    for hit, row in zip(hits, near, strict=True):
        pages[hit.document] = np.maximum(row, pages.get(hit.document, row))
    return [
        Close(
            hit,
            row,
            pages[hit.document],
            float(pages[hit.document] @ share),
            *_inside(hit, words, table, share),
        )
        for hit, words, table, row in zip(hits, texts, tables, near, strict=True)
    ]


def _inside(hit: Hit, words: Words, table: Floats, share: Floats) -> Iterator[float]:
    """Nearness of the title, and of the stretch of the text that comes nearest."""
    ends = (len(hit.title), len(heading_lines(hit.title, hit.headings)))
    title, above = np.searchsorted(words["at"], ends)
    yield float(_best(table[:title]) @ share)
    yield float((_stretches(table[above:]) @ share).max(initial=0.0))


def _stretches(table: Floats) -> Floats:
    for step in DOUBLINGS:
        if len(table) <= step:
            return _best(table)[None]
        table = np.maximum(table[:-step], table[step:])
    return table


def _best(table: Floats) -> Floats:
    """A row of a passage's table is a word of it, a column one of the question."""
    return np.asarray(table.max(axis=0, initial=0.0), np.float32)
