"""What may come of ticks and reviews, and what may not."""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import Outcome
from chatref.conversation.policy import Policy
from tests.pure.before import Before
from tests.pure.entries import Case


def checklists_fit(
    was: Before, command: Any, events: list[e.Event], cases: dict[str, Case], policy: Policy
) -> None:
    """Over the whole transaction: each tick and each review was asked for, once, and nothing more."""
    ticked = [(one.step, one.done) for one in events if isinstance(one, e.StepTicked)]
    reviewed = [one for one in events if isinstance(one, e.Reviewed)]
    match command:
        case cmd.TickStep():
            news = (command.step in was.ticked) != command.done
            assert ticked == ([(command.step, command.done)] if news else []), "ticked once"
            assert news != any(isinstance(one, e.Noted) for one in events), "noted where it was so already"
        case cmd.Resolve():
            wanted = [step for step in dict.fromkeys(command.ticks) if step not in was.ticked]
            assert ticked == [(step, True) for step in wanted], "what the close says is done"
            lessons = [command.lesson] if command.lesson else []
            assert [(one.lesson, one.note) for one in reviewed] == [(lesson, "") for lesson in lessons]
        case cmd.Review():
            assert reviewed == [e.Reviewed(command.handoff, command.lesson, command.note)]
        case _:
            assert not ticked, "nobody ticked"
            assert not reviewed, "nobody reviewed"
    _told(events, cases)
    for one in events:
        if isinstance(one, e.HandoffOpened):
            assert one.playbook == policy.playbooks.get(one.reason, ()), "that of its reason, as it is now"


def _told(events: list[e.Event], cases: dict[str, Case]) -> None:
    """P16: closed as answered, the visitor was told what they must be."""
    ended = [cases[one.handoff] for one in events if isinstance(one, e.HandoffEnded)]
    if ended and any(isinstance(one, e.Resolved) and one.outcome is Outcome.ANSWERED for one in events):
        done = {step for step, *_ in ended[-1].ticks}
        assert {step.id for step in ended[-1].playbook if step.confirm} <= done, (
            "closed with something untold"
        )
