"""P13 to P15, F11 to F15, F17 to F22, F28 to F31, F35: whole weeks of a desk with a simulated clock, over holidays and
both clock changes. What holds at every moment is in weeks.py, each beside its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatref.conversation import events as e
from chatref.conversation.model import ClaimHow, Line, OfferEnd, ReleaseReason, Stage
from chatref.conversation.waits import waits
from chatref.hours import Hours, Interval
from tests.pure.calm import CALM
from tests.pure.scene import policy
from tests.pure.weeks import Visit, Weeks, told

ZONES = [
    "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata",
]  # fmt: skip
OFFICE = (Interval(9 * 60, 12 * 60 + 30), Interval(13 * 60 + 15, 18 * 60))
NIGHTS = (Interval(21 * 60, 5 * 60),)
SATURDAY = (Interval(10 * 60, 14 * 60),)
WEEKS = {
    "office": (OFFICE,) * 5 + (SATURDAY, ()),
    "nights": (NIGHTS,) * 7,
    "two days": ((), OFFICE, (), (), (), (), NIGHTS),
}
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def clock_changes(zone: ZoneInfo, year: int) -> list[date]:
    """The days of a year on which its clocks change."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    days = [first + n * DAY for n in range(366)]
    return [
        each.astimezone(zone).date()
        for each in days
        if each.astimezone(zone).utcoffset() != (each + DAY).astimezone(zone).utcoffset()
    ]


@cache
def simulated(zone: ZoneInfo, middle: date, week: str, seed: int) -> Weeks:
    """Two weeks and a half around a day, with a holiday the day after; visitors of the first fortnight."""
    hours = Hours(zone, WEEKS[week], frozenset({middle + DAY}))
    begins = datetime(middle.year, middle.month, middle.day, tzinfo=zone).astimezone(UTC) - 7 * DAY
    chance = Random(seed)
    given = policy(calendar=hours)
    teams = {name: replace(team, zone=zone) for name, team in given.teams.items()}
    weeks = Weeks(replace(given, teams=teams), hours, begins, chance)
    arrivals = [begins + timedelta(seconds=chance.randrange(14 * 24 * 3600)) for _ in range(40)]
    last_minutes = [each - timedelta(seconds=10) for each in closings(hours, begins)]
    weeks.run(begins + 32 * DAY, arrivals + last_minutes)
    return weeks


def closings(hours: Hours, begins: datetime) -> Iterator[datetime]:
    """Of the first fortnight."""
    at = hours.changes_after(begins)
    while at and at < begins + 14 * DAY:
        if not hours.open_at(at):
            yield at
        at = hours.changes_after(at)


def every_change() -> Iterator[tuple[str, date]]:
    for name in ZONES:
        for day in clock_changes(ZoneInfo(name), 2026):
            yield name, day


@pytest.mark.parametrize(("zone", "day"), list(every_change()))
@pytest.mark.parametrize("week", list(WEEKS))
def test_no_case_is_late_lost_or_unheard_around_a_clock_change(zone: str, day: date, week: str) -> None:
    """At each moment nothing is overdue, nobody idle and somebody alerted (weeks.py); in the end all were answered."""
    weeks = simulated(ZoneInfo(zone), day, week, seed=7)
    assert len(weeks.visits) > 40
    for visit in weeks.visits.values():
        assert visit.state.stage is Stage.RESOLVED
        assert any(isinstance(one.event, e.TeammateReplied) for one in visit.history), "answered by a person"
        _told_when_away(visit, weeks)
        _rang_in_turn(visit, weeks)
        _waited_in_open_time(visit, weeks)


@settings(CALM, max_examples=15)
@given(st.sampled_from(ZONES), st.dates(date(2026, 1, 10), date(2027, 12, 1)), st.integers(0, 2**32))
def test_it_holds_around_any_day_in_any_zone(zone: str, day: date, seed: int) -> None:
    week = list(WEEKS)[seed % len(WEEKS)]
    for visit in simulated(ZoneInfo(zone), day, week, seed).visits.values():
        assert visit.state.stage is Stage.RESOLVED


