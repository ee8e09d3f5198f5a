"""F29 to F31: somebody who can act is alerted while a visitor waits for a person, as long as they do, and no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.alerts import alert, called
from chatref.conversation.model import Actor, Alert, Debt, Outcome, Stage
from tests.pure import stages
from tests.pure.scene import ASSISTANT, CLOCK, OLGA, TESS, VISITOR, Daily, Never, Scene, policy
from tests.pure.telling import RULE, passes

BOTH = {"tess", "olga"}


def alerted(scene: Scene) -> Alert | None:
    return alert(scene.state, scene.policy)


def who(scene: Scene) -> set[str]:
    found = alerted(scene)
    return set(called(found, scene.policy)) if found else set()


def since(scene: Scene) -> float:
    """For how many minutes it has not moved."""
    found = alerted(scene)
    assert found
    return (scene.now - found.at) / timedelta(minutes=1)


def test_f29_a_handoff_alerts_its_team_in_the_same_moment() -> None:
    scene = stages.assistant()
    assert alerted(scene) is None
    scene.do(ASSISTANT, RULE)
    assert (who(scene), since(scene)) == (BOTH, 0)


def test_f29_while_details_are_collected_nobody_is_called_and_then_the_team_is() -> None:
    scene = stages.collecting()
    assert alerted(scene) is None
    passes(scene, Debt.DETAIL)
    assert (who(scene), since(scene)) == (BOTH, 0)


def test_f29_what_rings_at_one_teammate_alerts_them_and_their_team_when_they_let_it_lapse() -> None:
    scene = stages.offered()
    assert who(scene) == {"tess"}
    passes(scene, Debt.ACCEPTANCE)
    assert who(scene) == BOTH


def test_f15_f29_each_rung_of_waiting_alerts_anew_and_wider_and_then_who_leads() -> None:
    """P15: a team of one, then the default team beside it, then the owner, who is in neither."""
    scene = Scene()
    teams = dict(scene.policy.teams)
    teams["support"] = replace(teams["support"], members=frozenset({"tess"}))
    scene.becomes(teams=teams)
    scene.writes()
    scene.do(ASSISTANT, replace(RULE, team="billing"))
    heard = [who(scene)]
    for _ in range(4):
        passes(scene, Debt.RUNG)
        assert since(scene) == 0
        heard.append(who(scene))
    near, wider, lead = {"tom"}, {"tom", "tess"}, {"tom", "tess", "olga"}
    assert heard == [near, wider, wider, lead, lead]


def test_f15_f29_what_rings_at_one_teammate_after_a_rung_alerts_their_team_too() -> None:
    scene = Scene()
    teams = dict(scene.policy.teams)
    teams["billing"] = replace(teams["billing"], members=frozenset({"tom", "olga"}))
    teams["support"] = replace(teams["support"], members=frozenset({"tess"}))
    scene.becomes(teams=teams)
    scene.writes()
    scene.do(ASSISTANT, replace(RULE, team="billing"))
    passes(scene, Debt.RUNG)
    scene.do(CLOCK, cmd.OfferTo("tom"))
    assert who(scene) == {"tom", "olga", "tess"}


def test_f30_a_new_message_in_an_old_unassigned_conversation_alerts_anew() -> None:
    scene = stages.waiting()
    for _ in range(4):
        passes(scene, Debt.RUNG)
    scene.wait(minutes=9)
    assert since(scene) == 9
    scene.writes("still there?")
    assert (who(scene), since(scene)) == (BOTH, 0)


def test_f30_a_word_where_no_assistant_answers_and_no_case_is_open_alerts_the_team() -> None:
    scene = Scene(policy(assistant=False))
    scene.writes()
    assert (who(scene), since(scene)) == (BOTH, 0)


def test_f30_a_message_to_who_owns_the_case_alerts_them_alone_and_again_when_it_is_late() -> None:
    scene = stages.assigned()
    scene.do(TESS, cmd.Reply("r", "Hello", scene.state.seq, 0))
    assert alerted(scene) is None
    scene.wait(hours=2)
    scene.writes("one more thing")
    assert (who(scene), since(scene)) == ({"tess"}, 0)
    passes(scene, Debt.REPLY)
    assert (who(scene), since(scene)) == ({"tess"}, 0)
    passes(scene, Debt.REPLY)
    assert (who(scene), since(scene)) == (BOTH, 0)


def test_f31_there_is_one_alert_however_often_the_visitor_writes() -> None:
    scene = stages.waiting()
    for number in range(50):
        scene.writes(f"hello {number}")
    assert alerted(scene) == Alert(scene.now, teams=("support",))


@pytest.mark.parametrize(
    ("actor", "command"),
    [
        (TESS, cmd.Resolve(99, 99, Outcome.ELSEWHERE)),
        (TESS, cmd.Reply("r", "Here I am", 99, 99)),
        (VISITOR, cmd.Withdraw()),
    ],
)
def test_f31_an_alert_ends_with_what_it_was_for(actor: Actor, command: cmd.Command) -> None:
    scene = stages.waiting()
    assert alerted(scene)
    scene.do(actor, command)
    assert alerted(scene) is None


def test_f31_over_night_nobody_is_alerted_and_at_opening_the_team_is() -> None:
    scene = Scene(policy(calendar=Daily(9, 17)))
    scene.now = scene.now.replace(hour=16, minute=59)
    scene.writes()
    scene.do(ASSISTANT, RULE)
    assert who(scene) == BOTH
    passes(scene, Debt.DESK)
    assert scene.now.hour == 17
    scene.writes("anybody?")
    assert alerted(scene) is None
    passes(scene, Debt.DESK)
    assert (scene.now.hour, who(scene), since(scene)) == (9, BOTH, 0)


def test_f31_where_no_opening_is_in_sight_who_leads_is_alerted_alone() -> None:
    scene = Scene(policy(calendar=Never()))
    scene.writes()
    scene.do(ASSISTANT, RULE)
    assert (who(scene), since(scene)) == ({"olga"}, 0)


def test_f11_f29_where_nobody_is_in_the_team_or_the_default_team_who_leads_is_alerted() -> None:
    scene = Scene(policy(people=("olga",)))
    teams = {
        name: replace(team, members=team.members - {"olga"}) for name, team in scene.policy.teams.items()
    }
    scene.becomes(teams=teams)
    scene.writes()
    scene.do(ASSISTANT, RULE)
    assert who(scene) == {"olga"}


def test_f29_a_case_that_is_passed_to_a_teammate_alerts_them_at_once() -> None:
    scene = stages.assigned()
    scene.wait(minutes=1)
    seen = scene.state.seq
    scene.do(TESS, cmd.Transfer(seen, seen, teammate="tom"))
    assert (scene.state.stage, who(scene), since(scene)) == (Stage.ASSIGNED, {"tom"}, 0)
    scene.do(OLGA, cmd.Release(scene.state.seq, scene.state.seq))
    assert who(scene) == BOTH


def test_f29_absence_and_offers_move_it_to_the_next() -> None:
    scene = stages.waiting()
    scene.wait(seconds=30)
    scene.do(CLOCK, cmd.OfferTo("olga"))
    assert (who(scene), since(scene)) == ({"olga"}, 0)
