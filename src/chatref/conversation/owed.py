"""What is owed now, by whom, until when. Empty only if resolved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from .model import Conversation, Debt, DeskMark, Handoff, Holder, HolderKind, Obligation, Stage
from .policy import Calendar, Policy, Team

DAY = timedelta(days=1)
_VISITOR = Holder(HolderKind.VISITOR)
_ASSISTANT = Holder(HolderKind.ASSISTANT)


def owed(conversation: Conversation, policy: Policy) -> tuple[Obligation, ...]:
    """All debts, earliest first."""
    if conversation.stage is Stage.RESOLVED:
        return ()
    return tuple(sorted(_all(conversation, policy), key=lambda obligation: obligation.due))


def rung_due(policy: Policy, handoff: Handoff, step: int, at: datetime) -> datetime:
    """When the rung after `step` is due, if that one was due `at`."""
    timers = policy.timers
    gap = timers.rungs[step] if step < len(timers.rungs) else timers.rung
    return business_due(policy.team_of(handoff.team).calendar, at, gap, timers.horizon)


def reply_due(conversation: Conversation, policy: Policy) -> tuple[datetime, datetime, datetime]:
    """When the owner's reply debt began, when it is reminded of, and when it lapses."""
    since = conversation.person_owed[0].at
    base = max(since, conversation.owned_since or since)
    calendar = policy.team_of(conversation.team).calendar
    time, horizon = policy.timers.reply, policy.timers.horizon
    reminder = business_due(calendar, base, time, horizon)
    return base, reminder, business_due(calendar, base, 2 * time, horizon, days=2)


def business_due(
    calendar: Calendar, at: datetime, time: timedelta, horizon: timedelta, days: int = 1
) -> datetime:
    """Open time; where the calendar does not open in sight, days of wall time."""
    opening = calendar.after(at, timedelta(0))
    if opening is None or opening > at + horizon:
        return at + days * DAY
    return calendar.after(at, time) or at + days * DAY


def ladder_runs(c: Conversation, handoff: Handoff) -> bool:
    """In the queue, and with an owner who never answered."""
    return c.stage is not Stage.ASSIGNED or handoff.answered is None


def told_closed(mark: DeskMark | None, since: datetime, calendar: Calendar) -> bool:
    """Whether this debt, `since` then, was told that the team is away, and its opening not yet."""
    if mark is None or mark.open:
        return False
    opening = calendar.after(mark.at, timedelta(0))
    return opening is None or opening > since


def _all(c: Conversation, policy: Policy) -> Iterator[Obligation]:
    yield from _assistants(c, policy)
    if c.person_owed:
        yield from _persons(c, policy)
    if c.collecting:
        timers, asked = policy.timers, c.collecting
        due = min(asked.last + timers.detail, asked.since + timers.details)
        yield Obligation(Debt.DETAIL, _VISITOR, asked.last, due)
    if c.snoozed_until:
        yield Obligation(Debt.WAKING, Holder(HolderKind.CLOCK), c.snoozed_until, c.snoozed_until)
    elif not c.person_owed and not c.assistant_owes:
        quiet = policy.timers.quiet_assistant if c.stage is Stage.ASSISTANT else policy.timers.quiet
        yield Obligation(Debt.NEXT_WORD, _VISITOR, c.quiet_since, c.quiet_since + quiet)


def _assistants(c: Conversation, policy: Policy) -> Iterator[Obligation]:
    if c.assistant_owes:
        since, last = c.assistant_owes.since, c.assistant_owes.last
        due = min(last, since + policy.timers.burst) + policy.timers.answer
        yield Obligation(Debt.ANSWER, _ASSISTANT, since, due)


def _persons(c: Conversation, policy: Policy) -> Iterator[Obligation]:
    team = policy.team_of(c.team)
    yield from _queue(c, policy)
    if c.stage is Stage.ASSIGNED:
        base, reminder, lapse = reply_due(c, policy)
        due = lapse if c.reminded == base else reminder
        yield Obligation(Debt.REPLY, Holder(HolderKind.TEAMMATE, c.owner or ""), base, due)
    yield from _desk(c, team)
    yield from _no_opening(c, policy, team)


def _queue(c: Conversation, policy: Policy) -> Iterator[Obligation]:
    if c.offer:
        holder = Holder(HolderKind.TEAMMATE, c.offer.teammate)
        due = c.offer.at + policy.timers.acceptance
        yield Obligation(Debt.ACCEPTANCE, holder, c.offer.at, due)
    if c.handoff and c.handoff.ladder and ladder_runs(c, c.handoff):
        ladder = c.handoff.ladder
        due = rung_due(policy, c.handoff, ladder.step, ladder.at)
        yield Obligation(Debt.RUNG, policy.holder_for(c.handoff.team), ladder.start, due)


def _desk(c: Conversation, team: Team) -> Iterator[Obligation]:
    since = c.person_owed[0].at
    due = _desk_due(c.desk, since, team.calendar)
    if due:
        yield Obligation(Debt.DESK, Holder(HolderKind.DESK), since, due)


def _desk_due(mark: DeskMark | None, since: datetime, calendar: Calendar) -> datetime | None:
    """The next opening if the closing was told, else the next closing; at once if it is closed already."""
    if mark and told_closed(mark, since, calendar):
        return calendar.after(mark.at, timedelta(0))
    seen = max(since, mark.at) if mark else since
    return calendar.changes_after(seen) if calendar.open_at(seen) else seen


def _no_opening(c: Conversation, policy: Policy, team: Team) -> Iterator[Obligation]:
    since = c.person_owed[0].at
    horizon = policy.timers.horizon
    seen = max(since, c.desk.at) if c.desk else since
    told = c.alert
    if told and told.team == team.id and told.calendar == team.calendar_version:
        seen = max(seen, told.at + horizon)
    opening = team.calendar.after(seen, timedelta(0))
    if opening is None or opening > seen + horizon:
        yield Obligation(Debt.NO_OPENING, Holder(HolderKind.OWNER, policy.owner), since, seen)
