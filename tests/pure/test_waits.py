"""F34, F35: how long visitors waited, in business hours; what was late stays late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chatref.conversation import commands as cmd
from chatref.conversation.model import Outcome
from chatref.conversation.policy import Policy, Timers
from chatref.conversation.waits import Wait, open_time, waits
from chatref.hours import Hours
from tests.pure import stages
from tests.pure.calm import CALM
from tests.pure.scene import ASSISTANT, TESS, VISITOR, Daily, Never, Open, Scene, policy
from tests.pure.telling import RULE
from tests.pure.test_hours import WEEK, calendars, moments

MINUTE = timedelta(minutes=1)


def of(scene: Scene) -> list[Wait]:
    return list(waits(scene.history, lambda _: scene.policy, scene.now))


def minutes(scene: Scene) -> list[tuple[float, bool]]:
    """How long each wait was, and whether it was too long."""
    return [(each.open_time / MINUTE, each.missed) for each in of(scene)]


def test_f35_a_night_is_no_waiting_time_and_the_first_five_minutes_of_the_day_are_in_time() -> None:
    scene = Scene(policy(calendar=Daily(9, 17)))
    scene.now = scene.now.replace(hour=16, minute=58)
    scene.writes()
    scene.do(ASSISTANT, RULE)
    scene.now = scene.now.replace(day=3, hour=9, minute=3)
    stages.replies(scene)
    assert minutes(scene) == [(5, False)]


def test_f35_a_weekend_with_a_clock_change_counts_only_what_is_open() -> None:
    """Friday 16:50 to Monday 9:20 in Berlin, around 29 March 2026."""
    scene = Scene(policy(calendar=WEEK))
    scene.now = datetime(2026, 3, 27, 16, 50, tzinfo=WEEK.zone)
    scene.writes()
    scene.do(ASSISTANT, RULE)
    scene.now = datetime(2026, 3, 30, 9, 20, tzinfo=WEEK.zone)
    stages.replies(scene)
    assert minutes(scene) == [(30, True)]


def test_f35_a_late_reply_stays_a_miss_whatever_comes_after_it() -> None:
    scene = stages.assigned()
    scene.wait(minutes=5)
    stages.replies(scene)
    for later in (1, 4):
        scene.wait(hours=1)
        scene.writes("and this?")
        scene.wait(minutes=later)
        stages.replies(scene)
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.ANSWERED))
    scene.wait(days=3)
    late, *others = of(scene)
    assert (late.open_time, late.missed, late.first, late.by) == (
        timedelta(minutes=5, seconds=5),
        True,
        True,
        "tess",
    )
    assert [(each.open_time / MINUTE, each.missed, each.first) for each in others] == [
        (1, False, False),
        (4, False, False),
    ]


def test_f35_five_minutes_are_in_time_and_a_second_more_is_not() -> None:
    for seconds, missed in ((0, False), (1, True)):
        scene = stages.waiting()
        scene.wait(minutes=5, seconds=seconds)
        stages.replies(scene)
        assert of(scene)[0].missed is missed


def test_f35_a_wait_that_goes_on_is_counted_and_missed_while_nobody_answers() -> None:
    scene = stages.waiting()
    scene.wait(minutes=4)
    assert [(each.ended, each.missed) for each in of(scene)] == [(None, False)]
    scene.wait(minutes=2)
    assert [(each.ended, each.missed, each.open_time) for each in of(scene)] == [(None, True, 6 * MINUTE)]


def test_f34_f35_words_of_assistant_desk_and_visitor_leave_the_wait_as_it_is() -> None:
    scene = stages.waiting()
    since = scene.now
    for _ in range(3):
        scene.wait(minutes=1)
        scene.writes("hello?")
        stages.answers(scene)
    scene.wait(minutes=4)
    stages.replies(scene)
    assert [(each.since, each.open_time, each.missed) for each in of(scene)] == [(since, 7 * MINUTE, True)]


def test_f35_what_a_reply_had_not_seen_goes_on_waiting_since_its_own_time() -> None:
    scene = stages.waiting()
    seen = scene.state.seq
    scene.wait(minutes=2)
    scene.writes("one more thing")
    scene.wait(minutes=1)
    stages.replies(scene, seen)
    scene.wait(minutes=6)
    stages.replies(scene)
    assert minutes(scene) == [(3, False), (7, True)]


def test_f35_a_wait_that_ends_without_an_answer_names_nobody() -> None:
    scene = stages.waiting()
    scene.wait(minutes=6)
    scene.do(VISITOR, cmd.Withdraw())
    assert [(each.by, each.missed, each.team) for each in of(scene)] == [(None, True, "support")]
    assert of(scene)[0].ended == scene.now


def test_f35_a_wait_that_a_close_ends_is_in_the_hours_of_the_team_that_had_it() -> None:
    """The handoff has ended by then, and its team is not forgotten with it."""
    scene = stages.waiting(policy(calendar=Never(), billing=Open()))
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, team="billing"))
    scene.wait(minutes=6)
    scene.do(TESS, cmd.Claim(scene.state.epoch))
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.ELSEWHERE))
    (wait,) = of(scene)
    assert (wait.team, wait.open_time, wait.missed, wait.by) == ("billing", 6 * MINUTE, True, None)


def test_f35_each_wait_is_judged_by_the_policy_it_began_under() -> None:
    scene = stages.waiting()
    scene.wait(minutes=6)
    lenient = replace(scene.policy, version=2, timers=Timers(reply=10 * MINUTE))
    scene.policy = lenient
    stages.replies(scene)
    scene.wait(minutes=1)
    scene.writes("and this?")
    scene.wait(minutes=6)
    stages.replies(scene)
    by_version: dict[int, Policy] = {1: policy(), 2: lenient}
    found = waits(scene.history, by_version.__getitem__, scene.now)
    assert [each.missed for each in found] == [True, False]


def test_f35_a_team_that_never_opens_has_a_day() -> None:
    scene = stages.waiting(policy(calendar=Never()))
    scene.wait(hours=25)
    stages.replies(scene)
    assert [(each.open_time, each.missed) for each in of(scene)] == [(timedelta(0), True)]


def test_nobody_waits_for_a_person_where_none_is_owed() -> None:
    assert of(stages.answered()) == []


@CALM
@given(calendars, moments, st.integers(0, 3000))
def test_f35_open_time_is_counted_minute_by_minute(hours: Hours, start: datetime, passed: int) -> None:
    start = start.replace(second=0)
    counted = sum(hours.open_at(start + n * MINUTE) for n in range(passed))
    assert open_time(hours, start, start + passed * MINUTE) == counted * MINUTE


def test_f35_nothing_passes_between_a_moment_and_itself_or_backwards() -> None:
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    calendar = Daily(9, 17)
    assert open_time(calendar, at, at) == open_time(calendar, at, at - MINUTE) == timedelta(0)
