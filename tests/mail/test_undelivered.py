"""P13, F16: an answer that could not be delivered by mail is owed again, and sent again, each once, whoever dies."""

import pytest

from chatref.conversation import commands as cmd
from chatref.conversation.model import Debt
from chatref.conversation.undelivered import AnswerUndelivered
from chatref.desk.audit import audit
from chatref.errors import Unavailable
from chatref.mail import sending
from chatref.mail.sending.store import of_thread
from tests.desk.acts import new
from tests.mail.posting import VERA, Posting, text_of


async def refused(post: Posting) -> str:
    """A case whose answer the visitor's mail server does not take."""
    conversation = await post.asked()
    await post.replied(conversation)
    post.mailbox.answers[VERA] = "550 5.1.1 No such user"
    post.wait()
    await post.mails.turn()
    assert post.rows() == [("dead", "reply")]
    return conversation


async def test_p13_an_answer_whose_address_is_refused_is_owed_again(post: Posting) -> None:
    """The case must not look answered."""
    conversation = await refused(post)
    told = post.acts.news[-1].events[-1].recorded
    assert VERA in str(told.event)
    assert told.vseq is None
    assert post.acts.news[-1].summary.alert
    assert post.acts.news[-1].summary.owed
    assert post.acts.news[-1].summary.owed.debt is Debt.REPLY
    assert await audit(post.database) == ()
    post.execute("delete from events where kind = 'answer_undelivered'")
    assert "unheard" in [each.name for each in await audit(post.database)]
    async with post.database.workspace(post.workspace) as connection:
        found = await of_thread(connection, post.workspace, conversation)
    assert found.mails[-1].state == "dead"
    assert VERA in found.mails[-1].why


async def test_p13_it_is_sent_again_to_another_address_as_a_mail_of_its_own(post: Posting) -> None:
    conversation = await refused(post)
    [failed] = post.acts.news[-1].state.undelivered
    command = cmd.SendAgain((failed.answer,), "vera@work.example")
    once = new()
    for _ in range(2):
        await post.acts.teammate(conversation, command, again=once)
    await post.mails.turn()
    await post.mails.turn()
    [message] = post.messages()
    assert post.mailbox.received[0].rcpt_tos == ["vera@work.example"]
    assert "Here it is." in text_of(message)
    again = (await post.account()).message_id(conversation, post.acts.news[-1].state.seq)
    assert message["Message-ID"] == again, "no mailbox takes it for the one that came before"
    assert post.rows() == [("sent", "reply")]
    assert post.acts.news[-1].state.person_owed == ()
    assert await audit(post.database) == ()


async def test_p13_the_team_hears_of_it_once_though_the_process_dies_before_it_is_written_down(
    post: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object) -> None:
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(sending.store, "dead", dies)
        conversation = await post.asked()
        await post.replied(conversation)
        post.mailbox.answers[VERA] = "550 5.1.1 No such user"
        post.wait()
        await post.mails.turn()
    assert post.rows() == [("due", "reply")]
    post.wait()
    await post.mails.turn()
    assert post.rows() == [("dead", "reply")]
    told = [each for news in post.acts.news for each in news.events]
    assert sum(isinstance(each.recorded.event, AnswerUndelivered) for each in told) == 1
