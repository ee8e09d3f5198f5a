"""The report, and the conversations behind each of its figures; tags in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime

from chatref.accounts.sessions import SignedIn
from chatref.accounts.sites import all_sites
from chatref.errors import BadInput
from chatref.escalation.read import LONGEST_TEXT
from chatref.insights import report as reports
from chatref.insights.report.counting import Chosen, Group, Report, Waited, waited
from chatref.insights.report.figures import By, Figure
from chatref.insights.report.items import Scope
from chatref.knowledge.written import store as written
from chatref.web.auth import InsightReader, Reader
from chatref.web.inbox_models import Named
from chatref.web.insight_models import (
    ReportGroup,
    ReportRow,
    ReportRows,
    ReportView,
    TagCount,
    TagsInUse,
    WaitFigures,
)
from chatref.web.limits import Limit
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.words import Id, Number

insights_api = APIRouter(prefix="/api/insights", tags=["insights"])
tags_api = APIRouter(prefix="/api/tags", tags=["inbox"])

MOST = timedelta(days=366)
FIRST_DAY = date(2000, 1, 1)
_DAY = timedelta(days=1)
LONGEST_NAME = 2 * LONGEST_TEXT + 20
"""That of a step: reason, part and text."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Days by the clock of the default team: from the first to the last, or `days` up to the last, or up to today."""

    first_day: Annotated[date | None, Query()] = None
    last_day: Annotated[date | None, Query()] = None
    days: Annotated[int, Query(ge=1, le=366)] = 28
    site: Annotated[Id | None, Query()] = None
    team: Annotated[Id | None, Query()] = None
    as_of: Annotated[AwareDatetime | None, Query()] = None


AskedHere = Annotated[Asked, Depends()]


@insights_api.get("/report")
async def report(asked: AskedHere, who: InsightReader, rooms: RoomsHere) -> ReportView:
    rooms.limits.take(Limit.REPORTS_PER_TEAMMATE, who.teammate.id)
    scope = await scope_of(rooms, who, asked)
    found = await reports.read(rooms.database, who.workspace, scope)
    return await _view(rooms, who, found)


@insights_api.get("/report/conversations")
async def conversations(
    asked: AskedHere,
    who: InsightReader,
    rooms: RoomsHere,
    figure: Annotated[Figure, Query()],
    by: Annotated[By | None, Query()] = None,
    name: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    after: Annotated[Number, Query()] = 0,
) -> ReportRows:
    """The handoffs or episodes that a figure counts, the latest first."""
    rooms.limits.take(Limit.REPORTS_PER_TEAMMATE, who.teammate.id)
    scope = await scope_of(rooms, who, asked)
    chosen = Chosen(figure, by, name)
    found = await reports.behind(rooms.database, who.workspace, scope, chosen, after)
    return ReportRows(count=found.count, rows=[ReportRow.of(each) for each in found.rows], after=found.after)


@tags_api.get("")
async def tags(who: Reader, rooms: RoomsHere) -> TagsInUse:
    """To choose from: those of the conversations that changed lately, and those that rules give."""
    used = dict(await reports.tags(rooms.database, who.workspace))
    book = (await rooms.policies.current(rooms.database, who.workspace)).book
    given = dict.fromkeys((tag for rule in book.rules.rules for tag in rule.tags if tag not in used), 0)
    return TagsInUse(tags=[TagCount(tag=tag, conversations=number) for tag, number in (used | given).items()])


async def scope_of(rooms: Rooms, who: SignedIn, asked: Asked) -> Scope:
    policy = (await rooms.policies.current(rooms.database, who.workspace)).policy
    zone = policy.team_of(policy.default_team).zone
    now = await reports.now(rooms.database, who.workspace)
    as_of = min(asked.as_of, now) if asked.as_of else now
    last = asked.last_day or now.astimezone(zone).date()
    # Before anything is counted back from them: there is no day before the calendar's first.
    if as_of.year < FIRST_DAY.year or not (FIRST_DAY <= last <= date(now.year + 1, 1, 1)):
        raise BadInput("last_day", "There is no report of that day.")
    first = asked.first_day or last - asked.days * _DAY + _DAY
    if not (FIRST_DAY <= first <= last):
        raise BadInput("first_day", "The first day is not after the last one.")
    if last - first >= MOST:
        raise BadInput("first_day", "A report is of a year at most.")
    start, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, last + _DAY))
    return Scope(start, end, zone, as_of.astimezone(UTC), asked.site, asked.team)


async def _view(rooms: Rooms, who: SignedIn, found: Report) -> ReportView:
    policy = (await rooms.policies.current(rooms.database, who.workspace)).policy
    async with rooms.database.workspace(who.workspace) as connection:
        sites = {each.id: each.name for each in await all_sites(connection)}
        answers = await written.questions(connection, who.workspace, [*found.by[By.ANSWER]])
    teams = {each.id: each.name for each in policy.teams.values()}
    labels: Mapping[By, Mapping[str, str]] = {By.TEAM: teams, By.SITE: sites, By.ANSWER: answers}
    scope = found.scope
    return ReportView(
        first_day=scope.day(scope.start),
        last_day=scope.day(scope.end - timedelta(microseconds=1)),
        zone=str(scope.zone),
        as_of=scope.as_of,
        whole=_group("", "", found.whole),
        by={
            by: [
                _group(name, labels.get(by, {}).get(name, _plain(by, name)), each)
                for name, each in groups.items()
            ]
            for by, groups in found.by.items()
        },
        cut=dict(found.cut),
        sites=[Named(id=site, name=name) for site, name in sites.items()],
        teams=[Named(id=team, name=name) for team, name in teams.items()],
    )


def _plain(by: By, name: str) -> str:
    """A team, a site or an answer that is gone has no name any more; a step is called as it is written."""
    if by is By.STEP:
        return name.split("\n", 2)[2]
    return "" if by in {By.TEAM, By.SITE, By.ANSWER} else name


def _group(name: str, label: str, group: Group) -> ReportGroup:
    return ReportGroup(
        name=name,
        label=label,
        figures=dict(group.figures),
        first_wait=_wait(waited(group.first)),
        longest_later_wait=_wait(waited(group.later)),
    )


def _wait(found: Waited) -> WaitFigures:
    return WaitFigures(
        waits=found.waits,
        median=_seconds(found.median),
        nine_of_ten=_seconds(found.nine_of_ten),
        at_least=found.at_least,
    )


def _seconds(time: timedelta | None) -> int | None:
    """Begun seconds: none at all is said of what lay outside open hours alone."""
    return None if time is None else ceil(time.total_seconds())
