"""Who has left gets the answer by mail, once, unless they have seen it; who writes by mail gets every answer by mail.

On the real database, through a real SMTP server.
"""

from collections.abc import Sequence

import pytest

from chatref.accounts import sites
from chatref.conversation import commands as cmd
from chatref.conversation.kinds import Introduces
from chatref.conversation.model import Field, Outcome, Route
from chatref.desk.audit import audit
from chatref.mail import sending
from chatref.mail import store as accounts
from chatref.mail.letter import Answer
from chatref.mail.phrases import FIXED, Phrase
from chatref.mail.sending.writing import Told, answer_of
from tests.desk.acts import new
from tests.mail.posting import PAGE, VERA, Posting, text_of


async def test_f16_the_visitor_left_and_the_answer_reaches_them_by_mail(post: Posting) -> None:
    post.execute("update sites set origins = array['https://shop.foundry.example']")
    conversation = await post.asked(language="de")
    await post.replied(conversation)
    await post.mails.turn()
    assert post.mailbox.received == [], "not at once: they may be there to see it"
    post.wait()
    await post.mails.turn()
    await post.mails.turn()
    [message] = post.messages()
    account = await post.account()
    assert post.mailbox.received[0].rcpt_tos == [VERA]
    assert message["Reply-To"].addresses[0].addr_spec == account.address_of(conversation)
    assert await post.named_by(str(message["Message-ID"])) == conversation
    assert "Tess" in message["From"]
    for each in ("Here it is.", FIXED["de"][Phrase.ANSWER], PAGE):
        assert each in text_of(message)
    assert post.rows() == [("sent", "reply")]
    assert post.moved == [conversation]
    assert await audit(post.database) == ()


async def test_f16_the_audit_names_an_answer_that_is_not_on_its_way(post: Posting) -> None:
    conversation = await post.asked()
    await post.replied(conversation)
    other = await post.acts.begin()
    await post.acts.visitor(other, cmd.LeaveContact(VERA))
    await post.by_mail(other)
    await post.acts.assistant(other, post.acts.answer(other))
    assert await audit(post.database) == ()
    post.execute("delete from mails_out")
    assert [each.name for each in await audit(post.database)] == ["unmailed", "unmailed"]


async def test_what_the_visitor_has_seen_or_written_on_after_does_not_go(post: Posting) -> None:
    seen, wrote_on, neither = [await post.asked() for _ in range(3)]
    for each in (seen, wrote_on, neither):
        await post.replied(each)
    post.saw(seen, post.acts.state(seen).vseq)
    await post.acts.write(wrote_on, "Thank you!")
    post.saw(neither, post.acts.state(neither).vseq - 1)
    post.wait()
    await post.mails.turn()
    assert post.rows() == [("over", "reply"), ("over", "reply"), ("sent", "reply")]
    [message] = post.messages()
    assert await post.named_by(str(message["Message-ID"])) == neither


async def test_three_answers_go_as_one_mail_and_the_next_one_into_its_thread(post: Posting) -> None:
    """F33: the mails of a conversation are one thread in any mail program."""
    conversation = await post.asked()
    for text in ("First.", "Second.", "Third."):
        await post.replied(conversation, text)
    post.wait()
    await post.mails.turn()
    await post.replied(conversation, "Fourth.")
    post.wait()
    await post.mails.turn()
    first, second = post.messages()
    assert [text_of(first).count(each) for each in ("First.", "Second.", "Third.")] == [1, 1, 1]
    assert "Third." not in text_of(second)
    assert first["Subject"] == second["Subject"]
    root = first["References"]
    assert second["References"].split() == [root, first["Message-ID"]]
    assert second["In-Reply-To"] == first["Message-ID"]


