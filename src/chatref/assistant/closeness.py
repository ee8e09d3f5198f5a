"""How close each passage comes to what was asked, by the words of both. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatref.knowledge.content import Asked, Floats, Hit
from chatref.knowledge.split import heading_lines
from chatref.knowledge.words import WORD, Places, Words, best_between, cosines, stored

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
    words = stored(b"".join(hit.words for hit in hits))
    ends = np.cumsum([len(hit.words) // WORD.itemsize for hit in hits])
    starts = np.concatenate([[0], ends[:-1]])
    titled, texts = _inside(hits, words, starts, ends)
    table = cosines(asked, words)
    near = best_between(table, starts, ends)
    pages = _pages(hits, near)
    title = share @ best_between(table, starts, titled)
    stretch = _stretches(table, share, texts, ends)
    columns = (near.T, pages.T, share @ pages, title, stretch)
    return [
        Close(hit, row, page, float(page_near), float(title), float(stretch))
        for hit, row, page, page_near, title, stretch in zip(hits, *columns, strict=True)
    ]


def _inside(hits: Sequence[Hit], words: Words, starts: Places, ends: Places) -> tuple[Places, Places]:
    """Where the words of each title end, and where those of each text begin."""
    places = words["at"].astype(np.int64) + np.repeat(np.arange(len(hits)) << 16, np.subtract(ends, starts))
    above = [(len(hit.title), len(heading_lines(hit.title, hit.headings))) for hit in hits]
    titled, texts = np.searchsorted(places, (np.array(above) + (np.arange(len(hits)) << 16)[:, None]).T)
    return titled, texts


def _pages(hits: Sequence[Hit], near: Floats) -> Floats:
    """For each hit how near its page is, by all that was found of it."""
    of: dict[str, list[int]] = {}
    for place, hit in enumerate(hits):
        of.setdefault(hit.document, []).append(place)
    pages = near.copy()
    for places in of.values():
        if len(places) > 1:
            pages[:, places] = near[:, places].max(axis=1, keepdims=True)
    return pages


def _stretches(table: Floats, share: Floats, starts: Places, ends: Places) -> Floats:
    """Nearness of the stretch that comes nearest, from each start to its end; of all of it where that is shorter."""
    whole = share @ best_between(table, starts, ends)
    reach = sum(DOUBLINGS)
    for step in DOUBLINGS:
        table = np.maximum(table[:, :-step], table[:, step:])
    last = np.subtract(ends, reach)
    longer = np.flatnonzero(last > starts)
    if len(longer):
        along = (share @ table)[None]
        whole[longer] = best_between(along, np.asarray(starts)[longer], last[longer])
    return whole
