"""The one way to the database: a transaction of one workspace, or of an append's several, behind row-level security."""

import asyncio
import logging
import select
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

from psycopg import AsyncConnection, AsyncCursor, OperationalError
from psycopg.errors import InFailedSqlTransaction, PipelineAborted
from psycopg.pq import PipelineStatus, TransactionStatus
from psycopg.types.string import TextLoader
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from chatref.database.ids import canonical
from chatref.errors import Unavailable

Connection = AsyncConnection[tuple[Any, ...]]
Cursor = AsyncCursor[tuple[Any, ...]]

POOL_SIZE = 10
CONNECT_SECONDS = 5
WAIT_SECONDS = 10.0
RECONNECT_SECONDS = 3.0

log = logging.getLogger(__name__)

AWAY = "The database is not available just now. Please try again."


class Database:
    """Ids are `str` and times are UTC on every connection given out here.

    Arrays of ids need a cast in SQL: `= any(%s::uuid[])`.
    """

    def __init__(self, url: str, pool: AsyncConnectionPool[Connection]) -> None:
        self.url = url
        self._pool = pool

    @classmethod
    async def open(cls, url: str, size: int = POOL_SIZE, wait: float = WAIT_SECONDS) -> Self:
        """Needs a migrated database. Raises Unavailable if nothing answers within `wait` seconds."""
        pool = AsyncConnectionPool(
            url,
            connection_class=AsyncConnection[tuple[Any, ...]],
            kwargs={"autocommit": True, "connect_timeout": CONNECT_SECONDS, "application_name": "chatref"},
            min_size=1,
            max_size=size,
            timeout=WAIT_SECONDS,
            reconnect_timeout=RECONNECT_SECONDS,
            configure=_configure,
            check=_refuse_dead,
            open=False,
        )
        try:
            await pool.open(wait=True, timeout=wait)
        except PoolTimeout:
            await pool.close()
            raise Unavailable("The database does not answer.") from None
        return cls(url, pool)

    async def close(self) -> None:
        await self._pool.close()

    async def ping(self) -> None:
        """Raises Unavailable if the database does not answer."""
        async with self.system() as connection:
            await connection.execute("select 1")

    @asynccontextmanager
    async def workspace(self, workspace: str, *, pipelined: bool = False) -> AsyncIterator[Connection]:
        """One transaction that sees this workspace and nothing else; committed unless the block raises.

        `pipelined` sends the beginning with the first statement and the commit with the last, for the way
        of a message: inside, an error of a statement shows only where a result is fetched, or at the end.
        What is fetched after the block has cost one round trip, whatever was asked in it.
        """
        transaction = _pipelined if pipelined else _plain
        async with self._connection() as connection, transaction(connection, _begin(workspace)):
            yield connection

    @asynccontextmanager
    async def together(self, workspaces: Sequence[str]) -> AsyncIterator["Together"]:
        """One transaction of several workspaces, pipelined: only for tables whose wall knows more than one."""
        async with self._connection() as connection, _pipelined(connection, _begin(*workspaces)):
            yield Together(connection, workspaces)

    @asynccontextmanager
    async def system(self) -> AsyncIterator[Connection]:
        """No workspace and no transaction: each statement for itself. Sees no tenant row.

        Only for the look-ups that must find a workspace first; they are functions in the migrations that
        run with the rights of `chatref_lookup` and return ids.
        """
        async with self._connection() as connection:
            yield connection

    async def alone(self) -> Connection:
        """A connection outside the pool, to LISTEN on; the caller closes it."""
        try:
            connection = await AsyncConnection.connect(
                self.url, autocommit=True, connect_timeout=CONNECT_SECONDS, application_name="chatref listen"
            )
        except OperationalError as error:
            raise Unavailable(AWAY) from error
        await _configure(connection)
        return connection

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        """Losing the connection is Unavailable: whether a commit got through is then not known. So is a database that
        has no room, no memory or no lock for us: the same may pass later."""
        try:
            task = asyncio.current_task()
            cancelled = task.cancelling() if task else 0
            async with self._pool.connection() as connection:
                # In Python 3.11 a wait inside the pool loses a cancellation that comes together with a connection.
                if task and task.cancelling() > cancelled:
                    raise asyncio.CancelledError
                try:
                    yield connection
                except PipelineAborted:
                    if connection.closed:
                        raise Unavailable(AWAY) from None
                    raise  # a statement before it was wrong
                except OperationalError as error:
                    if not connection.closed:
                        log.warning("the database could not do it now: %s", error)
                    raise Unavailable(AWAY) from error
        except PoolTimeout as error:
            raise Unavailable(AWAY) from error


@dataclass(frozen=True, slots=True)
class Together:
    """Tables whose wall knows one workspace at a time refuse every query here, but inside `only`."""

    connection: Connection
    workspaces: Sequence[str]

    @asynccontextmanager
    async def only(self, workspace: str) -> AsyncIterator[Connection]:
        await self.connection.execute(_entering(workspace))
        yield self.connection
        await self.connection.execute(_entering(*self.workspaces))


async def _configure(connection: Connection) -> None:
    connection.adapters.register_loader("uuid", TextLoader)
    await connection.execute("set role chatref_app; set timezone to 'UTC'")


async def _refuse_dead(connection: Connection) -> None:
    """An idle connection has nothing to read; if it has, the server may be gone. Costs no round trip."""
    watched = select.poll()
    watched.register(connection.fileno(), select.POLLIN)
    if watched.poll(0):
        connection.pgconn.consume_input()
        await connection.execute("")


def _begin(*workspaces: str) -> tuple[str, str]:
    return "begin", _entering(*workspaces)


def _entering(*workspaces: str) -> str:
    """What is an id is safe to stand in the text, and the text saves a round trip."""
    return f"set local chatref.workspace = '{','.join(canonical(each) for each in workspaces)}'"


@asynccontextmanager
async def _plain(connection: Connection, begin: tuple[str, str]) -> AsyncIterator[None]:
    async with _rolled_back_unless_ended(connection):
        await connection.execute(";".join(begin))
        yield
        _refuse_rollback(await connection.execute("commit"))


@asynccontextmanager
async def _pipelined(connection: Connection, begin: tuple[str, str]) -> AsyncIterator[None]:
    async with _rolled_back_unless_ended(connection):
        async with connection.pipeline():
            for statement in begin:
                await connection.execute(statement)
            yield
            commit = await connection.execute("commit")
        _refuse_rollback(commit)


@asynccontextmanager
async def _rolled_back_unless_ended(connection: Connection) -> AsyncIterator[None]:
    try:
        yield
    finally:
        if connection.closed:
            pass
        elif connection.info.pipeline_status != PipelineStatus.OFF:
            # A pipeline that is cancelled just as it has begun, psycopg never leaves.
            await connection.close()
        elif connection.info.transaction_status != TransactionStatus.IDLE:
            await connection.rollback()


def _refuse_rollback(commit: Cursor) -> None:
    """PostgreSQL answers the commit of a failed transaction with a rollback that says nothing."""
    if commit.statusmessage != "COMMIT":
        raise InFailedSqlTransaction("a statement of this transaction failed and was passed over")
