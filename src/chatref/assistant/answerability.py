"""How likely the passages that were found hold the answer. Pure; its weights are fitted by bench/calibrate.py."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from chatref.assistant.closeness import Close
from chatref.assistant.weights import ANSWERABILITY, BIAS, MISSED, TOGETHER
from chatref.knowledge.content import Asked, Floats

MANY_WORDS = 12
PLAIN = 7
_WEIGHTS = np.array((*ANSWERABILITY, *TOGETHER, *MISSED), np.float32)
_PAIRS = np.triu_indices(PLAIN)


def answerability(evidence: Floats) -> float:
    return 1 / (1 + math.exp(-BIAS - float(evidence @ _WEIGHTS)))


def evidence(
    best: Close, asked: Asked, weights: Floats, shares: Sequence[float], pages: Mapping[str, float]
) -> Floats:
    """What speaks for an answer and against it. `shares` are the passages' chances of being the right one, `pages`
    those of their pages."""
    missed = weights * (1 - best.page) ** 2 / max(float(weights.sum()), 1e-9)
    near = np.sort(best.near)[: max(1, len(best.near) // 2)]
    plain = (
        best.hit.meaning,
        best.title,
        float(missed.sum()),  # how much of the question its page does not speak to; far misses count most
        float(near.sum()) / max(1, len(near)),  # of the half of its words that the passage speaks to least
        -sum(share * math.log(share) for share in shares if share > 0),  # high where no passage stands out
        max(pages.values()),
        min(len(weights), MANY_WORDS) / MANY_WORDS,  # how much was asked
    )
    # What each tells depends on the others; and of the words that were missed a name tells more than a way of speaking.
    return np.concatenate([plain, np.outer(plain, plain)[_PAIRS], missed @ asked.vectors]).astype(np.float32)
