"""F14, P14: business hours with several intervals a day, over midnight, holidays, zones and clock changes."""

# ruff: noqa: DTZ001 - Hypothesis adds the zone

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatref.hours import (
    MINUTES,
    Always,
    Hours,
    Interval,
    PublicHolidays,
    hours_from_json,
    regions,
    usual_hours,
    usual_time,
)
from tests.pure.calm import CALM

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
NONE = timedelta(0)
OFFICE = (Interval(9 * 60, 12 * 60), Interval(13 * 60, 17 * 60))
WEEK = Hours(BERLIN, (OFFICE,) * 5 + ((), ()))

quarter = st.integers(0, 95).map(lambda number: number * 15)
intervals = st.builds(Interval, quarter, st.integers(0, 96).map(lambda number: number * 15))
days = st.lists(intervals, max_size=3).map(tuple)
some_days = st.dates(date(2026, 3, 20), date(2026, 11, 5))
calendars = st.builds(
    Hours,
    st.sampled_from([BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata"), ZoneInfo("UTC")]),
    st.lists(days, min_size=7, max_size=7).map(tuple),
    st.frozensets(some_days, max_size=3),
    st.dictionaries(some_days, days, max_size=2),
)
moments = st.datetimes(datetime(2026, 3, 22), datetime(2026, 11, 3), timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=0)
)


def by_the_wall(hours: Hours, at: datetime) -> bool:
    """Open by the clock on the wall: for days on which no clock changes."""
    local = at.astimezone(hours.zone)
    now = local.hour * 60 + local.minute + local.second / 60
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    if today in hours.holidays:
        return False
    here = any(
        one.start <= now and (now < one.end or one.end <= one.start) for one in _intervals_of(hours, today)
    )
    before = any(one.end <= one.start and now < one.end for one in _intervals_of(hours, yesterday))
    return here or (before and yesterday not in hours.holidays)


def _intervals_of(hours: Hours, day: date) -> tuple[Interval, ...]:
    return hours.special.get(day, hours.weekly[day.weekday()])


def clock_changes_near(hours: Hours, at: datetime) -> bool:
    offsets = {(at + timedelta(days=days)).astimezone(hours.zone).utcoffset() for days in (-2, 0, 2)}
    return len(offsets) > 1


@CALM
@given(calendars, moments)
def test_f14_open_is_what_the_clock_on_the_wall_says(hours: Hours, at: datetime) -> None:
    if not clock_changes_near(hours, at):
        assert hours.open_at(at) == by_the_wall(hours, at)


@CALM
@given(calendars, moments)
def test_f14_the_next_opening_is_open_and_nothing_before_it_is(hours: Hours, at: datetime) -> None:
    opening = hours.after(at, NONE)
    if opening is None:
        assert not hours.open_at(at)
        return
    assert hours.open_at(opening)
    assert (opening == at) == hours.open_at(at)
    for part in range(1, 8):
        assert opening == at or not hours.open_at(at + (opening - at) * part / 8 - timedelta(microseconds=1))


@CALM
@given(calendars, moments)
def test_f14_a_change_is_a_change_and_the_first(hours: Hours, at: datetime) -> None:
    change = hours.changes_after(at)
    if change is None:
        assert hours.after(at, NONE) in {None, at}
        return
    assert change > at
    assert hours.open_at(change) != hours.open_at(at)
    assert hours.open_at(change - timedelta(microseconds=1)) == hours.open_at(at)


@CALM
@given(calendars, moments, st.integers(1, 600))
def test_f14_open_time_is_counted_minute_by_minute(hours: Hours, at: datetime, minutes: int) -> None:
    """The slow way, and the quick way: the same moment."""
    at = at.replace(second=0)
    due = hours.after(at, minutes * MINUTE)
    counted, now = 0, at
    while counted < minutes and now - at < timedelta(days=4):
        counted += hours.open_at(now)
        now += MINUTE
    if counted == minutes:
        assert due == now
    else:
        assert due is None or due > now


@CALM
@given(calendars, moments, st.integers(0, 900), st.integers(1, 900))
def test_f14_waiting_in_two_parts_is_waiting_once(
    hours: Hours, at: datetime, first: int, second: int
) -> None:
    once = hours.after(at, (first + second) * MINUTE)
    half = hours.after(at, first * MINUTE)
    twice = hours.after(half, second * MINUTE) if half else None
    assert once == twice or (once and once - at > timedelta(days=390))


def test_f14_a_calendar_is_read_as_its_owner_wrote_it() -> None:
    written = {
        "zone": "Europe/Berlin",
        "weekly": [[["09:00", "12:00"], ["13:00", "17:00"]]] * 4
        + [[["22:00", "06:00"]], [["00:00", "24:00"]], []],
        "holidays": ["2026-12-25"],
        "special": {"2026-12-24": [["09:00", "12:00"]]},
    }
    morning, night, all_day = OFFICE[0], Interval(22 * 60, 6 * 60), Interval(0, MINUTES)
    assert hours_from_json(written) == Hours(
        BERLIN,
        (OFFICE,) * 4 + ((night,), (all_day,), ()),
        frozenset({date(2026, 12, 25)}),
        {date(2026, 12, 24): (morning,)},
    )
    assert hours_from_json({}) == hours_from_json({"weekly": None}) == Always()


def test_f14_there_is_a_lunch_break_and_a_weekend() -> None:
    noon = datetime(2026, 3, 6, 12, 30, tzinfo=BERLIN)
    assert not WEEK.open_at(noon)
    assert WEEK.after(noon, NONE) == datetime(2026, 3, 6, 13, tzinfo=BERLIN)
    assert WEEK.after(noon, timedelta(hours=4, minutes=1)) == datetime(2026, 3, 9, 9, 1, tzinfo=BERLIN)


def test_f14_a_window_over_midnight_matches() -> None:
    nights = Hours(BERLIN, (((Interval(22 * 60, 6 * 60)),),) * 7)
    assert nights.open_at(datetime(2026, 3, 6, 23, tzinfo=BERLIN))
    assert nights.open_at(datetime(2026, 3, 7, 5, 59, tzinfo=BERLIN))
    assert not nights.open_at(datetime(2026, 3, 7, 6, tzinfo=BERLIN))


def test_f14_holidays_and_special_days_come_before_the_week() -> None:
    eve, christmas = date(2026, 12, 24), date(2026, 12, 25)
    hours = Hours(BERLIN, (OFFICE,) * 7, frozenset({christmas}), {eve: (Interval(600, 720),)})
    at = datetime(2026, 12, 24, 11, 59, tzinfo=BERLIN)
    assert hours.after(at, 2 * MINUTE) == datetime(2026, 12, 26, 9, 1, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("day", "length"),
    [
        (date(2026, 3, 29), timedelta(hours=7)),
        (date(2026, 10, 25), timedelta(hours=9)),
        (date(2026, 6, 1), timedelta(hours=8)),
    ],
)
def test_f14_a_night_in_which_the_clock_changes_is_as_long_as_it_is(day: date, length: timedelta) -> None:
    nights = Hours(BERLIN, ((Interval(22 * 60, 6 * 60),),) * 7)
    evening = datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN) - timedelta(days=1)
    opening = nights.after(evening, NONE)
    assert opening
    closing = nights.changes_after(opening)
    assert closing
    assert closing - opening.astimezone(UTC) == length


