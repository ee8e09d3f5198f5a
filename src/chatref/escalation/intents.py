"""Nearness of a turn to example sentences, calibrated for each intent. Vectors are values of length 1."""

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Calibration:
    """Which rows are an intent's own, from `first` to before `last`, and from what nearness it counts."""

    first: int
    last: int
    limit: float


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """All examples of all intents and the chatter as vectors, one a row."""

    vectors: Vectors
    intents: Mapping[str, Calibration]


def calibrated(examples: Mapping[str, Vectors], chatter: Vectors) -> Calibrated:
    """Each intent against all others and against ordinary chatter."""
    vectors = np.concatenate([*examples.values(), chatter])
    ends = np.cumsum([len(rows) for rows in examples.values()]).tolist()
    likeness = (vectors @ vectors.T).tolist()
    places = zip(examples, [0, *ends], ends, strict=False)
    return Calibrated(
        vectors,
        {name: Calibration(first, last, _limit(likeness, first, last)) for name, first, last in places},
    )


def nearness(text: Vector, known: Calibrated) -> tuple[Near, ...]:
    """The nearest first."""
    likeness = (known.vectors @ text).tolist()
    found = (
        Near(
            name,
            _contrast(likeness[of.first : of.last], likeness[: of.first] + likeness[of.last :]),
            of.limit,
        )
        for name, of in known.intents.items()
    )
    return tuple(sorted(found, key=lambda near: (-near.nearness, near.intent)))


def _limit(likeness: Sequence[Sequence[float]], first: int, last: int) -> float:
    """Each of what is not the intent is measured as if it were not among the rest."""
    left_out = [
        _contrast(
            row[first:last], [each for at, each in enumerate(row) if at != number and not first <= at < last]
        )
        for number, row in enumerate(likeness)
        if not first <= number < last
    ]
    highest = float(np.quantile(left_out, OTHERS_BELOW)) if left_out else 0.0
    return min(max(highest + ABOVE_OTHERS, LOWEST_LIMIT), HIGHEST_LIMIT)


def _contrast(own: Sequence[float], others: Sequence[float]) -> float:
    """What is nearer to something else than to the intent loses by how much it is."""
    near = _likeness(own)
    return max(0.0, near - max(0.0, _likeness(others) - near))


def _likeness(cosines: Sequence[float]) -> float:
    """Half the nearest example, half the mean of the nearest few: one odd example decides nothing alone."""
    if not cosines:
        return 0.0
    nearest = sorted(cosines, reverse=True)[:NEAREST]
    return min(1.0, max(0.0, (nearest[0] + sum(nearest) / len(nearest)) / 2))
