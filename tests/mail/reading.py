"""A desk that looks into a mailbox. The clock is the cursor's own."""

from dataclasses import dataclass, replace

from chatref.mail.accounts import Accounts, Imap, MailAccount
from chatref.mail.store import Stored
from chatref.mail.ways_in.mailboxes import Mailboxes, health
from chatref.mail.ways_in.store import Health
from tests.mail.imap_far import PASSWORD, USER
from tests.mail.receiving import Receiving
from tests.outbound.kinds.mail_far import trusted


class Trusting(Accounts):
    """They trust the authority of the tests."""

    def open(self, workspace: str, stored: Stored) -> MailAccount:
        account = super().open(workspace, stored)
        if not isinstance(account.way_in, Imap):
            return account
        return replace(
            account, way_in=replace(account.way_in, server=replace(account.way_in.server, trusted=trusted))
        )


@dataclass
class Reading:
    desk: Receiving
    boxes: Mailboxes

    async def entered(self, imap_port: int, security: str = "tls", **other: str | bool) -> None:
        """The owner's mail account."""
        given = {
            "sender": "help@shop.example", "host": "localhost", "port": "25", "security": "none", "allow_private": True,
            "way_in": "imap", "imap_host": "localhost", "imap_port": str(imap_port), "imap_security": security,
            "imap_user": USER, "imap_password": PASSWORD, "imap_allow_private": True, **other,
        }  # fmt: skip
        async with self.desk.acts.database.workspace(self.desk.workspace) as connection:
            await self.boxes.accounts.save(connection, self.desk.workspace, given, is_on=True)

    async def look(self) -> list[str]:
        """Once, and what came is filed: the texts of all that is there."""
        self.desk.change("update mail_cursor set due_at = now()")
        await self.boxes.look(self.desk.workspace)
        await self.desk.filing.turn()
        return [row["text"] for row in self.desk.rows()]

    async def health(self) -> Health:
        async with self.desk.acts.database.workspace(self.desk.workspace) as connection:
            found = await health(connection)
        assert found
        return found


def mailboxes_of(desk: Receiving) -> Mailboxes:
    return Mailboxes(desk.acts.database, Trusting(desk.keys), desk.filing, step=30.0)
