"""How likely the passages that were found hold the answer. Pure; its weights are fitted by bench/calibrate.py."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chatref.assistant.weights import ANSWERABILITY, BIAS
from chatref.knowledge.content import Hit

# The best passage is compared with the mean of so many.
COMPARED = 20
MANY_WORDS = 12


class Measures(NamedTuple):
    """What the decision is made from, each between about 0 and 1 but `gap`, which is in log odds."""

    meaning: float  # cosine of the best passage to the question
    weakest: float  # nearness of the half of the question's words that the passage speaks to least
    gap: float  # how far the best passage stands above the others
    sure: float  # how likely the best page is the right one among those found
    words: float  # how much was asked


def measures(best: Hit, scores: Sequence[float], pages: Mapping[str, float]) -> Measures:
    near = sorted(best.near)
    half = near[: max(1, len(near) // 2)]
    compared = scores[:COMPARED]
    return Measures(
        meaning=best.meaning,
        weakest=sum(half) / len(half) if half else 0.0,
        gap=scores[0] - sum(compared) / len(compared),
        sure=max(pages.values()),
        words=min(len(near), MANY_WORDS) / MANY_WORDS,
    )


def answerability(measured: Measures) -> float:
    return 1 / (1 + math.exp(-BIAS - sum(w * m for w, m in zip(ANSWERABILITY, measured, strict=True))))
