"""A mail account is kept with its passwords sealed, and what is wrong with it is said where it was entered."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from chatref.database.pool import Database
from chatref.errors import BadInput
from chatref.mail import store
from chatref.mail.accounts import Accounts, Imap, MailAccount, Webhook
from chatref.mail.address import named_by
from chatref.outbound.keys import Keys
from chatref.outbound.opening import Unusable
from chatref.outbound.smtp import Security
from tests.cast import Foundry

GIVEN: dict[str, str | bool] = {
    "sender": "support@shop.example", "host": "smtp.shop.example", "user": "desk", "password": "smtp-word-1",
    "way_in": "imap", "imap_host": "imap.shop.example", "imap_user": "desk", "imap_password": "imap-word-1",
}  # fmt: skip


@pytest.fixture
def accounts(database: Database, tmp_path: Path) -> Accounts:
    return Accounts(Keys(database, tmp_path))


async def saved(
    database: Database, accounts: Accounts, foundry: Foundry, *, is_on: bool = True, **other: str | bool
) -> MailAccount | None:
    async with database.workspace(foundry.workspace) as connection:
        await accounts.save(connection, foundry.workspace, {**GIVEN, **other}, is_on=is_on)
        return await accounts.read(connection, foundry.workspace)


async def test_an_account_is_read_as_it_was_entered_and_its_passwords_lie_nowhere(
    database: Database, database_url: str, accounts: Accounts, foundry: Foundry
) -> None:
    account = await saved(database, accounts, foundry)
    assert account
    assert (account.reply, account.server.port, account.server.password) == (
        account.sender,
        587,
        "smtp-word-1",
    )
    assert isinstance(account.way_in, Imap)
    assert (account.way_in.folder, account.way_in.server.port) == ("INBOX", 993)
    assert account.way_in.server.security is Security.TLS
    with psycopg.connect(database_url) as admin:
        row = str(admin.execute("select mail_accounts::text from mail_accounts").fetchone())
    assert "word-1" not in row
    assert "word-1" not in repr(account)


async def test_a_password_left_empty_stays_and_goes_with_its_user(
    database: Database, accounts: Accounts, foundry: Foundry
) -> None:
    await saved(database, accounts, foundry)
    account = await saved(
        database, accounts, foundry, password="", imap_password="other-word", way_in="webhook"
    )
    assert account
    assert (account.server.password, account.way_in) == ("smtp-word-1", Webhook())
    account = await saved(database, accounts, foundry, user="", password="")
    assert account
    assert account.server.password == ""
    assert await saved(database, accounts, foundry, is_on=False) is None


@pytest.mark.parametrize(
    ("moved", "secret"),
    [
        ({"host": "mail.thief.example"}, "password"),
        ({"port": "2525"}, "password"),
        ({"host": "mail.thief.example", "user": "thief"}, "password"),
        ({"imap_host": "mail.thief.example"}, "imap_password"),
        ({"imap_port": "1993"}, "imap_password"),
    ],
)
async def test_a_password_goes_to_no_server_that_it_was_not_entered_for(
    moved: dict[str, str | bool], secret: str, database: Database, accounts: Accounts, foundry: Foundry
) -> None:
    """F48: whoever may change the server, or stole a session that may, would read the password there."""
    await saved(database, accounts, foundry)
    empty: dict[str, str | bool] = {"password": "", "imap_password": "", **moved}
    with pytest.raises(BadInput, match="Please enter it again") as refused:
        await saved(database, accounts, foundry, is_on=True, **empty)
    assert refused.value.field == secret
    account = await saved(database, accounts, foundry, is_on=True, **{**empty, secret: "another-word"})
    assert account


async def test_the_password_of_a_mailbox_that_is_read_no_more_goes_with_its_server(
    database: Database, accounts: Accounts, foundry: Foundry
) -> None:
    """Nobody is asked for it, and it does not come back by another step."""
    await saved(database, accounts, foundry)
    empty: dict[str, str | bool] = {"password": "", "imap_password": "", "imap_host": "mail.thief.example"}
    assert await saved(database, accounts, foundry, is_on=True, **{**empty, "way_in": "webhook"})
    with pytest.raises(BadInput) as refused:
        await saved(database, accounts, foundry, is_on=True, **empty)
    assert refused.value.field == "imap_password"


async def test_each_change_is_another_policy_so_that_appends_hear_of_it(
    database: Database, accounts: Accounts, foundry: Foundry, database_url: str
) -> None:
    def version() -> int:
        with psycopg.connect(database_url) as admin:
            row = admin.execute("select policy_version from workspaces where id = %s", [foundry.workspace])
            return int((row.fetchone() or (0,))[0])

    before = version()
    await saved(database, accounts, foundry)
    assert version() > before


async def test_what_was_sealed_by_another_secret_is_to_be_entered_again(
    database: Database, accounts: Accounts, foundry: Foundry, tmp_path: Path
) -> None:
    """F48: nothing works by a default."""
    account = await saved(database, accounts, foundry)
    other = Accounts(Keys(database, tmp_path / "other"))
    async with database.workspace(foundry.workspace) as connection:
        with pytest.raises(Unusable):
            await other.read(connection, foundry.workspace)
        assert other.kept(foundry.workspace, await store.account(connection)) == {}
    assert account
    assert other.keys.thread_secret(foundry.workspace) != account.secret
    assert accounts.keys.thread_secret(foundry.workspace) == account.secret


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("sender", "Support <support@shop.example>"),
        ("reply", "support"),
        ("reply", "*@"),
        ("reply", f"{'a' * 22}@shop.example"),
        ("host", "https://smtp.shop.example"),
        ("port", "0"),
        ("security", "none"),
        ("password", ""),
        ("way_in", "pop3"),
        ("imap_host", ""),
        ("imap_port", "imap"),
        ("imap_security", "none"),
        ("imap_password", ""),
        ("other", "x"),
    ],
)
async def test_what_is_wrong_is_said_by_its_entry(
    database: Database, accounts: Accounts, foundry: Foundry, entry: str, value: str
) -> None:
    changed: dict[str, Any] = {entry: value}
    with pytest.raises(BadInput) as wrong:
        await saved(database, accounts, foundry, **changed)
    assert wrong.value.field == entry


@pytest.mark.parametrize("reply", ["*@in.shop.example", f"{'a' * 21}@shop.example"])
async def test_the_answers_address_may_be_any_of_a_domain(
    database: Database, accounts: Accounts, foundry: Foundry, reply: str
) -> None:
    account = await saved(database, accounts, foundry, reply=reply)
    assert account
    address = account.address_of(foundry.workspace)
    assert named_by(address, account.secret, foundry.workspace) == foundry.workspace
