"""Who may do what a teammate does: nobody else, whatever their id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.commands import Command
from chatref.conversation.refusals import NotAllowed
from tests.pure import stages
from tests.pure.scene import ASSISTANT, CLOCK, SERVER, TESS, VISITOR, Scene


def snoozed() -> Scene:
    scene = stages.served()
    scene.do(TESS, cmd.Snooze(scene.state.seq, scene.state.seq, scene.now + timedelta(hours=1)))
    return scene


DEEDS: tuple[tuple[Callable[[], Scene], Callable[[Scene], Command]], ...] = (
    (stages.waiting, lambda scene: cmd.Claim(scene.state.epoch)),
    (stages.assistant, lambda scene: cmd.TakeOver(scene.state.epoch)),
    (stages.waiting, lambda scene: cmd.Reply("r", "x", scene.state.seq)),
    (stages.waiting, lambda _: cmd.Note("n", "x")),
    (stages.waiting, lambda _: cmd.Tag(("a",))),
    (stages.assistant, lambda _: cmd.PauseAssistant()),
    (stages.assistant, lambda _: cmd.ResumeAssistant()),
    (stages.served, lambda scene: cmd.HandBack(scene.state.seq, scene.state.seq)),
    (stages.served, lambda scene: cmd.Resolve(scene.state.seq, scene.state.seq)),
    (stages.served, lambda scene: cmd.Release(scene.state.seq, scene.state.seq)),
    (stages.waiting, lambda scene: cmd.Transfer(scene.state.seq, scene.state.seq, team="billing")),
    (stages.offered, lambda _: cmd.Decline()),
    (stages.served, lambda s: cmd.Snooze(s.state.seq, s.state.seq, s.now + timedelta(hours=1))),
    (snoozed, lambda _: cmd.Wake()),
)


@pytest.mark.parametrize("deed", DEEDS)
def test_f48_what_a_teammate_does_nobody_else_may(
    deed: tuple[Callable[[], Scene], Callable[[Scene], Command]],
) -> None:
    """Not a removed teammate, nor anybody else who comes with a teammate's id. The assistant may only tag, and the desk
    write a note."""
    scene, command = deed[0](), deed[1](deed[0]())
    others = [replace(one, id="tess") for one in (VISITOR, ASSISTANT, CLOCK, SERVER)]
    for actor in (replace(TESS, id="stranger"), *others):
        if (actor.kind, type(command)) in {(ASSISTANT.kind, cmd.Tag), (CLOCK.kind, cmd.Note)}:
            continue
        with pytest.raises(NotAllowed):
            scene.do(actor, command)
    assert scene.do(TESS, command)
