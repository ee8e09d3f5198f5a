"""Nearness of a turn to example sentences, calibrated for each intent. Vectors are values of length 1."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .signals import Near

Vectors = npt.NDArray[np.float32]
NEAREST = 3
LOWEST_LIMIT = 0.5
HIGHEST_LIMIT = 0.8
ABOVE_OTHERS = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """An intent's examples as vectors, one a row, and the nearness from which on a text counts as it."""

    examples: Vectors
    limit: float


def calibrated(examples: Mapping[str, Vectors], chatter: Vectors) -> dict[str, Calibrated]:
    """Nothing of the other intents, and no ordinary chatter, may count as this one."""
    made = {}
    for name, own in examples.items():
        others = [chatter, *(vectors for other, vectors in examples.items() if other != name)]
        farthest = max((_nearness(vector, own) for rows in others for vector in rows), default=0.0)
        limit = min(max(farthest + ABOVE_OTHERS, LOWEST_LIMIT), HIGHEST_LIMIT)
        made[name] = Calibrated(own, limit)
    return made


def nearness(text: npt.NDArray[np.float32], intents: Mapping[str, Calibrated]) -> tuple[Near, ...]:
    """The nearest first."""
    found = (Near(name, _nearness(text, each.examples), each.limit) for name, each in intents.items())
    return tuple(sorted(found, key=lambda near: (-near.nearness, near.intent)))


def _nearness(text: npt.NDArray[np.float32], examples: Vectors) -> float:
    """Half the nearest example, half the mean of the nearest few: one odd example decides nothing alone."""
    if not len(examples):
        return 0.0
    likeness = np.sort(examples @ text)[::-1][:NEAREST]
    return float(np.clip((likeness[0] + likeness.mean()) / 2, 0.0, 1.0))
