"""How likely the passages that were found hold the answer. Pure; its weights are fitted by bench/calibrate.py."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chatref.assistant.closeness import Close
from chatref.assistant.weights import ANSWERABILITY, BIAS
from chatref.knowledge.content import Floats

MANY_WORDS = 12


class Measures(NamedTuple):
    """What the decision is made from. All but `undecided` lie between about 0 and 1."""

    meaning: float  # cosine of the best passage to the question
    title: float  # nearness of its page's title
    lost: float  # what of the question its page does not speak to; far misses count most
    undecided: float  # entropy of the passages: high where none stands out
    sure: float  # how likely the best page is the right one among those found
    words: float  # how much was asked


def measures(best: Close, weights: Floats, shares: Sequence[float], pages: Mapping[str, float]) -> Measures:
    """`shares` are the passages' chances of being the right one, `pages` those of their pages."""
    total = max(float(weights.sum()), 1e-9)
    return Measures(
        meaning=best.hit.meaning,
        title=best.title,
        lost=float(weights @ (1 - best.page) ** 2) / total,
        undecided=-sum(share * math.log(share) for share in shares if share > 0),
        sure=max(pages.values()),
        words=min(len(weights), MANY_WORDS) / MANY_WORDS,
    )


def answerability(measured: Measures) -> float:
    return 1 / (1 + math.exp(-BIAS - sum(w * m for w, m in zip(ANSWERABILITY, measured, strict=True))))
