"""Mails that came in go where they belong. Each is stored first; then nothing loses it, whoever dies."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import assert_never
from uuid import uuid4

from chatref.database.pool import Database
from chatref.desk.erasure.store import forget_mail_again
from chatref.desk.looping import looping
from chatref.desk.outbox.store import hold_appends
from chatref.desk.refused import CommandRefused
from chatref.errors import NotFound, Unavailable
from chatref.mail import store as accounts
from chatref.mail.filing import store
from chatref.mail.filing.placing import (
    NOT_THERE,
    REPORT,
    TEST,
    Automatic,
    CameBack,
    InBin,
    Into,
    Place,
    Placing,
    Undelivered,
)
from chatref.mail.filing.store import Came, Row
from chatref.mail.filing.writing import Writing
from chatref.mail.incoming import LARGEST, read
from chatref.mail.undelivered import tell_team

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds
AT_ONCE = 50
LIFE = timedelta(seconds=60)  # of a try whose process died
WENT = ("sent", "dead")


@dataclass(frozen=True, slots=True)
class Filing:
    """`moved` is told whose bin has changed."""

    database: Database
    placing: Placing
    writing: Writing
    moved: Callable[[str], None]
    _woken: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def running(self) -> AbstractAsyncContextManager[None]:
        """What is cut off is filed by the next who looks."""
        return looping(self.turn, LOOK, "filing", self._woken)

    async def take_in(self, workspace: str, raw: bytes, via: str, size: int = 0) -> bool:
        """Stored once this returns, and filed in a moment; whether it was not there yet. `size` is that of the whole,
        where `raw` is a part."""
        came = await asyncio.to_thread(_came, raw, via, size)
        async with self.database.workspace(workspace) as connection:
            is_new = await store.add(connection, came)
        self.wake()
        return is_new

    def wake(self) -> None:
        """There is something to file."""
        self._woken.set()

    async def turn(self) -> None:
        """Files what is there: those of one workspace in the order in which they came."""
        with suppress(Unavailable):
            async with self.database.system() as connection:
                found = await store.to_file(connection, AT_ONCE)
            found.sort(key=lambda each: each[0])
            groups = [
                (whose, [mail for _, mail in each]) for whose, each in groupby(found, lambda each: each[0])
            ]
            results = await asyncio.gather(*(self._file(*each) for each in groups), return_exceptions=True)
            for error in results:
                if isinstance(error, BaseException) and not isinstance(error, Unavailable):
                    log.error("a mail was left; it is filed when its time is over", exc_info=error)

    async def _file(self, workspace: str, mails: Iterable[str]) -> None:
        for mail in mails:
            await self.attempt(workspace, mail)

    async def attempt(self, workspace: str, mail: str) -> None:
        """Nothing if somebody else is at it."""
        async with self.database.workspace(workspace) as connection:
            taken = await store.take(connection, mail, LIFE)
        if taken is None:
            return
        place = await self.placing.of(workspace, taken)
        try:
            await self._put(workspace, taken.row, place)
        except NotFound:
            await self._put(workspace, taken.row, InBin(NOT_THERE))
        except CommandRefused as refused:
            named = place.conversation if isinstance(place, Into) else None
            why = f"It could not be written there. {refused.text}"
            await self._put(workspace, taken.row, InBin(why, named))
        self.moved(workspace)

    async def _put(self, workspace: str, mail: Row, place: Place) -> None:
        match place:
            case Into(conversation):
                standing = await self.writing.write(workspace, mail, conversation)
                async with self.database.workspace(workspace) as connection:
                    await store.file(connection, mail.id, standing.conversation, standing.seq)
            case Undelivered():
                await self._undelivered(workspace, mail, place)
            case CameBack(probe):
                async with self.database.workspace(workspace) as connection:
                    await accounts.came_back(connection, workspace, probe)
                    await store.lay(connection, mail.id, "automatic", TEST)
            case InBin(why, suggested):
                await self._lay(workspace, mail, "bin", why, suggested)
            case Automatic(why, suggested):
                await self._lay(workspace, mail, "automatic", why, suggested)
            case _:
                assert_never(place)

    async def _undelivered(self, workspace: str, mail: Row, place: Undelivered) -> None:
        """The team hears of it first: who dies in between comes here again, and tells them once all the same."""
        report = place.report
        why = f"The mail server of {report.recipient or 'the visitor'} says: {report.why or 'no reason'}."
        async with self.database.workspace(workspace) as connection:
            ours = await accounts.failed(connection, place.conversation, report.about.split(), WENT)
        for each in ours:
            await tell_team(self.writing.desk, workspace, place.conversation, each, report.recipient, why)
        if not ours:  # none that is there any more
            await self._lay(workspace, mail, "automatic", REPORT)
            return
        async with self.database.workspace(workspace) as connection:
            names = [each.message_id for each in ours]
            await accounts.came_to_nothing(connection, place.conversation, names, why)
        await self._lay(workspace, mail, "bounce", why, place.conversation)

    async def _lay(
        self, workspace: str, mail: Row, state: str, why: str, suggested: str | None = None
    ) -> None:
        """What names a conversation goes with it, also if that was erased while this was on its way."""
        async with self.database.workspace(workspace) as connection:
            if suggested:
                await hold_appends(connection, workspace)
            await store.lay(connection, mail.id, state, why, suggested)
            if suggested:
                await forget_mail_again(connection, workspace, suggested)


def _came(raw: bytes, via: str, size: int) -> Came:
    mail = read(raw)
    return Came(
        id=str(uuid4()),
        key=mail.key,
        via=via,
        message_id=mail.message_id,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        language=mail.language,
        text=mail.text,
        attachments=[
            {"name": each.name, "size": each.size, **({"logo": True} if each.logo else {})}
            for each in mail.attachments
        ],
        raw=raw[:LARGEST],
        size=max(size, len(raw)),
    )
