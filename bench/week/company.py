"""The business of the week: its teams, their hours and shifts, the rules, and what its help centre says."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from random import Random
from uuid import uuid4

from search import embedded, gathered

from chatref.accounts import duty, sites, teammates, workspaces
from chatref.accounts.access import store as access
from chatref.accounts.sessions import LIFE
from chatref.actions import schema as action_schema
from chatref.actions import store as actions
from chatref.assistant import rulebook
from chatref.assistant.meanings import Meanings
from chatref.database.pool import Database
from chatref.database.tokens import TokenKind, new_token, token_hash
from chatref.escalation import book
from chatref.escalation import store as rules
from chatref.knowledge import store as knowledge
from chatref.knowledge.chat import spelled_out
from chatref.knowledge.content import Document, SourceKind
from chatref.knowledge.documents import store as documents
from week.days import ZONE, Days
from week.known import Known
from week.texts import TEXTS

WEEKDAY, SATURDAY = (time(8), time(20)), (time(10), time(16))
SUNDAY = (time(10), time(14))
TEAMS = {"Licences": 9, "Billing": 6, "Technical": 5}
ROUND_ROBIN, LEAST_BUSY = "round_robin", "least_busy"
STRATEGIES = {"Licences": ROUND_ROBIN, "Billing": LEAST_BUSY, "Technical": ROUND_ROBIN}
CAPACITY = 3
SICK = 0.08  # of the days of a colleague
PASSAGES = 400
BY_HOUR = (2, 1, 1, 1, 1, 2, 3, 5, 8, 10, 11, 11, 10, 10, 10, 9, 9, 8, 7, 6, 5, 5, 4, 3)
BY_WEEKDAY = (1.15, 1.1, 1.0, 1.0, 0.95, 0.45, 0.35)
DEMO = Path(__file__).parents[2] / "demo"

Span = tuple[float, float]
"""Seconds since the beginning."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """`shifts` are when they sit at the desk, their pauses taken out."""

    id: str
    secret: str
    teams: tuple[str, ...]
    shifts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Company:
    workspace: str
    key: str
    team_names: Mapping[str, str]
    colleagues: tuple[Colleague, ...]


def open_spans(team: str, week: Days, days: int) -> tuple[Span, ...]:
    """From the day before the beginning on, and beyond its end, so that no duty ends where the week does."""
    return tuple(
        (week.seconds_of(day, hours[0]), week.seconds_of(day, hours[1]))
        for day in range(-1, days + 3)
        if (hours := _hours(team, week.weekday(day))) is not None
    )


def _hours(team: str, weekday: int) -> tuple[time, time] | None:
    if weekday < 5:
        return WEEKDAY
    if weekday == 5:
        return SATURDAY
    return SUNDAY if team == "Technical" else None


def shifts_of(number: int, team: str, week: Days, days: int) -> tuple[Span, ...]:
    """Early or late by turns, with a pause; on Saturdays every other one, on Sundays two; now and then ill."""
    well = Random(number)
    return tuple(
        span for day in range(days) if well.random() >= SICK for span in _shift(number, team, week, day)
    )


def _shift(number: int, team: str, week: Days, day: int) -> Iterator[Span]:
    weekday = week.weekday(day)
    if weekday < 5:
        early = (number + day // 7) % 2 == 0
        start, pause, end = (time(8), time(11, 45), time(15)) if early else (time(13), time(16, 30), time(20))
        middle = week.seconds_of(day, pause) + 60.0 * (number % 9) * 5
        yield week.seconds_of(day, start) + 7.0 * number % 90, middle
        yield middle + 1800, week.seconds_of(day, end)
    elif (weekday == 5 and number % 2) or (weekday == 6 and team == "Technical" and number % 2 == 0):
        hours = _hours(team, weekday)
        if hours is not None:
            yield week.seconds_of(day, hours[0]) + 30, week.seconds_of(day, hours[1])


async def found(database: Database, known: Known, week: Days, days: int) -> Company:
    """Everything that there is before the first visitor comes; reads every text that will be said."""
    workspace = str(uuid4())
    desk = tomllib.loads((DEMO / "desk.toml").read_text())
    async with database.workspace(workspace) as connection:
        owner = await workspaces.create(
            connection, workspace, "Foundry", "Klara Reis", "klara@week.example", None
        )
        people = [owner]
        for number in range(1, sum(TEAMS.values())):
            made = await teammates.create(connection, f"Colleague {number}", f"c{number}@week.example")
            people.append(made.id)
        by_team = dict(zip(TEAMS, _dealt(people), strict=True))
        ids = {}
        default = next(team for team in await teammates.teams(connection) if team.is_default)
        for name, members in by_team.items():
            hours = _stored_hours(name)
            if name == "Licences":
                ids[name] = default.id
                await teammates.rename_team(connection, default.id, name)
                await teammates.set_team_hours(connection, default.id, hours)
                await teammates.set_members(connection, default.id, members)
            else:
                ids[name] = (await teammates.create_team(connection, name, hours, members)).id
            await duty.set_strategy(connection, ids[name], STRATEGIES[name])
        for who in people:
            await duty.set_capacity(connection, who, CAPACITY)
            await duty.set_availability(connection, who, "away")
        await actions.save(connection, workspace, action_schema.from_plain(desk))
        _to_technical(desk)
        await rules.save(connection, workspace, book.from_plain(desk, ids, "en"))
        site = await sites.create(connection, "Shop", ["https://shop.example"])
        secrets = [new_token(TokenKind.SESSION) for _ in people]
        for who, secret in zip(people, secrets, strict=True):
            await access.add_session(
                connection, str(uuid4()), who, token_hash(secret), "week", "127.0.0.1", LIFE
            )
        held = await rulebook.load(connection)
    await _learn(database, known, workspace)
    await _read(known, held.examples)
    team_of = {who: name for name, members in by_team.items() for who in members}
    colleagues = tuple(
        Colleague(who, secret, (ids[team_of[who]],), shifts_of(number, team_of[who], week, days))
        for number, (who, secret) in enumerate(zip(people, secrets, strict=True))
    )
    return Company(workspace, site.public_key, {team: name for name, team in ids.items()}, colleagues)


def _dealt(people: Sequence[str]) -> Iterator[Sequence[str]]:
    first = 0
    for size in TEAMS.values():
        yield people[first : first + size]
        first += size


def _to_technical(desk: dict[str, object]) -> None:
    """What the demo's two people share goes to a third team here, so that there is something to route."""
    desk["rule"] = [
        {**rule, "team": "Technical"} if rule["name"] in ("No answer found", "Frustrated") else rule
        for rule in desk["rule"]  # type: ignore[attr-defined]
    ]


