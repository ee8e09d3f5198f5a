"""What a walk comes to once in a million steps: two rare things at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import Debt, How, Line, OfferEnd, Outcome, Stage
from chatref.conversation.policy import Calendar, Team
from chatref.conversation.refusals import AlreadyClaimed, NotDue, Stale
from tests.pure import stages
from tests.pure.scene import (
    ASSISTANT,
    CLOCK,
    OLGA,
    RETURN,
    START,
    TESS,
    TOM,
    VISITOR,
    Daily,
    Never,
    Scene,
    policy,
)
from tests.pure.telling import RULE, answer_of, passes, said


def test_f6_switched_on_for_the_site_a_paused_assistant_stays_paused() -> None:
    """What waits for nobody goes back only to an assistant that can act."""
    scene = stages.answered()
    scene.do(TESS, cmd.PauseAssistant())
    for assistant in (False, True):
        scene.becomes(sites=policy(assistant=assistant).sites)
        scene.do(CLOCK, cmd.ApplyPolicy())
        assert scene.state.stage is Stage.WAITING
    scene.do(TESS, cmd.ResumeAssistant())
    assert scene.state.stage is Stage.ASSISTANT


def test_f19_a_returning_visitor_is_not_tied_to_somebody_who_was_removed() -> None:
    """Their window is still open, and says that they are here."""
    for people, stage in ((("tess", "olga"), Stage.ASSIGNED), (("tom", "olga"), Stage.ASSISTANT)):
        scene = stages.resolved()
        scene.becomes(teammates=policy(people=people).teammates)
        scene.writes("one more thing")
        assert scene.state.stage is stage


def test_f40_only_what_had_ended_by_then_is_deleted_for_its_age() -> None:
    """Nothing that goes on, nothing that ended later, and nothing that has begun anew meanwhile."""
    going_on, ended, anew = stages.assigned(), stages.resolved(), stages.resolved()
    by = ended.now
    anew.wait(seconds=60)
    anew.writes("one more thing")
    for scene, before in ((going_on, by), (ended, by - timedelta(seconds=1)), (anew, by)):
        with pytest.raises(NotDue):
            scene.do(CLOCK, cmd.Erase(before))
        assert not scene.state.erased
    ended.do(CLOCK, cmd.Erase(by))
    assert ended.state.erased


def test_f11_a_removed_teammates_offer_ends() -> None:
    scene = stages.offered()
    scene.becomes(teammates=policy(people=("tom", "olga")).teammates)
    assert e.OfferEnded("tess", OfferEnd.REMOVED) in scene.do(CLOCK, cmd.ApplyPolicy())
    assert scene.state.stage is Stage.WAITING


def test_f9_a_second_request_found_after_the_end_is_stored_where_another_conversation_is_open() -> None:
    """I5: never refused."""
    scene = Scene()
    scene.writes("a person please", asks=True)
    scene.writes("or call me")
    late = scene.state.last_visitor
    stages.answers(scene)
    passes(scene, Debt.NEXT_WORD)
    scene.elsewhere = "c2"
    asked = e.PersonAsked(How.NEARNESS, "m", late)
    assert scene.do(ASSISTANT, cmd.NotePersonAsked("m", late)) == [asked]
    assert scene.state.stage is Stage.RESOLVED


def test_f12_a_team_whose_new_hours_send_it_away_is_said_anew() -> None:
    """It had come in the meantime: what was said before it came does not count."""
    scene = Scene(policy(calendar=Daily(9, 17)), now=START.replace(hour=8, minute=59))
    scene.writes()
    scene.do(ASSISTANT, replace(RULE, action=RETURN))
    passes(scene, Debt.DESK)
    scene.becomes(teams=policy(calendar=Daily(12, 13)).teams)
    events = scene.do(VISITOR, cmd.SkipDetails())
    assert said(events) == [Line.CONFIRMATION]
    assert any("back on Monday 12:00" in one.text for one in events if isinstance(one, e.DeskSaid))


def test_f15_each_team_that_does_not_open_in_sight_is_told_to_the_owner() -> None:
    """Also where both calendars are of the same version."""
    scene = stages.waiting(policy(calendar=Never()))
    assert [one.team for one in _alerts(scene)] == ["support"]
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, team="billing"))
    assert [one.team for one in _alerts(scene)] == ["support", "billing"]


def _alerts(scene: Scene) -> list[e.OwnerAlerted]:
    return [one.event for one in scene.history if isinstance(one.event, e.OwnerAlerted)]


@dataclass(frozen=True)
class Once:
    """Open for a single minute, and then never in sight."""

    at: datetime

    def open_at(self, t: datetime) -> bool:
        return self.at <= t < self.at + timedelta(minutes=1)

    def after(self, t: datetime, business_time: timedelta) -> datetime | None:
        done = max(t, self.at) + business_time
        return done if self.open_at(done) else None

    def changes_after(self, t: datetime) -> datetime | None:
        ends = self.at + timedelta(minutes=1)
        return next((change for change in (self.at, ends) if change > t), None)


def test_f15_a_last_opening_too_short_for_a_rung_keeps_nobody_waiting_for_ever() -> None:
    """The rung comes by wall time."""
    calendar: Calendar = Once(START + timedelta(hours=1))
    team = Team("support", "Support", calendar, frozenset({"tess"}))
    scene = stages.waiting(replace(policy(), teams={"support": team}))
    assert scene.owed()[Debt.RUNG].due == scene.now + timedelta(days=1)


def test_f28_a_claim_from_before_a_colleague_had_it_is_stale() -> None:
    """I4: they may have done something since that the screen did not show."""
    scene = stages.waiting()
    seen = scene.state.epoch
    scene.do(TESS, cmd.Claim(seen))
    scene.do(TESS, cmd.Release(scene.state.seq, scene.state.seq))
    with pytest.raises(Stale):
        scene.do(TOM, cmd.Claim(seen))
    assert scene.do(TOM, cmd.Claim(scene.state.epoch))


def test_f28_a_takeover_from_who_has_it_again_is_refused() -> None:
    """I4: they have it, but not since what the screen showed."""
    scene = stages.assigned()
    seen = scene.state.epoch
    scene.do(TOM, cmd.TakeOver(seen, "tess"))
    scene.do(TESS, cmd.TakeOver(scene.state.epoch, "tom"))
    with pytest.raises(AlreadyClaimed):
        scene.do(OLGA, cmd.TakeOver(seen, "tess"))
    assert scene.do(OLGA, cmd.TakeOver(scene.state.epoch, "tess"))


def test_f37_what_was_lost_of_a_turn_does_not_count_after_the_end() -> None:
    scene = stages.assistant()
    late = answer_of(scene)
    scene.writes("and one more thing")
    assert scene.do(ASSISTANT, late) == [e.AnswerLost(late.turn, late.rev)]
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.SPAM))
    assert scene.state.turn.lost == 0
