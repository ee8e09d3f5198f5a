"""Addresses that a form takes and no mail server does, and what a mail that did not go leaves behind."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chatref.conversation import commands as cmd
from chatref.desk.erasure.erase import erase
from chatref.mail import store as accounts
from chatref.mail.letter import message_of, sendable
from chatref.mail.sending import STRANGE, store
from tests.mail.posting import Posting, text_of
from tests.mail.test_letter import answer, heads, read


async def test_an_address_that_no_server_takes_is_told_to_the_team_and_tried_once(post: Posting) -> None:
    conversation = await post.asked(contact="vera..@mail.example")
    await post.replied(conversation)
    post.wait()
    await post.mails.turn()
    assert post.rows() == [("dead", "reply")]
    assert not post.messages()


async def test_mails_of_one_visitor_go_to_three_addresses_and_then_to_none_that_nobody_vouches_for(
    post: Posting,
) -> None:
    """Who changes the contact before each answer would have the desk write to strangers. No answer is lost: a person
    owes it again, and may send it."""
    conversation = await post.asked(contact="1@a.example")
    for address in ("1@a.example", "2@b.example", "3@c.example", "4@d.example", "1@A.example"):
        await post.acts.visitor(conversation, cmd.LeaveContact(address))
        await post.replied(conversation, f"For {address}.")
        post.wait()
        await post.mails.turn()
    assert [each.rcpt_tos[0].lower() for each in post.mailbox.received] == [
        "1@a.example", "2@b.example", "3@c.example", "1@a.example",
    ]  # fmt: skip
    assert [why for why in post.why() if why] == [STRANGE]
    [undelivered] = post.acts.state(conversation).undelivered
    await post.acts.teammate(conversation, cmd.SendAgain((undelivered.answer,), "4@d.example"))
    await post.mails.turn()
    assert post.mailbox.received[-1].rcpt_tos == ["4@d.example"]
    assert "For 4@d.example." in text_of(post.messages()[-1])


async def test_another_conversation_of_the_visitor_is_no_way_around_it(post: Posting) -> None:
    conversation = await post.asked(contact="1@a.example")
    visitor = post.acts.state(conversation).visitor
    for address in ("1@a.example", "2@b.example", "3@c.example"):
        await post.acts.visitor(conversation, cmd.LeaveContact(address))
        await post.replied(conversation)
        post.wait()
        await post.mails.turn()
    await post.acts.teammate(conversation, post.acts.resolve(conversation))
    other = await post.acts.case(visitor)
    await post.acts.visitor(other, cmd.LeaveContact("4@d.example"))
    await post.replied(other)
    post.wait()
    await post.mails.turn()
    assert (len(post.mailbox.received), post.rows()[-1]) == (3, ("dead", "reply"))


async def test_f40_a_mail_that_did_not_go_says_nothing_of_who_was_erased_meanwhile(post: Posting) -> None:
    conversation = await post.asked()
    outcome = await post.replied(conversation)
    await erase(post.acts.desk, post.workspace, conversation, post.acts.foundry.tess.id)
    those = store.Those(post.workspace, conversation, (outcome.seq,))
    async with post.database.workspace(post.workspace) as connection:
        await store.again(connection, those, timedelta(0), "It takes no mail to vera@mail.example.")
        account = await accounts.account(connection)
    assert account is not None
    assert account.failing_why == ""


PIECES = some.sampled_from(
    ["a", ".", "..", "@", "=?", "?=", "utf-8", "q", "é", "ü", "\x0b", "\x00", "\u2028", "-", "_", "b.c",
     "'", "[", "(", "xn--", "\u3002", ".de", "\ud800"]
)  # fmt: skip


@given(some.lists(PIECES, max_size=8).map("".join), some.lists(PIECES, max_size=8).map("".join))
def test_whatever_is_sendable_can_be_written_to_and_is_one_address(local: str, domain: str) -> None:
    address = f"{local}@{domain}"
    if (to := sendable(address)) is None:
        return
    assert read(message_of(answer(), heads(to=to)))["To"] == to
    assert to.isascii()


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("vera@mail.example", "vera@mail.example"),
        ("o'neil+x@mail.example", "o'neil+x@mail.example"),
        ("vera@müller.example", "vera@xn--mller-kva.example"),
        ("véra@mail.example", None),
        ("vera\x0bx@mail.example", None),
        (".vera@mail.example", None),
        ("vera@mail..example", None),
        ("vera@[10.0.0.1]", None),
        ("a@" + "b." * 50_000 + "example", None),
    ],
)
def test_f16_what_a_mail_server_takes(address: str, taken: str | None) -> None:
    assert sendable(address) == taken
