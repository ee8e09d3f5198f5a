"""The steps of a case, ticked off, and what the team says of it: P16, the core's part of P17."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.erase import tombstone
from chatref.conversation.evolve import fold
from chatref.conversation.model import Cause, Handoff, Lesson, Outcome, Stage
from chatref.conversation.playbook import Step, Tick
from chatref.conversation.policy import Policy
from chatref.conversation.refusals import NotAllowed, Stale, Unconfirmed
from chatref.conversation.visible import visible
from chatref.desk.encoding import decode_event, decode_state, encode, encode_event
from tests.pure import stages
from tests.pure.scene import (
    ASSISTANT,
    CLOCK,
    OLGA,
    PLAYBOOK,
    SERVER,
    START,
    TESS,
    TOM,
    VISITOR,
    Scene,
    policy,
)
from tests.pure.telling import passes

TO_TELL = ("close-1", "close-2")
REASONS = ("billing", "person_asked", "takeover", "reopened", "no_assistant", "assistant_failed")


def with_playbooks(**more: tuple[Step, ...]) -> Policy:
    """Each reason has the same steps, in its own words."""
    own = {
        reason: tuple(Step(one.id, one.part, f"{reason}: {one.text}", one.confirm) for one in PLAYBOOK)
        for reason in REASONS
    }
    made = policy()
    return Policy(
        made.version,
        made.owner,
        made.default_team,
        made.teams,
        made.teammates,
        made.sites,
        playbooks={**own, **more},
    )


def case_of(scene: Scene) -> Handoff:
    assert scene.state.handoff
    return scene.state.handoff


def tick(scene: Scene, step: str, *, done: bool = True) -> list[e.Event]:
    return scene.do(TESS, cmd.TickStep(case_of(scene).id, step, done))


def close(scene: Scene, outcome: Outcome | None = None, **more: object) -> list[e.Event]:
    seen = scene.state.seq
    return scene.do(TESS, cmd.Resolve(seen, seen, outcome, **more))  # type: ignore[arg-type]


class TestThePlaybookOfACase:
    def test_is_that_of_its_reason_as_it_was_when_it_opened(self) -> None:
        scene = stages.served(with_playbooks())
        before = case_of(scene).playbook
        assert [step.text for step in before][:1] == ["billing: Say that you have it."]
        scene.becomes(playbooks={"billing": ()})
        scene.do(CLOCK, cmd.ApplyPolicy())
        assert case_of(scene).playbook == before

    def test_comes_with_every_way_in(self) -> None:
        asked, taken, failed = (stages.answered(with_playbooks()) for _ in range(3))
        asked.do(VISITOR, cmd.AskPerson())
        taken.do(TESS, cmd.TakeOver(taken.state.epoch))
        failed.writes()
        turn = failed.state.turn.number
        failed.do(ASSISTANT, cmd.AssistantFailed(failed.state.epoch, turn))
        back = stages.resolved(with_playbooks(billing=()))
        back.writes()
        for scene, reason in ((asked, "person_asked"), (taken, "takeover"), (back, "reopened")):
            assert case_of(scene).playbook[0].text.startswith(f"{reason}:")
        assert case_of(failed).playbook[0].text.startswith("assistant_failed:")
        assert case_of(failed).cause is Cause.FAILED

    def test_is_none_for_a_reason_without_one(self) -> None:
        assert case_of(stages.waiting()).playbook == ()

    def test_is_not_for_the_visitor(self) -> None:
        """I11: of a handoff they see that it began, and of its steps nothing."""
        scene = stages.served(with_playbooks())
        events = [*tick(scene, "work-1"), *scene.do(TESS, cmd.Review(case_of(scene).id, Lesson.NEEDLESS))]
        assert [visible(event) for event in events] == [False, False]


class TestAStepIsTicked:
    def test_with_who_and_when(self) -> None:
        scene = stages.waiting(with_playbooks())
        scene.wait(seconds=9)
        scene.do(TOM, cmd.TickStep(case_of(scene).id, "acknowledge-1"))
        assert case_of(scene).ticks == (Tick("acknowledge-1", "tom", START + timedelta(seconds=9)),)

    def test_and_taken_back(self) -> None:
        scene = stages.served(with_playbooks())
        tick(scene, "acknowledge-1")
        tick(scene, "work-1")
        assert tick(scene, "acknowledge-1", done=False) == [
            e.StepTicked(case_of(scene).id, "acknowledge-1", done=False)
        ]
        assert case_of(scene).ticked == {"work-1"}

    def test_once(self) -> None:
        """A colleague's tick on the same step changes nothing: the first one's stays."""
        scene = stages.served(with_playbooks())
        tick(scene, "work-1")
        assert scene.do(OLGA, cmd.TickStep(case_of(scene).id, "work-1")) == [e.Noted("ticked")]
        assert [one.by for one in case_of(scene).ticks] == ["tess"]
        assert tick(scene, "acknowledge-1", done=False) == [e.Noted("ticked")]

    def test_of_this_case_alone(self) -> None:
        scene = stages.served(with_playbooks())
        with pytest.raises(Stale):
            scene.do(TESS, cmd.TickStep("another", "work-1"))
        with pytest.raises(NotAllowed):
            tick(scene, "work-9")

    def test_only_while_a_case_is_open(self) -> None:
        scene = stages.resolved(with_playbooks(billing=()))
        with pytest.raises(NotAllowed):
            scene.do(TESS, cmd.TickStep(scene.state.handoffs[-1], "work-1"))

    @pytest.mark.parametrize("actor", [VISITOR, ASSISTANT, SERVER, CLOCK], ids=lambda actor: actor.kind)
    def test_by_teammates_alone(self, actor: object) -> None:
        scene = stages.served(with_playbooks())
        handoff = case_of(scene).id
        for command in (cmd.TickStep(handoff, "work-1"), cmd.Review(handoff, Lesson.NEEDLESS)):
            with pytest.raises(NotAllowed):
                scene.do(actor, command)  # type: ignore[arg-type]

    def test_and_the_next_case_begins_with_none(self) -> None:
        scene = stages.served(with_playbooks())
        tick(scene, "work-1")
        close(scene, ticks=TO_TELL)
        scene.writes()
        assert case_of(scene).ticks == ()


class TestACloseAsAnswered:
    def test_is_refused_while_the_visitor_was_not_told(self) -> None:
        """P16: and says which steps are left, so that nobody has to guess."""
        scene = stages.served(with_playbooks())
        tick(scene, "close-1")
        for outcome in (Outcome.ANSWERED, None):
            with pytest.raises(Unconfirmed) as refused:
                close(scene, outcome)
            assert refused.value.steps == ("close-2",)

    def test_comes_with_the_ticks(self) -> None:
        """Closing stays one press."""
        scene = stages.served(with_playbooks())
        handoff = case_of(scene).id
        tick(scene, "close-1")
        events = close(scene, Outcome.ANSWERED, ticks=(*TO_TELL, "close-2"), lesson=Lesson.PERSON_NEEDED)
        assert events == [
            e.StepTicked(handoff, "close-2", done=True),
            e.Reviewed(handoff, Lesson.PERSON_NEEDED),
            e.HandoffEnded(handoff, Outcome.ANSWERED),
            e.Resolved(Outcome.ANSWERED),
        ]

    def test_needs_no_step_that_is_for_the_team(self) -> None:
        scene = stages.served(with_playbooks())
        close(scene, Outcome.ANSWERED, ticks=TO_TELL)
        assert scene.state.ended
        assert scene.state.ended.handoff.ticked == set(TO_TELL)

    def test_with_a_last_word_needs_them_too(self) -> None:
        scene = stages.assigned(with_playbooks())
        with pytest.raises(Unconfirmed):
            close(scene, say=cmd.Word("w1", "It is done."))
        close(scene, say=cmd.Word("w1", "It is done."), ticks=TO_TELL)
        assert scene.state.stage is Stage.RESOLVED

    def test_by_a_word_that_opens_a_case_needs_that_cases_steps(self) -> None:
        scene = stages.answered(with_playbooks())
        with pytest.raises(Unconfirmed):
            close(scene, say=cmd.Word("w1", "It is done."))
        close(scene, say=cmd.Word("w1", "It is done."), ticks=TO_TELL)

    def test_with_a_step_that_is_not_there_is_refused_whole(self) -> None:
        scene = stages.served(with_playbooks())
        with pytest.raises(NotAllowed):
            close(scene, Outcome.SPAM, ticks=("work-1", "work-9"))
        assert case_of(scene).ticks == ()

    def test_without_a_case_has_nothing_to_tick_or_to_say_of_it(self) -> None:
        for more in ({"ticks": ("work-1",)}, {"lesson": Lesson.NEEDLESS}):
            with pytest.raises(NotAllowed):
                close(stages.answered(with_playbooks()), **more)

    @pytest.mark.parametrize("outcome", [Outcome.ELSEWHERE, Outcome.SPAM, Outcome.DUPLICATE])
    def test_otherwise_asks_for_nothing(self, outcome: Outcome) -> None:
        scene = stages.served(with_playbooks())
        close(scene, outcome)
        assert scene.state.stage is Stage.RESOLVED

    def test_by_a_server_says_nothing_of_steps(self) -> None:
        scene = stages.served(with_playbooks())
        seen = scene.state.seq
        for more in ({"ticks": TO_TELL}, {"lesson": Lesson.NEEDLESS}):
            with pytest.raises(NotAllowed):
                scene.do(SERVER, cmd.Resolve(seen, seen, Outcome.ELSEWHERE, **more))

    def test_is_not_what_a_hand_back_is(self) -> None:
        """The conversation goes on: nothing is closed yet."""
        scene = stages.served(with_playbooks())
        scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq))
        assert scene.state.stage is Stage.ASSISTANT


class TestAReview:
    """P17: whether the assistant could have done it."""

    def test_is_of_the_open_case(self) -> None:
        scene = stages.waiting()
        handoff = case_of(scene).id
        assert scene.do(TOM, cmd.Review(handoff, Lesson.NEEDED_SOONER, "a refund")) == [
            e.Reviewed(handoff, Lesson.NEEDED_SOONER, "a refund")
        ]
        assert case_of(scene).lesson is Lesson.NEEDED_SOONER

    def test_or_of_the_one_that_ended_and_the_last_word_counts(self) -> None:
        scene = stages.resolved()
        for lesson in (Lesson.NEEDLESS, Lesson.CONTENT_MISSING):
            scene.do(TESS, cmd.Review(scene.state.handoffs[-1], lesson))
        assert scene.state.ended
        assert scene.state.ended.handoff.lesson is Lesson.CONTENT_MISSING
        assert scene.state.ended.outcome is Outcome.ANSWERED
        assert scene.state.ended.at == scene.state.resolved_at
        assert scene.state.stage is Stage.RESOLVED

    def test_also_after_it_was_opened_again(self) -> None:
        scene = stages.resolved()
        scene.writes()
        scene.do(TESS, cmd.Review(scene.state.handoffs[0], Lesson.CONTENT_MISSING))
        assert scene.state.ended
        assert scene.state.ended.handoff.lesson is Lesson.CONTENT_MISSING
        assert case_of(scene).lesson is None

    def test_of_one_before_the_last_stays_with_that_one(self) -> None:
        scene = stages.resolved()
        scene.writes()
        stages.replies(scene)
        close(scene)
        first = scene.state.handoffs[0]
        scene.do(TESS, cmd.Review(first, Lesson.NEEDLESS))
        assert scene.history[-1].event == e.Reviewed(first, Lesson.NEEDLESS)
        assert scene.state.ended
        assert scene.state.ended.handoff.lesson is None

    def test_is_of_no_handoff_of_another_conversation(self) -> None:
        scene = stages.resolved()
        with pytest.raises(NotAllowed):
            scene.do(TESS, cmd.Review("another", Lesson.NEEDLESS))

    def test_is_possible_for_the_last_64_handoffs(self) -> None:
        scene = stages.answered()
        for _ in range(65):
            scene.do(TESS, cmd.TakeOver(scene.state.epoch))
            stages.replies(scene)
            scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq))
        opened = [one.event.handoff for one in scene.history if isinstance(one.event, e.HandoffOpened)]
        assert scene.state.handoffs == tuple(opened[1:])
        with pytest.raises(NotAllowed):
            scene.do(TESS, cmd.Review(opened[0], Lesson.NEEDLESS))

    def test_changes_no_debt(self) -> None:
        """I2: neither it nor a tick moves a deadline or answers anybody."""
        scene = stages.assigned(with_playbooks())
        before = scene.owed()
        scene.wait(seconds=7)
        tick(scene, "work-1")
        scene.do(TESS, cmd.Review(case_of(scene).id, Lesson.NEEDLESS))
        assert scene.owed() == before

    def test_keeps_nobody_from_being_quiet(self) -> None:
        scene = stages.served()
        scene.do(TESS, cmd.Review(case_of(scene).id, Lesson.NEEDLESS))
        debt = next(iter(scene.owed()))
        passes(scene, debt)
        assert scene.state.ended
        assert scene.state.ended.handoff.lesson is Lesson.NEEDLESS


class TestWhatIsStored:
    def test_an_erased_conversation_keeps_no_note_and_no_why(self) -> None:
        scene = stages.waiting(with_playbooks())
        handoff = case_of(scene).id
        tick(scene, "work-1")
        scene.do(TESS, cmd.Review(handoff, Lesson.NEEDLESS, "Vera wanted her money"))
        scene.do(SERVER, cmd.Erase())
        assert scene.state.ended is None
        buried = [tombstone(one) for one in scene.history]
        assert fold(buried) == scene.state
        assert e.Reviewed(handoff, Lesson.NEEDLESS, "") in [one.event for one in buried]
        assert e.StepTicked(handoff, "work-1", done=True) in [one.event for one in buried]

    def test_a_handoff_of_before_there_were_playbooks_is_read(self) -> None:
        opened = next(one for one in stages.waiting().history if isinstance(one.event, e.HandoffOpened))
        older = encode_event(opened).replace(',"playbook":[]', "")
        assert "playbook" not in older
        assert decode_event(opened.seq, opened.vseq, opened.at, "handoff_opened", older) == opened

    def test_a_state_of_before_there_were_playbooks_is_read(self) -> None:
        state = stages.answered().state
        older = encode(state).replace('"ended":null,', "").replace('"handoffs":[],', "")
        assert "ended" not in older
        assert decode_state(older) == state
