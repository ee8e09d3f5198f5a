"""What goes wrong in desks like this one, and must not here: the core's part of F1 to F48."""

from __future__ import annotations

import ast
import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from chatref import conversation
from chatref.conversation import codec
from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.decide import decide
from chatref.conversation.erase import tombstone
from chatref.conversation.evolve import fold
from chatref.conversation.model import (
    AnswerKind,
    Cause,
    CollectingEnd,
    Debt,
    HolderKind,
    How,
    Line,
    OfferEnd,
    Outcome,
    Route,
    Stage,
)
from chatref.conversation.policy import Context
from chatref.conversation.refusals import AlreadyClaimed, Behind, Continued, Gone, NotAllowed, NotDue, Stale
from chatref.conversation.visible import VISIBLE
from tests.pure import stages
from tests.pure.scene import (
    ASSISTANT,
    CLOCK,
    OLGA,
    RETURN,
    SERVER,
    TESS,
    TOM,
    VISITOR,
    Daily,
    Never,
    Scene,
    policy,
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


# The assistant and a person.


def test_f1_an_answer_in_flight_is_refused_after_a_takeover() -> None:
    """I3, P10."""
    scene = stages.assistant()
    late = answer_of(scene)
    scene.do(TESS, cmd.TakeOver(scene.state.epoch))
    with pytest.raises(Stale):
        scene.do(ASSISTANT, late)


def test_f1_two_workers_cannot_both_answer_a_turn() -> None:
    scene = stages.assistant()
    twice = answer_of(scene)
    scene.do(ASSISTANT, twice)
    with pytest.raises(Stale):
        scene.do(ASSISTANT, replace(twice, message="a10"))


@pytest.mark.parametrize("route", list(Route))
def test_f2_a_teammates_message_takes_the_chat_whatever_its_route(route: Route) -> None:
    scene = stages.assistant()
    scene.do(TESS, cmd.Reply("r1", "hello", scene.state.seq, route=route))
    assert scene.state.owner == "tess"
    assert not scene.state.assistant_may_speak


@pytest.mark.parametrize("stage", [stages.assigned, stages.served, stages.resolved])
def test_f3_the_assistant_has_no_word_in_what_a_person_owns_or_closed(stage) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    """I3: whatever epoch and turn the worker thinks of."""
    scene = stage()
    for epoch in range(scene.state.epoch + 2):
        for turn in range(scene.state.turn.number + 2):
            with pytest.raises(Stale):
                scene.do(ASSISTANT, cmd.Answer(epoch, turn, scene.state.turn.rev, "a1", "but"))


def test_f4_a_hand_back_is_a_fact_with_a_word_for_the_assistant() -> None:
    """The context is rebuilt from this marker."""
    scene = stages.served()
    events = scene.do(
        TESS, cmd.HandBack(scene.state.seq, scene.state.seq, word="she wants the desktop licence")
    )
    assert e.HandedBack("tess", "she wants the desktop licence") in events


def test_f5_after_a_hand_back_an_open_turn_is_owed_at_once() -> None:
    scene = stages.served()
    scene.writes("and how do I install it?")
    scene.wait(seconds=3)
    seen = scene.state.seq
    scene.do(TESS, cmd.HandBack(seen, seen, cmd.Word("w1", "Our assistant can tell you.")))
    assert scene.owed()[Debt.ANSWER].due == scene.now + timedelta(seconds=45)
    stages.answers(scene)
    assert scene.state.assistant_owes is None


@pytest.mark.parametrize("begin", [stages.assistant, stages.collecting])
def test_f6_a_conversation_whose_assistant_is_switched_off_goes_to_the_queue(begin) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    scene = begin()
    scene.becomes(sites=policy(assistant=False).sites)
    scene.do(CLOCK, cmd.ApplyPolicy())
    assert scene.state.stage is Stage.WAITING
    assert Debt.RUNG in scene.owed()


def test_f6_a_removed_teammates_conversation_goes_to_the_queue() -> None:
    scene = stages.assigned()
    scene.becomes(teammates=policy(people=("tom", "olga")).teammates)
    scene.do(CLOCK, cmd.ApplyPolicy())
    assert scene.state.stage is Stage.WAITING
    assert scene.owed()[Debt.RUNG].holder.id == "support"


def test_f6_paused_the_assistant_gives_the_turn_to_the_team_at_once() -> None:
    scene = stages.assistant()
    late = answer_of(scene)
    scene.do(TESS, cmd.PauseAssistant())
    assert scene.state.stage is Stage.WAITING
    with pytest.raises(Stale):
        scene.do(ASSISTANT, late)


# The handoff.


def test_f7_a_promise_makes_a_handoff_even_of_a_message_handed_back() -> None:
    scene = stages.assigned()
    scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq, cmd.Word("w1", "Over to the assistant.")))
    on = scene.state.last_visitor
    scene.do(ASSISTANT, cmd.Escalate("promised", Cause.PROMISE, measured_on=on))
    assert scene.state.stage is Stage.WAITING


