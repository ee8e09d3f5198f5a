"""Handoffs on their way: taken from the table, tried, and written down with what came of it.

What is being sent when a process dies is found again by the next one, which looks over there before it sends.
"""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import assert_never
from uuid import uuid4

from chatref.accounts import sites, workspaces
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.looping import cut_off, looping
from chatref.desk.outbox import goes_out
from chatref.desk.outcome import Announcement
from chatref.desk.policy import Policies
from chatref.errors import NotFound, Unavailable
from chatref.outbound import store as destinations
from chatref.outbound.calls import CallFailed
from chatref.outbound.deliveries import store
from chatref.outbound.deliveries.errand import Errand, FirstErrand, following
from chatref.outbound.destination import Delivered, Later, Package, Refused, Result, Unknown
from chatref.outbound.follow_up import follow_up_of
from chatref.outbound.opening import Opening, Unusable
from chatref.outbound.package import Place, package_of
from chatref.outbound.sample import sample_package
from chatref.outbound.steps import Again, Dead, Done, next_step

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks at what is due; our own commits wake us at once
AT_ONCE = 32  # in one process
OF_EACH = 4  # of those to one destination
WHOLE_SECONDS = 30.0
LIFE = timedelta(seconds=60)  # of a try whose process died, until another takes it
LONGEST_SAID = 500


class Deliveries:
    def __init__(
        self, database: Database, policies: Policies, opening: Opening, base: str, process: str
    ) -> None:
        self.woken = asyncio.Event()
        self._database = database
        self._policies = policies
        self._opening = opening
        self._base = base
        self._holder = process
        self._running: dict[asyncio.Task[Result | None], str] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """What is cut off is not lost: it is looked for when its time is over."""
        try:
            async with looping(self.turn, LOOK, "deliveries", self.woken):
                yield
        finally:  # after the loop, which would begin others
            await cut_off(*self._running)

    def notice(self, news: Announcement) -> None:
        """A commit of this process may have put something on its way."""
        if news.ruling.routes and any(goes_out(each.recorded.event) for each in news.events):
            self.woken.set()

    async def turn(self) -> None:
        """Begins what is due, as far as there is room."""
        with suppress(Unavailable):
            async with self._database.system() as connection:
                found = await store.due(connection, OF_EACH, 4 * AT_ONCE)
            of_each = Counter(self._running.values())
            for each in found:
                if len(self._running) < AT_ONCE and of_each[each.destination] < OF_EACH:
                    of_each[each.destination] += 1
                    self._begin(each)

    def _begin(self, due: store.Due) -> None:
        task = asyncio.create_task(self.attempt(due.workspace, due.delivery), name=f"deliver {due.delivery}")
        self._running[task] = due.destination
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Result | None]) -> None:
        del self._running[task]
        self.woken.set()
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, Unavailable):
            log.error("a delivery was interrupted; it goes on when its time is over", exc_info=error)

    async def attempt(self, workspace: str, delivery: str) -> Result | None:
        """One try; None if somebody else is at it, or there is nothing to do."""
        async with self._database.workspace(workspace) as connection:
            taken = await store.take(connection, workspace, delivery, self._holder, LIFE)
        if taken is None:
            return None
        began = asyncio.get_running_loop().time()
        result = await _named(self._tried(workspace, taken))
        took = timedelta(seconds=asyncio.get_running_loop().time() - began)
        await self._record(workspace, taken, result, took)
        return result

    async def test(self, workspace: str, one: destinations.Stored) -> Result:
        """A package that says that it is none, to see whether it arrives."""
        async with self._database.workspace(workspace) as connection:
            known = await workspaces.read(connection)
        return await _named(self._sent(workspace, one, sample_package(known.name, self._base)))

    async def _sent(self, workspace: str, one: destinations.Stored, package: Package) -> Result:
        try:
            async with asyncio.timeout(WHOLE_SECONDS):
                return await self._opening.open(workspace, one).send(package, str(uuid4()))
        except TimeoutError:
            return Unknown("It took too long.")
        except Unusable as error:
            return Refused(str(error))

    async def _tried(self, workspace: str, taken: store.Taken) -> Result:
        try:
            async with asyncio.timeout(WHOLE_SECONDS):
                errand = await self._errand(workspace, taken)
                there = await errand.find() if taken.unsure else None
                return there or await errand.go()
        except TimeoutError:
            return Unknown("It took too long.")
        except CallFailed as failed:
            return Unknown(f"Whether it had arrived could not be looked up: {failed.why}.")
        except (Unusable, NotFound) as error:
            return Refused(str(error))

    async def _errand(self, workspace: str, taken: store.Taken) -> Errand:
        """Raises Unusable and NotFound."""
        ruling = await self._policies.current(self._database, workspace)
        async with self._database.workspace(workspace) as connection:
            one = await destinations.destination(connection, taken.destination)
            if one is None or one.removed_at is not None:
                raise Unusable("The destination was removed.")
            there = await store.there(connection, taken.follows) if taken.follows else None
            found = await reading.as_of(connection, workspace, taken.conversation, taken.seq)
            known = await workspaces.read(connection)
            site = await sites.read(connection, found.state.site)
        destination, place = self._opening.open(workspace, one), Place(known.name, site.name, self._base)
        if taken.since is None:
            return FirstErrand(destination, package_of(found, taken.handoff, ruling, place), taken.id)
        update = follow_up_of(found, taken.handoff, taken.since, ruling, place)
        return following(destination, update, there, taken.id)

    async def _record(self, workspace: str, taken: store.Taken, result: Result, took: timedelta) -> None:
        outcome, said = _words(result)
        step = next_step(result, taken.tries, random.random())  # noqa: S311 - so that not all come at once
        async with self._database.workspace(workspace) as connection:
            await store.note(connection, workspace, taken, took, outcome, said)
            match step:
                case Done(delivered):
                    await store.delivered(
                        connection, workspace, taken, delivered.reference, delivered.address
                    )
                case Again(after, unsure, why, told):
                    await store.again(connection, workspace, taken, after, why, unsure=unsure, told=told)
                case Dead(unsure, why):
                    await store.dead(connection, workspace, taken, why, unsure=unsure)
                case _:
                    assert_never(step)


async def _named(trying: Coroutine[object, object, Result]) -> Result:
    """A kind that fails in a way of its own has failed all the same, and it is open what arrived."""
    [result] = await asyncio.gather(trying, return_exceptions=True)
    if isinstance(result, BaseException):
        log.error("a destination failed in a way that it does not name", exc_info=result)
        return Unknown(f"It failed here: {type(result).__name__}.")
    return result


def _words(result: Result) -> tuple[str, str]:
    """For the log of the handoff."""
    match result:
        case Delivered(reference):
            return "delivered", reference or ""
        case Later(why):
            return "later", why[:LONGEST_SAID]
        case Unknown(why):
            return "unknown", why[:LONGEST_SAID]
        case Refused(why):
            return "refused", why[:LONGEST_SAID]
        case _:
            assert_never(result)
