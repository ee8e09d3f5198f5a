"""Transactions of one workspace, on a server that may die."""

import asyncio
import contextlib
import os
import signal
import time
from datetime import UTC
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InFailedSqlTransaction, PipelineAborted, UniqueViolation

from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.errors import Unavailable
from tests.cast import Foundry, open_foundry


async def _teams(database: Database, workspace: str) -> set[str]:
    async with database.workspace(workspace) as connection:
        cursor = await connection.execute("select name from teams")
        return {name for (name,) in await cursor.fetchall()}


BUSY = 0.006  # seconds
OTHERS = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
ADD = "insert into teams (id, workspace, name) values (gen_random_uuid(), chatref_workspace(), %s)"


@pytest.mark.parametrize("pipelined", [False, True])
async def test_a_block_that_ends_is_committed_and_one_that_raises_is_not(
    database: Database, foundry: Foundry, pipelined: bool
) -> None:
    async with database.workspace(foundry.workspace, pipelined=pipelined) as connection:
        await connection.execute(ADD, ["Kept"])

    async def fail() -> None:
        async with database.workspace(foundry.workspace, pipelined=pipelined) as connection:
            await connection.execute(ADD, ["Lost"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await _teams(database, foundry.workspace) == {"Support", "Kept"}


@pytest.mark.parametrize("pipelined", [False, True])
async def test_a_cancelled_block_is_rolled_back_and_its_connection_goes_on(
    database: Database, foundry: Foundry, pipelined: bool
) -> None:
    """F1: a turn is cancelled at any moment."""

    async def slow() -> None:
        async with database.workspace(foundry.workspace, pipelined=pipelined) as connection:
            await connection.execute(ADD, ["Lost"])
            cursor = await connection.execute("select pg_sleep(120)")
            await cursor.fetchone()

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.2)
    task.cancel()
    began = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - began < 60
    assert await _teams(database, foundry.workspace) == {"Support"}


@pytest.mark.parametrize("pipelined", [False, True])
async def test_cancelled_at_any_step_on_a_busy_loop_the_next_one_is_served(
    database: Database, foundry: Foundry, pipelined: bool
) -> None:
    """F1: psycopg never leaves a pipeline that is cancelled as it begins. Its connection refused whoever came next."""

    async def write() -> None:
        async with (
            database.workspace(foundry.workspace, pipelined=pipelined) as connection,
            connection.transaction(),
        ):
            await connection.execute("select 1")

    for steps in [*range(12)] * 3:
        task = asyncio.create_task(write())
        for _ in range(steps):
            time.sleep(BUSY)  # noqa: ASYNC251  (psycopg lets others go first when nobody else did for so long)
            await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert await _teams(database, foundry.workspace) == {"Support"}


@pytest.mark.parametrize("pipelined", [False, True])
async def test_an_error_that_was_passed_over_never_becomes_a_silent_rollback(
    database: Database, foundry: Foundry, pipelined: bool
) -> None:
    async def pass_over() -> None:
        async with database.workspace(foundry.workspace, pipelined=pipelined) as connection:
            await connection.execute(ADD, ["Lost"])
            with contextlib.suppress(UniqueViolation, PipelineAborted):
                async with connection.pipeline():
                    await connection.execute(ADD, ["Lost"])

    with pytest.raises(InFailedSqlTransaction):
        await pass_over()
    assert await _teams(database, foundry.workspace) == {"Support"}


async def test_a_part_of_a_transaction_can_fail_alone(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        await connection.execute(ADD, ["Kept"])
        with pytest.raises(UniqueViolation):
            async with connection.transaction():
                await connection.execute(ADD, ["Kept"])
    assert await _teams(database, foundry.workspace) == {"Support", "Kept"}


async def test_ids_are_text_and_times_are_utc(database: Database, foundry: Foundry) -> None:
    async with database.workspace(foundry.workspace) as connection:
        cursor = await connection.execute("select id, created_at from workspaces")
        row = await cursor.fetchone()
    assert row is not None
    assert row[0] == foundry.workspace
    assert row[1].utcoffset() == UTC.utcoffset(None)


async def test_what_is_no_id_never_reaches_the_database(database: Database) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        async with database.workspace("'; drop table teams; --"):
            pytest.fail("entered")


async def test_lost_connections_are_replaced_before_anybody_notices(
    database: Database, foundry: Foundry
) -> None:
    async with database.workspace(foundry.workspace), database.workspace(foundry.workspace):
        pass  # there are two by now, at least
    with psycopg.connect(database.url, autocommit=True) as owner:
        ended = owner.execute(f"select pg_terminate_backend(pid, 60000) {OTHERS}").fetchall()
    assert len(ended) >= 2
    await asyncio.gather(*(_teams(database, foundry.workspace) for _ in range(8)))
    async with database.system() as connection:
        await connection.execute("select 1")


async def test_losing_the_connection_inside_a_transaction_is_unavailable(
    database: Database, foundry: Foundry
) -> None:
    async def lose() -> None:
        async with database.workspace(foundry.workspace) as connection:
            await connection.execute(ADD, ["Lost"])
            with psycopg.connect(database.url, autocommit=True) as owner:
                owner.execute("select pg_terminate_backend(%s, 60000)", [connection.info.backend_pid])
            await connection.execute("select 1")

    with pytest.raises(Unavailable):
        await lose()
    assert await _teams(database, foundry.workspace) == {"Support"}


@pytest.mark.parametrize("pipelined", [False, True])
async def test_a_lock_that_is_not_had_in_time_is_unavailable(
    database: Database, foundry: Foundry, pipelined: bool
) -> None:
    """A 503, which its sender takes for silence, and never a 500: the same passes later."""

    async def change() -> None:
        async with database.workspace(foundry.workspace, pipelined=pipelined) as connection:
            await connection.execute("set local lock_timeout = '50ms'")
            found = await connection.execute("update teams set name = 'Later' returning id")
            await found.fetchall()

    async with database.workspace(foundry.workspace) as holding:
        await holding.execute("select from teams for update")
        with pytest.raises(Unavailable):
            await change()
    await change()
    assert await _teams(database, foundry.workspace) == {"Later"}


async def test_a_server_that_is_not_there_is_said_so() -> None:
    with pytest.raises(Unavailable):
        await Database.open("postgresql://nobody@127.0.0.1:1/none", wait=0.5)


async def test_a_workspace_that_is_not_there_is_empty(database: Database, foundry: Foundry) -> None:
    assert await _teams(database, str(uuid4())) == set()


async def test_after_the_server_was_killed_the_same_pool_goes_on(home: Path) -> None:
    with EmbeddedServer(home) as server:
        migrate(server.url)
        database = await Database.open(server.url)
        foundry = await open_foundry(database)
        before = server.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        until = time.monotonic() + 60
        while True:
            try:
                assert await _teams(database, foundry.workspace) == {"Support"}
                # Its own processes may still answer for a moment after the server is gone.
                if server.pid not in {before, None}:
                    break
            except Unavailable:
                pass
            assert time.monotonic() < until, "the pool did not come back"
        await database.close()


async def test_a_cancellation_that_comes_together_with_a_connection_is_not_lost(database_url: str) -> None:
    """Or a loop that was told to end goes on, and the process with it."""
    database = await Database.open(database_url, size=1)

    async def wait() -> None:
        async with database.system():
            pass

    for _ in range(20):
        async with database.system():
            waiting = asyncio.create_task(wait())
            await asyncio.sleep(0.01)  # so that it stands in line
        waiting.cancel()
        await asyncio.wait([waiting], timeout=30)
        assert waiting.cancelled()
    await database.close()
