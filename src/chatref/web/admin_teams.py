"""The owner's teams and teammates: who belongs where, when, for how much, and in which languages."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path

from chatref.accounts import duty, setup, teammates
from chatref.accounts.duty import Duty
from chatref.accounts.model import Json, Team, Teammate
from chatref.accounts.teammates import COLOURS
from chatref.database.pool import Connection
from chatref.desk import staffing
from chatref.errors import BadInput, NotFound, Refused
from chatref.hours import hours_from_json, regions
from chatref.routing import Availability, Strategy
from chatref.web.auth import TeamKeeper
from chatref.web.rooms import Rooms, RoomsHere
from chatref.web.team_models import (
    Countries,
    HoursNow,
    HoursView,
    Invited,
    Removed,
    Span,
    SpecialDay,
    TeamChanged,
    TeamList,
    TeammateChanged,
    TeammateList,
    TeammateRow,
    TeammateWanted,
    TeamRow,
    TeamWanted,
    UnstaffedList,
    UnstaffedRow,
)
from chatref.web.words import Id

admin_teams = APIRouter(prefix="/api/admin", tags=["owner"])
TeamId = Annotated[Id, Path()]
TeammateId = Annotated[Id, Path()]


@admin_teams.get("/holidays")
async def list_countries(_: TeamKeeper) -> Countries:
    return Countries(countries={country: dict(found) for country, found in regions().items()})


@admin_teams.post("/hours")
async def preview_hours(asked: HoursView, _: TeamKeeper) -> HoursNow:
    """What hours mean at this moment, before anything is saved."""
    hours, now = hours_from_json(_stored(asked)), datetime.now(UTC)
    return HoursNow(open=hours.open_at(now), changes_at=hours.changes_after(now))


@admin_teams.get("/teams")
async def list_teams(who: TeamKeeper, rooms: RoomsHere) -> TeamList:
    async with rooms.database.workspace(who.workspace) as connection:
        found, strategies = await teammates.teams(connection), await duty.strategies(connection)
    return TeamList(teams=[_team(each, strategies) for each in found])


@admin_teams.get("/unstaffed")
async def list_unstaffed(who: TeamKeeper, rooms: RoomsHere) -> UnstaffedList:
    """Where in open hours nobody has been for some minutes, and still nobody is."""
    async with rooms.database.workspace(who.workspace) as connection:
        found = await staffing.told(connection, who.workspace)
    return UnstaffedList(
        teams=[UnstaffedRow(team=each.team, name=each.name, since=each.since) for each in found]
    )


@admin_teams.post("/teams")
async def create_team(asked: TeamWanted, who: TeamKeeper, rooms: RoomsHere) -> TeamRow:
    """Without members, always open, and a pool, until it is told otherwise."""
    async with rooms.database.workspace(who.workspace) as connection:
        made = await teammates.create_team(connection, asked.name, {})
        return _team(made, await duty.strategies(connection))


@admin_teams.put("/teams/{team}")
async def change_team(team: TeamId, asked: TeamChanged, who: TeamKeeper, rooms: RoomsHere) -> TeamRow:
    async with rooms.database.workspace(who.workspace) as connection:
        await teammates.read_team(connection, team)
        if asked.name is not None:
            await teammates.rename_team(connection, team, asked.name)
        if asked.members is not None:
            await _require_teammates(connection, asked.members)
            await teammates.set_members(connection, team, asked.members)
        if asked.hours is not None:
            await teammates.set_team_hours(connection, team, _stored(asked.hours))
        if asked.strategy is not None:
            await duty.set_strategy(connection, team, asked.strategy)
        row = _team(await teammates.read_team(connection, team), await duty.strategies(connection))
    rooms.router.wake(who.workspace)
    return row


@admin_teams.post("/teams/{team}/default")
async def make_default(team: TeamId, who: TeamKeeper, rooms: RoomsHere) -> TeamRow:
    """What no other team takes goes there from now on."""
    async with rooms.database.workspace(who.workspace) as connection:
        await teammates.make_default(connection, team)
        return _team(await teammates.read_team(connection, team), await duty.strategies(connection))


@admin_teams.delete("/teams/{team}")
async def remove_team(team: TeamId, who: TeamKeeper, rooms: RoomsHere) -> Removed:
    """Its cases go to the default team, which cannot be removed."""
    async with rooms.database.workspace(who.workspace) as connection:
        await teammates.remove_team(connection, team)
    return Removed(removed=True)


@admin_teams.get("/teammates")
async def list_teammates(who: TeamKeeper, rooms: RoomsHere) -> TeammateList:
    async with rooms.database.workspace(who.workspace) as connection:
        return TeammateList(teammates=await _everybody(connection))


@admin_teams.post("/teammates")
async def invite(asked: TeammateWanted, who: TeamKeeper, rooms: RoomsHere) -> Invited:
    """They are in the default team too."""
    async with rooms.database.workspace(who.workspace) as connection:
        made = await teammates.create(connection, asked.name, asked.email)
        if asked.teams:
            default = [team.id for team in await teammates.teams(connection) if team.is_default]
            await teammates.set_teams(connection, made.id, [*asked.teams, *default])
        await duty.set_capacity(connection, made.id, asked.capacity)
        await duty.set_languages(connection, made.id, asked.languages)
        return await _invited(rooms, connection, made.id)


@admin_teams.post("/teammates/{teammate}/invite")
async def invite_again(teammate: TeammateId, who: TeamKeeper, rooms: RoomsHere) -> Invited:
    """Refused once they have chosen a password."""
    async with rooms.database.workspace(who.workspace) as connection:
        if not (await _one(connection, teammate)).invited:
            raise Refused("AlreadyJoined", "They have chosen a password already.")
        return await _invited(rooms, connection, teammate)


@admin_teams.post("/teammates/{teammate}/password-link")
async def make_password_link(teammate: TeammateId, who: TeamKeeper, rooms: RoomsHere) -> Invited:
    """For who lost their password; what they have goes on until it is used. Never for oneself."""
    async with rooms.database.workspace(who.workspace) as connection:
        return _link_for(rooms, teammate, await setup.forgotten(connection, who.teammate, teammate))


@admin_teams.put("/teammates/{teammate}")
async def change_teammate(
    teammate: TeammateId, asked: TeammateChanged, who: TeamKeeper, rooms: RoomsHere
) -> TeammateRow:
    async with rooms.database.workspace(who.workspace) as connection:
        await _one(connection, teammate)
        if asked.name is not None:
            await teammates.rename(connection, teammate, asked.name)
        if asked.teams is not None:
            await teammates.set_teams(connection, teammate, asked.teams)
        if asked.capacity is not None:
            await duty.set_capacity(connection, teammate, asked.capacity)
        if asked.languages is not None:
            await duty.set_languages(connection, teammate, asked.languages)
        row = await _one(connection, teammate)
    rooms.router.wake(who.workspace)
    return row


@admin_teams.delete("/teammates/{teammate}")
async def remove_teammate(teammate: TeammateId, who: TeamKeeper, rooms: RoomsHere) -> Removed:
    """Their cases go back to the line; the owner cannot be removed."""
    async with rooms.database.workspace(who.workspace) as connection:
        await teammates.remove(connection, teammate)
    rooms.hub.cut(who.workspace, teammate)
    return Removed(removed=True)


async def _require_teammates(connection: Connection, wanted: Iterable[str]) -> None:
    if set(wanted) - {each.id for each in await teammates.everybody(connection)}:
        raise BadInput("members", "There is no such teammate.")


async def _invited(rooms: Rooms, connection: Connection, teammate: str) -> Invited:
    return _link_for(rooms, teammate, await setup.invite(connection, teammate))


def _link_for(rooms: Rooms, teammate: str, token: str) -> Invited:
    return Invited(teammate=teammate, link=f"{rooms.settings.base_url}/setup#{token}")


async def _everybody(connection: Connection) -> list[TeammateRow]:
    found, duties = await teammates.everybody(connection), await duty.duties(connection)
    teams = await teammates.teams(connection)
    return [_row(each, duties[each.id], teams) for each in found]


async def _one(connection: Connection, teammate: str) -> TeammateRow:
    for row in await _everybody(connection):
        if row.id == teammate:
            return row
    raise NotFound


def _row(of: Teammate, duties: Duty, teams: tuple[Team, ...]) -> TeammateRow:
    return TeammateRow(
        id=of.id,
        name=of.name,
        initials=of.face.initials,
        colour=COLOURS.index(of.face.colour),
        email=of.email,
        role=of.role,
        invited=of.invited,
        teams=[team.id for team in teams if of.id in team.members],
        capacity=duties.capacity,
        languages=list(duties.languages),
        availability=Availability(duties.availability),
        present=duties.present,
    )


def _team(of: Team, strategies: Mapping[str, str]) -> TeamRow:
    return TeamRow(
        id=of.id,
        name=of.name,
        is_default=of.is_default,
        strategy=Strategy(strategies[of.id]),
        members=list(of.members),
        hours=_view(of.hours),
        open=hours_from_json(of.hours).open_at(datetime.now(UTC)),
    )


def _stored(hours: HoursView) -> Json:
    """As `hours.hours_from_json` reads it."""
    return {
        "zone": hours.zone,
        "weekly": None if hours.weekly is None else [_plain(day) for day in hours.weekly],
        "holidays": [day.isoformat() for day in hours.holidays],
        "special": {each.day.isoformat(): _plain(each.spans) for each in hours.special},
        "country": hours.country,
        "region": hours.region,
    }


def _view(stored: Mapping[str, Any]) -> HoursView:
    weekly = stored.get("weekly")
    return HoursView(
        zone=stored.get("zone", "UTC"),
        weekly=None if weekly is None else [_spans(day) for day in weekly],
        holidays=tuple(stored.get("holidays", ())),
        special=tuple(SpecialDay(day=day, spans=_spans(of)) for day, of in stored.get("special", {}).items()),
        country=stored.get("country"),
        region=stored.get("region"),
    )


def _plain(day: list[Span]) -> list[list[str]]:
    return [[span.start, span.end] for span in day]


def _spans(day: list[list[str]]) -> list[Span]:
    return [Span(start=start, end=end) for start, end in day]
