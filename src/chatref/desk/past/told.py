"""What a simulation found, in lines for a terminal."""

from collections.abc import Iterator, Mapping

from chatref.conversation.policy import Team
from chatref.escalation.simulate import Change, Difference, Hour, Simulated

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST_LINES = 10
_CHANGES = {
    Change.NEW: "newly handed over",
    Change.GONE: "no longer handed over",
    Change.SOONER: "handed over sooner",
    Change.LATER: "handed over later",
    Change.OTHERWISE: "handed over by another rule",
    Change.OTHER_TEAM: "handed over to another team",
}


def lines_of(found: Simulated, teams: Mapping[str, Team]) -> Iterator[str]:
    yield f"{found.conversations:,} conversations, {found.turns:,} turns, {found.weeks:.1f} weeks."
    yield f"Handed over: {found.now:,} by the rules of now, {found.draft:,} by the draft."
    for change, text in _CHANGES.items():
        yield f"  {found.changes.get(change, 0):6,} {text}"
    yield from _rules(found)
    yield from _hours(found)
    for each in found.teams:
        yield (
            f"Team {teams[each.team].name}, {each.people} people: {each.now:,} now, {each.draft:,} by the draft,"
            f" {each.shut:,} of them while it is closed."
        )
    for intent, turns in found.unmeasured.items():
        yield f"Intent {intent!r} was not measured in {turns:,} turns; there it counts as not meant."
    yield from map(_difference, found.shown[:MOST_LINES])


def _rules(found: Simulated) -> Iterator[str]:
    yield "By rule or cause, now and by the draft:"
    for name, (now, draft) in found.by.items():
        if now or draft:
            yield f"  {now:6,} {draft:6,} {name}"


def _hours(found: Simulated) -> Iterator[str]:
    """Those that change most."""
    moved = sorted((each for each in found.hours if each.draft != each.now), key=_by_change)
    if moved:
        yield "Handoffs a week, in the hours that change most:"
    for each in moved[:MOST_LINES]:
        shut = f", {each.shut:,} in all while the team is closed" if each.shut else ""
        yield f"  {DAYS[each.day]} {each.hour:02}:00 {(each.draft - each.now) / found.weeks:+.1f}{shut}"


def _by_change(hour: Hour) -> int:
    return -abs(hour.draft - hour.now)


def _difference(found: Difference) -> str:
    by = f" by {found.turns}" if found.turns else ""
    decided = found.draft or found.now
    return f"  {found.conversation} {_CHANGES[found.change]}{by}. {decided.why if decided else ''}"
