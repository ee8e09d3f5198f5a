"""A thanks on the real database: nobody is called back for it, and nothing that follows it is lost."""

from chatref.conversation import commands as cmd
from chatref.conversation.events import VisitorWrote
from chatref.desk import reading
from chatref.desk.audit import audit
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


async def test_what_was_stored_before_there_were_thanks_is_read_as_it_was(acts: Acts) -> None:
    """Its events say nothing of them, and its state neither."""
    conversation = await acts.owned()
    await acts.teammate(conversation, acts.reply(conversation))
    async with acts.database.workspace(acts.workspace) as connection:
        await connection.execute(
            "update events set payload = (payload::jsonb #- '{event,thanks}' #- '{event,asks}')::json"
        )
        await connection.execute(
            "update conversations set state = (state::jsonb - 'last_reply_asks')::json where id = %s",
            [conversation],
        )
    assert await audit(acts.database, acts.workspace) == ()
    assert kinds(await acts.visitor(conversation, cmd.Write(new(), "Thanks!"))) == ["VisitorWrote"]
