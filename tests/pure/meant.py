"""Why a case is before the default team: the team that it was meant for stands in its history."""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.policy import Policy
from tests.pure.before import Before
from tests.pure.ledger import Ledger


def where(team: str | None, policy: Policy) -> str:
    """Where a case goes that is meant for this team."""
    named = policy.teams.get(team or "")
    staffed = named is not None and named.members & policy.teammates.keys()
    return named.id if named and staffed else policy.default_team


def meant_for_fits(
    was: Before, books: Ledger, command: Any, events: list[e.Event], policy: Policy, *, news: bool
) -> None:
    """Over the whole transaction. `news`: it begins with a new policy, which may have moved the case before."""
    opened = [one for one in events if isinstance(one, e.HandoffOpened)]
    queued = [one for one in events if isinstance(one, e.Queued)]
    for one in events:
        if isinstance(one, e.HandoffOpened | e.Queued) and one.instead_of is not None:
            assert one.team == policy.default_team != one.instead_of, "another team than was meant has it"
            assert where(one.instead_of, policy) == policy.default_team, "where it was meant for, it goes"
    if isinstance(command, cmd.Escalate):
        told = [one.instead_of for one in opened if one.cause == command.cause]
        assert set(told) <= {_told(command.team, policy)}, "it says where the rule meant it to go"
    if isinstance(command, cmd.Transfer) and queued:
        named = was.team if command.team is None else command.team
        assert news or queued[-1].instead_of == _told(named, policy), "it says where they meant it to go"
    elif queued and was.case and books.case and books.case.id == was.case:
        assert queued[0].instead_of == _told(was.team, policy), "it says whose it was"


def _told(team: str | None, policy: Policy) -> str | None:
    if team is None or where(team, policy) == team:
        return None
    return team if team in policy.teams else ""