def test_f8_the_notice_is_in_the_handoffs_own_transaction_and_once() -> None:
    """I6, P12."""
    scene = stages.assistant()
    events = scene.do(ASSISTANT, RULE)
    assert said(events) == [Line.HAND_OVER]
    line = next(one for one in events if isinstance(one, e.DeskSaid))
    assert line.confirms
    assert line.text == (
        "Let me connect you with a specialist who can help further. "
        "Somebody from the team will answer you here as soon as possible."
    )
    assert said(scene.do(ASSISTANT, cmd.Escalate("again", rule="other"))) == []


def test_f8_where_details_are_collected_the_confirmation_comes_when_they_are_in() -> None:
    """I6, P12."""
    scene = stages.assistant()
    assert said(scene.do(ASSISTANT, replace(RULE, action=RETURN))) == [Line.HAND_OVER]
    given = cmd.GiveDetails((cmd.Value("order", "A-1"), cmd.Value("reason", "broken")))
    assert said(scene.do(VISITOR, given)) == [Line.CONFIRMATION]
    assert said(scene.do(TESS, cmd.Claim(scene.state.epoch))) == [Line.JOINED]


def test_f9_a_request_as_the_very_first_message_or_press_is_a_fact() -> None:
    """I5: the button escalates at the first press, with no history at all."""
    scene = Scene()
    events = scene.writes("a person please", asks=True)
    assert [type(one) for one in events] == [e.Started, e.VisitorWrote, e.PersonAsked]
    press = Scene()
    press.do(VISITOR, cmd.AskPerson(opening=cmd.Opening("c", "w", "shop", "vera")))
    assert press.state.stage is Stage.WAITING


def test_f9_the_second_request_escalates_whatever_the_rules_say() -> None:
    """I5, P4."""
    scene = Scene()
    scene.writes("a person please", asks=True)
    stages.answers(scene)
    scene.writes("a person!", asks=True)
    assert scene.state.stage is Stage.WAITING
    assert scene.state.handoff
    assert scene.state.handoff.cause is Cause.REQUEST


def test_f9_a_request_found_later_counts_once_per_message() -> None:
    scene = Scene()
    scene.writes("can somebody call me", asks=True)
    on = scene.state.last_visitor
    for _ in range(3):
        assert scene.do(ASSISTANT, cmd.NotePersonAsked("m0", on)) == [e.Noted("person_asked")]
    assert scene.state.handoff is None
    scene.writes("hello?")
    scene.do(ASSISTANT, cmd.NotePersonAsked("m", scene.state.last_visitor, How.NEARNESS))
    assert scene.state.stage is Stage.WAITING


def test_f9_a_request_left_without_a_person_counts_in_the_next_episode() -> None:
    """I5, F36: and the episode ends as abandoned."""
    scene = Scene()
    scene.writes("a person please", asks=True)
    stages.answers(scene)
    passes(scene, Debt.NEXT_WORD)
    assert scene.state.outcome is Outcome.ABANDONED
    scene.writes("a person please", asks=True)
    assert scene.state.stage is Stage.WAITING


def test_f10_a_cause_fires_once_per_episode() -> None:
    scene = stages.waiting()
    scene.do(VISITOR, cmd.Withdraw())
    measured = cmd.Escalate("billing", rule="money")
    assert isinstance(scene.do(ASSISTANT, measured)[0], e.EscalationNoted)
    assert scene.state.stage is Stage.ASSISTANT


def test_f10_after_closing_old_messages_open_no_new_case() -> None:
    scene = stages.resolved()
    old = scene.state.last_visitor
    scene.do(ASSISTANT, cmd.Escalate("x", rule="fresh", measured_on=old))
    assert scene.state.stage is Stage.RESOLVED
    assert not scene.do(ASSISTANT, cmd.NotePersonAsked("m", old))[0].open  # type: ignore[union-attr]


