"""How a site shows itself: its look with what stands in for what the owner left open, and its opening state."""

import re
from datetime import UTC, datetime, timedelta

from chatref.accounts import sites
from chatref.accounts.model import Site
from chatref.accounts.teammates import initials_of
from chatref.web.rooms import Rooms
from chatref.web.visitor_models import OpeningState, SiteView

GREETING = "Hi! I'm the assistant. I answer from our help centre, and I can fetch a person any time."
COLOUR = "#0c6b58"
INTRODUCES = "name"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def greeting_of(site: Site) -> str:
    return _text(site, "greeting") or GREETING


def suggested_of(site: Site) -> list[str]:
    found = site.look.get("suggested")
    return [str(each) for each in found][:4] if isinstance(found, list) else []


def colour_of(site: Site) -> str:
    """It is written into a style, so that only a colour may pass."""
    colour = _text(site, "colour")
    return colour if _COLOUR.fullmatch(colour) else COLOUR


async def site_view(rooms: Rooms, workspace: str, site: str) -> SiteView:
    async with rooms.database.workspace(workspace) as connection:
        found = await sites.read(connection, site)
    return SiteView(
        name=found.name,
        greeting=greeting_of(found),
        suggested=suggested_of(found),
        colour=colour_of(found),
        initials=initials_of(found.name),
        opening=await _opening(rooms, workspace),
        introduces=_text(found, "introduces") or INTRODUCES,
    )


async def _opening(rooms: Rooms, workspace: str) -> OpeningState:
    """Of the team that answers when no rule names another."""
    policy = (await rooms.policies.current(rooms.database, workspace)).policy
    team = policy.team_of(policy.default_team)
    now = datetime.now(UTC)
    if team.calendar.open_at(now):
        return OpeningState(open=True, text="The team is here")
    back = team.calendar.after(now, timedelta(0))
    if back is None:
        return OpeningState(open=False, text="The team is away")
    return OpeningState(open=False, text=f"The team is back {_when(now, back.astimezone(team.zone))}")


def _when(now: datetime, back: datetime) -> str:
    """By the team's clock; the day is named when it is not one of the next hours."""
    return f"at {back:%H:%M}" if back - now < timedelta(hours=18) else f"on {back:%A} at {back:%H:%M}"


def _text(site: Site, name: str) -> str:
    found = site.look.get(name)
    return found if isinstance(found, str) else ""