async def test_f33_an_answer_to_a_mail_stands_under_it_in_the_mail_program(post: Posting) -> None:
    """And keeps the subject of the thread, whoever began it."""
    by_chat, begun = await post.asked(), new()
    await post.replied(by_chat)
    post.wait()
    await post.mails.turn()
    await post.by_mail(by_chat, subject="Re: Something else", message_id="<theirs@mail.example>")
    await post.replied(by_chat, "Second.")
    opening = cmd.Opening(begun, post.workspace, post.acts.foundry.site.id, new())
    first_mail = cmd.Write(new(), "My invoice?", opening=opening, route=Route.EMAIL)
    came = await post.acts.visitor(begun, first_mail, opening.visitor)
    await post.acts.visitor(begun, cmd.LeaveContact(VERA))
    post.came(begun, came.seq, "Invoice", "<first@mail.example>")
    await post.replied(begun, "Third.")
    post.wait()
    await post.mails.turn()
    first, second, third = post.messages()
    if "Third." in text_of(second):
        second, third = third, second
    assert second["Subject"] == first["Subject"]
    assert second["In-Reply-To"] == "<theirs@mail.example>"
    assert second["References"].split()[-2:] == [first["Message-ID"], "<theirs@mail.example>"]
    assert (third["Subject"], third["In-Reply-To"]) == ("Re: Invoice", "<first@mail.example>")


async def test_p5_what_a_case_asks_for_is_asked_by_mail_too(post: Posting) -> None:
    conversation = await post.acts.begin()
    await post.acts.visitor(conversation, cmd.LeaveContact(VERA))
    await post.by_mail(conversation, "I want to return it")
    order = Field("order", "Order number")
    await post.acts.assistant(conversation, cmd.Escalate("return", action=cmd.ActionDue("return", (order,))))
    post.wait(30)
    await post.mails.turn()
    [message] = post.messages()
    assert text_of(message).index("A few details first") < text_of(message).index("- Order number")


@pytest.mark.parametrize("contact", [None, "+49 30 901820"])
async def test_without_an_address_nothing_is_written_down(post: Posting, contact: str | None) -> None:
    conversation = await post.asked(contact)
    await post.replied(conversation)
    assert post.rows() == []


async def test_what_is_known_of_the_visitor_serves_where_they_left_nothing(post: Posting) -> None:
    conversation = await post.asked(None)
    visitor = post.acts.state(conversation).visitor
    post.execute(
        """insert into visitors (id, workspace, site, claimed, verified)
           values (%s, %s, %s, '{"email": "claimed@mail.example"}', '{"email": "known@mail.example"}')""",
        visitor, post.workspace, post.acts.foundry.site.id,
    )  # fmt: skip
    await post.replied(conversation)
    post.wait()
    await post.mails.turn()
    assert post.mailbox.received[0].rcpt_tos == ["known@mail.example"]


async def test_p13_a_mail_server_that_is_away_for_an_hour_gets_the_mail_once_afterwards(
    post: Posting,
) -> None:
    conversation = await post.asked()
    await post.replied(conversation)
    post.mailbox.answers["DATA"] = "451 Try later"
    for _ in range(5):
        post.wait()
        await post.mails.turn()
    assert post.rows() == [("due", "reply")]
    assert "451" in post.why()[0]
    await post.replied(conversation, "And this.")
    post.mailbox.answers.clear()
    for _ in range(3):
        post.wait()
        await post.mails.turn()
    assert ["Here it is." in text_of(each) for each in post.messages()] == [True, False]
    assert ["And this." in text_of(each) for each in post.messages()] == [False, True]
    assert post.rows() == [("sent", "reply")] * 2


async def test_killed_between_the_send_and_its_record_the_same_mail_goes_again(post: Posting) -> None:
    """A mailbox shows one Message-ID once; what was answered meanwhile goes in a mail of its own."""
    conversation = await post.asked()
    await post.replied(conversation)
    post.wait()
    post.mailbox.breaks_off = True
    await post.mails.turn()
    post.mailbox.breaks_off = False
    await post.replied(conversation, "Meanwhile.")
    for _ in range(2):
        post.wait()
        await post.mails.turn()
    first, again, other = post.messages()
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert text_of(first) == text_of(again)
    assert "Meanwhile." in text_of(other)


