"""Nearness to the owner's examples (P2). Vectors are values: here each direction is a meaning."""

import numpy as np
import pytest

from chatref.escalation.intents import LOWEST_LIMIT, Calibrated, Vector, Vectors, calibrated, nearness
from chatref.escalation.signals import Near

MEANINGS = 48
EXAMPLES = 5
SPREAD = 0.5
NAMES = ("refund", "legal", "complaint")


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)


def _around(axis: int, seed: int, number: int = EXAMPLES) -> Vectors:
    noise = np.random.default_rng(seed).standard_normal((number, MEANINGS)) / np.sqrt(MEANINGS)
    return _unit(np.eye(MEANINGS)[axis] + SPREAD * noise)


def _known() -> Calibrated:
    examples = {name: _around(axis, seed=axis) for axis, name in enumerate(NAMES)}
    return calibrated(
        examples, np.concatenate([_around(axis, seed=axis, number=2) for axis in range(10, 20)])
    )


def _fired(text: Vector, known: Calibrated) -> list[str]:
    return [near.intent for near in nearness(text, known) if near.nearness >= near.limit]


@pytest.mark.parametrize("axis", range(len(NAMES)))
def test_words_like_an_intents_examples_are_that_intent_and_no_other(axis: int) -> None:
    known = _known()
    for text in _around(axis, seed=100 + axis, number=20):
        assert _fired(text, known) == [NAMES[axis]]


def test_chatter_and_what_nobody_wrote_down_are_no_intent() -> None:
    """S11: no needless interruption."""
    known = _known()
    for axis in (*range(10, 20), *range(30, 40)):
        for text in _around(axis, seed=200 + axis):
            assert _fired(text, known) == []


def test_the_very_words_of_the_chatter_are_no_intent_even_close_to_one() -> None:
    examples = {"refund": _around(0, seed=0)}
    policy = _unit(np.eye(MEANINGS)[0] + np.eye(MEANINGS)[1])
    known = calibrated(examples, np.concatenate([policy[None], _around(10, seed=3)]))
    assert _fired(policy, known) == []
    assert _fired(np.eye(MEANINGS, dtype=np.float32)[0], known) == ["refund"]


def test_the_same_examples_give_the_same_numbers_to_the_last_digit() -> None:
    """P3, issue: the same turn evaluated twice gives byte-identical traces."""
    text = _around(0, seed=7, number=1)[0]
    assert nearness(text, _known()) == nearness(text, _known())
    assert all(near.nearness == round(near.nearness, 4) for near in nearness(text, _known()))


def test_the_nearest_comes_first_and_ties_by_name() -> None:
    twins = _around(0, seed=0)
    near = nearness(twins[0], calibrated({"b": twins, "a": twins}, _around(10, seed=3)))
    assert [each.intent for each in near] == ["a", "b"]


def test_one_example_and_no_chatter_are_enough_to_measure() -> None:
    known = calibrated({"refund": _around(0, seed=0, number=1)}, np.zeros((0, MEANINGS), np.float32))
    [near] = nearness(_around(0, seed=0, number=1)[0], known)
    assert near == Near("refund", near.nearness, LOWEST_LIMIT)


def test_an_intent_that_others_resemble_gets_a_higher_limit() -> None:
    """Calibrated for each intent from its own examples against all others."""
    apart = calibrated({"refund": _around(0, 0), "legal": _around(1, 1)}, _around(10, 3))
    mixed = np.concatenate([_around(0, 5, 2), _around(1, 1, 3)])
    alike = calibrated({"refund": _around(0, 0), "legal": mixed}, _around(10, 3))
    assert alike.limits["refund"] > apart.limits["refund"]