def test_f14_an_opening_that_the_clock_skips_is_the_moment_of_the_change() -> None:
    hours = Hours(BERLIN, ((Interval(2 * 60 + 30, 5 * 60),),) * 7)
    before = datetime(2026, 3, 29, 0, tzinfo=UTC)
    assert hours.after(before, NONE) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_f14_days_without_a_seam_never_close() -> None:
    always = Hours(BERLIN, ((Interval(0, MINUTES),),) * 7)
    at = datetime(2026, 3, 6, 23, 59, 59, tzinfo=UTC)
    assert always.changes_after(at) is None
    assert always.after(at, timedelta(days=3)) == at + timedelta(days=3)
    assert Always().changes_after(at) is None
    assert Always().after(at, NONE) == at


def test_f14_a_calendar_that_never_opens_says_so() -> None:
    never = Hours(BERLIN, ((),) * 7)
    at = datetime(2026, 3, 6, tzinfo=UTC)
    assert (never.open_at(at), never.after(at, NONE), never.changes_after(at)) == (False, None, None)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (MINUTES, 5), (0, MINUTES + 1)])
def test_an_interval_outside_the_day_cannot_be_built(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not within a day"):
        Interval(start, end)


def test_a_week_of_six_days_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="seven days"):
        Hours(BERLIN, ((),) * 6)


def test_f14_public_holidays_of_the_region_close_the_team() -> None:
    """Epiphany is one in Bavaria and none in Berlin; a day of one's own comes before either."""
    week = {"zone": "Europe/Berlin", "weekly": [[["09:00", "17:00"]]] * 7, "country": "DE"}
    epiphany = datetime(2026, 1, 6, 10, tzinfo=UTC)
    bavaria = hours_from_json({**week, "region": "BY"})
    assert not bavaria.open_at(epiphany)
    assert bavaria.after(epiphany, timedelta(0)) == datetime(2026, 1, 7, 8, tzinfo=UTC)
    assert hours_from_json({**week, "region": "BE"}).open_at(epiphany)
    special = {"2026-01-06": [["10:00", "12:00"]]}
    assert hours_from_json({**week, "region": "BY", "special": special}).open_at(epiphany)
    named = {"special": special, "holidays": ["2026-01-06"]}
    assert not hours_from_json({**week, **named}).open_at(epiphany)


def test_f14_a_public_holiday_cuts_the_night_before_it() -> None:
    """Christmas in 2026 is a Friday; who works nights goes home at midnight."""
    nights = {"zone": "UTC", "weekly": [[["22:00", "06:00"]]] * 7, "country": "US"}
    hours = hours_from_json(nights)
    assert hours.open_at(datetime(2026, 12, 24, 23, tzinfo=UTC))
    assert not hours.open_at(datetime(2026, 12, 25, 1, tzinfo=UTC))
    assert not hours.open_at(datetime(2026, 12, 25, 23, tzinfo=UTC))
    assert hours.open_at(datetime(2026, 12, 26, 23, tzinfo=UTC))


def test_f14_every_country_that_is_offered_can_be_asked() -> None:
    for country, found in regions().items():
        for region in [None, *list(found)[:1]]:
            assert isinstance(date(2026, 12, 25) in PublicHolidays(country, region), bool)


def test_a_usual_week_has_every_hour_with_an_open_minute_and_a_sundays_night_ends_on_monday() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    lunch = (Interval(9 * 60, 12 * 60 + 1), Interval(12 * 60, 14 * 60))
    hours = Hours(
        berlin, (lunch, (), (), (), (), (), (Interval(23 * 60, 30),)), frozenset({date(2026, 11, 23)})
    )
    assert usual_hours(hours) == {(0, hour) for hour in (0, 9, 10, 11, 12, 13)} | {(6, 23)}
    assert usual_time(hours) == timedelta(hours=6, minutes=30)
    assert len(usual_hours(Always())) == 7 * 24
    assert usual_time(Always()) == timedelta(days=7)
    assert usual_hours(Hours(berlin, ((),) * 7)) == frozenset()
