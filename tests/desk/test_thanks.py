"""A thanks on the real database: nobody is called back for it, and nothing that follows it is lost."""

import json
from datetime import UTC, datetime

from chatref.conversation import commands as cmd
from chatref.conversation.events import Recorded, TeammateReplied, VisitorWrote
from chatref.conversation.model import Actor, ActorKind
from chatref.desk import reading
from chatref.desk.audit import audit
from chatref.desk.encoding import decode_event, encode_event
from chatref.desk.presence import Presence
from chatref.desk.reading import AsOf
from chatref.insights.report.facts import facts
from tests.desk.acts import Acts, kinds, new
from tests.pure.scene import policy


async def stored(acts: Acts, conversation: str) -> AsOf:
    async with acts.database.workspace(acts.workspace) as connection:
        return await reading.as_of(connection, acts.workspace, conversation)


async def test_p13_a_thanks_owes_nothing_and_the_question_after_it_comes_back(acts: Acts) -> None:
    conversation = await acts.owned()
    await acts.teammate(conversation, acts.reply(conversation, "The new licence is in your account."))

    assert kinds(await acts.write(conversation, "Thank you, perfect!")) == ["VisitorWrote"]
    row = acts.news[-1]
    assert row.summary.owed
    assert row.summary.owed.debt == "next_word"
    assert (row.summary.person_owed_since, row.summary.alert) == (None, None)
    assert row.summary.last
    assert row.summary.last.text == "Thank you, perfect!"

    seen = acts.state(conversation)
    await acts.teammate(conversation, cmd.Resolve(seen.last_visitor, seen.last_reply, None))
    closed = acts.state(conversation)
    assert kinds(await acts.write(conversation, "Thanks again 👍")) == ["VisitorWrote"]
    found = await stored(acts, conversation)
    assert (found.state.stage, found.state.resolved_at) == ("resolved", closed.resolved_at)
    said = [each.event for each in found.events if isinstance(each.event, VisitorWrote)]
    assert [each.thanks for each in said] == [False, True, True]

    told = facts(found.events, lambda _: policy())
    assert [(each.reopened, each.outcome) for each in told.episodes] == [(None, "answered")]
    assert [wait.ended is not None for handoff in told.handoffs for wait in handoff.waits] == [True]

    await Presence(acts.database, new()).beat(acts.workspace, acts.foundry.tess.id, new())
    again = kinds(await acts.write(conversation, "And where is the invoice?"))
    assert again[:2] == ["Reopened", "VisitorWrote"]
    back = acts.state(conversation)
    assert (back.episode, back.owner) == (2, acts.foundry.tess.id)
    assert back.person_owed
    assert await audit(acts.database, acts.workspace) == ()


async def test_p13_a_thanks_after_an_unanswered_question_leaves_it_owed(acts: Acts) -> None:
    conversation = await acts.owned()
    await acts.teammate(conversation, acts.reply(conversation))
    await acts.write(conversation, "And the invoice?")
    since = acts.news[-1].summary.person_owed_since
    await acts.write(conversation, "Thanks!")
    assert since
    assert acts.news[-1].summary.person_owed_since == since
    assert await audit(acts.database, acts.workspace) == ()


def test_an_answer_of_before_may_have_asked_something() -> None:
    """Its event does not say: a thanks after it is owed as ever."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    answered = Recorded(
        3, 3, at, Actor(ActorKind.TEAMMATE, "t"), TeammateReplied("m", "Shall I?", 2, asks=False)
    )
    stored = json.loads(encode_event(answered))
    del stored["event"]["asks"]
    read = decode_event(3, 3, at, "teammate_replied", json.dumps(stored)).event
    assert isinstance(read, TeammateReplied)
    assert read.asks
