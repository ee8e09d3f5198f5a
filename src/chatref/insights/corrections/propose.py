"""A teammate's correction, put together with what the thread says: who said what, and which rule fired."""

from chatref.conversation.events import HandoffOpened, Recorded, VisitorWrote
from chatref.database.pool import Connection, Database
from chatref.desk import reading
from chatref.desk.policy import Policies, Ruling
from chatref.desk.reading import AsOf
from chatref.errors import BadInput, NotFound, Refused
from chatref.escalation.measure import episode_of
from chatref.insights.corrections import Correction, Proposal, Wanted, store
from chatref.insights.transcript import (
    Transcript,
    Turned,
    asked_about,
    asking,
    before_it,
    handed_over,
    transcript_of,
    turns_in,
)

LATEST = 2**31 - 1


async def propose(
    database: Database, policies: Policies, workspace: str, conversation: str, asked: Proposal, by: str
) -> Correction:
    """In the place of what was proposed for the same handoff before, while nobody has decided that.

    Raises NotFound, Refused of what is erased, and BadInput if nothing is proposed or the message that it names is
    none of the visitor's.
    """
    ruling = await policies.current(database, workspace)
    async with database.workspace(workspace) as connection:
        found = await thread(connection, workspace, conversation)
        opened, case = _opening(found, asked.handoff)
        if not asked.answer and asked.wanted is None:
            raise BadInput("answer", "Please write the answer, or say what should have happened.")
        transcript = _transcript(found, opened, asked, ruling)
        question = asked.question or transcript.tried
        if not question:
            raise BadInput("question", "Please write the visitor's question.")
        if not transcript.scene.said and transcript.scene.event is None:
            transcript = asking(question, transcript)
        return await store.propose(
            connection, workspace, conversation, asked, question, case.rule, transcript, by
        )


async def thread(connection: Connection, workspace: str, conversation: str) -> AsOf:
    """The whole of it, held as it is to the end of the transaction, so that what is taken from it can be erased.

    Raises NotFound, and Refused if it is erased already.
    """
    await store.hold(connection, workspace, conversation)
    found = await reading.as_of(connection, workspace, conversation, LATEST)
    if found.state.erased:
        raise Refused("Gone", "This conversation was erased.")
    return found


def transcript_to(found: AsOf, up_to: int | None, ruling: Ruling) -> Transcript:
    """Up to this message of the visitor's, or their last one."""
    written = [each for each in found.events if isinstance(each.event, VisitorWrote)]
    last = next((each for each in reversed(written) if up_to in {None, each.seq}), None)
    if last is None:
        raise BadInput("up_to", "There is no message of the visitor's with this number.")
    calendar = ruling.policy.team_of(ruling.policy.default_team).calendar
    return transcript_of(
        found.state,
        found.events,
        last.seq,
        open_then=calendar.open_at(last.at),
        identified=found.visitor.identified,
    )


def _opening(found: AsOf, handoff: str) -> tuple[Recorded, HandoffOpened]:
    for recorded in found.events:
        if isinstance(recorded.event, HandoffOpened) and recorded.event.handoff == handoff:
            return recorded, recorded.event
    raise NotFound


def _transcript(found: AsOf, opened: Recorded, asked: Proposal, ruling: Ruling) -> Transcript:
    if asked.up_to is not None:
        return transcript_to(found, asked.up_to, ruling)
    turns = turns_in(episode_of([each for each in found.events if each.seq <= opened.seq]))
    turn = _turn(turns, asked, found.state.language)
    if turn is not None:
        return transcript_to(found, turn.last, ruling)
    calendar = ruling.policy.team_of(ruling.policy.default_team).calendar
    return transcript_of(
        found.state,
        found.events,
        opened.seq,
        open_then=calendar.open_at(opened.at),
        identified=found.visitor.identified,
    )


def _turn(turns: list[Turned], asked: Proposal, language: str) -> Turned | None:
    """The words that are to be answered, stay or be handed over from then on."""
    if asked.wanted is None:
        return asked_about(turns, asked.question, language)
    return before_it(turns) if asked.wanted is Wanted.HAND_OVER else handed_over(turns)
