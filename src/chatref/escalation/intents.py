"""Nearness of a turn to example sentences, calibrated for each intent. Vectors are values of length 1."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .signals import Near

Vector = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.float32]
NEAREST = 3
LOWEST_LIMIT = 0.42
HIGHEST_LIMIT = 0.8
OTHERS_BELOW = 0.97
"""This share of the other intents' examples and of the chatter stays below the limit."""
ABOVE_OTHERS = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """An intent's examples as vectors, one a row; those of what it is not; and where it begins to count."""

    examples: Vectors
    others: Vectors
    limit: float


def calibrated(examples: Mapping[str, Vectors], chatter: Vectors) -> dict[str, Calibrated]:
    """Each intent against all others and against ordinary chatter."""
    return {name: _calibrated(name, examples, chatter) for name in examples}


def nearness(text: Vector, intents: Mapping[str, Calibrated]) -> tuple[Near, ...]:
    """The nearest first."""
    found = (
        Near(name, _contrast(text, each.examples, each.others), each.limit) for name, each in intents.items()
    )
    return tuple(sorted(found, key=lambda near: (-near.nearness, near.intent)))


def _calibrated(name: str, examples: Mapping[str, Vectors], chatter: Vectors) -> Calibrated:
    own = examples[name]
    others = np.concatenate([chatter, *(rows for other, rows in examples.items() if other != name)])
    left_out = [
        _contrast(vector, own, np.delete(others, number, axis=0)) for number, vector in enumerate(others)
    ]
    highest = float(np.quantile(left_out, OTHERS_BELOW)) if left_out else 0.0
    return Calibrated(own, others, min(max(highest + ABOVE_OTHERS, LOWEST_LIMIT), HIGHEST_LIMIT))


def _contrast(text: Vector, examples: Vectors, others: Vectors) -> float:
    """What is nearer to something else than to the intent loses by how much it is."""
    own = _likeness(text, examples)
    return max(0.0, own - max(0.0, _likeness(text, others) - own))


def _likeness(text: Vector, examples: Vectors) -> float:
    """Half the nearest example, half the mean of the nearest few: one odd example decides nothing alone."""
    if not len(examples):
        return 0.0
    likeness = np.sort(examples @ text)[::-1][:NEAREST]
    return float(np.clip((likeness[0] + likeness.mean()) / 2, 0.0, 1.0))
