"""The walk: 200,000 steps over all invariants, through every cell and every kind of event."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest

from chatref.conversation.events import Event
from chatref.conversation.model import Stage
from tests.pure.walk import TABLE, Tally, walk

SEEDS = range(8)
STEPS = 25_000


@cache
def walked(seed: int) -> Tally:
    return walk(seed, STEPS)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", SEEDS)
def test_invariants_1_to_12_hold_on_every_step_of_the_walk(seed: int) -> None:
    assert walked(seed).commands >= STEPS


@pytest.mark.timeout(1200)
def test_the_walk_goes_everywhere() -> None:
    """Half the commands are accepted, each cell is tried 500 times, each kind of event happens 100 times."""
    whole = Tally()
    for tally in map(walked, SEEDS):
        whole.commands += tally.commands
        whole.accepted += tally.accepted
        whole.cells += tally.cells
        whole.events += tally.events
    assert whole.commands >= 200_000
    assert whole.accepted * 2 >= whole.commands
    rare = {(stage, name): whole.cells[stage, name] for stage in Stage for name in TABLE}
    assert {cell: times for cell, times in rare.items() if times < 500} == {}
    kinds = {kind.__name__: whole.events[kind.__name__] for kind in get_args(Event)}
    assert {kind: times for kind, times in kinds.items() if times < 100} == {}