def test_f11_a_case_without_its_team_goes_to_the_default_team() -> None:
    scene = stages.assistant()
    scene.do(ASSISTANT, replace(RULE, team="a team that was removed"))
    assert scene.owed()[Debt.RUNG].holder.id == "support"
    scene.becomes(teammates=policy(people=("olga",)).teammates)
    empty = replace(scene.policy.teams["support"], members=frozenset({"tess"}))
    scene.becomes(teams={**scene.policy.teams, "support": empty})
    scene.do(CLOCK, cmd.ApplyPolicy())
    holder = scene.owed()[Debt.RUNG].holder
    assert (holder.kind, holder.id) == (HolderKind.OWNER, "olga")


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


# Delivery.


def test_f23_a_reply_that_missed_a_colleagues_is_held_back() -> None:
    scene = stages.assigned()
    seen = scene.state.seq
    stages.replies(scene)
    scene.writes("and now?")
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, teammate="tom"))
    with pytest.raises(Behind) as refused:
        scene.do(TOM, cmd.Reply("r2", "as I said", seen, seen))
    assert refused.value.colleague == scene.state.last_reply


def test_f23_a_reply_answers_only_what_it_had_seen() -> None:
    """A later message keeps the debt, since its own time."""
    scene = stages.assigned()
    seen = scene.state.seq
    scene.wait(seconds=10)
    scene.writes("one more thing")
    later = scene.now
    scene.wait(seconds=10)
    stages.replies(scene, seen)
    assert scene.state.person_owed_since == later
    assert scene.owed()[Debt.REPLY].due == later + timedelta(minutes=5)


def test_f24_f25_numbers_have_no_gap_for_the_team_nor_for_the_visitor() -> None:
    """I1, I11: a client that has seen N asks for what came after N."""
    scene = stages.resolved()
    assert [one.seq for one in scene.history] == list(range(1, len(scene.history) + 1))
    visible = [one.vseq for one in scene.history if one.vseq is not None]
    assert visible == list(range(1, len(visible) + 1))


def test_f26_a_snapshot_is_the_state_and_a_closed_chat_reopens_only_by_a_word() -> None:
    """I1: folded from a snapshot and what came after it, or from the start: the same."""
    scene = stages.resolved()
    snapshot = codec.state_from_json(json.loads(json.dumps(codec.state_to_json(scene.state))))
    scene.do(VISITOR, cmd.Rate(5, "thanks"))
    scene.do(TESS, cmd.Note("n1", "done"))
    scene.do(SERVER, cmd.ReportEvent("order_shipped"))
    assert scene.state.stage is Stage.RESOLVED
    assert fold(scene.history[snapshot.seq :], snapshot) == fold(scene.history) == scene.state


def test_f27_what_is_due_stands_in_the_state_and_not_in_a_timer() -> None:
    """A crash loses nothing: owed is computed again from what is stored."""
    scene = stages.offered()
    stored = codec.state_from_json(codec.state_to_json(scene.state))
    again = Scene(scene.policy, scene.now, stored)
    assert again.owed() == scene.owed()


# Clocks.


def test_f34_messages_by_assistant_and_desk_never_stop_the_human_clock() -> None:
    """I9, P15."""
    scene = stages.waiting()
    before = scene.owed()[Debt.RUNG], scene.state.person_owed_since
    scene.wait(seconds=20)
    scene.writes("are you there?")
    stages.answers(scene)
    assert (scene.owed()[Debt.RUNG], scene.state.person_owed_since) == before
    assert scene.state.handoff
    assert scene.state.handoff.answered is None


@pytest.mark.parametrize(
    ("kind", "outcome"), [(AnswerKind.ANSWER, Outcome.ASSUMED), (AnswerKind.NOT_FOUND, Outcome.ABANDONED)]
)
def test_f36_idle_is_assumed_or_abandoned_and_never_answered(kind: AnswerKind, outcome: Outcome) -> None:
    """P18."""
    scene = stages.assistant()
    stages.answers(scene, kind)
    assert scene.owed()[Debt.NEXT_WORD].due == scene.now + timedelta(hours=12)
    passes(scene, Debt.NEXT_WORD)
    assert (scene.state.outcome, scene.state.resolved_by_clock) == (outcome, True)


def test_f36_a_handoff_that_no_person_answered_is_never_resolved_by_the_clock() -> None:
    scene = stages.waiting()
    for _ in range(20):
        scene.wait(days=3)
        scene.do(CLOCK, cmd.DeadlinePassed(Debt.RUNG, scene.now, scene.state.seq))
    assert scene.state.stage is Stage.WAITING


# Turns.


