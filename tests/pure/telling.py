"""Short ways to tell what happens in a scene."""

from __future__ import annotations

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import (
    Debt,
    Line,
)
from tests.pure.scene import (
    CLOCK,
    Scene,
)

RULE = cmd.Escalate("billing", rule="money")


def passes(scene: Scene, debt: Debt) -> list[e.Event]:
    """The debt's time comes, and the clock runs."""
    due = scene.owed()[debt].due
    scene.now = max(scene.now, due)
    return scene.do(CLOCK, cmd.DeadlinePassed(debt, due, scene.state.seq))


def said(events: list[e.Event]) -> list[Line]:
    return [one.line for one in events if isinstance(one, e.DeskSaid)]


def answer_of(scene: Scene, text: str = "late") -> cmd.Answer:
    turn = scene.state.turn
    return cmd.Answer(scene.state.epoch, turn.number, turn.rev, "a9", text)
