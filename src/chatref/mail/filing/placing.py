"""Where a mail belongs that came in. A signed name in it says to which conversation, and its sender has to be known
there; by what anybody can type in a From alone nothing is ever matched (F38).
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from chatref.actions.fields import email
from chatref.conversation.model import Conversation
from chatref.database.pool import Connection, Database
from chatref.desk import reading
from chatref.errors import NotFound
from chatref.mail import store as accounts
from chatref.mail.address import named_by
from chatref.mail.filing import store
from chatref.mail.filing.store import Row, Taken
from chatref.mail.incoming import Incoming, read
from chatref.mail.incoming.automatic import Report
from chatref.outbound.keys import Keys
from chatref.visitors import store as visitors

MOST_TRIES = 5
MOST_OF_A_VISITOR = 30
LATELY = timedelta(hours=1)
LOOPING = 4
"""Mails in a row after which a program is taken to write them."""
PROMPT = timedelta(seconds=30)

NOT_FILED = "The desk could not file it by itself."
NO_NAME = "It does not say which conversation it belongs to."
NOT_THERE = "The conversation that it answers is not there any more."
ERASED = "The conversation that it answers was erased."
BLOCKED = "Its sender was blocked in the conversation that it answers."
STRANGER = "It answers a conversation, but comes from an address that is not known there."
TOO_MANY = "Too many mails came from this visitor within an hour."
LOOP = "A program seems to write here: it says the same again and again, or answers within seconds each time."
OURS = "It comes from the desk's own address."
TEST = "The desk sent it to itself, as a test."
REPORT = "It is a report of a mail server."


@dataclass(frozen=True, slots=True)
class InBin:
    """The team sees it and decides. `suggested` is the conversation that it names."""

    why: str
    suggested: str | None = None


@dataclass(frozen=True, slots=True)
class Automatic:
    """Nobody wrote it, and nobody has to do anything."""

    why: str
    suggested: str | None = None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What a mail server says of an answer of ours."""

    conversation: str
    report: Report


@dataclass(frozen=True, slots=True)
class CameBack:
    """The mail that the desk sent to itself."""

    probe: str


@dataclass(frozen=True, slots=True)
class Into:
    conversation: str


Place = InBin | Automatic | Undelivered | CameBack | Into


@dataclass(frozen=True, slots=True)
class Placing:
    database: Database
    keys: Keys

    async def of(self, workspace: str, taken: Taken) -> Place:
        if taken.tries > MOST_TRIES:
            return InBin(NOT_FILED, taken.row.conversation)
        if taken.row.conversation:  # a try was broken off
            return Into(taken.row.conversation)
        mail = await asyncio.to_thread(read, taken.raw)
        secret = self.keys.thread_secret(workspace)
        named = named_by(f"{mail.sent_to} {mail.answers}", secret, workspace)
        async with self.database.workspace(workspace) as connection:
            account = await accounts.account(connection)
        if account and named and named == account.probe:
            return CameBack(named)
        if mail.report is not None:
            return _of_report(mail.report, named_by(mail.report.about, secret, workspace))
        if why := mail.automatic or (OURS if mail.sender in _own(account) else ""):
            return Automatic(why, named)
        return await self._named(workspace, mail, named, taken.row)

    async def _named(self, workspace: str, mail: Incoming, conversation: str | None, row: Row) -> Place:
        if conversation is None:
            return InBin(NO_NAME)
        try:
            state, events, _ = await reading.history(self.database, workspace, conversation)
        except NotFound:
            return InBin(NOT_THERE)
        if state.erased:  # what came before that goes with it; what is written since, somebody has to see
            return InBin(ERASED, conversation if row.came_at < events[-1].recorded.at else None)
        async with self.database.workspace(workspace) as connection:
            visitor = await visitors.visitor(connection, state.visitor)
            if visitor is None:
                return InBin(NOT_THERE)
            if visitor.blocked:
                return InBin(BLOCKED, conversation)
            if mail.sender not in await _known(connection, state):
                return InBin(STRANGER, conversation)
            if await store.filed_lately(connection, state.visitor, LATELY) >= MOST_OF_A_VISITOR:
                return InBin(TOO_MANY, conversation)
            if await store.goes_in_circles(connection, state.visitor, row.id, LOOPING, LATELY, PROMPT):
                return InBin(LOOP, conversation)
        return Into(conversation)


def _of_report(report: Report, conversation: str | None) -> Place:
    if conversation is None or not report.failed:
        return Automatic(REPORT, conversation)
    return Undelivered(conversation, report)


def _own(account: accounts.Stored | None) -> Collection[str]:
    settings = account.settings if account else {}
    return {str(settings.get(each, "")).lower() for each in ("sender", "reply")} - {""}


async def _known(connection: Connection, state: Conversation) -> Collection[str]:
    """Where answers of this conversation go or went, and what the visitor left or told."""
    told = (email(text) for text in (state.contact or "", *(each.value for each in state.details.values())))
    return {each for each in told if each} | await store.known_addresses(connection, state.id, state.visitor)
