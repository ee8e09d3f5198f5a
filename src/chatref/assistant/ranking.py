"""The passages that were found, put in a better order by the words of the question. Pure.

The search weighs a passage as a whole; here each word of the question looks for its nearest word in the passage
(docs/decisions/0013).
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from chatref.assistant.answerability import answerability, measures
from chatref.assistant.weights import RANKING
from chatref.knowledge.content import Asked, Found, Hit
from chatref.knowledge.words import nearest_in_each, stored

# So many passages are looked at, and so many stay.
CANDIDATES = 24
KEPT = 8
# The cosine of two texts that have nothing to do with each other stays below it.
STRANGE = 0.25


def ranked(found: Found, asked: Asked) -> Found:
    if not found.hits:
        return found
    weights = [float(weight) for weight in asked.weights(found.rarity)]
    scored = sorted(
        ((score(hit, weights), hit) for hit in near(found.hits, asked)), key=lambda each: -each[0]
    )
    hits = tuple(hit for _, hit in scored)
    scores = [value for value, _ in scored]
    pages = pages_of(hits, scores)
    likely = 0.0 if _strange(hits) else answerability(measures(hits[0], scores, pages))
    return Found(hits[:KEPT], found.rarity, pages, likely, asked)


def _strange(hits: Sequence[Hit]) -> bool:
    """Nothing of the question stands in the content, neither its words nor their meaning.

    What was fitted compares a passage with others: where there are few, the best of them always stands out.
    """
    return all(hit.coverage == 0 and hit.meaning < STRANGE for hit in hits)


def score(hit: Hit, weights: Sequence[float]) -> float:
    """Differences of scores are logarithms of odds."""
    return sum(
        weight * value
        for weight, value in zip(RANKING, (hit.meaning, hit.coverage, nearness(hit, weights)), strict=True)
    )


def nearness(hit: Hit, weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(w * n for w, n in zip(weights, hit.near, strict=True)) / total if total else 0.0


def near(hits: Sequence[Hit], asked: Asked) -> list[Hit]:
    """The hits with `near` set."""
    rows = nearest_in_each(asked, [stored(hit.words) for hit in hits])
    return [replace(hit, near=tuple(row)) for hit, row in zip(hits, rows.tolist(), strict=True)]


def pages_of(hits: Sequence[Hit], scores: Sequence[float]) -> dict[str, float]:
    """How likely each document holds the answer, if any of them does."""
    shares = [math.exp(value - scores[0]) for value in scores]
    pages: dict[str, float] = {}
    for hit, share in zip(hits, shares, strict=True):
        pages[hit.document] = pages.get(hit.document, 0.0) + share / sum(shares)
    return dict(sorted(pages.items(), key=lambda page: -page[1]))
