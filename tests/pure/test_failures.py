"""What goes wrong between assistant, person and visitor, and must not here: the core's part of F1 to F11."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import (
    Cause,
    Debt,
    HolderKind,
    How,
    Line,
    OfferEnd,
    Outcome,
    QueueReason,
    Route,
    Stage,
)
from chatref.conversation.refusals import Stale
from tests.pure import stages
from tests.pure.scene import (
    ASSISTANT,
    CLOCK,
    RETURN,
    TESS,
    TOM,
    VISITOR,
    Scene,
    policy,
)
from tests.pure.telling import RULE, answer_of, passes, said

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


def test_f9_a_second_request_found_after_the_end_opens_an_episode() -> None:
    """I5: the message came in time, its verdict late. The first one found after the end is only stored."""
    scene = Scene()
    scene.writes("a person please", asks=True)
    scene.writes("or call me")
    late = scene.state.last_visitor
    stages.answers(scene)
    passes(scene, Debt.NEXT_WORD)
    assert scene.state.outcome is Outcome.ABANDONED
    events = scene.do(ASSISTANT, cmd.NotePersonAsked("m", late))
    assert [type(one) for one in events[:2]] == [e.Reopened, e.PersonAsked]
    assert scene.state.stage is Stage.WAITING


def test_f9_a_request_that_a_person_settled_opens_no_episode() -> None:
    """I5: not even where a later one was left without a person."""
    scene = Scene()
    scene.writes("a person please", asks=True)
    scene.writes("or call me")
    settled = scene.state.last_visitor
    scene.do(TESS, cmd.TakeOver(scene.state.epoch))
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, say=cmd.Word("w", "It is done.")))
    scene.present = frozenset()
    scene.writes("a person please", asks=True)
    stages.answers(scene)
    passes(scene, Debt.NEXT_WORD)
    asked = e.PersonAsked(How.NEARNESS, "m", settled, open=False)
    assert scene.do(ASSISTANT, cmd.NotePersonAsked("m", settled)) == [asked]
    assert scene.state.stage is Stage.RESOLVED


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
    assert scene.do(ASSISTANT, cmd.NotePersonAsked("m", old)) == [
        e.PersonAsked(How.NEARNESS, "m", old, open=False)
    ]


def test_f11_an_offer_ends_when_the_team_has_nobody_left() -> None:
    """The one it was offered to is told, and the case moves on in the same transaction."""
    scene = stages.assistant()
    scene.do(ASSISTANT, replace(RULE, team="billing"))
    scene.do(CLOCK, cmd.OfferTo("tess"))
    empty = replace(scene.policy.teams["billing"], members=frozenset())
    scene.becomes(teams={**scene.policy.teams, "billing": empty})
    assert scene.do(CLOCK, cmd.ApplyPolicy()) == [
        e.PolicyApplied(2),
        e.OfferEnded("tess", OfferEnd.MOVED),
        e.Transferred(None, "support"),
        e.Queued("support", QueueReason.TRANSFERRED, instead_of="billing"),
    ]
    assert (scene.state.stage, scene.state.offer) == (Stage.WAITING, None)


def test_f11_the_default_team_reads_for_whom_it_has_a_case() -> None:
    """P3: where a rule meant it for others, where it was passed on to them, and where their last one let go of it."""
    scene = stages.assistant()
    scene.becomes(teammates=policy(people=("tess", "olga")).teammates)
    scene.do(ASSISTANT, replace(RULE, team="billing", action=RETURN))
    scene.do(VISITOR, cmd.SkipDetails())
    assert _meant_for(scene) == ("support", "billing")
    scene.becomes(teammates=policy().teammates)
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, team="billing"))
    assert _meant_for(scene) == ("billing", None)
    scene.do(TOM, cmd.Claim(scene.state.epoch))
    scene.becomes(teammates=policy(people=("tess", "olga")).teammates)
    scene.do(CLOCK, cmd.ApplyPolicy())
    assert _meant_for(scene) == ("support", "billing")
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, team="support"))
    assert _meant_for(scene) == ("support", None)
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, team="another workspace's"))
    assert _meant_for(scene) == ("support", "")


def _meant_for(scene: Scene) -> tuple[str, str | None]:
    assert scene.state.handoff
    return scene.state.handoff.team, scene.state.handoff.instead_of


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
