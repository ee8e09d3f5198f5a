"""Foundry's desk, which takes mails in: what they become, without a way by which they come."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from chatref.conversation import commands as cmd
from chatref.conversation.events import Recorded, VisitorWrote
from chatref.conversation.model import Conversation
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.requests import Requests
from chatref.mail.address import message_id, thread_address, token_of
from chatref.mail.bin import Bin
from chatref.mail.filing import Filing
from chatref.mail.filing.placing import Placing
from chatref.mail.filing.writing import Writing
from chatref.outbound.calls import Caller
from chatref.outbound.keys import Keys
from chatref.outbound.lookups import LookUps
from tests.cast import open_foundry
from tests.desk.acts import Acts, new
from tests.mail.letters import letter

VERA = "vera@home.example"
REPLY = "help@shop.example"
Row = dict[str, Any]


@dataclass
class Receiving:
    acts: Acts
    keys: Keys
    filing: Filing
    bin: Bin
    url: str
    moved: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> str:
        return self.acts.workspace

    async def asked(self, contact: str = VERA, collects: cmd.ActionDue | None = None) -> str:
        """A conversation of somebody who asked for a person, left an address and went."""
        visitor = new()
        self.change(
            "insert into visitors (id, workspace, site) values (%s, %s, %s)",
            visitor,
            self.workspace,
            self.acts.foundry.site.id,
        )
        conversation = await self.acts.begin(visitor=visitor)
        await self.acts.visitor(conversation, cmd.AskPerson(collects), visitor)
        await self.acts.visitor(conversation, cmd.LeaveContact(contact))
        return conversation

    def token(self, conversation: str, workspace: str | None = None) -> str:
        workspace = workspace or self.workspace
        return token_of(self.keys.thread_secret(workspace), workspace, conversation)

    def to(self, conversation: str) -> str:
        """Where a mail of this conversation is answered."""
        return thread_address(REPLY, self.token(conversation))

    def id_of(self, conversation: str, seq: int = 0) -> str:
        """Of a mail that the desk sent."""
        return message_id("shop.example", self.token(conversation), seq)

    def answer(
        self, conversation: str, text: str = "It still fails.", sender: str = f"Vera <{VERA}>", **more: str
    ) -> bytes:
        return letter(text, to=self.to(conversation), sender=sender, **more)

    async def take(self, *mails: bytes) -> None:
        """As they come in, and filed."""
        for raw in mails:
            await self.filing.take_in(self.workspace, raw, "imap")
        await self.filing.turn()

    def rows(self) -> list[Row]:
        return self.select("select * from mails_in order by came_at")

    def row(self) -> Row:
        [found] = self.rows()
        return found

    def select(self, query: str, *values: object) -> list[Row]:
        with self._connection() as connection:
            return connection.execute(query, values).fetchall()

    def change(self, query: str, *values: object) -> None:
        with self._connection() as connection:
            connection.execute(query, values)

    def _connection(self) -> psycopg.Connection[Row]:
        """Sees this workspace alone: others lie in the same database."""
        connection = psycopg.connect(self.url, autocommit=True, row_factory=dict_row)
        connection.execute("set role chatref_app")
        connection.execute("select set_config('chatref.workspace', %s, false)", [self.workspace])
        return connection

    async def state(self, conversation: str) -> Conversation:
        state, _, _ = await reading.history(self.acts.database, self.workspace, conversation)
        return state

    async def events(self, conversation: str) -> list[Recorded]:
        _, events, _ = await reading.history(self.acts.database, self.workspace, conversation)
        return [each.recorded for each in events]

    async def said(self, conversation: str) -> list[tuple[str, str]]:
        """What the visitor wrote, and by which way."""
        events = [each.event for each in await self.events(conversation)]
        return [(each.text, each.route.value) for each in events if isinstance(each, VisitorWrote)]


@asynccontextmanager
async def receiving_at(url: str, home: Path) -> AsyncIterator[Receiving]:
    """A Foundry of its own in this database."""
    database = await Database.open(url, size=4)
    try:
        acts = Acts(database, await open_foundry(database))
        async with acts.desk, Caller(0.4) as caller:
            keys = Keys(database, home)
            writing = Writing(database, acts.desk, Requests(database, acts.desk, LookUps(caller, keys)))
            moved: list[str] = []
            filing = Filing(database, Placing(database, keys), writing, moved.append)
            yield Receiving(acts, keys, filing, Bin(database, writing, moved.append), url, moved)
    finally:
        await database.close()
