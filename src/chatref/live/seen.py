"""How far a visitor has seen their thread: kept only where it grows, and of many visitors together."""

from collections.abc import Sequence
from datetime import datetime

from chatref.database.pool import Database
from chatref.desk.gather import Gathering
from chatref.desk.reading import Visitor
from chatref.errors import NotFound
from chatref.live import store

MOST_TOGETHER = 256
BETWEEN_WRITES = 0.1  # seconds

UpTo = tuple[int, datetime]
"""A visitor's number, and when it was seen."""


class Seen:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._noting = Gathering(self._note, MOST_TOGETHER, BETWEEN_WRITES)

    async def note(self, visitor: Visitor, conversation: str, vseq: int) -> UpTo | None:
        """None if that is no further than before. Raises NotFound for what is not theirs."""
        return await self._noting.ask(visitor.workspace, (visitor.visitor, conversation, vseq))

    async def _note(self, workspace: str, seen: Sequence[store.SeenUpTo]) -> Sequence[UpTo | NotFound | None]:
        async with self._database.workspace(workspace) as connection:
            noted = await store.note_seen(connection, workspace, seen)
        return [noted.get((visitor, conversation), NotFound()) for visitor, conversation, _ in seen]
