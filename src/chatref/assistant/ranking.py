"""The passages that were found, put in a better order by the words of the question. Pure.

The search weighs a passage as a whole; here each word of the question looks for its nearest word in the passage, in
its title, in its page and in a short stretch of it (docs/decisions/0013).
"""

import math
from collections.abc import Sequence

from chatref.assistant.answerability import answerability, evidence
from chatref.assistant.closeness import Close, closeness
from chatref.assistant.weights import RANKING
from chatref.knowledge.content import Asked, Found, Hit

# So many passages are looked at, and so many stay.
CANDIDATES = 24
KEPT = 8
# The cosine of two texts that have nothing to do with each other stays below it.
STRANGE = 0.25


def ranked(found: Found, asked: Asked) -> Found:
    if not found.hits:
        return found
    weights = asked.weights(found.rarity)
    close = closeness(found.hits, asked, weights)
    ordered, shares = in_order(close, RANKING)
    pages = pages_of(ordered, shares)
    likely = 0.0
    if not _strange(found.hits):
        likely = answerability(evidence(ordered[0], asked, weights, shares, pages))
    return Found(tuple(each.hit for each in ordered[:KEPT]), found.rarity, pages, likely, asked)


def _strange(hits: Sequence[Hit]) -> bool:
    """Nothing of the question stands in the content, neither its words nor their meaning.

    What was fitted compares a passage with others: where there are few, the best of them always stands out.
    """
    return all(hit.coverage == 0 and hit.meaning < STRANGE for hit in hits)


def in_order(close: Sequence[Close], ranking: Sequence[float]) -> tuple[list[Close], list[float]]:
    """Best first, and how likely each is the right one, if any of them is."""
    scores = [sum(w * s for w, s in zip(ranking, signs(each), strict=True)) for each in close]
    order = sorted(range(len(close)), key=lambda place: -scores[place])
    odds = [math.exp(scores[place] - scores[order[0]]) for place in order]
    return [close[place] for place in order], [odd / sum(odds) for odd in odds]


def pages_of(ordered: Sequence[Close], shares: Sequence[float]) -> dict[str, float]:
    """How likely each document holds the answer, best first."""
    pages: dict[str, float] = {}
    for each, share in zip(ordered, shares, strict=True):
        pages[each.hit.document] = pages.get(each.hit.document, 0.0) + share
    return dict(sorted(pages.items(), key=lambda page: -page[1]))


def signs(close: Close) -> tuple[float, ...]:
    """What is weighed of a passage. Differences of weighed sums are logarithms of odds."""
    return (close.hit.meaning, close.hit.coverage, close.title, close.stretch, close.page_near)
