"""What is taken of a thread to be tried again."""

from chatref.conversation.events import Recorded, VisitorWrote
from chatref.database.pool import Connection
from chatref.desk import reading
from chatref.desk.policy import Ruling
from chatref.desk.reading import AsOf
from chatref.errors import BadInput, Refused
from chatref.insights import store
from chatref.insights.transcript import Transcript, transcript_of


async def thread(connection: Connection, workspace: str, conversation: str) -> AsOf:
    """The whole of it, held as it is to the end of the transaction, so that what is taken from it can be erased.

    Raises NotFound, and Refused if it is erased already.
    """
    await store.hold(connection, workspace, conversation)
    found = await reading.as_of(connection, workspace, conversation)
    if found.state.erased:
        raise Refused("Gone", "This conversation was erased.")
    return found


def transcript_to(found: AsOf, up_to: int | None, ruling: Ruling) -> Transcript:
    """Up to this message of the visitor's, or their last one. Raises BadInput if there is none."""
    written = [each for each in found.events if isinstance(each.event, VisitorWrote)]
    last = next((each for each in reversed(written) if up_to in {None, each.seq}), None)
    if last is None:
        raise BadInput("up_to", "There is no message of the visitor's with this number.")
    return transcript_at(found, last, ruling)


def transcript_at(found: AsOf, last: Recorded, ruling: Ruling) -> Transcript:
    """Ending with this event, at whose time the desk was open or not."""
    calendar = ruling.policy.team_of(ruling.policy.default_team).calendar
    return transcript_of(
        found.state,
        found.events,
        last.seq,
        open_then=calendar.open_at(last.at),
        identified=found.visitor.identified,
    )
