"""The days of the week: when it begins, and what its days and hours are from there."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "Europe/Berlin"
MONDAY = datetime(2026, 10, 19, 5, tzinfo=UTC)
"""Seven in the morning in Berlin; on the Sunday the clocks go back."""


@dataclass(frozen=True, slots=True)
class Days:
    begins: datetime

    @classmethod
    def from_day(cls, number: int) -> "Days":
        """0 is the Monday."""
        return cls(MONDAY + timedelta(days=number))

    def seconds_of(self, day: int, at: time) -> float:
        """Of the local time on that day, since the beginning."""
        local = datetime.combine(self.begins.date() + timedelta(days=day), at, ZoneInfo(ZONE))
        return (local.astimezone(UTC) - self.begins).total_seconds()

    def weekday(self, day: int) -> int:
        return (self.begins.weekday() + day) % 7

    def local(self, hour: int) -> datetime:
        """So many hours after the beginning."""
        return (self.begins + timedelta(hours=hour)).astimezone(ZoneInfo(ZONE))
