"""F18: who opens their inbox is rung for what waits, and sees it in the same moment."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from chatref.accounts import duty
from chatref.conversation import commands as cmd
from chatref.desk.routing import router
from chatref.desk.routing.router import Router
from chatref.live.hub import Hub
from chatref.routing import Strategy
from tests.desk.acts import Acts
from tests.live.client import Client, connected, teammates

HELLO = {"t": "hello", "change": 0}


@pytest.fixture
async def routed(acts: Acts, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Acts]:
    """Foundry's team takes turns, and no sweep helps: whatever rings was announced."""
    monkeypatch.setattr(router, "SWEEP", float("inf"))
    async with acts.database.workspace(acts.workspace) as connection:
        await duty.set_strategy(connection, acts.foundry.team, Strategy.ROUND_ROBIN)
    routes = Router(acts.database, acts.desk)
    hub.presence.listen(routes.wake)
    routing = asyncio.create_task(_turns(routes))
    yield acts
    routing.cancel()
    await asyncio.gather(routing, return_exceptions=True)


async def _turns(routes: Router) -> None:
    while True:
        await routes.woken.wait()
        routes.woken.clear()
        await routes.turn()


def rings(client: Client, conversation: str, teammate: str) -> bool:
    """The latest that this window has heard of the case."""
    known = [each for each in client.summaries() if each["conversation"] == conversation]
    return bool(known) and (known[-1]["offer"] or {}).get("teammate") == teammate


async def test_f18_a_case_that_waits_rings_at_who_comes_online(routed: Acts, hub: Hub) -> None:
    tess = routed.foundry.tess.id
    waiting = await routed.case()
    async with connected(teammates(hub, routed), HELLO) as client:
        await client.until(lambda: rings(client, waiting, tess))


async def test_f18_a_case_that_begins_rings_at_who_is_here(routed: Acts, hub: Hub) -> None:
    tess = routed.foundry.tess.id
    async with connected(teammates(hub, routed), HELLO) as client:
        waiting = await routed.case()
        await client.until(lambda: rings(client, waiting, tess))


async def test_f18_room_made_by_a_resolution_is_filled_with_the_next(routed: Acts, hub: Hub) -> None:
    tess = routed.foundry.tess.id
    async with routed.database.workspace(routed.workspace) as connection:
        await duty.set_capacity(connection, tess, 1)
    first, second = await routed.case(), await routed.case()
    async with connected(teammates(hub, routed), HELLO) as client:
        await client.until(lambda: rings(client, first, tess))
        await routed.teammate(first, cmd.Claim(routed.state(first).epoch, by_socket=True), tess)
        await routed.teammate(first, routed.reply(first), tess)
        assert not rings(client, second, tess)
        await routed.teammate(first, routed.resolve(first), tess)
        await client.until(lambda: rings(client, second, tess))
