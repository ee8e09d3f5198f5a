"""S14: tags by rules reach the conversation on every way a rule fires, and stay; tags by hand; twenty at most."""

from __future__ import annotations

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.decide.moves import MOST_TAGS
from chatref.conversation.model import Actor, ActorKind, Stage
from chatref.conversation.refusals import NotAllowed
from tests.pure import stages
from tests.pure.scene import ASSISTANT, RETURN, TESS, VISITOR, Scene

MANY = tuple(f"t{number}" for number in range(MOST_TAGS))


def fires(scene: Scene, *tags: str, rule: str = "refunds", action: cmd.ActionDue | None = None) -> None:
    scene.do(
        ASSISTANT,
        cmd.Escalate("refund", rule=rule, tags=tags, action=action, measured_on=scene.state.last_visitor),
    )


def by_hand(scene: Scene, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> None:
    scene.do(TESS, cmd.Tag(add, remove))


@pytest.mark.parametrize("action", [None, RETURN])
def test_a_rule_that_opens_a_case_tags_the_conversation(action: cmd.ActionDue | None) -> None:
    scene = stages.assistant()
    fires(scene, "money", "refund", action=action)
    assert scene.state.tags == {"money", "refund"}


@pytest.mark.parametrize("stage", [Stage.COLLECTING, Stage.WAITING, Stage.OFFERED, Stage.ASSIGNED])
def test_a_rule_that_fires_while_a_case_is_open_tags_it_too(stage: Stage) -> None:
    scene = stages.IN[stage]()
    scene.writes("And I want my money back.")
    fires(scene, "refund")
    assert scene.state.tags == {"refund"}


def test_tags_stay_with_the_conversation_over_transfer_close_and_reopening() -> None:
    scene = stages.assistant()
    fires(scene, "refund")
    scene.do(TESS, cmd.Claim(scene.state.epoch))
    stages.replies(scene)
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, team="billing"))
    scene.do(TESS, cmd.Claim(scene.state.epoch))
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq))
    assert scene.state.tags == {"refund"}
    scene.wait(days=1)
    scene.present = frozenset()
    scene.writes("It did not come.")
    fires(scene, "late")
    assert scene.state.episode == 2
    assert scene.state.tags == {"refund", "late"}


def test_the_same_rule_tags_again_in_the_next_episode_what_was_taken_off() -> None:
    scene = stages.assistant()
    fires(scene, "refund")
    by_hand(scene, remove=("refund",))
    assert scene.state.tags == frozenset()
    scene.do(VISITOR, cmd.Withdraw())
    scene.do(TESS, cmd.TakeOver(scene.state.epoch))
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, say=cmd.Word("r", "Done.")))
    scene.present = frozenset()
    scene.writes("And again.")
    fires(scene, "refund")
    assert scene.state.tags == {"refund"}


def test_a_conversation_has_twenty_tags_at_most_by_rule() -> None:
    """A rule is never refused for its tags: what has no room stays out."""
    scene = stages.assistant()
    by_hand(scene, MANY[:18])
    fires(scene, "t0", "x", "y", "z")
    assert scene.state.tags == {*MANY[:18], "x", "y"}


def test_a_conversation_has_twenty_tags_at_most_by_hand() -> None:
    scene = stages.assistant()
    by_hand(scene, MANY)
    with pytest.raises(NotAllowed):
        by_hand(scene, ("x",))
    by_hand(scene, ("x",), ("t0",))
    by_hand(scene, ("t1",))
    assert scene.state.tags == {*MANY[1:], "x"}


def test_a_conversation_has_twenty_tags_at_most_by_an_action() -> None:
    scene = stages.assistant()
    by_hand(scene, MANY)
    scene.do(Actor(ActorKind.ASSISTANT), cmd.Tag(("x",)))
    assert scene.state.tags == set(MANY)
