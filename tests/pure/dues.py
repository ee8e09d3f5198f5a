"""What is owed by the books, from the table of obligations; shares no code with owed."""

from __future__ import annotations

from datetime import datetime, timedelta

from chatref.conversation.model import Debt, Holder
from chatref.conversation.policy import Calendar, Policy, Team
from tests.pure.entries import Case
from tests.pure.ledger import Ledger

Due = tuple[str, str, datetime]
"""Holder's kind, holder's id, when."""


def dues(books: Ledger, policy: Policy) -> dict[Debt, Due]:
    """What is owed by the books, from the table of obligations."""
    if books.stage == "resolved":
        return {}
    timers, out = policy.timers, {}
    if books.debt:
        since, last = books.debt
        extended = min(last - since, timers.burst)
        out[Debt.ANSWER] = ("assistant", "", since + extended + timers.answer)
    if books.stage == "collecting" and books.asking:
        limit = books.asking.since + timers.details
        out[Debt.DETAIL] = ("visitor", "", min(limit, books.asking.last + timers.detail))
    if books.owes:
        out |= _persons(books, policy)
    if books.snoozed:
        out[Debt.WAKING] = ("clock", "", books.snoozed)
    if not books.snoozed and not books.debt and not books.owes:
        quiet = timers.quiet_assistant if books.stage == "assistant" else timers.quiet
        out[Debt.NEXT_WORD] = ("visitor", "", books.quiet + quiet)
    return out


def lapses(books: Ledger, policy: Policy) -> datetime | None:
    """When the owner's silence gives the case away."""
    if not books.owes or not books.owned_since or not books.case:
        return None
    base = max(books.owes[0][1], books.owned_since)
    return _later(team_of(books.case, policy).calendar, base, policy.timers.reply * 2, 2)


def can_act(holder: Holder, policy: Policy, books: Ledger) -> bool:
    match holder.kind.value:
        case "teammate":
            return holder.id in policy.teammates
        case "team":
            return bool(policy.teams[holder.id].members & policy.teammates.keys())
        case "owner":
            return holder.id == policy.owner
        case "assistant":
            return books.able
        case _:
            return True


def reminder(books: Ledger, policy: Policy) -> datetime:
    """When the owner is told that they owe a reply."""
    assert books.owed_reply_since, "nobody owes one"
    assert books.case
    return _later(team_of(books.case, policy).calendar, books.owed_reply_since, policy.timers.reply, 1)


def rung_reached(books: Ledger, policy: Policy, now: datetime) -> tuple[int, datetime] | None:
    """Which rung is reached by now, and when that one was due; late ones of the tail count from now."""
    if not books.case or not books.case.ladder:
        return None
    calendar = team_of(books.case, policy).calendar
    _, step, at = books.case.ladder
    rungs = policy.timers.rungs
    while (due := _later(calendar, at, _gap(policy, step), 1)) <= now:
        step, at = step + 1, (due if step < len(rungs) else now)
    return step, at


def team_of(case: Case, policy: Policy) -> Team:
    staffed = any(one in policy.teammates for one in policy.teams[case.team].members)
    return policy.teams[case.team if staffed else policy.default_team]


def _gap(policy: Policy, step: int) -> timedelta:
    return dict(enumerate(policy.timers.rungs)).get(step, policy.timers.rung)


def _later(calendar: Calendar, at: datetime, time: timedelta, days: int) -> datetime:
    opening = calendar.after(at, timedelta(0))
    if opening is None or opening - at > timedelta(days=14):
        return at + timedelta(days=days)
    due = calendar.after(at, time)
    assert due
    return due


def _persons(books: Ledger, policy: Policy) -> dict[Debt, Due]:
    case, out = books.case, {}
    assert case, "a person is owed without a case"
    team = team_of(case, policy)
    staffed = any(one in policy.teammates for one in team.members)
    in_queue = books.stage in {"waiting", "offered"}

    def later(at: datetime, time: timedelta, days: int) -> datetime:
        return _later(team.calendar, at, time, days)

    if books.stage == "offered" and books.offer:
        out[Debt.ACCEPTANCE] = ("teammate", books.offer[0], books.offer[1] + policy.timers.acceptance)
    if case.ladder and (in_queue or (books.stage == "assigned" and not case.answered)):
        _, step, at = case.ladder
        holder = ("team", team.id) if staffed else ("owner", policy.owner)
        out[Debt.RUNG] = (*holder, later(at, _gap(policy, step), 1))
    since = books.owes[0][1]
    if books.stage == "assigned" and books.owner and books.owned_since:
        base = max(since, books.owned_since)
        twice = books.reminded == base
        out[Debt.REPLY] = (
            "teammate",
            books.owner,
            later(base, policy.timers.reply * (2 if twice else 1), 2 if twice else 1),
        )
    sign = _sign(books, team.calendar, since)
    if sign:
        out[Debt.DESK] = ("desk", "", sign)
    from_ = max([since] + ([books.mark[1]] if books.mark else []))
    if books.alert and books.alert[1:] == (team.id, team.calendar_version):
        from_ = max(from_, books.alert[0] + timedelta(days=14))
    opening = team.calendar.after(from_, timedelta(0))
    if not opening or opening - from_ > timedelta(days=14):
        out[Debt.NO_OPENING] = ("owner", policy.owner, from_)
    return out


def _sign(books: Ledger, calendar: Calendar, since: datetime) -> datetime | None:
    """When the team's sign has to be turned next, or should have been."""
    if books.mark is None or (books.mark[0] and books.mark[1] <= since):
        return _first_change(calendar, since)
    opened, at = books.mark
    if opened:
        return _first_change(calendar, at)
    opening: datetime | None = at if calendar.open_at(at) else calendar.changes_after(at)
    if opening is not None and opening <= since:
        return _first_change(calendar, since)
    return opening


def _first_change(calendar: Calendar, at: datetime) -> datetime | None:
    if not calendar.open_at(at):
        return at
    change: datetime | None = calendar.changes_after(at)
    return change
