"""Each mailbox is looked into again and again, by one process at a time, and what lies there is stored before the next
is asked for. A mail that can't be had holds nobody up."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

from chatref.database.pool import Connection, Database
from chatref.desk.looping import cut_off, looping
from chatref.errors import Unavailable
from chatref.knowledge.sources.address import checked_target
from chatref.knowledge.sources.reading import Unreadable
from chatref.mail import store as accounts
from chatref.mail.accounts import IMAP, Accounts, Imap
from chatref.mail.filing import Filing
from chatref.mail.filing.room import Full, make_room
from chatref.mail.ways_in import store
from chatref.mail.ways_in.imap import Failed, Fetched, Mailbox, NotGiven
from chatref.mail.ways_in.store import Cursor, Health
from chatref.outbound.opening import Unusable
from chatref.outbound.smtp import PRIVATE

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds, at what is due
EACH = timedelta(seconds=20)
LONGEST_PAUSE = timedelta(minutes=15)  # of one that can't be read
NO_MAILBOX = timedelta(hours=1)  # or until the account is changed
LIFE = timedelta(minutes=3)  # of a look whose process died
STEP = 60.0  # seconds for one call; a mail of five megabytes comes within it
WHOLE = 150.0  # seconds for a look; what is stored by then is not read again
AT_ONCE = 8
MOST_MAILS = 50  # in one look
MOST_TRIES = 3
CLOCKS = timedelta(minutes=10)  # by which those of two machines may differ
AGAIN = timedelta(days=1)  # how far is looked back where all numbers are new

TOO_SLOW = "The mailbox takes too long to read."
NOT_GIVEN = "A mail in the mailbox that its server does not give"

Answer = TypeVar("Answer")


async def health(connection: Connection) -> Health | None:
    """How reading goes, for the owner; None before the first look."""
    return await store.health(connection)


@dataclass(slots=True)
class Mailboxes:
    database: Database
    accounts: Accounts
    filing: Filing
    step: float = STEP
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "mailbox"), init=False
    )
    _looks: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """What is cut off is read by the next who looks."""
        try:
            async with looping(self.turn, LOOK, "mailboxes"):
                yield
        finally:  # after the loop, which would begin others
            await cut_off(*self._looks)
            self._threads.shutdown(wait=False)

    async def turn(self) -> None:
        """Begins to look where it is time; one that takes long keeps no other waiting."""
        with suppress(Unavailable):
            async with self.database.system() as connection:
                due = await store.due(connection, AT_ONCE - len(self._looks))
            for workspace in due:
                task = asyncio.create_task(self.look(workspace), name=f"mailbox of {workspace}")
                self._looks.add(task)
                task.add_done_callback(self._looked)

    def _looked(self, task: asyncio.Task[None]) -> None:
        self._looks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a mailbox was left; it is looked into when its time is over", exc_info=error)

    async def look(self, workspace: str) -> None:
        """Nothing if somebody else does."""
        async with self.database.workspace(workspace) as connection:
            stored = await accounts.account(connection)
            cursor = await store.take(connection, workspace, LIFE)
        if stored is None or cursor is None:
            return
        try:
            way_in = self.accounts.open(workspace, stored).way_in
            async with asyncio.timeout(WHOLE):
                more = isinstance(way_in, Imap) and await self._read(workspace, way_in, cursor)
        except (Failed, Full, Unusable, TimeoutError) as error:
            pause = min(EACH * 2 ** min(cursor.failures, 10), LONGEST_PAUSE)
            async with self.database.workspace(workspace) as connection:
                await store.failed(connection, workspace, str(error) or TOO_SLOW, pause)
            return
        async with self.database.workspace(workspace) as connection:
            if isinstance(way_in, Imap):
                await store.looked(connection, workspace, timedelta() if more else EACH)
            else:
                await store.rest(connection, workspace, NO_MAILBOX)

    async def _read(self, workspace: str, way_in: Imap, cursor: Cursor) -> bool:
        """Whether there is more."""
        async with self._opened(way_in) as (box, numbering):
            cursor = await self._from_where(workspace, way_in, cursor, numbering)
            found = await self._step(way_in, box.after, cursor.uid, cursor.since)
            tries = cursor.tries
            for uid in found[:MOST_MAILS]:
                async with self.database.workspace(workspace) as connection:
                    await make_room(connection)
                mail = await self._fetched(workspace, way_in, box, replace(cursor, uid=uid, tries=tries))
                if mail is not None:
                    await self.filing.take_in(workspace, mail.raw, IMAP, mail.size)
                async with self.database.workspace(workspace) as connection:
                    await store.move(connection, workspace, numbering, uid, LIFE)
                tries = 0
            return len(found) > MOST_MAILS

    async def _from_where(self, workspace: str, way_in: Imap, cursor: Cursor, numbering: int) -> Cursor:
        name = f"{way_in.server.user}@{way_in.server.host}:{way_in.server.port}/{way_in.folder}"
        if (cursor.mailbox, cursor.uidvalidity) == (name, numbering):
            return cursor
        before = AGAIN if cursor.mailbox == name else CLOCKS
        async with self.database.workspace(workspace) as connection:
            since = await store.begin(connection, workspace, name, numbering, before)
        return Cursor(name, numbering, 0, since, 0, cursor.failures)

    async def _fetched(self, workspace: str, way_in: Imap, box: Mailbox, cursor: Cursor) -> Fetched | None:
        """None for what is gone, or lay there before. What the server does not give is said in its place."""
        try:
            came_at = await self._step(way_in, box.came_at, cursor.uid)
            if came_at is not None and came_at < cursor.since:
                return None
            return await self._step(way_in, box.fetch, cursor.uid)
        except NotGiven as error:
            why = f"{way_in.server.host} does not give the mail number {cursor.uid}: {error}."
            if cursor.tries + 1 < MOST_TRIES:
                async with self.database.workspace(workspace) as connection:
                    await store.not_given(connection, workspace)
                raise Failed(why) from error
            raw = f"Subject: {NOT_GIVEN}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{why}\r\n".encode()
            return Fetched(raw, len(raw))

    @asynccontextmanager
    async def _opened(self, way_in: Imap) -> AsyncIterator[tuple[Mailbox, int]]:
        """And the number of its numbering. Whatever happens, no thread goes on waiting for the server."""
        server = way_in.server
        place = f"{server.host}:{server.port}"
        try:
            target = await checked_target(f"https://{place}", {place} if server.allow_private else ())
        except Unreadable as error:
            why = f"The name {server.host} was not found." if error.retryable else f"{server.host} {PRIVATE}"
            raise Failed(why) from error
        box = Mailbox(server, target.ip, way_in.folder)
        try:
            yield box, await self._step(way_in, box.open)
            await self._step(way_in, box.close)
        finally:
            box.cut()
            self._threads.submit(box.drop)

    async def _step(self, way_in: Imap, call: Callable[..., Answer], *what: object) -> Answer:
        try:
            async with asyncio.timeout(self.step):
                return await asyncio.get_running_loop().run_in_executor(self._threads, call, *what)
        except TimeoutError as error:
            raise Failed(f"{way_in.server.host} takes too long to answer.") from error
