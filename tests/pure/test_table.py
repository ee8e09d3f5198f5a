"""The way of a case, cell by cell: six stages, seven commands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import Cause, ClaimHow, Debt, Outcome, Priority, Stage
from chatref.conversation.refusals import AlreadyClaimed, Behind, NotAllowed, Stale, Unanswered
from tests.pure import stages
from tests.pure.scene import ASSISTANT, CLOCK, OLGA, RETURN, SERVER, TESS, TOM, VISITOR, Scene, policy

WORD = cmd.Word("w1", "Here is what we did.")
WAITS = (Stage.COLLECTING, Stage.WAITING, Stage.OFFERED)


def escalate(scene: Scene, **more: object) -> list[e.Event]:
    return scene.do(ASSISTANT, cmd.Escalate("other", rule="other", **more))  # type: ignore[arg-type]


def resolve(scene: Scene, outcome: Outcome | None = None, say: cmd.Word | None = None) -> list[e.Event]:
    return scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, outcome, say))


def hand_back(scene: Scene, say: cmd.Word | None = None) -> list[e.Event]:
    return scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq, say))


class TestTheVisitorWrites:
    def test_in_assistant_it_owes_an_answer(self) -> None:
        scene = stages.answered()
        scene.writes()
        assert scene.state.stage is Stage.ASSISTANT
        assert list(scene.owed()) == [Debt.ANSWER]

    def test_with_no_assistant_a_case_waits_at_once(self) -> None:
        scene = Scene(policy(assistant=False))
        scene.writes()
        assert scene.state.stage is Stage.WAITING
        assert scene.state.handoff
        assert scene.state.handoff.cause is Cause.NO_ASSISTANT

    def test_in_collecting_it_is_a_message_and_moves_the_deadline(self) -> None:
        scene = stages.collecting()
        before = scene.owed()[Debt.DETAIL].due
        scene.wait(seconds=30)
        scene.writes()
        assert scene.state.stage is Stage.COLLECTING
        assert scene.owed()[Debt.DETAIL].due == before + timedelta(seconds=30)

    def test_in_waiting_it_is_kept_for_the_team_and_the_assistant_may_help(self) -> None:
        scene = stages.waiting()
        scene.writes()
        assert scene.state.stage is Stage.WAITING
        assert scene.owed().keys() >= {Debt.ANSWER, Debt.RUNG}

    def test_in_waiting_without_a_case_it_opens_one(self) -> None:
        scene = stages.served(policy(assistant=True))
        scene.becomes(sites=policy(assistant=False).sites)
        scene.do(TESS, cmd.Release(scene.state.seq, scene.state.seq))
        assert (scene.state.stage, scene.state.handoff) == (Stage.WAITING, None)
        scene.writes()
        assert scene.state.handoff
        assert scene.owed().keys() == {Debt.RUNG}

    def test_in_offered_it_stays_offered(self) -> None:
        scene = stages.offered()
        scene.writes()
        assert scene.state.stage is Stage.OFFERED

    def test_in_assigned_a_reply_is_owed(self) -> None:
        scene = stages.served()
        scene.writes()
        assert scene.owed()[Debt.REPLY].holder.id == "tess"

    def test_in_resolved_it_comes_back_to_the_last_teammate_within_grace(self) -> None:
        scene = stages.resolved()
        scene.wait(hours=1)
        scene.writes()
        assert (scene.state.stage, scene.state.owner, scene.state.episode) == (Stage.ASSIGNED, "tess", 2)
        assert scene.state.handoff
        assert scene.state.handoff.cause is Cause.REOPENED

    def test_in_resolved_after_grace_it_comes_to_the_assistant(self) -> None:
        scene = stages.resolved()
        scene.wait(hours=5)
        scene.writes()
        assert scene.state.stage is Stage.ASSISTANT

    def test_in_resolved_with_neither_it_waits(self) -> None:
        scene = stages.resolved()
        scene.wait(hours=5)
        scene.becomes(sites=policy(assistant=False).sites)
        scene.writes()
        assert scene.state.stage is Stage.WAITING


class TestEscalate:
    def test_in_assistant_a_missing_detail_is_collected_first(self) -> None:
        scene = stages.assistant()
        escalate(scene, action=RETURN)
        assert scene.state.stage is Stage.COLLECTING

    def test_in_assistant_nothing_missing_means_waiting(self) -> None:
        scene = stages.assistant()
        scene.do(VISITOR, cmd.GiveDetails((cmd.Value("order", "A-1"), cmd.Value("reason", "broken"))))
        escalate(scene, action=RETURN)
        assert scene.state.stage is Stage.WAITING

    def test_in_assistant_what_was_asked_in_the_episode_is_not_asked_again(self) -> None:
        scene = stages.collecting()
        scene.do(VISITOR, cmd.SkipDetails())
        scene.do(VISITOR, cmd.Withdraw())
        escalate(scene, action=RETURN)
        assert scene.state.stage is Stage.WAITING

    def test_in_collecting_a_request_ends_the_questions(self) -> None:
        scene = stages.collecting()
        scene.writes("a person!", asks=True)
        assert scene.state.stage is Stage.WAITING

    def test_in_collecting_anything_else_is_noted(self) -> None:
        scene = stages.collecting()
        events = escalate(scene)
        assert scene.state.stage is Stage.COLLECTING
        assert isinstance(events[0], e.EscalationNoted)

    @pytest.mark.parametrize("stage", [Stage.WAITING, Stage.OFFERED])
    def test_in_the_queue_it_is_the_same_case_and_priority_goes_up_once_a_rung(self, stage: Stage) -> None:
        scene = stages.IN[stage]()
        handoff = scene.state.handoff
        escalate(scene)
        escalate(scene)
        assert handoff
        assert scene.state.handoff
        assert scene.state.handoff.id == handoff.id
        assert scene.state.priority is Priority.HIGH

    def test_in_assigned_it_is_noted_and_a_request_is_owed_and_wakes(self) -> None:
        scene = stages.served()
        scene.do(TESS, cmd.Snooze(scene.state.seq, scene.state.seq, scene.now + timedelta(hours=1)))
        escalate(scene)
        assert not scene.state.person_owed
        scene.do(VISITOR, cmd.AskPerson())
        assert scene.state.snoozed_until is None
        assert Debt.REPLY in scene.owed()

    def test_in_resolved_it_opens_an_episode_and_goes_on_as_in_assistant(self) -> None:
        scene = stages.resolved()
        escalate(scene, action=RETURN)
        assert (scene.state.stage, scene.state.episode) == (Stage.COLLECTING, 2)


class TestClaim:
    def test_in_assistant_it_is_refused(self) -> None:
        scene = stages.assistant()
        with pytest.raises(NotAllowed):
            scene.do(TOM, cmd.Claim(scene.state.epoch))

    @pytest.mark.parametrize("stage", [*WAITS, Stage.RESOLVED])
    def test_elsewhere_without_an_owner_it_assigns(self, stage: Stage) -> None:
        scene = stages.IN[stage]()
        scene.do(TOM, cmd.Claim(scene.state.epoch))
        assert (scene.state.stage, scene.state.owner) == (Stage.ASSIGNED, "tom")

    def test_in_assigned_it_is_refused_and_says_who(self) -> None:
        scene = stages.assigned()
        with pytest.raises(AlreadyClaimed) as refused:
            scene.do(TOM, cmd.Claim(scene.state.epoch))
        assert refused.value.by == "tess"

    def test_it_is_refused_if_a_teammate_had_it_since(self) -> None:
        scene = stages.assigned()
        seen = scene.state.epoch - 1
        scene.do(TESS, cmd.Release(scene.state.seq, scene.state.seq))
        with pytest.raises(Stale):
            scene.do(TOM, cmd.Claim(seen))


class TestTakeOver:
    @pytest.mark.parametrize("stage", [Stage.ASSISTANT, *WAITS])
    def test_from_the_assistant_or_the_queue_it_assigns(self, stage: Stage) -> None:
        scene = stages.IN[stage]()
        scene.do(TOM, cmd.TakeOver(scene.state.epoch))
        assert scene.state.owner == "tom"

    def test_in_assigned_it_names_whom_it_takes_from(self) -> None:
        scene = stages.assigned()
        with pytest.raises(AlreadyClaimed):
            scene.do(TOM, cmd.TakeOver(scene.state.epoch))
        events = scene.do(TOM, cmd.TakeOver(scene.state.epoch, "tess"))
        assert events[0] == e.Claimed("tom", ClaimHow.TAKEOVER, taken_from="tess")

    def test_in_resolved_there_is_nobody_to_take_it_from(self) -> None:
        with pytest.raises(NotAllowed):
            stages.resolved().do(TOM, cmd.TakeOver(99))

    def test_is_refused_if_a_colleague_had_it_since_it_was_looked_at(self) -> None:
        """Though the assistant has it again, as it had when it was looked at."""
        scene = stages.answered()
        looked = scene.state.epoch
        scene.do(TESS, cmd.TakeOver(looked))
        stages.replies(scene)
        scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq))
        with pytest.raises(Stale):
            scene.do(TOM, cmd.TakeOver(looked))
        scene.do(TOM, cmd.TakeOver(scene.state.epoch))
        assert scene.state.owner == "tom"


class TestReply:
    @pytest.mark.parametrize("stage", [Stage.ASSISTANT, *WAITS, Stage.RESOLVED])
    def test_where_no_teammate_owns_it_takes_the_conversation(self, stage: Stage) -> None:
        scene = stages.IN[stage]()
        scene.do(TOM, cmd.Reply("r", "hello", scene.state.seq, scene.state.seq))
        assert (scene.state.stage, scene.state.owner) == (Stage.ASSIGNED, "tom")
        assert not scene.state.person_owed

    def test_in_assigned_only_the_owner_replies(self) -> None:
        scene = stages.assigned()
        with pytest.raises(AlreadyClaimed):
            scene.do(TOM, cmd.Reply("r", "hello", scene.state.seq, scene.state.seq))
        stages.replies(scene)
        assert not scene.state.person_owed


class TestHandBack:
    @pytest.mark.parametrize("stage", [Stage.ASSISTANT, *WAITS, Stage.RESOLVED])
    def test_without_an_owner_it_is_refused(self, stage: Stage) -> None:
        with pytest.raises(NotAllowed):
            hand_back(stages.IN[stage]())

    def test_in_assigned_it_takes_the_owner_and_if_owed_a_message(self) -> None:
        scene = stages.assigned()
        with pytest.raises(AlreadyClaimed):
            scene.do(TOM, cmd.HandBack(scene.state.seq, scene.state.seq))
        with pytest.raises(Unanswered):
            hand_back(scene)
        hand_back(scene, WORD)
        assert scene.state.stage is Stage.ASSISTANT

    def test_in_assigned_with_nothing_owed_no_message_is_needed(self) -> None:
        scene = stages.served()
        hand_back(scene)
        assert (scene.state.stage, scene.state.handoff) == (Stage.ASSISTANT, None)


class TestResolve:
    def test_in_assistant_owed_it_takes_a_message_or_an_outcome(self) -> None:
        scene = stages.assistant()
        with pytest.raises(Unanswered):
            resolve(scene)
        resolve(scene, Outcome.SPAM)
        assert scene.state.outcome is Outcome.SPAM

    def test_in_assistant_not_owed_it_is_the_assistants_answer(self) -> None:
        scene = stages.answered()
        resolve(scene)
        assert scene.state.outcome is Outcome.ASSISTANT_ANSWERED

    @pytest.mark.parametrize("stage", WAITS)
    def test_in_a_case_without_an_owner_it_takes_a_message_or_an_outcome(self, stage: Stage) -> None:
        scene = stages.IN[stage]()
        with pytest.raises(Unanswered):
            resolve(scene)
        resolve(scene, say=WORD)
        assert scene.state.outcome is Outcome.ANSWERED
        other = stages.IN[stage]()
        resolve(other, Outcome.DUPLICATE)
        assert other.state.outcome is Outcome.DUPLICATE

    def test_in_assigned_owed_it_takes_a_message_or_an_outcome(self) -> None:
        scene = stages.assigned()
        with pytest.raises(Unanswered):
            resolve(scene)
        with pytest.raises(Unanswered):
            resolve(scene, Outcome.ANSWERED)
        resolve(scene, Outcome.ELSEWHERE)
        assert scene.state.stage is Stage.RESOLVED

    def test_in_assigned_it_takes_having_seen_the_last_message(self) -> None:
        scene = stages.served()
        seen = scene.state.seq
        scene.writes("one more thing")
        with pytest.raises(Behind) as refused:
            scene.do(TESS, cmd.Resolve(seen, seen))
        assert refused.value.visitor == scene.state.last_visitor

    def test_in_resolved_it_is_refused(self) -> None:
        with pytest.raises(NotAllowed):
            resolve(stages.resolved())

    @pytest.mark.parametrize("stage", [*WAITS, Stage.ASSIGNED])
    def test_a_server_closes_a_case_that_went_on_elsewhere(self, stage: Stage) -> None:
        scene = stages.IN[stage]()
        events = scene.do(SERVER, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.ELSEWHERE))
        assert e.Resolved(Outcome.ELSEWHERE) in events
        assert scene.state.handoff is None

    def test_a_server_closes_nothing_else_and_nothing_that_went_on_here(self) -> None:
        scene = stages.waiting()
        seen = scene.state.seq
        for outcome, say in ((None, None), (Outcome.SPAM, None), (Outcome.ELSEWHERE, WORD)):
            with pytest.raises(NotAllowed):
                scene.do(SERVER, cmd.Resolve(seen, seen, outcome, say))
        answered = stages.answered()
        with pytest.raises(NotAllowed):
            answered.do(SERVER, cmd.Resolve(answered.state.seq, answered.state.seq, Outcome.ELSEWHERE))
        scene.writes("and one more thing")
        with pytest.raises(Behind):
            scene.do(SERVER, cmd.Resolve(seen, seen, Outcome.ELSEWHERE))


class TestTheOtherMoves:
    def test_withdrawn_from_a_teammate_it_goes_to_the_assistant(self) -> None:
        scene = stages.assigned()
        events = scene.do(VISITOR, cmd.Withdraw())
        assert events[0] == e.Withdrawn("tess")
        assert scene.state.stage is Stage.ASSISTANT
        assert Debt.ANSWER in scene.owed()

    def test_withdrawn_without_an_assistant_it_is_resolved(self) -> None:
        scene = Scene(policy(assistant=False))
        scene.writes()
        scene.do(VISITOR, cmd.Withdraw())
        assert (scene.state.stage, scene.state.outcome) == (Stage.RESOLVED, Outcome.WITHDRAWN)

    def test_released_with_a_person_owed_it_waits(self) -> None:
        scene = stages.assigned()
        scene.do(TESS, cmd.Release(scene.state.seq, scene.state.seq))
        assert (scene.state.stage, scene.state.handoff is not None) == (Stage.WAITING, True)

    def test_released_with_nothing_owed_it_goes_to_the_assistant(self) -> None:
        scene = stages.served()
        scene.do(TESS, cmd.Release(scene.state.seq, scene.state.seq))
        assert (scene.state.stage, scene.state.handoff) == (Stage.ASSISTANT, None)

    def test_a_transfer_keeps_the_case(self) -> None:
        scene = stages.assigned()
        handoff = scene.state.handoff
        scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, teammate="tom"))
        assert scene.state.owner == "tom"
        scene.do(TOM, cmd.Transfer(scene.state.seq, scene.state.seq, team="billing"))
        assert handoff
        assert scene.state.handoff
        assert (scene.state.stage, scene.state.handoff.id) == (Stage.WAITING, handoff.id)
        assert scene.state.handoff.team == "billing"

    def test_a_declined_offer_is_not_made_again_before_the_next_rung(self) -> None:
        scene = stages.offered()
        scene.do(TESS, cmd.Decline())
        assert scene.state.stage is Stage.WAITING
        with pytest.raises(NotAllowed):
            scene.do(CLOCK, cmd.OfferTo("tess"))
        scene.wait(minutes=2)
        scene.do(CLOCK, cmd.DeadlinePassed(Debt.RUNG, scene.now, scene.state.seq))
        scene.do(CLOCK, cmd.OfferTo("tess"))
        assert Debt.ACCEPTANCE in scene.owed()

    def test_the_workspaces_owner_can_always_force_a_release(self) -> None:
        """F22."""
        scene = stages.assigned()
        scene.do(OLGA, cmd.Release(scene.state.seq, scene.state.seq))
        assert scene.state.owner is None

    def test_a_contact_left_never_ends_the_case(self) -> None:
        """F16."""
        scene = stages.waiting()
        scene.do(VISITOR, cmd.LeaveContact("vera@example.org"))
        assert scene.state.handoff
        assert scene.state.contact == "vera@example.org"
