"""What an action asks the visitor for, and what comes with it for certain."""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import Field
from tests.pure.before import Before
from tests.pure.ledger import Ledger

BY_THEMSELVES = {"no_assistant", "takeover", "reopened", "undelivered"}
"""Causes of cases that no action belongs to."""


def asking_fits(books: Ledger, command: Any, event: e.Event) -> None:
    """Against the books as they stand just before the event."""
    if isinstance(event, e.DetailsAsked):
        brought = {one.field: one for one in command.action.fields}
        for asked in event.fields:
            offered = _offered(books, brought[asked.field])
            assert (asked.value, asked.inferred) == offered, "offered for confirmation"
    if isinstance(event, e.DetailGiven) and not isinstance(command, cmd.GiveDetails):
        assert _certain(command).get(event.field) == event.value, "it came with the action"
        assert not books.given(event.field), "what was given stays"


def certain_is_given(books: Ledger, command: Any, events: list[e.Event]) -> None:
    """Over the whole transaction: what came for certain with the action of a case is never asked."""
    opened = [one for one in events if isinstance(one, e.HandoffOpened)]
    if opened and opened[-1].cause not in BY_THEMSELVES:
        missed = [name for name in _certain(command) if not books.given(name)]
        assert not missed, "given with the handoff"


def readings_fit(was: Before, command: Any, by: str, events: list[e.Event]) -> None:
    """What the visitor says is given, whoever gave another value; what the assistant reads, over its own only."""
    if not isinstance(command, cmd.GiveDetails):
        return
    wanted = [
        (one.field, one.value, one.verified)
        for one in command.values
        if by != "assistant" or was.given.get(one.field, by) == by
    ]
    given = [one for one in events if isinstance(one, e.DetailGiven)]
    assert [(one.field, one.value, one.verified) for one in given] == wanted, "given as it was said"
    assert {one.by.value for one in given} <= {by}, "by who said it"


def _certain(command: Any) -> dict[str, str]:
    action = getattr(command, "action", None)
    fields = action.fields if action else ()
    return {one.field: one.value for one in fields if one.value is not None and not one.inferred}


def _offered(books: Ledger, brought: Field) -> tuple[str | None, bool]:
    if brought.value is not None:
        return brought.value, brought.inferred
    known = books.details.get(brought.field)
    return (known[0], True) if known else (None, False)