async def test_f16_who_writes_by_mail_gets_the_assistants_answer_by_mail_whatever_was_seen(
    post: Posting,
) -> None:
    """P11: as an answer of the assistant's."""
    conversation = await post.acts.begin()
    await post.acts.visitor(conversation, cmd.LeaveContact(VERA))
    await post.acts.assistant(conversation, post.acts.answer(conversation, "By chat."))
    await post.by_mail(conversation)
    await post.acts.assistant(conversation, post.acts.answer(conversation, "By mail."))
    post.saw(conversation, post.acts.state(conversation).vseq)
    post.wait(30)
    await post.mails.turn()
    [message] = post.messages()
    assert "By mail." in text_of(message)
    assert "By chat." not in text_of(message)
    assert FIXED["en"][Phrase.ASSISTANT] in text_of(message)
    assert message["Auto-Submitted"] == "auto-replied"


async def test_f12_f13_a_mail_that_opens_a_case_is_told_so_once_and_later_words_wait_for_an_answer(
    post: Posting,
) -> None:
    conversation = await post.acts.begin()
    await post.acts.visitor(conversation, cmd.LeaveContact(VERA))
    await post.by_mail(conversation)
    await post.acts.visitor(conversation, cmd.Write(new(), "A person, please", asks=True, route=Route.EMAIL))
    await post.acts.assistant(conversation, cmd.Escalate("refund"))
    post.wait(30)
    await post.mails.turn()
    [message] = post.messages()
    assert "Let me connect you" in text_of(message)
    await post.acts.teammate(conversation, post.acts.claim(conversation))
    post.wait()
    await post.mails.turn()
    assert len(post.messages()) == 1, "who joined is no reason for a mail"
    await post.replied(conversation)
    post.wait(30)
    await post.mails.turn()
    last = post.messages()[1]
    assert "has joined" in text_of(last)
    assert "Here it is." in text_of(last)
    assert post.rows() == [("sent", "word"), ("sent", "reply")]


async def test_f12_f13_a_mail_that_comes_out_of_hours_is_told_when_the_team_is_back(post: Posting) -> None:
    conversation = await post.asked()
    await post.replied(conversation)
    post.execute(
        """update teams set hours = '{"zone": "UTC", "weekly": [[], [], [], [], [], [], []]}';
           update workspaces set policy_version = policy_version + 1"""
    )
    await post.by_mail(conversation)
    post.wait(30)
    await post.mails.turn()
    [message] = post.messages()
    assert "The team is away" in text_of(message)


async def test_who_takes_over_makes_no_mail_before_they_answer(post: Posting) -> None:
    conversation = await post.acts.begin()
    await post.acts.visitor(conversation, cmd.LeaveContact(VERA))
    await post.by_mail(conversation)
    await post.acts.teammate(conversation, cmd.TakeOver(post.acts.state(conversation).epoch))
    assert post.rows() == []
    await post.replied(conversation)
    post.wait(30)
    await post.mails.turn()
    assert "has joined" in text_of(post.messages()[0])


async def test_f12_an_answer_by_mail_is_promised_as_long_as_an_account_sends_it(post: Posting) -> None:
    said = []
    for is_on in (True, False):
        async with post.database.workspace(post.workspace) as connection:
            stored = await accounts.account(connection)
            assert stored
            given = {**stored.settings, "allow_private": True}
            await post.mails.accounts.save(connection, post.workspace, given, is_on=is_on)
        await post.asked(contact=None)
        said.append(post.acts.news[-1].ruling.policy.mails)
    assert said == [True, False]


async def test_p11_where_the_site_introduces_nobody_a_mail_names_nobody(post: Posting) -> None:
    """Not what was said while it still did, either; and a person wrote it all the same."""
    conversation = await post.acts.begin()
    await post.acts.visitor(conversation, cmd.LeaveContact(VERA))
    await post.by_mail(conversation)
    await post.acts.teammate(conversation, cmd.TakeOver(post.acts.state(conversation).epoch))
    await post.replied(conversation)
    site = post.acts.foundry.site
    async with post.database.workspace(post.workspace) as connection:
        await sites.update(connection, site.id, sites.SiteChange(introduces=Introduces.TEAM))
    post.wait(30)
    await post.mails.turn()
    [message] = post.messages()
    assert "Tess" not in message.as_string()
    assert message["From"].addresses[0].display_name == site.name
    assert message["Auto-Submitted"] is None
    assert text_of(message).splitlines()[:3] == [f"{site.name}:", "", "Here it is."]