def test_f37_a_burst_is_one_turn_and_gets_one_answer() -> None:
    scene = stages.assistant()
    early = answer_of(scene)
    scene.wait(seconds=1)
    scene.writes("with PayPal")
    assert scene.do(ASSISTANT, early) == [e.AnswerLost(1, 1)]
    stages.answers(scene)
    assert scene.state.assistant_owes is None
    assert sum(isinstance(one.event, e.AssistantAnswered) for one in scene.history) == 1


def test_f37_after_two_lost_answers_the_third_is_accepted_and_later_words_open_the_next_turn() -> None:
    scene = stages.assistant()
    for _ in range(2):
        lost = answer_of(scene)
        scene.writes("and")
        scene.do(ASSISTANT, lost)
    third = answer_of(scene)
    scene.wait(seconds=2)
    scene.writes("and this")
    after = scene.now
    events = scene.do(ASSISTANT, third)
    assert isinstance(events[0], e.AssistantAnswered)
    assert (scene.state.turn.number, scene.state.turn.rev) == (2, 1)
    assert scene.owed()[Debt.ANSWER].due == after + timedelta(seconds=45)


def test_f37_a_growing_burst_extends_the_answers_time_by_twenty_seconds_at_most() -> None:
    scene = stages.assistant()
    began = scene.now
    for _ in range(5):
        scene.wait(seconds=8)
        scene.writes("and")
    assert scene.owed()[Debt.ANSWER].due == began + timedelta(seconds=65)


def test_f37_details_given_are_never_asked_again_in_the_episode() -> None:
    """I7, P7."""
    scene = stages.assistant()
    scene.do(ASSISTANT, cmd.GiveDetails((cmd.Value("order", "A-1"),)))
    events = scene.do(ASSISTANT, replace(RULE, action=RETURN))
    asked = next(one for one in events if isinstance(one, e.DetailsAsked))
    assert [one.field for one in asked.fields] == ["reason", "phone"]
    scene.do(ASSISTANT, cmd.GiveDetails((cmd.Value("reason", "torn"),)))
    scene.do(VISITOR, cmd.GiveDetails((cmd.Value("reason", "late"),)))
    scene.do(ASSISTANT, cmd.GiveDetails((cmd.Value("reason", "torn"),)))
    assert scene.state.details["reason"].value == "late"


def test_f37_details_of_an_earlier_episode_are_offered_for_confirmation() -> None:
    scene = stages.collecting()
    scene.do(VISITOR, cmd.GiveDetails((cmd.Value("order", "A-1"), cmd.Value("reason", "torn"))))
    stages.replies(scene)
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq))
    scene.wait(hours=9)
    scene.writes()
    events = scene.do(ASSISTANT, replace(RULE, action=RETURN))
    asked = next(one for one in events if isinstance(one, e.DetailsAsked))
    assert [(one.field, one.value, one.inferred) for one in asked.fields[:2]] == [
        ("order", "A-1", True),
        ("reason", "torn", True),
    ]


# Identity and privacy: the core's part.


def test_f38_what_a_page_claims_is_not_what_a_server_verified() -> None:
    scene = stages.answered()
    claim = cmd.ReportEvent("payment_failed", (("order", "7"),))
    assert scene.do(VISITOR, claim) == [
        e.BusinessEventReceived("payment_failed", (("order", "7"),), verified=False)
    ]
    assert scene.do(SERVER, claim) == [
        e.BusinessEventReceived("payment_failed", (("order", "7"),), verified=True)
    ]


def test_f39_a_visitor_reads_the_allow_list_and_no_note_or_teammates_word_on_them() -> None:
    """I11: kinds and fields."""
    hidden = {
        e.NoteWritten,
        e.PersonAsked,
        e.VerdictReached,
        e.Tagged,
        e.EscalationNoted,
        e.Offered,
        e.Reminded,
    }
    assert not hidden & VISIBLE.keys()
    for kind, names in VISIBLE.items():
        assert set(names) <= set(kind.__slots__)
    for kind in (e.Claimed, e.Released, e.Transferred, e.HandedBack, e.HandoffOpened, e.Queued):
        assert VISIBLE[kind] == ()


def test_f39_one_open_conversation_per_visitor_and_site() -> None:
    scene = stages.resolved()
    scene.elsewhere = "c2"
    for actor, command in (
        (VISITOR, cmd.Write("m", "hello")),
        (TESS, cmd.Claim(scene.state.epoch)),
        (TESS, cmd.Reply("r", "hello", scene.state.seq)),
        (ASSISTANT, cmd.Escalate("x", rule="other")),
    ):
        with pytest.raises(Continued) as refused:
            scene.do(actor, command)
        assert refused.value.conversation == "c2"


