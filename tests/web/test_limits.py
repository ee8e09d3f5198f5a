"""How often somebody may knock, counted with a sliding window."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.errors import TooMany
from chatref.web.limits import Allowance, Limit, Limits, SlidingWindow

ALLOWED = Allowance(20, 10.0)
GAPS = st.lists(st.floats(0.0, 3.0), min_size=1, max_size=120)


@given(GAPS)
def test_no_window_lets_through_more_than_is_allowed(gaps: list[float]) -> None:
    """Abuse: a window of the clock never holds more than the limit, nor two that touch more than twice of it."""
    window = SlidingWindow(ALLOWED)
    taken = [at for at in accumulate(gaps) if window.take("vera", at) is None]
    assert all(
        sum(start <= at < start + ALLOWED.seconds for at in taken) <= ALLOWED.most
        for start in range(0, 400, int(ALLOWED.seconds))
    )


@given(GAPS)
def test_who_waits_as_long_as_told_is_let_through(gaps: list[float]) -> None:
    """Abuse: Retry-After is no guess within a window and never later than the next."""
    window, now = SlidingWindow(ALLOWED), 0.0
    for gap in gaps:
        now += gap / 10
        wait = window.take("vera", now)
        if wait is not None:
            assert 0.0 <= wait <= ALLOWED.seconds
            now += wait + 0.001
            again = window.take("vera", now)
            assert again is None or again <= ALLOWED.seconds / ALLOWED.most


def test_one_who_floods_takes_nothing_from_another() -> None:
    """Abuse: limits are per visitor."""
    window = SlidingWindow(ALLOWED)
    waits = [window.take("vera", 1.0) for _ in range(25)]
    assert [wait is not None for wait in waits] == [False] * 20 + [True] * 5
    assert window.take("vito", 1.0) is None
    assert window.take("vera", 10.0) is not None, "the window before still counts in full"
    assert window.take("vera", 15.1) is None, "half of it is out of sight"
    assert window.take("vera", 40.0) is None


def test_what_was_counted_long_ago_is_not_kept() -> None:
    """Abuse: a flood of names takes no memory for ever."""
    window = SlidingWindow(ALLOWED)
    for number in range(1_000):
        window.take(f"name {number}", 1.0)
    window.take("vera", 25.0)
    assert len(window._counts) + len(window._before) == 1


def test_a_refusal_says_when_to_come_back() -> None:
    limits, allowed = Limits(), Limit.SETUPS_PER_ADDRESS.value.most

    def take(times: int) -> None:
        for _ in range(times):
            limits.take(Limit.SETUPS_PER_ADDRESS, "127.0.0.1")

    take(allowed // 2)  # however the hour ends in between, twice what is allowed never passes
    with pytest.raises(TooMany) as refused:
        take(2 * allowed)
    assert 1.0 <= refused.value.retry_after <= Limit.SETUPS_PER_ADDRESS.value.seconds
