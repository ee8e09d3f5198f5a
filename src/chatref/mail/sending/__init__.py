"""Answers on their way to visitors who have left: taken from the table, gathered, sent, and written down.

What is being sent when a process dies is sent again under the same name, by which most mailboxes show it once.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import assert_never
from uuid import uuid4

from chatref.accounts import sites
from chatref.conversation.undelivered import AnswerSentAgain
from chatref.database.pool import Connection, Database
from chatref.desk import reading
from chatref.desk.handle import Desk
from chatref.desk.looping import looping
from chatref.desk.mailing import address_in
from chatref.desk.reading import AsOf
from chatref.errors import Unavailable
from chatref.mail import store as accounts
from chatref.mail.accounts import Accounts, MailAccount
from chatref.mail.letter import Answer, Heads, message_of, probe_of, sendable, subject_of
from chatref.mail.sending import store
from chatref.mail.sending.store import Row, Those
from chatref.mail.sending.writing import Told, answer_of, began_by_mail
from chatref.mail.undelivered import tell_team
from chatref.outbound.destination import Delivered, Later, Refused, Result
from chatref.outbound.opening import Unusable
from chatref.outbound.smtp import Letter, Shut, post
from chatref.outbound.steps import Again, Dead, Done, next_step
from chatref.outbound.tickets import fields

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds
AT_ONCE = 8
OF_EACH = 4  # conversations of one workspace
LIFE = timedelta(seconds=60)  # of a try whose process died
REFERRED = 5  # earlier mails that one refers to
HOUR = timedelta(hours=1)
MOST_AN_HOUR = 500  # mails of one workspace
PAUSE = timedelta(minutes=5)
NO_ADDRESS = "The visitor has left no e-mail address."
MOST_ADDRESSES = 3
"""To which mails of one visitor go, in all their conversations: who gives a new one each time has the desk write to
strangers. A teammate who sends it again knows whose it is."""
STRANGE = f"Mails of this visitor went to {MOST_ADDRESSES} other addresses. If this is theirs, please send it again."
NO_SUCH = "This is no e-mail address that a mail can be sent to."


@dataclass(frozen=True, slots=True)
class Going:
    """One mail that is ours to send now."""

    account: MailAccount
    those: Those
    tries: int
    answer: Answer
    heads: Heads
    strange: bool

    @property
    def to(self) -> str:
        return self.heads.to


def next_mail(rows: Sequence[Row]) -> tuple[Row, ...]:
    """What goes together, in the order of the thread: the rest of a mail that was tried, or all that is new."""
    named = next((row.message_id for row in rows if row.message_id), None)
    return tuple(row for row in rows if row.message_id == named)


@dataclass(slots=True)
class MailsOut:
    """`moved` is told the workspace and the conversation of each mail that went, or did not."""

    database: Database
    desk: Desk
    accounts: Accounts
    base: str
    moved: Callable[[str, str], None]

    def running(self) -> AbstractAsyncContextManager[None]:
        """What is cut off is sent again when its time is over."""
        return looping(self.turn, LOOK, "mails out")

    async def turn(self) -> None:
        with suppress(Unavailable):
            async with self.database.system() as connection:
                found = await store.due(connection, OF_EACH, AT_ONCE)
            results = await asyncio.gather(*(self.attempt(*each) for each in found), return_exceptions=True)
            for (workspace, conversation), error in zip(found, results, strict=True):
                if isinstance(error, BaseException) and not isinstance(error, Unavailable):
                    log.error("a mail could not be made; it is tried again", exc_info=error)
                    await self._put_off(workspace, conversation)

    async def attempt(self, workspace: str, conversation: str) -> None:
        """One try at the next mail of this conversation; none if it is not to go, or somebody else is at it."""
        async with self.database.workspace(workspace) as connection:
            going = await self._taken(connection, workspace, conversation)
        if going is not None:
            await self._record(going, await _posted(going))
        self.moved(workspace, conversation)

    async def probe(self, workspace: str) -> str:
        """A mail to ourselves, by the address of a thread that is none. Why it could not be sent, or nothing."""
        probe = str(uuid4())
        async with self.database.workspace(workspace) as connection:
            account = await self.accounts.read(connection, workspace)
            if account is None:
                return "The mail account is off."
            await store.probing(connection, probe)
        to = account.address_of(probe) if account.way_in else account.sender
        letter = Letter(
            account.sender, (to,), probe_of(account.sender, to, account.message_id(probe), _now())
        )
        result = await post(account.server, letter)
        why = "" if result is None else result.why
        if why:
            async with self.database.workspace(workspace) as connection:
                await store.probe_failed(connection, probe, why)
        return why

    async def _taken(self, connection: Connection, workspace: str, conversation: str) -> Going | None:
        rows = await store.rows(connection, workspace, conversation)
        mail = next_mail(rows)
        if not any(row.is_due for row in mail):
            late = tuple(row.seq for row in rows if row.is_due)
            if late:
                await store.wait(connection, Those(workspace, conversation, late), mail[0].due_at)
            return None
        those = _those(workspace, conversation, mail)
        try:
            account = await self.accounts.read(connection, workspace)
        except Unusable as error:
            await store.again(connection, those, PAUSE, str(error))
            return None
        if account is None:
            return None
        if await store.lately(connection, workspace, HOUR) >= MOST_AN_HOUR:
            await store.again(connection, those, PAUSE, f"{MOST_AN_HOUR} mails went within the hour.")
            return None
        return await self._going(connection, account, conversation, mail)

    async def _going(
        self, connection: Connection, account: MailAccount, conversation: str, mail: Sequence[Row]
    ) -> Going | None:
        """What was seen meanwhile does not go."""
        workspace = account.workspace
        found = await reading.as_of(connection, workspace, conversation)
        thread = await store.thread(connection, workspace, conversation, found.state.visitor, REFERRED)
        ruling = await self.desk.policies.within(connection, workspace)
        to = address_in(found.state, ruling.addresses) or thread.known_address
        going = [row for row in mail if to and not _seen(row, found, thread.seen)]
        if rest := [row for row in mail if row not in going]:
            why = "" if to else NO_ADDRESS
            await store.over(connection, _those(workspace, conversation, rest), why)
        if not going or to is None:
            return None
        those = _those(workspace, conversation, going)
        site = await sites.read(connection, found.state.site)
        seen, number = thread.seen if going[0].unless_seen else 0, _number(found, those.seqs)
        strange = to.lower() not in thread.addresses and len(thread.addresses) >= MOST_ADDRESSES
        theirs = thread.subject if began_by_mail(found) else None
        heads = Heads(
            sender=account.sender,
            to=to,
            to_reply=account.address_of(conversation) if account.way_in else None,
            message_id=mail[0].message_id or account.message_id(conversation, number),
            references=tuple(filter(None, (account.message_id(conversation), *thread.ours, thread.theirs))),
            subject=subject_of(site.name, found.state.language, conversation, theirs),
            at=_now(),
        )
        await store.take(connection, those, heads.message_id, LIFE)
        told = Told(found, site, ruling.introductions(site.id), self.base)
        answer = answer_of(told, those.seqs, seen, thread.sent)
        by_hand = number > those.seqs[-1]
        return Going(account, those, going[0].tries + 1, answer, heads, strange and not by_hand)

    async def _put_off(self, workspace: str, conversation: str) -> None:
        """It keeps no other waiting."""
        async with self.database.workspace(workspace) as connection:
            rows = await store.rows(connection, workspace, conversation)
            await store.wait(connection, _those(workspace, conversation, rows), _now() + PAUSE)

    async def _record(self, going: Going, result: Result) -> None:
        """What the account itself is refused for is tried on: its owner hears of it, and mends it."""
        lasting = Later(result.why) if isinstance(result, Shut) else result
        step = next_step(lasting, going.tries, random.random())  # noqa: S311 - so that not all come at once
        those = going.those
        if isinstance(step, Dead):  # first: who dies in between comes here again
            await self._tell_team(going, step.why)
        async with self.database.workspace(those.workspace) as connection:
            match step:
                case Done():
                    await store.sent(connection, those, going.to)
                case Again(after, _, why):
                    await store.again(connection, those, after, why)
                case Dead(_, why):
                    to = "" if going.strange else going.to
                    await store.dead(connection, those, going.heads.message_id, to, why)
                case _:
                    assert_never(step)

    async def _tell_team(self, going: Going, why: str) -> None:
        workspace, conversation = going.those.workspace, going.those.conversation
        async with self.database.workspace(workspace) as connection:
            ours = await accounts.failed(connection, conversation, [going.heads.message_id], ["due"])
        for each in ours:
            await tell_team(self.desk, workspace, conversation, each, going.to, why)


async def _posted(going: Going) -> Result:
    to = sendable(going.to)
    if to is None or fields.email(going.to) is None:
        return Refused(NO_SUCH)
    if going.strange:
        return Refused(STRANGE)
    message = message_of(going.answer, replace(going.heads, to=to))
    return await post(going.account.server, Letter(going.account.sender, (to,), message)) or Delivered()


def _seen(row: Row, found: AsOf, seen: int) -> bool:
    """Whoever has written on in the chat since has had it before their eyes."""
    wrote_on = found.state.last_visitor > row.seq and not found.state.by_mail
    return row.unless_seen and (wrote_on or row.vseq <= seen)


def _number(found: AsOf, seqs: Sequence[int]) -> int:
    """What names a mail: its last event, or by which it goes again."""
    again = (
        each.seq
        for each in found.events
        if isinstance(each.event, AnswerSentAgain) and not set(seqs).isdisjoint(each.event.answers)
    )
    return max((seqs[-1], *again))


def _those(workspace: str, conversation: str, rows: Sequence[Row]) -> Those:
    return Those(workspace, conversation, tuple(row.seq for row in rows))


def _now() -> datetime:
    return datetime.now(UTC)
