"""Who has to be alerted by the books; shares no code with alerts."""

from __future__ import annotations

from datetime import datetime

from chatref.conversation.alerts import alert, called
from chatref.conversation.model import Conversation
from chatref.conversation.policy import Policy, Team
from tests.pure.dues import reminder, team_of
from tests.pure.entries import Case
from tests.pure.ledger import Ledger

Alarm = tuple[datetime, frozenset[str]]
"""Since when, and everybody."""


def alerts_fit(books: Ledger, c: Conversation, policy: Policy) -> None:
    """F9, F29 to F31: from the state alone, and never of nobody."""
    found = alert(c, policy)
    held = (found.at, called(found, policy)) if found else None
    assert held == _alarm(books, policy), f"alerted: {found} is not {_alarm(books, policy)}"
    assert found is None or called(found, policy), "somebody who can act is alerted"


def _alarm(books: Ledger, policy: Policy) -> Alarm | None:
    if not books.owes or books.stage == "collecting" or not books.case:
        return None
    team = team_of(books.case, policy)
    if _away(books, team):
        told = books.alert
        known = told and told[1:] == (team.id, team.calendar_version)
        return (told[0], frozenset({policy.owner})) if told and known else None
    called = _called(books, books.case, team, policy)
    return min(books.at, max(_times(books, books.case, policy))), called & policy.teammates.keys()


def _away(books: Ledger, team: Team) -> bool:
    """The last sign that was turned says closed, and it has not opened before this debt began."""
    if not books.mark or books.mark[0]:
        return False
    since, closed = books.owes[0][1], books.mark[1]
    opens = closed if team.calendar.open_at(closed) else team.calendar.changes_after(closed)
    return not opens or since < opens


def _called(books: Ledger, case: Case, team: Team, policy: Policy) -> frozenset[str]:
    answered = books.stage == "assigned" and case.answered
    rung = case.ladder[1] if case.ladder and not answered else 0
    lead = {policy.owner} if rung >= 3 else set()
    if books.stage == "assigned":
        return frozenset({books.owner or ""} | lead)
    called = {books.offer[0]} if books.offer else set(team.members)
    if rung:
        called |= team.members | policy.teams[policy.default_team].members
    if not team.members & policy.teammates.keys():
        called |= {policy.owner}
    return frozenset(called | lead)


def _times(books: Ledger, case: Case, policy: Policy) -> list[datetime]:
    times = [books.owes[-1][1]]
    if books.mark and books.mark[0]:
        times.append(books.mark[1])
    if case.ladder and case.ladder[1] and not (books.stage == "assigned" and case.answered):
        times.append(case.ladder[2])
    since = books.owed_reply_since
    if books.stage == "assigned" and since:
        times.append(reminder(books, policy) if books.reminded == since else since)
    else:
        times += [case.leg[0]] if case.leg[0] else []
        times += [books.offer[1]] if books.offer else []
    return times
