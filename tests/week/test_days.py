"""The simulated week begins where it is told to, and its days are those of the calendar."""

from datetime import time
from random import Random

import pytest
from week.company import arrivals, open_spans
from week.days import Days

HOUR = 3_600.0


@pytest.mark.parametrize("from_day", [0, 4, 5])
def test_a_week_may_begin_on_any_of_its_days(from_day: int) -> None:
    week = Days.from_day(from_day)
    assert (week.weekday(0), week.local(0).weekday(), week.seconds_of(0, time(7))) == (from_day, from_day, 0)
    sunday = 6 - from_day
    night = week.seconds_of(sunday + 1, time(0)) - week.seconds_of(sunday, time(0))
    assert night == 25 * HOUR, "the clocks go back"


def test_who_begins_on_the_friday_finds_one_team_open_on_sunday_and_fewer_visitors() -> None:
    week = Days.from_day(4)
    sunday = (week.seconds_of(2, time(10)), week.seconds_of(2, time(14)))
    assert sunday in open_spans("Technical", week, 3)
    assert sunday not in open_spans("Billing", week, 3)
    came = arrivals(2_000, week, 72, Random(1))
    assert sum(at < 24 * HOUR for at in came) > sum(at > 48 * HOUR for at in came) * 1.5
