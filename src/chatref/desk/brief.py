"""What lies before the assistant, from what the desk has stored."""

from chatref.assistant.turn import Brief
from chatref.desk.policy import Ruling
from chatref.desk.reading import History
from chatref.escalation.measure import About
from chatref.escalation.signals import Attribute


def brief_of(workspace: str, found: History, ruling: Ruling, message: str) -> Brief:
    """`message` is the id of the message that an answer becomes."""
    recorded = tuple(each.recorded for each in found.events)
    return Brief(workspace, found.state, recorded, _about(found, ruling), ruling.book, message)


def _about(found: History, ruling: Ruling) -> About:
    """`claimed` is what the page says of the visitor, `verified` what a server of the business does."""
    calendar = ruling.policy.team_of(ruling.policy.default_team).calendar
    attributes = [
        Attribute(name, str(value), verified)
        for known, verified in ((found.claimed, False), (found.verified, True))
        for name, value in known.items()
    ]
    return About(found.now, calendar.open_at(found.now), found.identified, tuple(attributes))
