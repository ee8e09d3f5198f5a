"""Weights from cases: which passage is right (softmax), whether any is (logistic). For bench/calibrate.py."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

STEPS, PACE, NEWTON_STEPS = 3000, 0.5, 20
# A weight is worth no more than the data can tell.
CALM = 0.003
FOLDS = 8
RARE = 1 / 12


def fitted_ranking(rows: Sequence[Array], right: Sequence[Array], share: Array) -> Array:
    """The weights under which the right passages are most likely among the candidates of their question."""
    spread = np.concatenate(rows).std(axis=0) + 1e-9
    longest = max(len(each) for each in rows)
    table = np.stack([np.pad(each / spread, ((0, longest - len(each)), (0, 0))) for each in rows])
    truth = np.stack([np.pad(each, (0, longest - len(each))) for each in right])
    absent = np.stack([np.arange(longest) >= len(each) for each in rows])
    weights, part = np.ones(table.shape[2]), share / share.sum()
    for _ in range(STEPS):
        odds = np.where(absent, -1e9, table @ weights)
        odds = np.exp(odds - odds.max(axis=1, keepdims=True))
        wanted = odds * truth / (odds * truth).sum(axis=1, keepdims=True)
        pull = wanted - odds / odds.sum(axis=1, keepdims=True)
        weights += PACE * (np.einsum("c,cp,cps->s", part, pull, table) - CALM * weights)
    return np.asarray(weights / spread)


def fitted_answerability(rows: Array, truth: Array, share: Array, directions: int) -> tuple[Array, float]:
    """Logistic regression (by Newton's steps) on standardised evidence, given back for the evidence as it is.

    The last `directions` columns keep their common scale, so that rare ones weigh little."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    spread[-directions:] = RARE
    ready = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    calm, weights = np.append(np.full(rows.shape[1], CALM), 0.0), np.zeros(ready.shape[1])
    for _ in range(NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-ready @ weights))
        slope = ready.T @ (share * (likely - truth)) / share.sum() + calm * weights
        bend = (ready.T * (share * likely * (1 - likely))) @ ready / share.sum() + np.diag(calm)
        weights -= np.linalg.solve(bend, slope)
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - mean @ plain)


def folds(groups: Sequence[str]) -> Iterator[Array]:
    """Which cases are held out, each group (an article) as a whole."""
    names = sorted(set(groups))
    place = dict(zip(names, np.random.default_rng(0).permutation(len(names)) % FOLDS, strict=True))
    belongs = np.array([place[group] for group in groups])
    for fold in range(FOLDS):
        yield belongs == fold


def area_under_curve(truth: Array, values: Array) -> float:
    """How often one that is true lies above one that is not."""
    above, below = values[truth > 0][:, None], values[truth == 0][None]
    return float((above > below).mean() + (above == below).mean() / 2)
