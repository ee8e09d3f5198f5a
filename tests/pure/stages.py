"""A scene in each of the six stages."""

from __future__ import annotations

from chatref.conversation import commands as cmd
from chatref.conversation.model import AnswerKind, Stage
from chatref.conversation.policy import Policy
from tests.pure.scene import ASSISTANT, CLOCK, RETURN, TESS, Scene, policy


def assistant(given: Policy | None = None) -> Scene:
    """The visitor asked, and the assistant owes an answer."""
    scene = Scene(given or policy())
    scene.writes()
    return scene


def answered(given: Policy | None = None) -> Scene:
    """The assistant answered; nothing is owed."""
    scene = assistant(given)
    answers(scene)
    return scene


def collecting(given: Policy | None = None) -> Scene:
    scene = assistant(given)
    scene.do(
        ASSISTANT, cmd.Escalate("billing", rule="money", action=RETURN, measured_on=scene.state.last_visitor)
    )
    return scene


def waiting(given: Policy | None = None) -> Scene:
    scene = assistant(given)
    scene.do(ASSISTANT, cmd.Escalate("billing", rule="money", measured_on=scene.state.last_visitor))
    return scene


def offered(given: Policy | None = None) -> Scene:
    scene = waiting(given)
    scene.do(CLOCK, cmd.OfferTo("tess"))
    return scene


def assigned(given: Policy | None = None) -> Scene:
    """Tess claimed it, and owes the visitor an answer."""
    scene = waiting(given)
    scene.wait(seconds=5)
    scene.do(TESS, cmd.Claim(scene.state.epoch))
    return scene


def served(given: Policy | None = None) -> Scene:
    """Tess claimed and answered; nothing is owed."""
    scene = assigned(given)
    scene.wait(seconds=5)
    replies(scene)
    return scene


def resolved(given: Policy | None = None) -> Scene:
    scene = served(given)
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq))
    return scene


def answers(scene: Scene, kind: AnswerKind = AnswerKind.ANSWER) -> None:
    turn = scene.state.turn
    message = f"a{scene.state.seq}"
    scene.do(ASSISTANT, cmd.Answer(scene.state.epoch, turn.number, turn.rev, message, "so it is", kind))


def replies(scene: Scene, seen: int | None = None) -> None:
    number = scene.state.seq if seen is None else seen
    scene.do(TESS, cmd.Reply(f"r{scene.state.seq}", "I am here", number, scene.state.seq))


IN = {
    Stage.ASSISTANT: assistant,
    Stage.COLLECTING: collecting,
    Stage.WAITING: waiting,
    Stage.OFFERED: offered,
    Stage.ASSIGNED: assigned,
    Stage.RESOLVED: resolved,
}
