"""Somebody takes over while the assistant writes. Nothing of the assistant's comes after that."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.races.audited import audited
from tests.races.leases import Turns, turns_of
from tests.races.scene import Scene, scene
from tests.races.takeovers import UNTOUCHED, Judged, Pace, Takeover, judged, leave_alone, take_over
from tests.rounds import EARLY_TAKEOVERS, TAKEOVERS, TAKEOVERS_OF_A_MODEL
from tests.smollm import local_model

AT_ONCE = 8  # more would only delay each other
AT_ONCE_OF_A_MODEL = 3
WINDOW = 512  # tokens: without an end to it, most answers would be what came until their time was up
MID_WRITING = 0.3  # of as many as are spread evenly, at least
IN_EACH_QUARTER = 0.03  # of the evenly spread takeovers, between the lease and the last moment


@pytest.mark.timeout(1500)
def test_no_word_of_the_assistant_comes_after_a_takeover(home: Path, databases: Databases) -> None:
    """P10, F1, invariant 3: at moments from the lease to 200 ms after the commit, also while a real model writes.

    1,000 are spread evenly; 400 more fall into the first quarter of what the model writes. All of them are judged.
    """
    with databases.fresh() as url, scene(home, url) as opened:
        found = _taken_over(opened, TAKEOVERS, AT_ONCE)
    with (
        local_model(WINDOW) as model,
        databases.fresh() as url,
        scene(home, url, model.settings) as opened,
    ):
        found += _taken_over(opened, TAKEOVERS_OF_A_MODEL, AT_ONCE_OF_A_MODEL, EARLY_TAKEOVERS)
        assert model.comes_to_rest(), "the model still writes what nobody will read"
    assert sum(each.mid_writing for each in found) >= MID_WRITING * (TAKEOVERS + TAKEOVERS_OF_A_MODEL)


def _taken_over(opened: Scene, rounds: int, at_once: int, early: int = 0) -> list[Judged]:
    with turns_of(opened.database_url) as turns, ThreadPoolExecutor(at_once) as pool:
        leave_alone(opened, turns, 0)  # the first takes longer
        pace = Pace([*pool.map(lambda number: leave_alone(opened, turns, number), range(at_once))])
        evenly = list(pool.map(lambda number: _round(opened, turns, pace, number), range(rounds)))
        first = list(
            pool.map(lambda number: take_over(opened, turns, pace, number, early=True), range(early))
        )
    spread = [judged(opened, each) for each in evenly]
    found = spread + [judged(opened, each) for each in first]
    wrong = [each.wrong for each in found if each.wrong]
    assert not wrong, f"{len(wrong)} of {len(found)}: {wrong[:3]}"
    assert audited(opened.home, opened.database_url) == ""
    _assert_spread(spread)
    return found


def _round(opened: Scene, turns: Turns, pace: Pace, number: int) -> Takeover:
    if number % UNTOUCHED == 0:
        pace.took.append(leave_alone(opened, turns, number))
    return take_over(opened, turns, pace, number)


def _assert_spread(found: Sequence[Judged]) -> None:
    quarters = Counter(min(3, int(4 * each.place)) for each in found)
    assert all(quarters[quarter] >= IN_EACH_QUARTER * len(found) for quarter in range(4)), quarters
