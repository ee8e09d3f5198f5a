"""A thanks that owes nothing, cell by cell: "Thank you, perfect!" in each stage, and what makes it owe as before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import Debt, Outcome, Route, Stage
from chatref.conversation.refusals import Behind, Continued, Unanswered
from tests.pure import stages
from tests.pure.scene import CLOCK, OPENING, TESS, TOM, VISITOR, Scene, policy

THANKS = "Thank you, perfect!"


def thanks(scene: Scene, text: str = THANKS) -> bool:
    """Whether it is stored as one that owes nothing, and then is all that happens."""
    scene.wait(seconds=5)
    events = scene.writes(text)
    noted = [one.thanks for one in events if isinstance(one, e.VisitorWrote)]
    assert noted == [False] or (noted == [True] and len(events) == 1)
    return noted[0]


def resolve(scene: Scene) -> None:
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq))


def asked(question: str) -> Scene:
    """Tess answered, and her answer leaves that open."""
    scene = stages.assigned()
    scene.wait(seconds=5)
    scene.do(TESS, cmd.Reply("r", question, scene.state.seq, scene.state.seq))
    return scene


def waiting_for_nobody() -> Scene:
    """Tess answered and let go, and there is no assistant to take it."""
    scene = stages.served()
    scene.becomes(sites=policy(assistant=False).sites)
    scene.do(TESS, cmd.Release(scene.state.seq, scene.state.seq))
    assert (scene.state.stage, scene.state.handoff) == (Stage.WAITING, None)
    return scene


class TestNothingOwed:
    def test_in_assigned_no_reply_is_owed_and_the_wait_for_the_next_word_begins_anew(self) -> None:
        scene = stages.served()
        scene.wait(hours=1)
        assert thanks(scene)
        assert scene.state.owner == "tess"
        assert list(scene.owed()) == [Debt.NEXT_WORD]
        assert scene.owed()[Debt.NEXT_WORD].since == scene.now

    def test_in_assigned_it_is_resolved_without_a_question(self) -> None:
        scene = stages.served()
        thanks(scene)
        resolve(scene)
        assert scene.state.outcome is Outcome.ANSWERED

    def test_in_assigned_it_is_resolved_only_by_who_has_seen_it(self) -> None:
        """I2."""
        scene = stages.served()
        seen = scene.state.seq
        thanks(scene)
        with pytest.raises(Behind):
            scene.do(TESS, cmd.Resolve(seen, seen))

    def test_in_assigned_it_goes_back_to_an_assistant_that_owes_nothing(self) -> None:
        scene = stages.served()
        thanks(scene)
        scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq))
        assert (scene.state.stage, scene.state.assistant_owes) == (Stage.ASSISTANT, None)

    def test_a_snoozed_conversation_sleeps_on(self) -> None:
        scene = stages.served()
        until = scene.now + timedelta(days=2)
        scene.do(TESS, cmd.Snooze(scene.state.seq, scene.state.seq, until))
        assert thanks(scene)
        assert scene.state.snoozed_until == until
        assert e.Woken() in scene.writes("And where is the invoice?")
        assert Debt.REPLY in scene.owed()

    def test_in_waiting_it_waits_for_the_next_word_and_opens_no_case(self) -> None:
        scene = waiting_for_nobody()
        assert thanks(scene)
        assert (scene.state.stage, scene.state.handoff) == (Stage.WAITING, None)
        assert list(scene.owed()) == [Debt.NEXT_WORD]
        scene.writes("And where is the invoice?")
        assert Debt.RUNG in scene.owed()

    def test_in_waiting_it_is_resolved_with_an_outcome_alone(self) -> None:
        scene = waiting_for_nobody()
        thanks(scene)
        with pytest.raises(Unanswered):
            resolve(scene)
        scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.ANSWERED))
        assert scene.state.stage is Stage.RESOLVED

    def test_in_a_team_it_was_passed_to_with_nothing_owed_no_ladder_begins(self) -> None:
        scene = stages.served()
        scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, team="billing"))
        assert thanks(scene)
        assert list(scene.owed()) == [Debt.NEXT_WORD]

    @pytest.mark.parametrize("hours", [1, 5])
    def test_in_resolved_it_stays_resolved(self, hours: int) -> None:
        """Within grace and after it; and a real question reopens as ever."""
        scene = stages.resolved()
        closed = scene.state
        scene.wait(hours=hours)
        assert thanks(scene)
        after = scene.state
        assert (after.stage, after.episode, after.outcome) == (Stage.RESOLVED, 1, Outcome.ANSWERED)
        assert (after.resolved_at, after.settled_to, after.epoch) == (
            closed.resolved_at,
            closed.settled_to,
            closed.epoch,
        )
        assert not scene.owed()
        scene.writes("And where is the invoice?")
        assert scene.state.episode == 2
        assert scene.owed().keys() & {Debt.REPLY, Debt.ANSWER}

    def test_in_resolved_the_button_opens_it_as_ever(self) -> None:
        scene = stages.resolved()
        thanks(scene)
        scene.do(VISITOR, cmd.AskPerson())
        assert Debt.RUNG in scene.owed()

    def test_in_resolved_by_the_clock_it_stays_resolved(self) -> None:
        scene = stages.served()
        scene.wait(hours=25)
        scene.do(CLOCK, cmd.DeadlinePassed(Debt.NEXT_WORD, scene.now, scene.state.seq))
        assert scene.state.outcome is Outcome.ASSUMED
        assert thanks(scene)
        assert scene.state.stage is Stage.RESOLVED

    def test_in_resolved_it_goes_where_the_visitor_goes_on(self) -> None:
        scene = stages.resolved()
        scene.elsewhere = "c2"
        with pytest.raises(Continued):
            scene.writes(THANKS)

    def test_the_clock_closes_it_as_assumed(self) -> None:
        scene = stages.served()
        thanks(scene)
        scene.wait(hours=24)
        scene.do(CLOCK, cmd.DeadlinePassed(Debt.NEXT_WORD, scene.now, scene.state.seq))
        assert scene.state.outcome is Outcome.ASSUMED

    def test_it_may_name_who_answered(self) -> None:
        assert thanks(stages.served(), "Thank you, Tess!")
        assert not thanks(stages.served(), "Thank you, Tom!")

    def test_by_mail_the_answers_go_on_by_mail(self) -> None:
        scene = stages.served()
        scene.do(VISITOR, cmd.Write("m9", THANKS, "/thanks", opening=OPENING, route=Route.EMAIL))
        assert (scene.state.by_mail, scene.state.page) == (True, "/thanks")
        assert list(scene.owed()) == [Debt.NEXT_WORD]

    def test_whether_there_is_anything_else_is_no_question(self) -> None:
        assert thanks(asked("It is done. Is there anything else I can do for you?"), "No, thank you!")

    def test_it_can_be_said_twice(self) -> None:
        scene = stages.served()
        assert thanks(scene)
        assert thanks(scene, "👍")


class TestOwedAsBefore:
    @pytest.mark.parametrize("stage", [Stage.WAITING, Stage.OFFERED, Stage.ASSIGNED, Stage.COLLECTING])
    def test_what_is_owed_stays_owed_since_its_own_time(self, stage: Stage) -> None:
        scene = stages.IN[stage]()
        since = scene.state.person_owed_since
        assert since
        assert not thanks(scene)
        assert scene.state.stage is stage
        assert scene.state.person_owed_since == since

    def test_after_an_unanswered_word_it_neither_clears_nor_moves_the_debt(self) -> None:
        scene = stages.served()
        scene.writes("And the invoice?")
        before = scene.owed()[Debt.REPLY]
        assert not thanks(scene)
        assert scene.owed()[Debt.REPLY] == before
        with pytest.raises(Unanswered):
            resolve(scene)

    def test_in_the_assistants_stage_the_assistant_answers_it(self) -> None:
        scene = stages.answered()
        assert not thanks(scene)
        assert list(scene.owed()) == [Debt.ANSWER]

    def test_handed_back_to_the_assistant_it_answers_it_too(self) -> None:
        scene = stages.served()
        scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq))
        assert not thanks(scene)
        assert list(scene.owed()) == [Debt.ANSWER]

    @pytest.mark.parametrize("assistant", [True, False])
    def test_as_the_first_word_it_is_taken_up(self, *, assistant: bool) -> None:
        scene = Scene(policy(assistant=assistant))
        assert not thanks(scene)
        assert scene.owed().keys() & {Debt.ANSWER, Debt.RUNG}

    @pytest.mark.parametrize("question", ["Shall I swap it?", "shall i swap it", "Soll ich tauschen"])
    def test_after_a_question_it_may_be_a_yes(self, question: str) -> None:
        scene = asked(question)
        assert not thanks(scene)
        assert Debt.REPLY in scene.owed()
        scene.wait(seconds=5)
        stages.replies(scene)
        assert thanks(scene)

    def test_after_a_question_with_the_close_too(self) -> None:
        scene = stages.assigned()
        scene.wait(seconds=5)
        word = cmd.Word("w", "It is swapped. Shall I send the old one, too?")
        scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, say=word))
        assert not thanks(scene)
        assert (scene.state.stage, scene.state.owner) == (Stage.ASSIGNED, "tess")

    def test_to_the_assistants_last_word_it_is_taken_up(self) -> None:
        """A person spoke before it, and then the assistant was switched off, or it was closed."""
        scene = stages.served()
        scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq))
        scene.writes("And the invoice?")
        stages.answers(scene)
        scene.do(TESS, cmd.PauseAssistant())
        assert scene.state.stage is Stage.WAITING
        assert not thanks(scene)
        assert Debt.RUNG in scene.owed()

    def test_closed_without_a_persons_word_it_is_taken_up(self) -> None:
        scene = stages.waiting()
        scene.do(TOM, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.SPAM))
        assert not thanks(scene)
        assert scene.state.stage is not Stage.RESOLVED

    def test_an_answer_that_did_not_arrive_stays_owed(self) -> None:
        scene = stages.served()
        scene.do(VISITOR, cmd.LeaveContact("vera@example.org"))
        answer = scene.state.last_reply
        scene.do(CLOCK, cmd.ReportUndelivered((answer,), "vera@example.org", "no such mailbox", seen=False))
        since = scene.state.person_owed_since
        assert since
        assert not thanks(scene)
        assert scene.state.person_owed_since == since

    def test_more_than_a_thanks_is_owed(self) -> None:
        scene = stages.served()
        assert not thanks(scene, "Thank you, but where is the invoice?")
        assert Debt.REPLY in scene.owed()

    def test_what_asks_for_a_person_is_a_request(self) -> None:
        scene = stages.served()
        scene.writes(THANKS, asks=True)
        assert Debt.REPLY in scene.owed()
