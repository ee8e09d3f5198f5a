"""Files that visitors give as details: taken while one is asked for, kept beside the events, swept if none names them.

The event holds the id, the type, the name and the size; it comes after the bytes, so that what it names is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from chatref.actions.files import Uploaded
from chatref.database.pool import Database
from chatref.desk.files import store
from chatref.desk.files.store import FULL_DAY, MOST, Kept
from chatref.errors import NotFound, Refused, TooMany

HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Place:
    """A visitor's own conversation; whoever makes one has seen to that."""

    workspace: str
    conversation: str


async def keep(database: Database, place: Place, picked: Uploaded, content: bytes) -> None:
    """Once, however often it is sent. Raises Refused and TooMany."""
    digest = sha256(content).digest()
    async with database.workspace(place.workspace) as connection:
        await store.one_by_one(connection, place.conversation)
        there = await store.digest_of(connection, place.workspace, place.conversation, picked.id)
        if there is not None:
            if there != digest:
                raise Refused("IdReused", "Something else was sent under this id.")
            return
        if await store.count(connection, place.workspace, place.conversation) >= MOST:
            raise Refused("NotAllowed", "There are enough files in this conversation.")
        if await store.bytes_today(connection, place.workspace) + len(content) > FULL_DAY:
            raise TooMany(HOUR, "The team takes no more files today.")
        await store.add(connection, place.workspace, place.conversation, picked, content, digest)
        # Last, so that nothing waits for the bytes. An erasure that begins now waits for this row, and takes it, too.
        if not await store.is_collecting(connection, place.workspace, place.conversation):
            raise not_asked()


async def is_there(database: Database, place: Place, file: str) -> bool:
    async with database.workspace(place.workspace) as connection:
        return await store.digest_of(connection, place.workspace, place.conversation, file) is not None


async def take(database: Database, place: Place, texts: Mapping[str, str]) -> dict[str, Uploaded]:
    """Those that a form names, by field: by their id, or, where one was only to be confirmed, as they were shown.
    From now on they stay."""
    async with database.workspace(place.workspace) as connection:
        found = await store.of_fields(connection, place.workspace, place.conversation, list(texts))
        named = {each.field: each for each in found if texts[each.field].strip() in {each.id, each.shown}}
        if named:
            await store.stay(
                connection, place.workspace, place.conversation, [each.id for each in named.values()]
            )
    return named


async def read(database: Database, place: Place, file: str) -> Kept:
    """Raises NotFound."""
    async with database.workspace(place.workspace) as connection:
        found = await store.read(connection, place.workspace, place.conversation, file)
    if found is None:
        raise NotFound
    return found


def not_asked() -> Refused:
    return Refused("NotAllowed", "No file is asked for here.")
