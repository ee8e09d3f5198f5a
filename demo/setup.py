"""Furnishes Foundry's desk from desk.toml: the team, the rules, the site. What an owner would do by hand, once."""

import json
import secrets
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from chatref.accounts import sites, teammates, workspaces
from chatref.accounts.passwords import hash_password
from chatref.accounts.sites import SiteChange
from chatref.actions import schema as action_schema
from chatref.actions import store as actions
from chatref.database.pool import Connection, Database
from chatref.escalation import book
from chatref.escalation import store as rules
from chatref.knowledge import store as knowledge

DESK = Path(__file__).parent / "desk.toml"
KEPT = "demo.json"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Furnished:
    """What the terminal prints, kept in the home. The password is made on this machine, at the first start."""

    workspace: str
    site_key: str
    owner: str
    teammate: str
    password: str
    shop: str = ""


def recall(home: Path) -> Furnished | None:
    kept = home / KEPT
    return Furnished(**json.loads(kept.read_text())) if kept.exists() else None


def colour() -> str:
    return str(tomllib.loads(DESK.read_text())["site"]["colour"])


async def furnish(database: Database, home: Path, shop: str) -> Furnished:
    """The desk as it was furnished before, or a new one; `shop` is the address of the shop."""
    before = recall(home)
    if before is None or await sites.find(database, before.site_key) is None:
        return await _make(database, home, tomllib.loads(DESK.read_text()), shop)
    return before if before.shop == shop else await _move(database, home, before, shop)


async def _make(database: Database, home: Path, desk: Plain, shop: str) -> Furnished:
    workspace, password = str(uuid4()), "-".join(secrets.choice(WORDS) for _ in range(4))
    hashed = await hash_password(password)
    async with database.workspace(workspace) as connection:
        people = await _make_people(connection, workspace, desk, hashed)
        teams = await _make_teams(connection, desk, people)
        await actions.save(connection, workspace, action_schema.from_plain(desk))
        await rules.save(connection, workspace, book.from_plain(desk, teams, desk["shop"]["language"]))
        site_key = await _make_site(connection, desk["site"], shop)
        owner, teammate = (each["email"] for each in desk["teammate"])
        made = Furnished(workspace, site_key, owner, teammate, password, shop)
        # Before the commit: a password that is nowhere written opens nothing.
        _keep(home, made)
    return made


async def _move(database: Database, home: Path, before: Furnished, shop: str) -> Furnished:
    """The shop's old address answers no more: what was learned there would only lead nowhere."""
    moved = replace(before, shop=shop)
    async with database.workspace(before.workspace) as connection:
        for source in await knowledge.sources(connection):
            if not source.address.startswith(shop):
                await knowledge.remove_source(connection, before.workspace, source.id)
        for site in await sites.all_sites(connection):
            await sites.update(
                connection,
                site.id,
                SiteChange(origins=_origins(shop), allowed_hosts=(shop.partition("://")[2],)),
            )
    _keep(home, moved)
    return moved


def _keep(home: Path, furnished: Furnished) -> None:
    kept = home / KEPT
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(asdict(furnished)))


async def _make_people(
    connection: Connection, workspace: str, desk: Plain, password_hash: str
) -> dict[str, str]:
    """Their ids by name."""
    owner, *others = desk["teammate"]
    shop = desk["shop"]["name"]
    people = {
        owner["name"]: await workspaces.create(
            connection, workspace, shop, owner["name"], owner["email"], password_hash
        )
    }
    for other in others:
        made = await teammates.create(connection, other["name"], other["email"], password_hash=password_hash)
        people[other["name"]] = made.id
    return people


async def _make_teams(connection: Connection, desk: Plain, people: Mapping[str, str]) -> dict[str, str]:
    """Their ids by name."""
    default = next(team for team in await teammates.teams(connection) if team.is_default)
    made = {}
    for team in desk["team"]:
        members = [people[each["name"]] for each in desk["teammate"] if team["name"] in each["teams"]]
        hours = hours_of(desk["hours"], team["name"])
        if team.get("default"):
            # Everybody stands in for the default team: it is where what nobody else takes arrives.
            await teammates.rename_team(connection, default.id, team["name"])
            await teammates.set_team_hours(connection, default.id, hours)
            await teammates.set_members(connection, default.id, people.values())
            made[team["name"]] = default.id
        else:
            created = await teammates.create_team(connection, team["name"], hours, members)
            made[team["name"]] = created.id
    return made


async def _make_site(connection: Connection, site: Plain, shop: str) -> str:
    made = await sites.create(connection, site["name"], _origins(shop), [shop.partition("://")[2]])
    look = {
        "greeting": site["greeting"],
        "suggested": site["suggested_questions"],
        "colour": site["colour"],
    }
    await sites.update(connection, made.id, SiteChange(look=look))
    return made.public_key


def _origins(shop: str) -> tuple[str, ...]:
    """Whichever of the two a browser was given."""
    return shop, shop.replace("127.0.0.1", "localhost")


def hours_of(hours: Plain, team: str) -> dict[str, object]:
    """In the form that `chatref.hours` reads."""
    days = hours[team]
    holidays = hours.get("holiday", [])
    return {
        "zone": hours["time_zone"],
        "weekly": [_spans(days.get(day, [])) for day in DAYS],
        "holidays": [day.isoformat() for each in holidays if "open" not in each for day in _days(each)],
        "special": {
            day.isoformat(): _spans(each["open"])
            for each in holidays
            if "open" in each
            for day in _days(each)
        },
    }


def _spans(spans: Iterable[str]) -> list[list[str]]:
    return [span.split("-") for span in spans]


def _days(holiday: Plain) -> Iterable[date]:
    day = holiday["from"]
    while day <= holiday["until"]:
        yield day
        day += timedelta(days=1)


WORDS = (
    "amber", "anvil", "basil", "birch", "brook", "cedar", "chalk", "cloud", "copper", "coral", "ember", "fable",
    "fern", "flint", "glyph", "grove", "harbour", "hazel", "indigo", "ivory", "juniper", "kerning", "lantern",
    "linen", "lumen", "maple", "marble", "meadow", "nickel", "oak", "olive", "onyx", "opal", "paper", "pebble",
    "pine", "plume", "quill", "raven", "river", "saffron", "sable", "serif", "silver", "slate", "sorrel",
    "spruce", "stencil", "stone", "sumac", "swatch", "tidal", "tulip", "umber", "velvet", "violet", "walnut",
    "willow", "winter", "wren",
)  # fmt: skip
