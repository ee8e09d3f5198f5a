"""Alerts arrive by a real mail server, say who waits now, and are not sent once nobody does (F29, F31)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage

import psycopg
import pytest

from chatref.conversation.commands import Withdraw
from chatref.desk.alerts import Alerts
from chatref.desk.policy import Policies
from chatref.mail.accounts import Accounts
from chatref.outbound.alerts import AlertMails
from chatref.outbound.store import Wanted, save
from tests.cast import Foundry
from tests.desk.acts import Acts, new
from tests.outbound.conftest import BASE, Post
from tests.outbound.kinds.mail_far import Mailbox, mail_server


@dataclass
class Alerted:
    """Foundry's desk, with a mail server for what it has to tell."""

    post: Post
    mails: AlertMails
    accounts: Accounts
    mailbox: Mailbox

    @property
    def acts(self) -> Acts:
        return self.post.acts

    @property
    def foundry(self) -> Foundry:
        return self.acts.foundry

    def tell(self, teammate: str, kind: str = "waiting") -> None:
        """As the desk's look does."""
        with psycopg.connect(self.post.url, autocommit=True) as admin:
            admin.execute(
                "insert into alerts (workspace, teammate, kind, expires_at) values (%s, %s, %s, now() + '1 hour')",
                [self.post.workspace, teammate, kind],
            )

    def states(self) -> list[tuple[str, str]]:
        with psycopg.connect(self.post.url) as admin:
            return [(state, why) for state, why in admin.execute("select state, why from alerts order by at")]


@pytest.fixture
async def alerted(post: Post) -> AsyncIterator[Alerted]:
    async with mail_server("none") as mailbox:
        accounts = Accounts(post.opening.keys)
        mails = AlertMails(post.database, post.acts.desk.policies, post.opening, BASE, accounts.sender)
        yield Alerted(post, mails, accounts, mailbox)


def server(alerted: Alerted) -> dict[str, str | bool]:
    port = str(alerted.mailbox.port)
    return {"host": "localhost", "port": port, "security": "none", "allow_private": True}


async def with_account(alerted: Alerted, *, is_on: bool = True) -> None:
    given = {"sender": "support@foundry.example", "way_in": "webhook", **server(alerted)}
    async with alerted.post.database.workspace(alerted.post.workspace) as connection:
        await alerted.accounts.save(connection, alerted.post.workspace, given, is_on=is_on)


async def with_server(alerted: Alerted) -> None:
    settings = {"to": "team@foundry.example", "sender": "desk@foundry.example", **server(alerted)}
    wanted = Wanted(new(), "email", "Mail", settings, None, {}, True)
    async with alerted.post.database.workspace(alerted.post.workspace) as connection:
        await save(connection, alerted.post.workspace, wanted)


def text(message: EmailMessage) -> str:
    return str(message.get_content())


async def test_f29_who_waits_is_told_in_one_mail_with_the_way_to_each(alerted: Alerted) -> None:
    await with_server(alerted)
    cases = [await alerted.acts.case() for _ in range(12)]
    alerted.tell(alerted.foundry.tess.id)
    await alerted.mails.turn()
    await alerted.mails.turn()
    message = alerted.mailbox.message()
    assert alerted.mailbox.received[0].rcpt_tos == ["tess@foundry.example"]
    assert message["Subject"] == "12 visitors wait for a person"
    assert f"{BASE}/inbox/needs_person/{cases[0]}" in text(message)
    assert "And 2 more." in text(message)
    assert alerted.states() == [("delivered", "")]


async def test_f31_what_is_over_when_it_would_be_sent_is_not_sent(alerted: Alerted) -> None:
    await with_server(alerted)
    case = await alerted.acts.case()
    alerted.tell(alerted.foundry.tess.id)
    await alerted.acts.visitor(case, Withdraw())
    await alerted.mails.turn()
    assert (alerted.mailbox.received, alerted.states()) == ([], [("over", "")])


async def test_f29_a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not(alerted: Alerted) -> None:
    await with_server(alerted)
    await alerted.acts.case()
    alerted.tell(alerted.foundry.tess.id)
    alerted.mailbox.answers["DATA"] = "451 Try later"
    await alerted.mails.turn()
    [(state, why)] = alerted.states()
    assert (state, "451" in why) == ("due", True)
    alerted.mailbox.answers["DATA"] = "550 No"
    with psycopg.connect(alerted.post.url, autocommit=True) as admin:
        admin.execute("update alerts set due_at = now()")
    await alerted.mails.turn()
    assert alerted.states()[0][0] == "dead"


async def test_without_a_mail_server_an_alert_says_why_it_did_not_go(alerted: Alerted) -> None:
    await alerted.acts.case()
    alerted.tell(alerted.foundry.tess.id)
    await alerted.mails.turn()
    await with_account(alerted, is_on=False)
    alerted.tell(alerted.foundry.tom.id)
    await alerted.mails.turn()
    why = "There is neither an e-mail destination nor a mail account to send it through."
    assert alerted.states() == [("dead", why), ("dead", why)]


async def test_f29_the_mail_account_sends_alerts_where_no_destination_does(alerted: Alerted) -> None:
    """The server of a destination reaches the team: where there is one, it is taken."""
    await with_account(alerted)
    await alerted.acts.case()
    alerted.tell(alerted.foundry.tess.id)
    await alerted.mails.turn()
    await with_server(alerted)
    alerted.tell(alerted.foundry.tess.id)
    await alerted.mails.turn()
    assert [(each.mail_from, each.rcpt_tos) for each in alerted.mailbox.received] == [
        (sender, ["tess@foundry.example"]) for sender in ("support@foundry.example", "desk@foundry.example")
    ]
    assert [state for state, _ in alerted.states()] == ["delivered", "delivered"]


async def test_p13_who_leads_is_told_of_what_the_clock_can_not_move(alerted: Alerted) -> None:
    await with_server(alerted)
    case = await alerted.acts.case()
    with psycopg.connect(alerted.post.url, autocommit=True) as admin:
        row = [alerted.post.workspace, case]
        admin.execute("insert into clock_failures values (%s, %s, 3, now() + '1 hour', 'x')", row)
        admin.execute(
            "insert into outbox (workspace, conversation, seq, kind, at) "
            "values (%s, %s, 1, 'clock_failed', now() - interval '2 minutes')",
            row,
        )
    await Alerts(alerted.post.database, Policies()).look(alerted.post.workspace)
    await alerted.mails.turn()
    message = alerted.mailbox.message()
    assert message["Subject"] == "A conversation can't go on by itself"
    assert f"/{case}" in text(message)
    assert alerted.mailbox.received[0].rcpt_tos == ["olga@foundry.example"]


async def test_p15_who_leads_is_told_which_desk_is_empty(alerted: Alerted) -> None:
    await with_server(alerted)
    with psycopg.connect(alerted.post.url, autocommit=True) as admin:
        admin.execute(
            "insert into unstaffed (workspace, team, alerted_at) values (%s, %s, now())",
            [alerted.post.workspace, alerted.foundry.team],
        )
    alerted.tell(alerted.foundry.olga.id, "unstaffed")
    await alerted.mails.turn()
    assert alerted.mailbox.message()["Subject"] == "Nobody is here for Support"
