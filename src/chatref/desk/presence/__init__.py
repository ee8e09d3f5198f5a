"""Who of the team is here: rows kept alive by beats, so that a dead process takes nobody's presence with it."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta

from chatref.database.pool import Database
from chatref.desk.gather import Gathering
from chatref.desk.presence import store

# Two beats of 20 s may be lost before somebody counts as gone, as the sockets have it.
ALIVE = timedelta(seconds=45)
# Longer than any grace that is given to who has gone.
KEPT = timedelta(hours=1)

BETWEEN_WRITES = 0.1  # seconds; every tab of the team beats
MOST_TOGETHER = 256


class Presence:
    def __init__(self, database: Database, process: str) -> None:
        self._database = database
        self._process = process
        self._beats = Gathering(self._write, MOST_TOGETHER, BETWEEN_WRITES)
        self._here: set[str] = set()
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, moved: Callable[[str], None]) -> None:
        """`moved` is told of each workspace in which a connection of this process came or went."""
        self._listeners.append(moved)

    async def beat(self, workspace: str, teammate: str, connection: str) -> None:
        await self._beats.ask(workspace, (connection, teammate))

    async def leave(self, workspace: str, connection: str) -> None:
        """Goes the way of the beats, so that none of those still waiting comes after it."""
        await self._beats.ask(workspace, (connection, None))

    async def forget_gone(self, workspace: str) -> None:
        """Every tab that was ever open has a row, and each command counts them."""
        async with self._database.workspace(workspace) as transaction:
            await store.forget(transaction, workspace, KEPT)

    async def present(self, workspace: str) -> frozenset[str]:
        async with self._database.workspace(workspace) as transaction:
            return await store.present(transaction, workspace)

    async def _write(self, workspace: str, beats: Sequence[tuple[str, str | None]]) -> Sequence[None]:
        latest = dict(beats)
        here = {connection: teammate for connection, teammate in latest.items() if teammate is not None}
        async with self._database.workspace(workspace, pipelined=True) as transaction:
            await store.beat(transaction, workspace, here, self._process, ALIVE)
            await store.leave(transaction, workspace, list(latest.keys() - here.keys()))
        self._tell(workspace, latest.keys(), here.keys())
        return [None] * len(beats)

    def _tell(self, workspace: str, heard: AbstractSet[str], here: AbstractSet[str]) -> None:
        moved = here - self._here or (heard - here) & self._here
        self._here = (self._here | here) - (heard - here)
        if moved:
            for listener in self._listeners:
                listener(workspace)
