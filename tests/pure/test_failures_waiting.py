"""What goes wrong while somebody waits, and must not here: the core's part of F12 to F22."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import (
    Cause,
    CollectingEnd,
    Debt,
    Line,
    OfferEnd,
    Outcome,
    Stage,
)
from chatref.conversation.phrases import FIXED, Phrase
from chatref.conversation.refusals import NotAllowed
from tests.pure import stages
from tests.pure.scene import (
    ASSISTANT,
    CLOCK,
    OLGA,
    OPENING,
    RETURN,
    TESS,
    VISITOR,
    Daily,
    Never,
    Scene,
    policy,
)
from tests.pure.telling import RULE, passes, said

# Nobody there.


def night() -> Scene:
    scene = Scene(policy(calendar=Daily(9, 17)))
    scene.now = scene.now.replace(hour=22)
    return scene


def test_f12_f13_out_of_hours_the_visitor_is_told_once_in_one_message() -> None:
    """P14: with the next opening and a way to leave a contact."""
    scene = night()
    scene.writes()
    events = scene.do(ASSISTANT, RULE)
    assert said(events) == [Line.HAND_OVER]
    line = next(one for one in events if isinstance(one, e.DeskSaid))
    assert "The team is back on Tuesday 09:00 (UTC). Leave a contact" in line.text
    closed = next(one for one in events if isinstance(one, e.DeskClosed))
    assert closed.back == scene.now.replace(day=3, hour=9)
    assert said(scene.writes("hello?")) == []


@pytest.mark.parametrize("language", FIXED)
@pytest.mark.parametrize("mails", [True, False])
def test_f12_an_answer_by_mail_is_promised_only_where_mails_are_sent(language: str, mails: bool) -> None:
    """P12: out of hours, and where it takes long; the address is asked for all the same."""
    scene = Scene(policy(calendar=Daily(9, 17), mails=mails))
    scene.do(VISITOR, cmd.Write("m0", "hello", opening=replace(OPENING, language=language)))
    scene.do(ASSISTANT, RULE)
    for debt in (Debt.RUNG, Debt.RUNG, Debt.DESK):
        passes(scene, debt)
    texts = " ".join(one.event.text for one in scene.history if isinstance(one.event, e.DeskSaid))
    promised, asked = FIXED[language][Phrase.CONTACT], FIXED[language][Phrase.REACH]
    assert (promised in texts, asked in texts) == (mails, not mails)


def test_f12_f13_where_details_are_collected_the_next_opening_is_said_once_too() -> None:
    """P12, P14: with the form, so that nobody fills it in for a person who is not there."""
    scene = night()
    scene.writes()
    before = scene.do(ASSISTANT, replace(RULE, action=RETURN))
    after = scene.do(VISITOR, cmd.GiveDetails((cmd.Value("order", "A-1"), cmd.Value("reason", "broken"))))
    assert [(one.line, one.text) for one in (*before, *after) if isinstance(one, e.DeskSaid)] == [
        (
            Line.HAND_OVER,
            (
                "Let me connect you with a specialist who can help further. "
                "A few details first, so that nobody has to ask you again. "
                "The team is back on Tuesday 09:00 (UTC)."
            ),
        ),
        (
            Line.CONFIRMATION,
            "Your details have been passed on. Leave a contact, and the answer reaches you there too.",
        ),
    ]


def test_f12_a_team_that_came_and_went_since_is_said_anew() -> None:
    scene = night()
    scene.writes()
    scene.do(ASSISTANT, replace(RULE, action=RETURN))
    scene.now = scene.now.replace(day=scene.now.day + 1, hour=20)
    passes(scene, Debt.DETAIL)
    texts = [one.event.text for one in scene.history if isinstance(one.event, e.DeskSaid)]
    assert sum("back on Wednesday" in text for text in texts) == 1


def test_f13_closing_time_withdraws_the_offer_and_tells_the_visitor_once() -> None:
    scene = Scene(policy(calendar=Daily(9, 17)))
    scene.now = scene.now.replace(hour=16, minute=59, second=50)
    scene.writes()
    scene.do(ASSISTANT, RULE)
    scene.do(CLOCK, cmd.OfferTo("tess"))
    events = passes(scene, Debt.DESK)
    assert said(events) == [Line.CLOSING]
    assert scene.state.stage is Stage.WAITING
    with pytest.raises(NotAllowed):
        scene.do(CLOCK, cmd.OfferTo("tess"))
    assert isinstance(passes(scene, Debt.DESK)[0], e.DeskOpened)


def test_f13_a_closing_already_followed_by_its_opening_says_nothing() -> None:
    """I12: nobody ran over night."""
    scene = Scene(policy(calendar=Daily(9, 17)))
    scene.writes()
    scene.do(ASSISTANT, RULE)
    scene.wait(days=1)
    events = scene.do(CLOCK, cmd.DeadlinePassed(Debt.DESK, scene.now, scene.state.seq))
    assert Line.CLOSING not in said(events)
    assert e.DeskOpened("support") in events


def test_f15_every_wait_has_a_deadline_and_a_next_step() -> None:
    """P13, P15: the ladder never ends by itself."""
    scene = stages.waiting()
    steps = []
    for _ in range(6):
        events = passes(scene, Debt.RUNG)
        steps += [(one.step, scene.now) for one in events if isinstance(one, e.RungPassed)]
    began = scene.history[-1].at - timedelta(minutes=45)
    assert [(step, (at - began).seconds // 60) for step, at in steps] == [
        (1, 2), (2, 5), (3, 15), (4, 25), (5, 35), (6, 45),
    ]  # fmt: skip


def test_f15_the_second_rung_raises_the_priority_and_says_an_honest_word() -> None:
    scene = stages.waiting()
    passes(scene, Debt.RUNG)
    events = passes(scene, Debt.RUNG)
    assert said(events) == [Line.PROGRESS]
    assert any(isinstance(one, e.PriorityRaised) for one in events)


def test_f15_rungs_missed_while_nobody_ran_are_taken_as_one() -> None:
    """I12."""
    scene = stages.waiting()
    scene.wait(hours=9)
    events = scene.do(CLOCK, cmd.DeadlinePassed(Debt.RUNG, scene.now, scene.state.seq))
    assert len([one for one in events if isinstance(one, e.RungPassed)]) == 1
    assert scene.owed()[Debt.RUNG].due > scene.now


def test_f15_a_team_that_never_opens_alerts_the_owner_and_rungs_go_on_daily() -> None:
    scene = Scene(policy(calendar=Never()))
    scene.writes()
    events = scene.do(ASSISTANT, RULE)
    assert any(isinstance(one, e.OwnerAlerted) and one.owner == "olga" for one in events)
    assert scene.owed()[Debt.RUNG].due == scene.now + timedelta(days=1)
    assert scene.owed()[Debt.NO_OPENING].due == scene.now + timedelta(days=14)


def test_f15_details_that_do_not_come_never_keep_a_visitor_from_a_person() -> None:
    scene = stages.collecting()
    events = passes(scene, Debt.DETAIL)
    assert scene.state.stage is Stage.WAITING
    assert e.CollectingEnded(CollectingEnd.SILENCE, ("order", "reason", "phone")) in events


def test_f15_an_assistant_that_fails_makes_a_case() -> None:
    scene = stages.assistant()
    passes(scene, Debt.ANSWER)
    assert scene.state.handoff
    assert scene.state.handoff.cause is Cause.FAILED


# Routing.


def test_f20_an_offer_rings_one_person_for_thirty_seconds_and_moves_on() -> None:
    scene = stages.offered()
    assert scene.owed()[Debt.ACCEPTANCE].due == scene.now + timedelta(seconds=30)
    events = passes(scene, Debt.ACCEPTANCE)
    assert e.OfferEnded("tess", OfferEnd.LAPSED) in events
    with pytest.raises(NotAllowed):
        scene.do(CLOCK, cmd.OfferTo("tess"))
    scene.do(CLOCK, cmd.OfferTo("olga"))
    assert scene.state.offer
    assert scene.state.offer.teammate == "olga"


def test_f21_a_claim_made_over_a_socket_lapses_by_absence() -> None:
    scene = stages.waiting()
    scene.do(TESS, cmd.Claim(scene.state.epoch, by_socket=True))
    with pytest.raises(NotAllowed):
        scene.do(CLOCK, cmd.PresenceLost("tess"))
    scene.present -= {"tess"}
    scene.do(CLOCK, cmd.PresenceLost("tess"))
    assert scene.state.stage is Stage.WAITING


def test_f21_who_was_cut_off_may_be_offered_their_case_again() -> None:
    """They have declined nothing, and know it best; whoever was free at that moment was asked before them."""
    scene = stages.waiting()
    scene.do(TESS, cmd.Claim(scene.state.epoch, by_socket=True))
    scene.present -= {"tess"}
    scene.do(CLOCK, cmd.PresenceLost("tess"))
    scene.present |= {"tess"}
    scene.do(CLOCK, cmd.OfferTo("tess"))
    assert scene.state.stage is Stage.OFFERED


def test_f21_a_claim_by_mail_or_api_does_not_lapse_by_absence() -> None:
    scene = stages.assigned()
    scene.present -= {"tess"}
    with pytest.raises(NotAllowed):
        scene.do(CLOCK, cmd.PresenceLost("tess"))


def test_f21_a_reply_that_does_not_come_is_reminded_and_then_waits_at_higher_priority() -> None:
    scene = stages.assigned()
    claimed = scene.now
    assert scene.owed()[Debt.REPLY].due == claimed + timedelta(minutes=5)
    assert e.Reminded("tess", claimed) in passes(scene, Debt.REPLY)
    events = passes(scene, Debt.REPLY)
    assert scene.now == claimed + timedelta(minutes=10)
    assert scene.state.stage is Stage.WAITING
    assert scene.state.handoff
    assert "tess" in scene.state.handoff.passed_over
    assert any(isinstance(one, e.PriorityRaised) for one in events) or scene.state.priority > 1


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.RESOLVED])
def test_f22_no_stage_is_without_an_exit(stage: Stage) -> None:
    """It can be taken or moved, and closed, by the workspace's owner at the latest."""
    scene = stages.IN[stage]()
    seen = scene.state.seq
    scene.do(OLGA, cmd.Resolve(seen, seen, Outcome.ELSEWHERE))
    assert scene.state.stage is Stage.RESOLVED