def test_these_weeks_have_all_that_can_go_late() -> None:
    """A simulation in which nothing goes wrong would prove nothing."""
    weeks = simulated(ZoneInfo("Europe/Berlin"), date(2026, 10, 25), "office", seed=7)
    happened = {
        type(one.event).__name__ + getattr(one.event, "reason", "")
        for visit in weeks.visits.values()
        for one in visit.history
    }
    late = {"RungPassed", "Reminded", "DeskClosed", "DeskOpened", "OfferEndedlapsed", "OfferEndedclosed"}
    others = {"Releasedlapsed", "Releasedabsent", "Reopened", "HandoffOpenedbilling"}
    assert late | others <= happened
    came_back = [one for visit in weeks.visits.values() for one in visit.history if _to_who_had_it(one.event)]
    assert came_back, "F19: and some to who had them"


def test_who_wrote_over_night_comes_first_at_opening() -> None:
    """P14: in the order in which they came, before whoever comes after the opening."""
    weeks = simulated(ZoneInfo("Europe/Berlin"), date(2026, 3, 29), "office", seed=3)
    opened = [
        (each.state.id, one.at)
        for each in weeks.visits.values()
        for one in each.history
        if isinstance(one.event, e.DeskOpened)
    ]
    assert len(opened) > 10, "many came while it was closed"
    for visit, opening in opened:
        rung = _first_rung(weeks.visits[visit])
        began = weeks.visits[visit].history[0].at
        for other in weeks.visits.values():
            later = other.history[0].at > max(began, opening)
            assert not (later and _first_rung(other) < rung), f"{other.state.id} overtook {visit}"


def _first_rung(visit: Visit) -> datetime:
    return next(one.at for one in visit.history if isinstance(one.event, e.Offered))


def _to_who_had_it(event: e.Event) -> bool:
    return isinstance(event, e.Claimed) and event.how is ClaimHow.REOPENED


def _rang_in_turn(visit: Visit, weeks: Weeks) -> None:
    """F20: for thirty seconds at most, and after that not at the same teammate before the next rung."""
    let_pass: set[str] = set()
    offered = visit.history[0].at
    for one in visit.history:
        match one.event:
            case e.Offered(teammate=who):
                assert who not in let_pass
                offered = one.at
            case e.OfferEnded(teammate=who, reason=reason):
                assert one.at <= offered + weeks.policy.timers.acceptance
                let_pass |= {who} if reason is OfferEnd.LAPSED else set()
            case e.Released(teammate=who, reason=ReleaseReason.LAPSED):
                let_pass.add(who)
            case e.RungPassed() | e.HandoffEnded():
                let_pass.clear()
            case _:
                pass


def _waited_in_open_time(visit: Visit, weeks: Weeks) -> None:
    """F35: as the calendar counts forwards; a wait of more than five open minutes is a miss, whatever came after it."""
    found = waits(visit.history, lambda _: weeks.policy, weeks.now)
    assert found
    for wait in found:
        assert wait.ended
        assert wait.missed == (wait.open_time > weeks.policy.timers.reply)
        longer = weeks.calendar.after(wait.since, wait.open_time + SECOND)
        assert longer is None or longer > wait.ended
        if wait.open_time:
            reached = weeks.calendar.after(wait.since, wait.open_time)
            assert reached is not None
            assert reached <= wait.ended


def _told_when_away(visit: Visit, weeks: Weeks) -> None:
    """F12, F13: in the first message, and once per closing: when the team is back, and to leave a contact."""
    closings = [one for one in visit.history if isinstance(one.event, e.DeskClosed)]
    for one in closings:
        assert isinstance(one.event, e.DeskClosed)
        assert one.event.back == weeks.calendar.after(one.at, timedelta(0))
    heard = [one for one in told(visit) if "is back" in one.text]
    assert len(heard) == len(closings)
    assert all("Leave a contact" in one.text for one in heard)
    lines = [one for one in told(visit) if one.line is Line.CLOSING]
    opened = [one.at for one in visit.history if isinstance(one.event, e.HandoffOpened)]
    began_closed = [at for at in opened if not weeks.calendar.open_at(at)]
    assert len(lines) == len(closings) - len(began_closed)
