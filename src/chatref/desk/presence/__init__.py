"""Who of the team is here: rows kept alive by beats, so that a dead process takes nobody's presence with it."""

from dataclasses import dataclass
from datetime import timedelta

from chatref.database.pool import Database
from chatref.desk.presence import store

# Two beats of 20 s may be lost before somebody counts as gone, as the sockets have it.
ALIVE = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Presence:
    database: Database
    process: str

    async def beat(self, workspace: str, teammate: str, connection: str) -> None:
        async with self.database.workspace(workspace, pipelined=True) as transaction:
            await store.beat(transaction, workspace, teammate, self.process, connection, ALIVE)

    async def leave(self, workspace: str, connection: str) -> None:
        async with self.database.workspace(workspace) as transaction:
            await store.leave(transaction, workspace, connection)

    async def present(self, workspace: str) -> frozenset[str]:
        async with self.database.workspace(workspace) as transaction:
            return await store.present(transaction, workspace)
