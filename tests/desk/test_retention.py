"""F40: what ended long enough ago goes by itself, and who has nothing left; what was broken off is finished."""

import asyncio

import psycopg
import pytest

from chatref.database.pool import Database
from chatref.desk.erasure import store as erasure
from chatref.desk.erasure.erase import erase, erase_visitor
from chatref.desk.retention import Retention, store
from chatref.errors import NotFound
from chatref.visitors import identity
from tests.cast import Foundry
from tests.desk.acts import Acts

AGE = """
update conversations set ended_at = ended_at - interval '31 days',
       state = jsonb_set(state::jsonb, '{resolved_at}', to_jsonb(ended_at - interval '31 days'))::json where id = %s
"""


async def _ended(acts: Acts, visitor: str | None = None) -> str:
    conversation = await acts.case(visitor or await _visitor(acts))
    await acts.teammate(conversation, acts.claim(conversation))
    await acts.teammate(conversation, acts.reply(conversation))
    await acts.teammate(conversation, acts.resolve(conversation))
    return conversation


async def _visitor(acts: Acts) -> str:
    async with acts.database.workspace(acts.workspace) as connection:
        visitor, _ = await identity.meet(connection, acts.foundry.site.id)
    return visitor


async def _live(acts: Acts) -> set[str]:
    async with acts.database.workspace(acts.workspace) as connection:
        found = await connection.execute(f"select id from conversations where {erasure.LIVE}")
        return {one for (one,) in await found.fetchall()}


async def _keep_for(acts: Acts, days: int | None) -> None:
    async with acts.database.workspace(acts.workspace) as connection:
        await store.set_retention(connection, acts.workspace, days)


async def _lately(acts: Acts) -> list[tuple[str | None, str | None, int, int]]:
    async with acts.database.workspace(acts.workspace) as connection:
        found = await store.erased_lately(connection, acts.workspace, 10)
    return [(each.teammate, each.visitor, each.conversations, each.visitors) for each in found]


async def _rows_of(acts: Acts, visitors: list[str]) -> set[str]:
    """Those whose rows are there."""
    async with acts.database.workspace(acts.workspace) as connection:
        found = await connection.execute("select id from visitors where id = any(%s::uuid[])", [visitors])
        return {one for (one,) in await found.fetchall()}


def _do(url: str, statement: str, *values: object) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement, values)


async def test_f40_what_ended_long_enough_ago_is_deleted_by_itself_and_nothing_else(
    acts: Acts, database_url: str, foundry: Foundry
) -> None:
    """Off it deletes nothing; two processes at once delete each once; what has begun anew meanwhile is left."""
    old, older, lately, on = [await _ended(acts) for _ in range(3)] + [await acts.case()]
    back = await _ended(acts)
    for conversation in (old, older, back):
        _do(database_url, AGE, conversation)
    async with Acts(acts.database, foundry).desk as one, Acts(acts.database, foundry).desk as other:
        both = [Retention(acts.database, desk) for desk in (one, other)]
        await both[0].look(acts.workspace)
        assert await _live(acts) == {old, older, lately, on, back}
        await _keep_for(acts, 30)
        async with acts.database.workspace(acts.workspace) as connection:
            assert (await store.ended_longer_ago(connection, acts.workspace, 30))[0] == 3
            _, before = await store.retention(connection, acts.workspace)
        await acts.write(back, "One more thing")
        await erase(one, acts.workspace, back, None, ended_by=before)
        await asyncio.gather(*(each.look(acts.workspace) for each in both))
        assert await _live(acts) == {lately, on, back}
        await both[1].look(acts.workspace)
    assert await _lately(acts) == [(None, None, 2, 0)]


async def test_f40_what_was_broken_off_is_finished_and_nothing_begins_meanwhile(
    acts: Acts, foundry: Foundry
) -> None:
    """The process died after the first step; what was on its way from the visitor's browser comes to nothing."""
    visitor, olga = await _visitor(acts), foundry.olga.id
    ended, going_on, other = await _ended(acts, visitor), await acts.case(visitor), await acts.case()
    async with acts.database.workspace(acts.workspace) as connection:
        await erasure.forget_visitors(connection, acts.workspace, [visitor], olga)
    with pytest.raises(NotFound):
        await acts.begin(visitor=visitor)
    assert await _live(acts) == {ended, going_on, other}
    await Retention(acts.database, acts.desk).look(acts.workspace)
    assert await _live(acts) == {other}
    assert await _lately(acts) == [(olga, visitor, 2, 1)]
    await erase_visitor(acts.database, acts.desk, acts.workspace, visitor, olga)
    assert await _lately(acts) == [(olga, visitor, 2, 1)]


async def test_f40_who_never_wrote_is_forgotten_after_a_month_and_gone_a_day_later(
    acts: Acts, database: Database, database_url: str
) -> None:
    """Who wrote, who came lately and who is blocked stays."""
    empty, wrote, came, blocked, new_here = [await _visitor(acts) for _ in range(5)]
    await acts.case(wrote)
    month = "update visitors set created_at = created_at - interval '31 days' where id = any(%s::uuid[])"
    _do(database_url, month, [empty, wrote, came, blocked])
    sessions = "update visitor_sessions set created_at = created_at - interval '31 days' where visitor <> %s"
    _do(database_url, sessions, came)
    _do(database_url, "update visitors set blocked_at = now() where id = %s", blocked)
    everybody = [empty, wrote, came, blocked, new_here]
    await Retention(database, acts.desk).look(acts.workspace)
    assert await _rows_of(acts, everybody) == {*everybody}
    with pytest.raises(NotFound):
        await acts.begin(visitor=empty)
    _do(database_url, "update visitors set erased_at = erased_at - interval '25 hours'")
    await Retention(database, acts.desk).look(acts.workspace)
    assert await _rows_of(acts, everybody) == {wrote, came, blocked, new_here}
    assert await _lately(acts) == [(None, None, 0, 1)]
