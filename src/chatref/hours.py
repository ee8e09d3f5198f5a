"""Business hours: several intervals a day, over midnight, holidays, special days, time zones.

An interval belongs to the day it starts on. A holiday has no interval, and cuts what runs into it
from the day before; a special day has its own intervals instead of the week's, and of a public
holiday of the country or region, but not of one that was named. Where the clocks go
back, an interval starts at the first and ends at the last of two equal times; where they go
forward, a time that is left out is the moment of the change.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays, list_supported_countries

MINUTES = 24 * 60
WEEK = 7 * MINUTES
IN_SIGHT = 400
"""Days that a calendar looks ahead."""

_DAY = timedelta(days=1)
_NONE = timedelta(0)
_REMEMBERED = 2_000

WeekHour = tuple[int, int]
"""A day of the week, Monday is 0, and an hour of it."""
Stretch = tuple[datetime, datetime]
"""Open from the first, inclusive, to the second, exclusive; in UTC."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Minutes of a day. One that ends where it starts, or before, runs over midnight."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < MINUTES and 0 <= self.end <= MINUTES):
            raise ValueError(f"not within a day: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Hours:
    """A team's calendar. `weekly` has seven days, Monday first."""

    zone: ZoneInfo
    weekly: tuple[tuple[Interval, ...], ...]
    holidays: frozenset[date] = frozenset()
    special: Mapping[date, tuple[Interval, ...]] = field(default_factory=lambda: MappingProxyType({}))
    public: Container[date] = frozenset()
    _days: dict[date, tuple[Stretch, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise ValueError("a week has seven days")

    def open_at(self, t: datetime) -> bool:
        return any(start <= t < end for start, end in self._stretches(t, days=1))

    def after(self, t: datetime, business_time: timedelta) -> datetime | None:
        """When that much open time has passed since `t`; with zero, the next open moment."""
        left = business_time
        for start, end in self._stretches(t):
            begins = max(start, t)
            if left <= end - begins and (left > _NONE or begins < end):
                return begins + left
            left -= end - begins
        return None

    def changes_after(self, t: datetime) -> datetime | None:
        for start, end in self._merged(t):
            if start > t:
                return start
            if end > t:
                return None if end >= self._sight(t) else end
        return None

    def _sight(self, t: datetime) -> datetime:
        return t + IN_SIGHT * _DAY

    def _merged(self, t: datetime) -> Iterator[Stretch]:
        """Stretches without the seams, such as midnight between two whole days."""
        held: Stretch | None = None
        for start, end in self._stretches(t):
            if held and start <= held[1]:
                held = (held[0], max(held[1], end))
                continue
            if held:
                yield held
            held = (start, end)
        if held:
            yield held

    def _stretches(self, t: datetime, days: int = IN_SIGHT) -> Iterator[Stretch]:
        """In order, without overlap, from the first that ends after `t`."""
        if not any(self.weekly) and not self.special:
            return
        first = t.astimezone(self.zone).date() - _DAY
        reached = t
        for offset in range(days + 2):
            for start, end in self._of(first + offset * _DAY):
                if end > reached:
                    yield max(start, reached) if start < reached and reached > t else start, end
                    reached = end

    def _of(self, day: date) -> tuple[Stretch, ...]:
        known = self._days.get(day)
        if known is None:
            if len(self._days) >= _REMEMBERED:
                self._days.clear()
            known = self._days[day] = tuple(sorted(self._computed(day)))
        return known

    def _computed(self, day: date) -> Iterator[Stretch]:
        if self._holiday(day):
            return
        tomorrow = day + _DAY
        for interval in self.special.get(day, self.weekly[day.weekday()]):
            start = self._moment(day, interval.start, fold=0)
            over = interval.end <= interval.start
            if over and self._holiday(tomorrow):
                end = self._moment(tomorrow, 0, fold=0)
            else:
                end = self._moment(tomorrow if over else day, interval.end, fold=1)
            if start < end:
                yield start, end

    def _holiday(self, day: date) -> bool:
        return day in self.holidays or (day not in self.special and day in self.public)

    def _moment(self, day: date, minute: int, fold: int) -> datetime:
        local = datetime(day.year, day.month, day.day, tzinfo=self.zone) + timedelta(minutes=minute)
        at = local.replace(fold=fold).astimezone(UTC)
        if at.astimezone(self.zone).replace(tzinfo=None) == local.replace(tzinfo=None):
            return at
        return _change(self.zone, local)


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """Of a country, or of a region in it; each year is computed when it is first asked for."""

    country: str
    region: str | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _observed(self.country, self.region)


@lru_cache(maxsize=1)
def regions() -> Mapping[str, Mapping[str, str]]:
    """The countries whose public holidays are known, with the names of the regions that have their own, by code."""
    known = list_supported_countries(include_aliases=False)
    return MappingProxyType({country: _named(country, found) for country, found in sorted(known.items())})


def _named(country: str, codes: list[str]) -> Mapping[str, str]:
    """The longest of what a region is called: the others are abbreviations."""
    called = country_holidays(country).subdivisions_aliases
    names = {
        code: max((name for name, of in called.items() if of == code), key=len, default=code)
        for code in codes
    }
    return MappingProxyType(dict(sorted(names.items(), key=lambda each: each[1])))


@lru_cache(maxsize=64)
def _observed(country: str, region: str | None) -> HolidayBase:
    return country_holidays(country, subdiv=region)


@dataclass(frozen=True, slots=True)
class Always:
    """A calendar that never closes."""

    zone: ClassVar[ZoneInfo] = ZoneInfo("UTC")

    def open_at(self, t: datetime) -> bool:  # noqa: ARG002 - the calendar's contract
        return True

    def after(self, t: datetime, business_time: timedelta) -> datetime | None:
        return t + business_time

    def changes_after(self, t: datetime) -> datetime | None:  # noqa: ARG002 - the calendar's contract
        return None


def usual_hours(calendar: object) -> frozenset[WeekHour]:
    """Of a week without holidays and special days: each in which it is open, for a moment at least."""
    return frozenset(divmod(minute // 60, 24) for minute in _usual(calendar))


def usual_time(calendar: object) -> timedelta:
    """Open in such a week."""
    return timedelta(minutes=len(_usual(calendar)))


def _usual(calendar: object) -> frozenset[int]:
    """Minutes from the beginning of Monday; a Sunday's night ends on Monday."""
    if not isinstance(calendar, Hours):
        return frozenset(range(WEEK))
    return frozenset(
        (day * MINUTES + minute) % WEEK
        for day, intervals in enumerate(calendar.weekly)
        for each in intervals
        for minute in range(each.start, each.end if each.end > each.start else each.end + MINUTES)
    )


Json = dict[str, Any]


def hours_from_json(json: Mapping[str, Any]) -> Hours | Always:
    """`{"zone", "weekly": [[["09:00", "12:30"], …] × 7], "holidays": [day], "special": {day: […]}}`.

    `country` and `region` beside them bring the public holidays there.

    Without `weekly` it is always open.
    """
    if json.get("weekly") is None:
        return Always()
    special = {date.fromisoformat(day): _intervals(spans) for day, spans in json.get("special", {}).items()}
    return Hours(
        ZoneInfo(json["zone"]),
        tuple(_intervals(spans) for spans in json["weekly"]),
        frozenset(date.fromisoformat(day) for day in json.get("holidays", ())),
        MappingProxyType(special),
        PublicHolidays(json["country"], json.get("region")) if json.get("country") else frozenset(),
    )


def _intervals(spans: list[list[str]]) -> tuple[Interval, ...]:
    return tuple(Interval(_minute(start), _minute(end)) for start, end in spans)


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _change(zone: ZoneInfo, local: datetime) -> datetime:
    """The moment at which the clocks went forward over this local time."""
    before = local.replace(fold=1).astimezone(UTC)
    after = local.replace(fold=0).astimezone(UTC)
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
