"""What a card needs of a thread from before the page that is shown: it may have begun long before."""

from chatref.conversation.events import Event
from chatref.database.pool import Database
from chatref.desk.encoding import KIND_OF
from chatref.desk.handover import ON_A_CARD
from chatref.desk.reading import Teammate, TeamSnapshot, store

MOST = 2_000


async def before_page(
    database: Database, reader: Teammate, found: TeamSnapshot
) -> tuple[tuple[int, Event], ...]:
    """Each with its number, oldest first; of very many the latest."""
    if not found.more:
        return ()
    kinds = [KIND_OF[each] for each in ON_A_CARD]
    first = found.events[0].recorded.seq
    async with database.workspace(reader.workspace) as connection:
        events = await store.of_kinds(connection, reader.workspace, found.state.id, kinds, first, MOST)
    return tuple((each.recorded.seq, each.recorded.event) for each in events)
