"""What the figures of the report mean, one conversation at a time. docs/report.md says it in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.model import AnswerKind, Debt, Lesson, Outcome
from chatref.conversation.policy import Policy
from chatref.insights.report.facts import facts
from chatref.insights.report.figures import By, Figure
from chatref.insights.report.items import Item, Scope, items
from tests.pure import stages
from tests.pure.scene import ASSISTANT, CLOCK, TESS, VISITOR, Scene, policy

LATER = timedelta(days=30)
ENDED = {Figure.SOLVED, Figure.CAME_BACK, Figure.TOO_EARLY}
ENDINGS = {each for each in Figure if each.startswith("episodes_")} - {Figure.HANDED_OFF, Figure.ALONE}


def of(scene: Scene, after: timedelta = LATER, team: str | None = None) -> list[Item]:
    """As it stands so long after its last event."""
    policies: dict[int, Policy] = defaultdict(lambda: scene.policy)
    then = scene.now + after
    scope = Scope(datetime(2026, 1, 1, tzinfo=UTC), then + LATER, UTC, then, team=team)
    return list(items(facts(scene.history, lambda _: scene.policy), scope, policies))


def handoffs(found: Iterable[Item]) -> list[set[Figure]]:
    return [set(each.figures) for each in found if Figure.HANDOFFS in each.figures]


def endings(scene: Scene) -> list[Figure]:
    """Of its episodes, in their order."""
    [*found] = ([each for each in item.figures if each in ENDINGS] for item in of(scene) if not item.waits)
    return [ending for [ending] in found]


def left(scene: Scene) -> None:
    """Until it ends by time."""
    due = scene.owed()[Debt.NEXT_WORD].due
    scene.now = due
    scene.do(CLOCK, cmd.DeadlinePassed(Debt.NEXT_WORD, due, scene.state.seq))


def writes_again(scene: Scene, **later: float) -> None:
    scene.wait(**later)
    scene.present = frozenset()
    scene.writes("It did not help.")


@pytest.mark.parametrize(
    ("after", "figure"),
    [
        (timedelta(), Figure.TOO_EARLY),
        (timedelta(days=7) - timedelta(microseconds=1), Figure.TOO_EARLY),
        (timedelta(days=7), Figure.SOLVED),
    ],
)
def test_p18_an_answered_handoff_is_solved_after_seven_quiet_days(after: timedelta, figure: Figure) -> None:
    [found] = handoffs(of(stages.resolved(), after))
    assert found & ENDED == {figure}


@pytest.mark.parametrize(
    ("later", "figure"), [(timedelta(days=6.9), Figure.CAME_BACK), (timedelta(days=7), Figure.SOLVED)]
)
def test_p18_who_comes_back_within_seven_days_was_not_helped(later: timedelta, figure: Figure) -> None:
    """Also if the assistant answers it then, and nobody is called."""
    scene = stages.resolved()
    writes_again(scene, seconds=later.total_seconds())
    stages.answers(scene)
    [found] = handoffs(of(scene))
    assert found & ENDED == {figure}


def test_p18_what_is_handed_back_and_handed_over_again_was_not_solved() -> None:
    scene = stages.served()
    scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq))
    scene.wait(hours=1)
    scene.writes("Hm.")
    scene.do(ASSISTANT, cmd.Escalate("billing", rule="other", measured_on=scene.state.last_visitor))
    first, second = handoffs(of(scene))
    assert first & ENDED == {Figure.CAME_BACK}
    assert Figure.OPEN in second


@pytest.mark.parametrize("outcome", [Outcome.ELSEWHERE, Outcome.SPAM, Outcome.DUPLICATE])
def test_what_was_not_answered_is_neither_solved_nor_open_to_be(outcome: Outcome) -> None:
    scene = stages.assigned()
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, outcome))
    [found] = handoffs(of(scene))
    assert not found & ENDED
    assert {Figure(f"handoffs_{outcome}"), Figure.FIRST_UNANSWERED} <= found


def test_f36_p18_silence_after_an_answer_is_assumed_and_after_none_abandoned() -> None:
    for kind, figure in (
        (AnswerKind.ANSWER, Figure.EPISODES_ASSUMED),
        (AnswerKind.NOT_FOUND, Figure.EPISODES_ABANDONED),
    ):
        scene = stages.assistant()
        stages.answers(scene, kind)
        left(scene)
        assert endings(scene) == [figure]


@pytest.mark.parametrize(
    ("stars", "figure"),
    [
        (5, Figure.EPISODES_CONFIRMED),
        (4, Figure.EPISODES_CONFIRMED),
        (3, Figure.EPISODES_ASSUMED),
        (2, Figure.EPISODES_DENIED),
        (1, Figure.EPISODES_DENIED),
    ],
)
def test_p18_only_the_visitor_confirms(stars: int, figure: Figure) -> None:
    scene = stages.answered()
    left(scene)
    scene.do(VISITOR, cmd.Rate(stars))
    assert endings(scene) == [figure]


def test_p18_reopened_comes_before_what_the_visitor_said_and_each_episode_has_its_own_rating() -> None:
    scene = stages.answered()
    left(scene)
    scene.do(VISITOR, cmd.Rate(5))
    writes_again(scene, days=1)
    stages.answers(scene)
    left(scene)
    assert endings(scene) == [Figure.EPISODES_REOPENED, Figure.EPISODES_ASSUMED]


def test_p18_spam_is_set_aside_whatever_comes_after() -> None:
    scene = stages.assigned()
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.SPAM))
    scene.do(VISITOR, cmd.Rate(5))
    writes_again(scene, days=1)
    assert endings(scene) == [Figure.EPISODES_SET_ASIDE, Figure.EPISODES_GOING_ON]


def test_p18_a_handoff_still_open_counts_as_open_and_its_wait_as_waiting() -> None:
    [found] = handoffs(of(stages.waiting(), timedelta(minutes=4)))
    assert {Figure.OPEN, Figure.FIRST_WAITING} <= found
    assert Figure.FIRST_MISSED not in found
    [found] = handoffs(of(stages.waiting(), timedelta(minutes=6)))
    assert {Figure.FIRST_WAITING, Figure.FIRST_MISSED} <= found


def test_s14_the_last_word_of_the_team_counts_also_long_after_the_end() -> None:
    scene = stages.resolved()
    [handoff] = scene.state.handoffs
    scene.do(TESS, cmd.Review(handoff, Lesson.NEEDLESS))
    writes_again(scene, days=20)
    scene.do(TESS, cmd.Review(handoff, Lesson.CONTENT_MISSING))
    [found] = handoffs(of(scene))
    assert Figure.CONTENT_MISSING in found
    assert Figure.NEEDLESS not in found


def test_a_handoff_is_its_last_teams_also_where_that_is_the_default_one() -> None:
    """Its own team had nobody left when it was given back."""
    scene = stages.assistant()
    scene.do(ASSISTANT, cmd.Escalate("billing", team="billing", measured_on=scene.state.last_visitor))
    scene.do(TESS, cmd.Claim(scene.state.epoch))
    without_tom = policy(scene.policy.version + 1, people=("tess", "olga"))
    scene.policy = without_tom
    scene.do(TESS, cmd.Release(scene.state.seq, scene.state.seq))
    assert [dict(each.names)[By.TEAM] for each in of(scene)] == [("support",)] * 2
    assert of(scene, team="billing") == []
    assert len(of(scene, team="support")) == 2


def test_passed_on_to_a_colleague_is_passed_on() -> None:
    scene = stages.served()
    assert Figure.TRANSFERRED not in handoffs(of(scene))[0]
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, teammate="tom"))
    assert Figure.TRANSFERRED in handoffs(of(scene))[0]
