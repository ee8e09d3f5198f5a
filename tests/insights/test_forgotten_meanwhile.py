"""A conversation is erased in the very moment in which an owner removes what came of it (F40)."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from chatref.conversation import commands as cmd
from chatref.database.pool import Connection, Database
from chatref.desk.erasure.store import FORGET_LESSONS
from chatref.desk.policy import Policies
from chatref.errors import NotFound
from chatref.insights.corrections import Correction, Proposal
from chatref.insights.corrections.decide import accept
from chatref.insights.corrections.propose import propose
from chatref.insights.test_cases import store as test_cases
from chatref.knowledge.embed import Embedder
from chatref.knowledge.written import store as written
from tests.cast import Foundry
from tests.databases import somebody_waits
from tests.desk.acts import Acts, new
from tests.serving.desks import eventually

Remove = Callable[[Connection, str, Correction], Awaitable[None]]


async def _answer(connection: Connection, workspace: str, of: Correction) -> None:
    await written.remove(connection, workspace, str(of.written))


async def _test_case(connection: Connection, workspace: str, of: Correction) -> None:
    await test_cases.remove(connection, workspace, str(of.test_case))


@pytest.mark.parametrize("remove", [_answer, _test_case])
async def test_neither_waits_for_the_other_in_a_ring(
    remove: Remove, database: Database, foundry: Foundry, embedder: Embedder, database_url: str
) -> None:
    accepted = await _accepted(database, foundry, embedder)
    here = accepted.conversation
    async with database.workspace(foundry.workspace) as erasing:
        asked = {"workspace": foundry.workspace, "conversation": here}
        await erasing.execute(FORGET_LESSONS[0], asked)
        removing = asyncio.create_task(_removed(database, foundry.workspace, remove, accepted))
        await asyncio.to_thread(eventually, lambda: somebody_waits(database_url))
        for forget in FORGET_LESSONS[1:]:
            await erasing.execute(forget, asked)
    await removing


async def _accepted(database: Database, foundry: Foundry, embedder: Embedder) -> Correction:
    acts = Acts(database, foundry)
    async with acts.desk:
        here = await acts.begin("Do you sell zebras?", visitor=new())
        await acts.visitor(here, cmd.AskPerson())
        handoff = acts.state(here).handoff
    assert handoff
    said = Proposal(handoff.id, "We do.", question="Zebras?")
    proposed = await propose(database, Policies(), foundry.workspace, here, said, foundry.tess.id)
    return await accept(database, embedder, foundry.workspace, proposed, foundry.olga.id)


async def _removed(database: Database, workspace: str, remove: Remove, of: Correction) -> None:
    with suppress(NotFound):
        async with database.workspace(workspace) as connection:
            await remove(connection, workspace, of)
