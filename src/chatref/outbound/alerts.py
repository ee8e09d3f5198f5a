"""Alerts by mail to teammates who are not in their inbox, through the mail server of the desk's e-mail destination, or
else of the mail account by which it writes to visitors.

What is told is read when it is sent: a letter says who waits now, and where nobody does any more there is none.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import assert_never

from chatref.accounts import teammates, workspaces
from chatref.database.pool import Connection, Database
from chatref.desk import alerts, staffing
from chatref.desk.alerts import AlertKind
from chatref.desk.alerts import store as rows
from chatref.desk.alerts.store import Taken, Waiting
from chatref.desk.looping import looping
from chatref.desk.policy import Policies
from chatref.desk.staffing.store import Unstaffed
from chatref.errors import NotFound, Unavailable
from chatref.outbound import store
from chatref.outbound.destination import Delivered, Later, Refused, Result, Unknown
from chatref.outbound.email import Email, headed
from chatref.outbound.opening import Opening, Unusable
from chatref.outbound.plain_text import cut, one_line
from chatref.outbound.smtp import Letter, MailServer, post

LOOK = 5.0  # seconds
AT_ONCE = 8
LIFE = timedelta(seconds=60)  # of a try whose process died
PAUSE = timedelta(seconds=30)  # after the first try; doubled with each
NAMED = 10  # of those who wait
LONGEST_NAME = 80
NO_SERVER = "There is neither an e-mail destination nor a mail account to send it through."


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends it, through which server."""

    address: str
    server: MailServer


AccountOf = Callable[[Connection, str], Awaitable[Sender | None]]
"""The mail account of a workspace, None if there is none that is on. Raises Unusable."""


@dataclass(frozen=True, slots=True)
class AlertLetter:
    """What there is to tell one teammate, and where their inbox is."""

    id: str
    to: str
    workspace: str
    waiting: Sequence[Waiting]
    empty: Sequence[Unstaffed]
    stuck: Sequence[str]
    base: str


@dataclass(frozen=True, slots=True)
class AlertMails:
    database: Database
    policies: Policies
    opening: Opening
    base: str
    account: AccountOf

    def running(self) -> AbstractAsyncContextManager[None]:
        """What is cut off is tried again when its time is over."""
        return looping(self.turn, LOOK, "alerts")

    async def turn(self) -> None:
        with suppress(Unavailable):
            async with self.database.system() as connection:
                found = await rows.due(connection, AT_ONCE)
            await asyncio.gather(*(self.attempt(*each) for each in found))

    async def attempt(self, workspace: str, alert: str) -> None:
        """One try; none if somebody else is at it."""
        async with self.database.workspace(workspace) as connection:
            taken = await rows.take(connection, workspace, alert, LIFE)
        if taken is not None:
            await self._record(workspace, alert, taken, await self._tried(workspace, alert, taken))

    async def _tried(self, workspace: str, alert: str, taken: Taken) -> Result | None:
        """None where there is nothing to tell any more."""
        try:
            async with self.database.workspace(workspace) as connection:
                letter = await self._letter(connection, workspace, alert, taken)
                sender = await self._sender(connection, workspace)
        except (NotFound, Unusable) as error:
            return Refused(str(error))
        if not (letter.waiting or letter.empty or letter.stuck):
            return None
        message = message_of(letter, sender.address).as_bytes()
        sent = await post(sender.server, Letter(sender.address, (letter.to,), message))
        return sent or Delivered(letter.id)

    async def _record(self, workspace: str, alert: str, taken: Taken, result: Result | None) -> None:
        match result:
            case None:
                await self._end(workspace, alert, "over")
            case Delivered():
                await self._end(workspace, alert, "delivered")
            case Refused(why):
                await self._end(workspace, alert, "dead", why)
            case Later(why) | Unknown(why):
                async with self.database.workspace(workspace) as connection:
                    await rows.again(connection, workspace, alert, PAUSE * 2 ** (taken.tries - 1), why)
            case _:
                assert_never(result)

    async def _end(self, workspace: str, alert: str, state: str, why: str = "") -> None:
        async with self.database.workspace(workspace) as connection:
            await rows.end(connection, workspace, alert, state, why)

    async def _letter(self, connection: Connection, workspace: str, alert: str, taken: Taken) -> AlertLetter:
        known = await workspaces.read(connection)
        ruling = await self.policies.ruling(connection, workspace, known.policy_version)
        kind, who = AlertKind(taken.kind), taken.teammate
        waiting: Sequence[Waiting] = ()
        empty: Sequence[Unstaffed] = ()
        stuck: Sequence[str] = ()
        match kind:
            case AlertKind.WAITING:
                waiting = await alerts.waiting_for(connection, workspace, ruling.policy, who)
            case AlertKind.UNSTAFFED:
                empty = await staffing.told(connection, workspace)
            case AlertKind.STUCK:
                stuck = [each for each, _ in await rows.stuck(connection, workspace)]
            case _:
                assert_never(kind)
        to = (await teammates.read(connection, who)).email
        return AlertLetter(alert, to, known.name, waiting, empty, stuck, self.base)

    async def _sender(self, connection: Connection, workspace: str) -> Sender:
        """The first destination that is on, since its server reaches the team, or the mail account. Raises Unusable."""
        for each in await store.destinations(connection):
            if each.kind == "email" and each.is_on:
                opened = self.opening.open(workspace, each)
                if isinstance(opened, Email):
                    return Sender(opened.settings.sender, opened.settings.server)
        account = await self.account(connection, workspace)
        if account is None:
            raise Unusable(NO_SERVER)
        return account


def message_of(letter: AlertLetter, sender: str) -> EmailMessage:
    """The same id at each try, by which most mailboxes show a repeat once."""
    message = headed(letter.workspace, sender, (letter.to,), _subject(letter), f"alert-{letter.id}")
    message.set_content("\n".join(_lines(letter)) + "\n")
    return message


def _subject(letter: AlertLetter) -> str:
    if letter.empty:
        return f"Nobody is here for {', '.join(cut(one_line(each.name), 40) for each in letter.empty[:3])}"
    if len(letter.stuck) == 1:
        return "A conversation can't go on by itself"
    if letter.stuck:
        return f"{len(letter.stuck)} conversations can't go on by themselves"
    if len(letter.waiting) == 1:
        return f"{_name(letter.waiting[0])} waits for a person"
    return f"{len(letter.waiting)} visitors wait for a person"


def _lines(letter: AlertLetter) -> list[str]:
    lines = [
        f"In open hours nobody of {one_line(each.name)} has been here since {_clock(each.since)}."
        for each in letter.empty
    ]
    for each in letter.waiting[:NAMED]:
        lines += [
            f"{_name(each)}, since {_clock(each.since)}",
            f"{letter.base}/inbox/needs_person/{each.conversation}",
        ]
    lines += [f"{letter.base}/inbox/needs_person/{each}" for each in letter.stuck[:NAMED]]
    if len(letter.waiting) > NAMED:
        lines += [f"And {len(letter.waiting) - NAMED} more."]
    return [*lines, "", f"{letter.base}/inbox/needs_person", "", WHY]


WHY = (
    "You get this because no window of your inbox is open. You can switch it off there: your account, Alerts."
)


def _name(of: Waiting) -> str:
    return cut(one_line(of.visitor.shown), LONGEST_NAME)


def _clock(at: datetime) -> str:
    return f"{at.astimezone(UTC):%H:%M} UTC"
