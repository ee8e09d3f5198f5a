"""What is always on, and goes as the rule says that stands for it; leads; and what a request finds with a teammate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.lead import LeadNoted
from chatref.conversation.model import Cause, Debt, Handoff, Line, Priority, Stage
from chatref.conversation.policy import Policy
from chatref.conversation.refusals import NotAllowed
from chatref.conversation.standing import Standing
from chatref.conversation.summed import HandoffSummed, SumUp
from tests.pure import stages
from tests.pure.scene import ASSISTANT, CLOCK, RETURN, TESS, VISITOR, Daily, Scene, policy
from tests.pure.telling import said

MONEY = Standing("Money", "billing", team="billing", priority=Priority.HIGH, tags=("money",))
PLAIN = Standing("Anybody", "person_asked")


def fails(scene: Scene, why: str = "") -> list[e.Event]:
    return scene.do(ASSISTANT, cmd.AssistantFailed(scene.state.epoch, scene.state.turn.number, why))


def standing(cause: Cause, rule: Standing, site: str = "shop") -> Policy:
    given = policy()
    return Policy(
        version=given.version,
        owner=given.owner,
        default_team=given.default_team,
        teams=given.teams,
        teammates=given.teammates,
        sites=given.sites,
        standing={(cause, site): rule},
    )


def opened(events: list[e.Event]) -> e.HandoffOpened:
    (one,) = (each for each in events if isinstance(each, e.HandoffOpened))
    return one


def case_of(scene: Scene) -> Handoff:
    assert scene.state.handoff is not None
    return scene.state.handoff


class TestWithoutARule:
    def test_a_failure_says_what_failed(self) -> None:
        events = fails(stages.assistant(), "quota")
        assert opened(events).why == "Because the assistant could not answer (quota)."

    def test_or_only_that_it_failed(self) -> None:
        assert opened(fails(stages.assistant())).why == "Because the assistant could not answer."

    def test_the_button_goes_to_the_default_team(self) -> None:
        case = opened(stages.answered().do(VISITOR, cmd.AskPerson()))
        assert (case.cause, case.reason, case.team) == (Cause.BUTTON, "person_asked", "support")
        assert (case.priority, case.rule, case.stands) == (Priority.NORMAL, None, None)
        assert case.why == "Because the visitor pressed for a person."

    def test_who_asks_in_words_is_said_to_have_asked_and_how_often(self) -> None:
        twice = stages.answered()
        twice.writes("a person please", asks=True)
        assert (
            opened(twice.writes("a person!", asks=True)).why
            == "Because the visitor asked for a person again."
        )
        once = stages.served(policy(assistant=False))
        once.do(TESS, cmd.Release(once.state.seq, once.state.seq))
        assert (
            opened(once.writes("a person please", asks=True)).why == "Because the visitor asked for a person."
        )


class TestWithTheRuleThatStandsForIt:
    @pytest.mark.parametrize(
        ("cause", "because"),
        [
            (Cause.BUTTON, "Because the visitor pressed for a person"),
            (Cause.FAILED, "Because the assistant could not answer (quota)"),
        ],
    )
    def test_it_goes_to_that_team_with_that_priority_and_says_so(self, cause: Cause, because: str) -> None:
        scene = stages.assistant(standing(cause, MONEY))
        case = opened(scene.do(VISITOR, cmd.AskPerson()) if cause is Cause.BUTTON else fails(scene, "quota"))
        assert (case.team, case.priority, case.rule, case.stands) == ("billing", Priority.HIGH, None, "Money")
        assert case.why == f"{because}; as the rule “Money” says: team Billing, high priority."
        assert "money" in scene.state.tags

    def test_the_reason_stays_that_of_the_cause(self) -> None:
        scene = stages.assistant(standing(Cause.FAILED, MONEY))
        assert opened(fails(scene)).reason == "assistant_failed"

    def test_what_it_does_not_name_is_not_said(self) -> None:
        scene = stages.assistant(standing(Cause.FAILED, PLAIN))
        assert opened(fails(scene)).why.endswith("; as the rule “Anybody” says.")

    def test_of_another_site_or_another_cause_it_does_not_stand(self) -> None:
        for given in (standing(Cause.FAILED, MONEY, "other"), standing(Cause.BUTTON, MONEY)):
            assert opened(fails(stages.assistant(given))).stands is None

    def test_a_team_in_which_nobody_can_take_it_is_not_said(self) -> None:
        given = standing(Cause.FAILED, MONEY)
        scene = stages.assistant(given)
        scene.becomes(teammates={name: one for name, one in given.teammates.items() if name != "tom"})
        case = opened(fails(scene))
        assert case.team == "support"
        assert case.why.endswith("; as the rule “Money” says: high priority.")


class TestALead:
    def test_is_noted_once_for_an_action_of_an_episode(self) -> None:
        scene = stages.answered()
        demo, news = cmd.NoteLead("demo", ("email",), "d1"), cmd.NoteLead("news", ("email",))
        (first,) = scene.do(ASSISTANT, demo)
        assert isinstance(first, LeadNoted)
        assert (first.action, first.fields, first.destination) == ("demo", ("email",), "d1")
        assert scene.do(ASSISTANT, demo) == [e.Noted("lead")]
        (second,) = scene.do(ASSISTANT, news)
        assert isinstance(second, LeadNoted)
        assert second.lead != first.lead

    def test_is_none_after_the_end(self) -> None:
        with pytest.raises(NotAllowed):
            stages.resolved().do(ASSISTANT, cmd.NoteLead("demo", ("email",)))


class TestASummary:
    def test_is_of_a_case_that_there_is(self) -> None:
        scene = stages.waiting()
        case = case_of(scene).id
        assert scene.do(ASSISTANT, SumUp(case, "Paid twice.")) == [HandoffSummed(case, "Paid twice.")]
        with pytest.raises(NotAllowed):
            scene.do(ASSISTANT, SumUp("another", "Paid twice."))


class TestWhatComesWithAnAction:
    """P7: nobody is asked twice, and what the visitor said stays."""

    def with_value(self, value: str | None, *, inferred: bool) -> cmd.Escalate:
        order, *others = RETURN.fields
        action = replace(RETURN, fields=(replace(order, value=value, inferred=inferred), *others))
        return cmd.Escalate("billing", rule="money", action=action)

    def test_does_not_take_the_place_of_what_was_given(self) -> None:
        scene = stages.answered()
        scene.do(VISITOR, cmd.GiveDetails((cmd.Value("order", "A-1"),)))
        scene.do(ASSISTANT, self.with_value("B-2", inferred=False))
        assert scene.state.details["order"].value == "A-1"

    @pytest.mark.parametrize(("value", "offered"), [("B-2", "B-2"), (None, "A-1")])
    def test_is_offered_rather_than_what_an_earlier_episode_knows(
        self, value: str | None, offered: str
    ) -> None:
        scene = stages.answered()
        scene.do(VISITOR, cmd.GiveDetails((cmd.Value("order", "A-1"),)))
        scene.do(TESS, cmd.TakeOver(scene.state.epoch))
        stages.replies(scene)
        scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq))
        scene.present = frozenset()
        scene.writes()
        scene.do(ASSISTANT, self.with_value(value, inferred=True))
        assert scene.state.collecting
        assert scene.state.collecting.fields[0].value == offered


class TestARequestThatFindsATeammate:
    def snoozed(self) -> Scene:
        scene = stages.served()
        seen = scene.state.seq
        scene.do(TESS, cmd.Snooze(seen, seen, scene.now + timedelta(days=1)))
        assert scene.state.snoozed_until
        return scene

    def test_wakes(self) -> None:
        scene = self.snoozed()
        events = scene.do(ASSISTANT, cmd.Escalate("person_asked", cause=Cause.REQUEST))
        assert any(isinstance(one, e.Woken) for one in events)
        assert scene.state.snoozed_until is None

    def test_sleeps_on_where_a_rule_fires_alone(self) -> None:
        scene = self.snoozed()
        events = scene.do(ASSISTANT, cmd.Escalate("billing", rule="other"))
        assert [type(one) for one in events] == [e.EscalationNoted]
        assert scene.state.snoozed_until

    def test_raises_nothing_where_somebody_has_it(self) -> None:
        scene = stages.assigned()
        before = case_of(scene).priority
        events = scene.do(ASSISTANT, cmd.Escalate("billing", rule="other"))
        assert [type(one) for one in events] == [e.EscalationNoted]
        assert case_of(scene).priority is before

    def test_raises_what_waits(self) -> None:
        scene = stages.waiting()
        scene.do(ASSISTANT, cmd.Escalate("billing", rule="other"))
        assert case_of(scene).priority is Priority.HIGH


class TestWhatIsDueTogether:
    def test_a_closing_that_the_confirmation_tells_is_not_told_beside_it(self) -> None:
        """The clock comes late: the team has gone home since, and the details were not given either."""
        scene = Scene(policy(calendar=Daily(8, 11)))
        scene.wait(minutes=59)
        scene.writes()
        scene.do(ASSISTANT, cmd.Escalate("billing", rule="money", action=RETURN, measured_on=1))
        assert scene.state.stage is Stage.COLLECTING
        scene.wait(minutes=10)
        events = scene.do(
            CLOCK, cmd.DeadlinePassed(Debt.DETAIL, scene.owed()[Debt.DETAIL].due, scene.state.seq)
        )
        assert said(events) == [Line.CONFIRMATION]
        assert any(isinstance(one, e.DeskClosed) for one in events)
