"""What the owner's page of the team sends and is answered; docs/teams.md in types."""

from datetime import date, datetime
from itertools import pairwise
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from chatref.accounts.duty import MOST_CASES, MOST_LANGUAGES
from chatref.hours import regions
from chatref.routing import Availability, Strategy
from chatref.web.words import Email, Id, Model, Name

MOST_SPANS = 12
MOST_DAYS = 400
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Until = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("There is no such time zone.")
    return name


class Span(Model):
    """One that ends where it starts, or before, runs over midnight."""

    start: Clock
    end: Until


def _apart(spans: list[Span]) -> list[Span]:
    """In order, and none into another; one over midnight is the day's last."""
    ordered = sorted(spans, key=lambda span: span.start)
    for before, after in pairwise(ordered):
        if not before.start < before.end <= after.start:
            raise ValueError("Two of these hours overlap.")
    return ordered


Day = Annotated[list[Span], Field(max_length=MOST_SPANS), AfterValidator(_apart)]
Zone = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_zone)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Languages = Annotated[tuple[Language, ...], Field(max_length=MOST_LANGUAGES)]
Capacity = Annotated[int, Field(ge=1, le=MOST_CASES)]


class SpecialDay(Model):
    """Other hours on one day, on a public holiday too; none at all closes it."""

    day: date
    spans: Day


MINUTE, HOUR, DAY = 60, 3_600, 86_400
Rung = Annotated[int, Field(ge=MINUTE // 2, le=DAY)]


class TimersView(Model):
    """In seconds; those of people run in open time. `rungs` are the first steps of waiting, `rung` each later one."""

    acceptance: Annotated[int, Field(ge=10, le=10 * MINUTE)]
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1, max_length=6)]
    rung: Annotated[int, Field(ge=MINUTE, le=DAY)]
    reply: Annotated[int, Field(ge=MINUTE, le=7 * DAY)]
    unstaffed: Annotated[int, Field(ge=MINUTE, le=DAY)]
    detail: Annotated[int, Field(ge=MINUTE // 2, le=HOUR)]
    details: Annotated[int, Field(ge=MINUTE, le=4 * HOUR)]
    quiet_assistant: Annotated[int, Field(ge=10 * MINUTE, le=30 * DAY)]
    quiet: Annotated[int, Field(ge=10 * MINUTE, le=30 * DAY)]
    grace: Annotated[int, Field(ge=0, le=7 * DAY)]


class HoursView(Model):
    """`weekly` has seven days, Monday first; without it the team is always there.

    `country` and `region` bring the public holidays there, `holidays` are the team's own.
    """

    zone: Zone = "UTC"
    weekly: Annotated[list[Day], Field(min_length=7, max_length=7)] | None = None
    holidays: Annotated[tuple[date, ...], Field(max_length=MOST_DAYS)] = ()
    special: Annotated[tuple[SpecialDay, ...], Field(max_length=MOST_DAYS)] = ()
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    region: Annotated[str, Field(min_length=1, max_length=40)] | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> "HoursView":
        if self.country is None:
            if self.region is not None:
                raise ValueError("A region needs its country.")
            return self
        known = regions()
        if self.country not in known:
            raise ValueError("The holidays of this country are not known.")
        if self.region is not None and self.region not in known[self.country]:
            raise ValueError("This country has no such region.")
        return self


class HoursNow(Model):
    """`changes_at` is null where they never change, or not for more than a year."""

    open: bool
    changes_at: datetime | None


class TeamRow(Model):
    id: str
    name: str
    is_default: bool
    strategy: Strategy
    members: list[str]
    hours: HoursView
    open: bool


class TeamList(Model):
    teams: list[TeamRow]


class TeamWanted(Model):
    name: Name


class TeamChanged(Model):
    """What is left out stays as it is."""

    name: Name | None = None
    strategy: Strategy | None = None
    members: Annotated[list[Id], Field(max_length=1_000)] | None = None
    hours: HoursView | None = None


class TeammateRow(Model):
    """`present` says that a window of theirs is open, `availability` is their own switch."""

    id: str
    name: str
    initials: str
    colour: int
    email: str
    role: str
    invited: bool
    teams: list[str]
    capacity: int
    languages: list[str]
    availability: Availability
    present: bool


class TeammateList(Model):
    teammates: list[TeammateRow]


class TeammateWanted(Model):
    name: Name
    email: Email
    teams: Annotated[tuple[Id, ...], Field(max_length=100)] = ()
    capacity: Capacity = 5
    languages: Languages = ()


class TeammateChanged(Model):
    """What is left out stays as it is."""

    name: Name | None = None
    teams: Annotated[list[Id], Field(max_length=100)] | None = None
    capacity: Capacity | None = None
    languages: Languages | None = None


class Invited(Model):
    """`link` is for them alone and works once: seven days for who was invited, one for who lost their password.

    It is shown this once, and ends the one before it.
    """

    teammate: str
    link: str


class Removed(Model):
    removed: bool


class Countries(Model):
    """The countries whose public holidays are known, with the names of the regions that have their own, by code."""

    countries: dict[str, dict[str, str]]


class UnstaffedRow(Model):
    team: str
    name: str
    since: datetime


class UnstaffedList(Model):
    teams: list[UnstaffedRow]