def _stored_hours(team: str) -> dict[str, object]:
    weekly = [[[f"{at:%H:%M}" for at in hours]] if (hours := _hours(team, day)) else [] for day in range(7)]
    return {"zone": ZONE, "weekly": weekly}


async def _learn(database: Database, known: Known, workspace: str) -> None:
    passages = gathered([DEMO / "content"], PASSAGES)
    indexed = await embedded(known, passages)
    async with database.workspace(workspace) as connection:
        source = await knowledge.add_source(connection, workspace, SourceKind.FOLDER, "/content")
        titles = list(dict.fromkeys(title for title, _ in passages))
        for title in titles:
            here = [each for each, (of, _) in zip(indexed, passages, strict=True) if of == title]
            document = Document(str(uuid4()), title, None, b"", (), ())
            await documents.swap_document(connection, workspace, source, document, here)
        await documents.count_terms(connection, workspace)


async def _read(known: Known, examples: Mapping[str, tuple[str, ...]]) -> None:
    for text in TEXTS:
        known.read(spelled_out(text))
    await Meanings(known).near(examples, (known.read("ready")).vector)


def arrivals(wanted: int, week: Days, hours: int, chance: Random) -> list[float]:
    """More by day than by night, and fewer at the weekend."""
    weights = [_crowd(week.local(hour)) for hour in range(hours)]
    return sorted(3600 * (hour + chance.random()) for hour in chance.choices(range(hours), weights, k=wanted))


def _crowd(local: datetime) -> float:
    return BY_HOUR[local.hour] * BY_WEEKDAY[local.weekday()]