def test_f40_erasure_leaves_nothing_anybody_wrote_and_every_later_command_is_gone() -> None:
    """Tombstones fold to the same state."""
    secret = "swordfish"
    scene = stages.collecting()
    scene.writes(secret)
    scene.do(VISITOR, cmd.GiveDetails((cmd.Value("order", secret), cmd.Value("reason", secret))))
    scene.do(VISITOR, cmd.LeaveContact(f"{secret}@example.org"))
    scene.do(TESS, cmd.Note("n", secret))
    scene.do(TESS, cmd.Reply("r", secret, scene.state.seq, 0))
    scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq, word=secret))
    scene.do(ASSISTANT, cmd.Escalate("x", rule="other", why=secret, trace=secret))
    scene.do(VISITOR, cmd.Rate(1, secret))
    scene.do(TESS, cmd.Tag(add=(secret,)))
    scene.do(VISITOR, cmd.ReportEvent("x", ((secret, secret),)))
    scene.do(SERVER, cmd.Erase())
    kept = [tombstone(one) for one in scene.history]
    assert fold(kept) == scene.state
    assert secret not in json.dumps([codec.recorded_to_json(one) for one in kept])
    assert secret not in json.dumps(codec.state_to_json(scene.state))
    for actor, command in ((VISITOR, cmd.Write("m", "hello")), (SERVER, cmd.Erase()), (TESS, cmd.Claim(99))):
        with pytest.raises(Gone):
            scene.do(actor, command)


# Code.

CORE = Path(conversation.__file__ or "").parent


def test_f46_the_core_has_no_clock_no_chance_and_no_input() -> None:
    """A decision can't wait for anything: it imports nothing that could."""
    pure = {
        "dataclasses",
        "datetime",
        "enum",
        "collections",
        "functools",
        "operator",
        "re",
        "types",
        "typing",
        "uuid",
    }
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                root = name.split(".")[0]
                inside = name.startswith("chatref.conversation")
                assert inside or root in pure | {"__future__"}, f"{path.name} imports {name}"
                assert inside or root in sys.stdlib_module_names
        text = path.read_text()
        assert ".now(" not in text
        assert "utcnow" not in text
        assert "uuid4" not in text


def test_f46_the_same_question_has_the_same_answer() -> None:
    """P3: no hidden clock, no hidden chance."""
    scene = stages.assistant()
    context = Context(scene.policy, scene.now, ASSISTANT)
    command = replace(RULE, action=RETURN)
    assert decide(scene.state, command, context) == decide(scene.state, command, context)


def test_i12_a_clock_that_is_early_is_refused_and_told_when() -> None:
    scene = stages.waiting()
    with pytest.raises(NotDue) as refused:
        scene.do(CLOCK, cmd.DeadlinePassed(Debt.RUNG, scene.now, 1))
    assert refused.value.due == scene.owed()[Debt.RUNG].due


def test_f28_of_two_claims_one_wins_and_the_other_hears_who() -> None:
    """I4."""
    scene = stages.waiting()
    epoch = scene.state.epoch
    scene.do(TESS, cmd.Claim(epoch))
    with pytest.raises(AlreadyClaimed) as refused:
        scene.do(TOM, cmd.Claim(epoch))
    assert refused.value.by == "tess"


def test_f47_what_cannot_be_read_is_an_error_and_never_nothing() -> None:
    """An event of an unknown kind, or without what it must say, is not passed over."""
    with pytest.raises(KeyError):
        codec.event_from_json("visitor_vanished", {})
    with pytest.raises(TypeError):
        codec.event_from_json("visitor_wrote", {"message": "m1"})
    with pytest.raises(ValueError, match="begins with Started"):
        fold(stages.assistant().history[1:])


def test_f48_no_actor_works_by_default() -> None:
    """A visitor, a stranger or a removed teammate is refused."""
    scene = stages.waiting()
    stranger = replace(TESS, id="stranger")
    for actor in (VISITOR, ASSISTANT, CLOCK, stranger, replace(VISITOR, id="tess")):
        for command in (
            cmd.Claim(scene.state.epoch),
            cmd.Note("n", "x"),
            cmd.Reply("r", "x", 9),
            cmd.Tag(("a",)),
        ):
            with pytest.raises(NotAllowed):
                scene.do(actor, command)
