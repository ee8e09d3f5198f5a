"""Rings teammates for waiting cases: at every change of presence, availability, load and line, and by sweep."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from uuid import uuid4

from chatref.conversation.commands import OfferTo
from chatref.conversation.events import (
    HandedBack,
    OfferEnded,
    Released,
    Resolved,
    Snoozed,
    Transferred,
)
from chatref.conversation.model import DESK, Stage
from chatref.database.pool import Database
from chatref.desk.handle import Desk
from chatref.desk.outcome import Announcement
from chatref.desk.refused import CommandRefused
from chatref.desk.routing import store
from chatref.desk.routing.choice import next_offers
from chatref.errors import NotFound, Unavailable
from chatref.routing import NextOffer

SWEEP = 2.0  # seconds, for whatever no announcement told: presence that ran out, another process that died
TOGETHER = 0.03  # what moves within so many is routed once
AGAIN = 0.2
MOST = 200  # workspaces in one sweep
SENDER = "desk"
_FREES = (HandedBack, OfferEnded, Released, Resolved, Snoozed, Transferred)


class Router:
    """Remembers only who is to be looked at next; `woken` says that there is somebody.

    Each process routes what it hears of itself. That several do so at once is the append's to sort out.
    """

    def __init__(self, database: Database, desk: Desk) -> None:
        self.woken = asyncio.Event()
        self._database = database
        self._desk = desk
        self._moved: set[str] = set()
        self._swept = 0.0
        desk.listen(self._notice)

    def wake(self, workspace: str) -> None:
        """Somebody came, or may take more than before."""
        self._moved.add(workspace)
        self.woken.set()

    async def turn(self) -> None:
        """Route what has moved, and now and then whatever waits."""
        await asyncio.sleep(TOGETHER)
        moved, self._moved = self._moved, set()
        if (now := asyncio.get_running_loop().time()) - self._swept >= SWEEP:
            self._swept = now
            moved |= await self._waiting()
        for workspace in moved:
            with suppress(Unavailable, NotFound):
                await self.route(workspace)

    async def route(self, workspace: str) -> int:
        """How many were rung."""
        wanted = await self._wanted(workspace)
        made = await asyncio.gather(*(self._offer(workspace, each) for each in wanted))
        if not all(made):  # it has moved meanwhile
            asyncio.get_running_loop().call_later(AGAIN, self.wake, workspace)
        return sum(made)

    def _notice(self, news: Announcement) -> None:
        waits = news.state.stage is Stage.WAITING and bool(news.state.person_owed)
        if waits or any(isinstance(each.recorded.event, _FREES) for each in news.events):
            self.wake(news.workspace)

    async def _waiting(self) -> set[str]:
        with suppress(Unavailable):
            async with self._database.system() as connection:
                return set(await store.to_route(connection, MOST))
        return set()

    async def _wanted(self, workspace: str) -> Sequence[NextOffer]:
        async with self._database.workspace(workspace) as connection:
            ruling = await self._desk.policies.within(connection, workspace)
            return await next_offers(connection, workspace, ruling.policy, await store.now(connection))

    async def _offer(self, workspace: str, offer: NextOffer) -> bool:
        try:
            await self._desk.handle(
                workspace,
                offer.conversation,
                OfferTo(offer.teammate),
                actor=DESK,
                command_id=str(uuid4()),
                sender=SENDER,
            )
        except CommandRefused:
            return False
        return True
