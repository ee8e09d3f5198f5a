"""What is deleted by itself: what ended long enough ago, who has nothing left here, what was broken off.

Nothing is remembered that the tables do not say: whoever dies half way leaves the rest to the next round.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from chatref.database.pool import Database
from chatref.desk.erasure import store as erasure
from chatref.desk.erasure.erase import erase
from chatref.desk.erasure.store import NOBODY
from chatref.desk.files import store as files
from chatref.desk.handle import Desk
from chatref.desk.outbox.store import hold_appends
from chatref.desk.retention import store
from chatref.desk.retention.store import Place
from chatref.errors import NotFound

AT_ONCE = 50  # conversations in one round: who writes meanwhile must not wait for it
LOOKED_AT = 500  # visitors in one round
EMPTY_DAYS = 30  # who never wrote, or of whom all is erased, is kept no longer than this
BETWEEN_WALKS = timedelta(hours=1)  # past all visitors of a workspace
BEGINNING: Place = (datetime.min.replace(tzinfo=UTC), NOBODY)


@dataclass(slots=True)
class Retention:
    """Several processes may look: what one has erased is gone for the others. `walks` is where the next look at
    visitors begins, and when."""

    database: Database
    desk: Desk
    walks: dict[str, tuple[Place, datetime]] = field(default_factory=dict)

    async def look(self, workspace: str) -> None:
        async with self.database.workspace(workspace) as connection:
            await files.sweep(connection, workspace)
            left = await erasure.left_behind(connection, workspace, AT_ONCE)
            days, before = await store.retention(connection, workspace)
            ended = await store.ended_by(connection, workspace, before, AT_ONCE) if before else []
            if before:
                await store.expire(connection, workspace, before)
        for conversation, by in left:
            await erase(self.desk, workspace, conversation, by)
        await self._erase_ended(workspace, ended, before)
        await self._forget_the_empty(workspace, min(days or EMPTY_DAYS, EMPTY_DAYS))

    async def _erase_ended(self, workspace: str, ended: Iterable[str], before: datetime | None) -> None:
        for conversation in ended:
            with suppress(NotFound):
                await erase(self.desk, workspace, conversation, None, ended_by=before)

    async def _forget_the_empty(self, workspace: str, days: int) -> None:
        now = datetime.now(UTC)
        after, at = self.walks.get(workspace, (BEGINNING, now))
        if now < at:
            return
        async with self.database.workspace(workspace) as connection:
            page = await store.visitors_made(connection, workspace, days, after, LOOKED_AT)
            if empty := [visitor for visitor, _, is_empty in page if is_empty]:
                await hold_appends(connection, workspace)
                still = await store.without_words(connection, workspace, empty)
                await erasure.forget_visitors(connection, workspace, still, None)
            await store.drop_forgotten(connection, workspace)
        goes_on = len(page) == LOOKED_AT
        self.walks[workspace] = (
            ((page[-1][1], page[-1][0]), now) if goes_on else (BEGINNING, now + BETWEEN_WALKS)
        )
