"""For what is told by days: a test that begins on one would end on the next."""

import time

QUARTER, SOON = 15 * 60, 20  # seconds


def within_one_day() -> None:
    """What follows at once is of one day, wherever one lives: midnight is on a quarter of an hour everywhere."""
    left = QUARTER - time.time() % QUARTER
    if left < SOON:
        time.sleep(left)
