"""P13, F16: an answer that did not arrive by mail is a person's to send again, and nobody takes it for answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.alerts import alert
from chatref.conversation.events import ContactLeft, DeskSaid, HandoffOpened, Noted
from chatref.conversation.model import Cause, Debt, Outcome, Route, Stage
from chatref.conversation.refusals import AlreadyClaimed, NotAllowed, Unanswered
from chatref.conversation.undelivered import AnswerSentAgain, AnswerUndelivered
from tests.pure.scene import CLOCK, OPENING, TESS, TOM, VISITOR, Never, Scene, policy
from tests.pure.stages import answered, answers, assigned, replies, resolved, served, waiting

ADDRESS = "vera@home.example"


def came_back(scene: Scene, answer: int | None = None) -> list[object]:
    """The last answer of a teammate, unless another one is named."""
    number = scene.state.last_reply if answer is None else answer
    return list(scene.do(CLOCK, cmd.ReportUndelivered((number,), ADDRESS, "no such mailbox")))


def again(scene: Scene, to: str | None = None) -> list[object]:
    known = tuple(each.answer for each in scene.state.undelivered)
    return list(scene.do(TESS, cmd.SendAgain(known, to)))


def test_who_has_it_owes_a_reply_until_it_is_sent_again() -> None:
    scene = served()
    assert Debt.REPLY not in scene.owed()
    scene.wait(hours=1)
    came_back(scene)
    assert scene.owed()[Debt.REPLY].holder.id == "tess"
    found = alert(scene.state, scene.policy)
    assert found
    assert (found.at, found.teammate) == (scene.now, "tess")
    scene.wait(minutes=1)
    assert again(scene) == [AnswerSentAgain((scene.state.last_reply,))]
    assert set(scene.owed()) == {Debt.NEXT_WORD}
    assert scene.owed()[Debt.NEXT_WORD].since == scene.now
    assert alert(scene.state, scene.policy) is None


def test_it_is_owed_by_another_answer_too_but_not_by_one_written_before_it_was_known() -> None:
    scene = served()
    late = scene.state.seq
    came_back(scene)
    replies(scene, seen=late)
    assert Debt.REPLY in scene.owed()
    replies(scene)
    assert Debt.REPLY not in scene.owed()


def test_a_case_that_was_closed_as_answered_opens_again_where_it_was() -> None:
    """It is not closed as answered once more, before anything new has gone."""
    scene = resolved()
    scene.wait(days=1)
    events = came_back(scene)
    assert scene.state.stage is Stage.WAITING
    [opened] = [one for one in events if isinstance(one, HandoffOpened)]
    assert (opened.cause, opened.reason, opened.team) == (Cause.UNDELIVERED, "undelivered", "support")
    [said] = [one for one in events if isinstance(one, DeskSaid)]
    assert "did not reach you by e-mail" in said.text
    with pytest.raises(Unanswered):
        scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.ANSWERED))
    again(scene)
    assert (scene.state.stage, scene.state.owner) == (Stage.ASSIGNED, "tess")
    assert scene.state.handoff
    assert scene.state.handoff.answered == scene.now
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.ANSWERED))


def test_it_goes_to_the_team_that_had_it() -> None:
    scene = waiting()
    scene.do(TESS, cmd.Transfer(scene.state.seq, scene.state.seq, team="billing"))
    scene.do(TOM, cmd.Reply("r1", "Hello", scene.state.seq, scene.state.seq))
    scene.do(TOM, cmd.Resolve(scene.state.seq, scene.state.seq))
    came_back(scene)
    assert scene.state.team == "billing"


def test_an_answer_of_the_assistant_that_did_not_arrive_is_a_persons() -> None:
    """And so is what the visitor wrote meanwhile and nobody has answered."""
    scene = answered()
    scene.do(VISITOR, cmd.Write("m2", "Are you there?", opening=OPENING, route=Route.EMAIL))
    came_back(scene, scene.state.seq - 1)
    assert scene.state.stage is Stage.WAITING
    again(scene)
    assert Debt.REPLY in scene.owed()
    assert scene.state.handoff
    assert scene.state.handoff.answered is None


@pytest.mark.parametrize("outcome", [Outcome.ELSEWHERE, Outcome.SPAM, Outcome.DUPLICATE])
def test_what_a_person_meant_to_end_stays_ended(outcome: Outcome) -> None:
    scene = served()
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, outcome))
    [told] = came_back(scene)
    assert isinstance(told, AnswerUndelivered)
    assert not told.owed
    assert scene.state.stage is Stage.RESOLVED


def test_where_the_visitor_goes_on_elsewhere_nothing_opens() -> None:
    scene = resolved()
    scene.elsewhere = "c2"
    [told] = came_back(scene)
    assert isinstance(told, AnswerUndelivered)
    assert not told.owed


def test_who_wrote_on_in_the_chat_has_read_it_there() -> None:
    scene = served()
    answer = scene.state.last_reply
    scene.writes("Thank you!")
    replies(scene)
    [told] = came_back(scene, answer)
    assert isinstance(told, AnswerUndelivered)
    assert not told.owed
    assert Debt.REPLY not in scene.owed()


def test_what_was_read_in_the_chat_meanwhile_is_told_and_not_owed() -> None:
    scene = served()
    scene.do(CLOCK, cmd.ReportUndelivered((scene.state.last_reply,), ADDRESS, "", seen=True))
    assert Debt.REPLY not in scene.owed()
    assert len(again(scene)) == 1


def test_it_is_heard_once_and_anew_after_it_was_sent_again() -> None:
    scene = served()
    answer = scene.state.last_reply
    came_back(scene)
    assert came_back(scene) == [Noted("undelivered")]
    again(scene)
    [told] = came_back(scene, answer)
    assert told == AnswerUndelivered((answer,), ADDRESS, "no such mailbox", owed=True)
    assert Debt.REPLY in scene.owed()


def test_it_wakes_what_sleeps() -> None:
    scene = served()
    scene.do(TESS, cmd.Snooze(scene.state.seq, scene.state.seq, scene.now + timedelta(hours=3)))
    came_back(scene)
    assert scene.state.snoozed_until is None


def test_a_corrected_address_is_the_contact_from_now_on() -> None:
    scene = served()
    scene.do(VISITOR, cmd.LeaveContact(ADDRESS))
    came_back(scene)
    assert again(scene, ADDRESS) == [AnswerSentAgain((scene.state.last_reply,))]
    came_back(scene)
    left, sent = again(scene, "vera@work.example")
    assert (left, sent) == (ContactLeft("vera@work.example"), AnswerSentAgain((scene.state.last_reply,)))
    assert scene.state.contact == "vera@work.example"


def test_only_who_has_it_sends_again_and_only_what_did_not_arrive() -> None:
    scene = served()
    came_back(scene)
    with pytest.raises(AlreadyClaimed):
        scene.do(TOM, cmd.SendAgain((scene.state.last_reply,)))
    for some in ((), (1,), (scene.state.last_reply, 1)):
        with pytest.raises(NotAllowed):
            scene.do(TESS, cmd.SendAgain(some))
    with pytest.raises(NotAllowed):
        scene.do(TESS, cmd.ReportUndelivered((scene.state.last_reply,), ADDRESS, ""))


def test_what_a_visitor_waits_for_besides_is_not_answered_by_it() -> None:
    scene = assigned()
    came_back(scene, scene.state.seq)
    again(scene)
    assert Debt.REPLY in scene.owed()
    assert scene.state.handoff
    assert scene.state.handoff.answered is None


def test_after_handing_back_no_rule_measures_the_old_words_anew() -> None:
    scene = answered()
    came_back(scene, scene.state.seq)
    again(scene)
    scene.do(TESS, cmd.HandBack(scene.state.seq, scene.state.seq))
    assert scene.state.settled_to == scene.state.last_visitor


def test_a_case_that_nobody_owes_is_released_without_settling_what_was_said() -> None:
    scene = answered()
    came_back(scene, scene.state.seq)
    again(scene)
    scene.do(TESS, cmd.Release(scene.state.seq, scene.state.seq))
    assert (scene.state.stage, scene.state.settled_to) == (Stage.ASSISTANT, 0)


def test_of_two_in_one_mail_both_are_owed_until_both_go_again() -> None:
    scene = served()
    first = scene.state.last_reply
    replies(scene)
    second = scene.state.last_reply
    scene.do(CLOCK, cmd.ReportUndelivered((first, second), ADDRESS, ""))
    scene.do(TESS, cmd.SendAgain((first,)))
    assert Debt.REPLY in scene.owed()
    scene.do(TESS, cmd.SendAgain((second,)))
    assert Debt.REPLY not in scene.owed()


def test_what_has_ended_can_be_sent_again_and_stays_ended() -> None:
    scene = served()
    scene.do(TESS, cmd.Resolve(scene.state.seq, scene.state.seq, Outcome.DUPLICATE))
    came_back(scene)
    assert len(again(scene)) == 1
    assert (scene.state.stage, scene.state.undelivered) == (Stage.RESOLVED, ())


def test_what_waits_for_the_visitors_word_can_be_sent_again_without_a_case() -> None:
    scene = answered()
    answer = scene.state.seq
    scene.writes("Thank you")
    answers(scene)
    scene.do(TESS, cmd.PauseAssistant())
    came_back(scene, answer)
    again(scene)
    assert (scene.state.stage, scene.state.handoff) == (Stage.WAITING, None)


def test_that_who_leads_was_told_holds_as_long_as_somebody_is_owed() -> None:
    """F13: of a team that does not open in sight; the next debt tells them anew."""
    scene = served(policy(calendar=Never()))
    came_back(scene)
    assert scene.state.alert is not None
    scene.do(VISITOR, cmd.Write("m9", "Hello?", route=Route.EMAIL))
    again(scene)
    assert scene.state.alert is not None
    replies(scene)
    came_back(scene)
    again(scene)
    assert scene.state.alert is None


def test_one_of_a_flood_is_not_cleared_with_what_the_visitor_said() -> None:
    """Beyond the points that are kept, the debt is not its alone."""
    scene = assigned()
    for number in range(40):
        scene.do(VISITOR, cmd.Write(f"m{number}", "and another thing", route=Route.EMAIL))
    came_back(scene, 1)
    again(scene)
    assert scene.state.undelivered == ()
    assert Debt.REPLY in scene.owed()
    assert scene.state.person_owed[-1].seq > scene.state.last_visitor


def test_the_latest_are_remembered() -> None:
    scene = served()
    for number in range(1, 101):
        came_back(scene, 1000 + number)
    assert [each.answer for each in scene.state.undelivered] == list(range(1037, 1101))
