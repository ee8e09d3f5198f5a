"""How a site shows itself: its look with what stands in for what the owner left open, and its opening state."""

import re
from datetime import UTC, datetime, timedelta

from chatref.accounts import sites
from chatref.accounts.model import Site
from chatref.accounts.teammates import initials_of
from chatref.conversation.lines import fixed, moment
from chatref.conversation.phrases import Phrase
from chatref.conversation.policy import Policy
from chatref.web.rooms import Rooms
from chatref.web.visitor_models import OpeningState, SiteView

GREETING = "Hi! I'm the assistant. I answer from our help centre, and I can fetch a person any time."
COLOUR = "#0c6b58"
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


async def site_view(rooms: Rooms, workspace: str, site: str, language: str) -> SiteView:
    async with rooms.database.workspace(workspace) as connection:
        found = await sites.read(connection, site)
    ruling = await rooms.policies.current(rooms.database, workspace)
    return SiteView(
        name=found.name,
        greeting=greeting_of(found),
        suggested=suggested_of(found),
        colour=colour_of(found),
        initials=initials_of(found.name),
        opening=_opening(ruling.policy, language),
        mails=ruling.policy.mails,
    )


def _opening(policy: Policy, language: str) -> OpeningState:
    """Of the team that answers when no rule names another; in the words in which the thread says it."""
    team = policy.team_of(policy.default_team)
    now = datetime.now(UTC)
    back = team.calendar.after(now, timedelta(0))
    if team.calendar.open_at(now):
        text = fixed(language, Phrase.HERE)
    elif back is None:
        text = fixed(language, Phrase.AWAY)
    else:
        text = fixed(language, Phrase.BACK, back=moment(back, team.zone, language))
    return OpeningState(open=team.calendar.open_at(now), text=text.rstrip("."))


def _text(site: Site, name: str) -> str:
    found = site.look.get(name)
    return found if isinstance(found, str) else ""
