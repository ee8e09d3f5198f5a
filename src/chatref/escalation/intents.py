"""How near a turn is to each intent, learned from its examples. Vectors are values of length 1.

Two views are joined: a multinomial logistic regression, which knows what tells the intents from each other and from
ordinary chatter, and the nearest examples, which know what none of them is about (docs/signals.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .signals import Near

Vector = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.float32]
Kept = npt.NDArray[np.bool_]

# Of the regression: how far it may bend to the examples, and how long it learns.
SHARPNESS = 8.0
CALM = 1.0
STEPS = 60

NEAREST = 3
# What a step of likeness weighs beside one of the regression, and where the middle of the scale lies.
LIKENESS = 8.0
MIDDLE = 7.0
SLOPE = 0.6
DIGITS = 4

# Limits: each part of the examples is measured by what was learned from the others.
PARTS = 3
OTHERS_BELOW = 0.99
"""This share of the other intents' examples and of the chatter stays below the limit."""
LOWEST_LIMIT, HIGHEST_LIMIT = 0.5, 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """`rows` are the examples of all intents in their order, then the chatter; `ends` where each class ends."""

    rows: Vectors
    ends: tuple[int, ...]
    centre: Vector
    weights: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    learned: Learned
    limits: Mapping[str, float]


def calibrated(examples: Mapping[str, Vectors], chatter: Vectors) -> Calibrated:
    """Each intent against all others and against ordinary chatter."""
    classes = [*examples.values(), chatter]
    held_out = _held_out(classes)
    limits = (_limit(held_out, number) for number in range(len(examples)))
    return Calibrated(_learned(classes), dict(zip(examples, limits, strict=True)))


def nearness(text: Vector, known: Calibrated) -> tuple[Near, ...]:
    """The nearest first."""
    [values] = _nearness(text[None], known.learned).tolist()
    found = (
        Near(name, round(value, DIGITS), limit)
        for value, (name, limit) in zip(values, known.limits.items(), strict=False)
    )
    return tuple(sorted(found, key=lambda near: (-near.nearness, near.intent)))


def _nearness(texts: Vectors, learned: Learned) -> Vectors:
    """A row for each text, a column for each class."""
    odds = _centred(texts, learned.centre) @ learned.weights
    likeness = _likeness(texts, learned)
    nearer = likeness.max(axis=1, keepdims=True) - likeness
    strength = odds + LIKENESS * (likeness - nearer)
    return np.asarray(1 / (1 + np.exp(-SLOPE * (strength - MIDDLE))), np.float32)


def _likeness(texts: Vectors, learned: Learned) -> Vectors:
    """Half the nearest example, half the mean of the nearest few: one odd example decides nothing alone."""
    cosines = texts @ learned.rows.T
    found = np.zeros((len(texts), len(learned.ends)), np.float32)
    first = 0
    for number, last in enumerate(learned.ends):
        nearest = np.sort(cosines[:, first:last], axis=1)[:, ::-1][:, :NEAREST]
        if last > first:
            found[:, number] = (nearest[:, 0] + nearest.mean(axis=1)) / 2
        first = last
    return found


def _learned(classes: Sequence[Vectors]) -> Learned:
    rows = np.concatenate(classes).astype(np.float32)
    ends = np.cumsum([len(each) for each in classes])
    centre = rows.mean(axis=0)
    truth = np.repeat(np.eye(len(classes), dtype=np.float32), [len(each) for each in classes], axis=0)
    return Learned(rows, tuple(ends.tolist()), centre, _regression(_centred(rows, centre), truth))


def _centred(texts: Vectors, centre: Vector) -> Vectors:
    """With a last column that is always the same: what is common to all texts of a class."""
    away = texts - centre
    away = SHARPNESS * away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
    return np.hstack([away, np.ones((len(away), 1), np.float32)])


def _regression(table: Vectors, truth: Vectors) -> Vectors:
    """Multinomial and logistic, by Nesterov's steps from zero: the same examples give the same weights."""
    bend = float(np.linalg.eigvalsh(table.T @ table)[-1]) / 2 + CALM
    weights = ahead = np.zeros((table.shape[1], truth.shape[1]), np.float32)
    pace = 1.0
    for _ in range(STEPS):
        before, weights = weights, ahead - (table.T @ (_shares(table @ ahead) - truth) + CALM * ahead) / bend
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = (weights + (pace - 1) / faster * (weights - before)).astype(np.float32)
        pace = faster
    return weights.astype(np.float32)


def _shares(odds: Vectors) -> Vectors:
    powers = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def _held_out(classes: Sequence[Vectors]) -> list[Vectors]:
    """The nearness of every example, by what was learned without its part of the examples."""
    found = [np.zeros((len(rows), len(classes)), np.float32) for rows in classes]
    for part in range(PARTS):
        learned = _learned([rows[_kept(len(rows), part)] for rows in classes])
        for rows, into in zip(classes, found, strict=True):
            into[part::PARTS] = _nearness(rows[part::PARTS], learned)
    return found


def _kept(number: int, part: int) -> Kept:
    """A lone example stays: without it there would be nothing to learn."""
    return np.asarray((np.arange(number) % PARTS != part) | (number < 2), np.bool_)


def _limit(held_out: Sequence[Vectors], number: int) -> float:
    others = np.concatenate([rows[:, number] for at, rows in enumerate(held_out) if at != number])
    highest = float(np.quantile(others, OTHERS_BELOW)) if len(others) else 0.0
    return round(min(max(highest, LOWEST_LIMIT), HIGHEST_LIMIT), DIGITS)
