"""How long visitors waited for a person, from what is stored: in open time, and a late answer stays late.

Messages by the assistant and the desk end no wait, and a visitor who writes again begins none while one runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .events import Recorded, TeammateReplied
from .evolve import evolve
from .model import Conversation
from .owed import business_due
from .policy import Calendar, Policy
from .undelivered import AnswerSentAgain


@dataclass(frozen=True, slots=True)
class Wait:
    """From the first word that a person owed an answer to. `ended` is None while it goes on."""

    handoff: str
    team: str
    since: datetime
    ended: datetime | None
    open_time: timedelta
    """What passed of it within the team's hours."""
    missed: bool
    """It took longer than the policy gives for a reply."""
    first: bool
    """Nobody had answered in this handoff before."""
    policy: int
    """The version that it is judged by."""
    by: str | None = None
    """The teammate who answered; None if it ended otherwise, as by a withdrawal."""


@dataclass(frozen=True, slots=True)
class _Begun:
    handoff: str
    since: datetime
    first: bool
    policy: int


def waits(history: Iterable[Recorded], policy_of: Callable[[int], Policy], now: datetime) -> tuple[Wait, ...]:
    """In their order. `policy_of` gives the policy of a version: each wait is judged by the one it began under."""
    found: list[Wait] = []
    begun: _Begun | None = None
    state: Conversation | None = None
    team: str | None = None
    for one in history:
        if state is not None and state.handoff is not None:
            team = state.handoff.team
        state = evolve(state, one)
        if begun and begun.since != state.person_owed_since:
            found.append(_wait(begun, team, policy_of(begun.policy), one.at, now, _answerer(one)))
            begun = None
        begun = begun or _begun(state)
    if begun and state:
        found.append(_wait(begun, state.team, policy_of(begun.policy), None, now, None))
    return tuple(found)


def as_of(wait: Wait, policy: Policy, now: datetime) -> Wait:
    """A wait that goes on, as it stands then; `policy` is that of its version."""
    return _wait(
        _Begun(wait.handoff, wait.since, wait.first, wait.policy), wait.team, policy, None, now, None
    )


def open_time(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """How much of the time between the two the calendar is open."""
    passed, at = timedelta(0), start
    while at < end:
        change = calendar.changes_after(at)
        until = end if change is None else min(change, end)
        if calendar.open_at(at):
            passed += until - at
        at = until
    return passed


def _begun(c: Conversation) -> _Begun | None:
    if not c.person_owed or c.handoff is None:
        return None
    return _Begun(c.handoff.id, c.person_owed[0].at, c.handoff.answered is None, c.policy)


def _wait(
    begun: _Begun, team: str | None, policy: Policy, ended: datetime | None, now: datetime, by: str | None
) -> Wait:
    found, until = policy.team_of(team), ended or now
    due = business_due(found.calendar, begun.since, policy.timers.reply, policy.timers.horizon)
    passed = open_time(found.calendar, begun.since, until)
    return Wait(
        begun.handoff, found.id, begun.since, ended, passed, until > due, begun.first, begun.policy, by
    )


def _answerer(one: Recorded) -> str | None:
    return one.actor.id if isinstance(one.event, TeammateReplied | AnswerSentAgain) else None