async def test_f2_the_address_outlives_the_end_and_a_reply_by_mail_goes_on_in_the_same_thread(
    post: Posting,
) -> None:
    conversation = await post.asked()
    await post.replied(conversation)
    await post.acts.teammate(conversation, post.acts.resolve(conversation, Outcome.ANSWERED))
    await post.by_mail(conversation)
    await post.acts.teammate(conversation, post.acts.reply(conversation, "Once more."))
    assert post.acts.state(conversation).owner == post.acts.foundry.tess.id
    post.wait()
    await post.mails.turn()
    [message] = post.messages()
    assert text_of(message).index("Here it is.") < text_of(message).index("Once more.")
    assert post.mailbox.received[0].rcpt_tos == [VERA]


async def test_f40_of_what_was_erased_nothing_goes(post: Posting) -> None:
    conversation, tried = [await post.asked() for _ in range(2)]
    for each in (conversation, tried):
        await post.replied(each)
    post.mailbox.answers["DATA"] = "451 Try later"
    post.wait()
    await post.mails.turn()
    for each in (conversation, tried):
        await post.acts.teammate(each, cmd.Erase(), post.acts.foundry.olga.id)
    post.mailbox.answers.clear()
    post.wait()
    await post.mails.turn()
    assert post.mailbox.received == []
    assert post.rows() == [("erased", "reply")] * 2
    assert post.why() == ["", ""]


async def test_a_password_that_is_wrong_loses_no_answer(post: Posting) -> None:
    conversation = await post.asked()
    await post.replied(conversation)
    post.mailbox.answers["MAIL"] = "553 5.7.1 Sender not owned"
    post.wait()
    await post.mails.turn()
    assert post.rows() == [("due", "reply")]
    post.mailbox.answers.clear()
    await post.entered()
    await post.mails.turn()
    assert post.rows() == [("sent", "reply")]


async def test_an_answer_that_fails_in_a_way_nobody_thought_of_keeps_no_other_waiting(
    post: Posting, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(told: Told, seqs: Sequence[int], seen: int, sent: int) -> Answer:
        if told.found.state.contact == "first@mail.example":
            raise ZeroDivisionError
        return answer_of(told, seqs, seen, sent)

    monkeypatch.setattr(sending, "answer_of", broken)
    for contact in ("first@mail.example", VERA):
        await post.replied(await post.asked(contact))
    post.wait()
    monkeypatch.setattr(sending, "OF_EACH", 1)
    await post.mails.turn()
    await post.mails.turn()
    assert post.rows() == [("due", "reply"), ("sent", "reply")]
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.setattr(sending, "answer_of", answer_of)
    post.wait()
    await post.mails.turn()
    assert post.rows() == [("sent", "reply"), ("sent", "reply")]


async def test_nobody_is_flooded(post: Posting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly so many an hour: those that go at once are counted too."""
    monkeypatch.setattr(sending, "MOST_AN_HOUR", 1)
    for _ in range(4):
        await post.replied(await post.asked())
    for _ in range(2):
        post.wait()
        await post.mails.turn()
    assert sorted(post.rows()) == [("due", "reply")] * 3 + [("sent", "reply")]
    assert len(post.mailbox.received) == 1


async def test_a_probe_is_a_mail_to_ourselves(post: Posting) -> None:
    assert await post.mails.probe(post.workspace) == ""
    [message] = post.messages()
    assert await post.named_by(post.mailbox.received[0].rcpt_tos[0])
    assert message["Auto-Submitted"] == "auto-generated"
    post.mailbox.answers["MAIL"] = "553 5.7.1 Sender not owned"
    assert "553" in await post.mails.probe(post.workspace)
