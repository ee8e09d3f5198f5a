"""A teammate's correction, put together with what the thread says: who said what, and which rule fired."""

from dataclasses import replace

from chatref.conversation.events import HandoffOpened, Recorded
from chatref.database.pool import Database
from chatref.desk.policy import Policies, Ruling
from chatref.desk.reading import AsOf
from chatref.errors import BadInput, NotFound
from chatref.escalation.measure import episode_of
from chatref.insights.corrections import (
    Correction,
    Proposal,
    Wanted,
    refuse_what_no_rule_may_keep,
    store,
    team_wanted,
)
from chatref.insights.taken import thread, transcript_at, transcript_to
from chatref.insights.transcript import (
    Transcript,
    Turned,
    asked_about,
    asking,
    before_it,
    handed_over,
    turns_in,
)


async def propose(
    database: Database, policies: Policies, workspace: str, conversation: str, asked: Proposal, by: str
) -> Correction:
    """In the place of what was proposed for the same handoff before, while nobody has decided that.

    Raises NotFound, Refused of what is erased, and BadInput if nothing is proposed, no team is where another one is
    wanted, or the message that it names is none of the visitor's.
    """
    ruling = await policies.current(database, workspace)
    async with database.workspace(workspace) as connection:
        found = await thread(connection, workspace, conversation)
        opened, case = _opening(found, asked.handoff)
        asked = replace(asked, team=team_wanted(asked.wanted, asked.team, ruling.policy))
        if not asked.answer and asked.wanted is None:
            raise BadInput("answer", "Please write the answer, or say what should have happened.")
        transcript = _transcript(found, opened, asked, ruling)
        refuse_what_no_rule_may_keep(transcript, asked.wanted)
        question = asked.question or transcript.tried
        if not question:
            raise BadInput("question", "Please write the visitor's question.")
        if not transcript.scene.said and transcript.scene.event is None:
            transcript = asking(question, transcript)
        rule = case.rule or (case.stands if asked.team else None)
        return await store.propose(connection, workspace, conversation, asked, question, rule, transcript, by)


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
    return transcript_at(found, opened, ruling)


def _turn(turns: list[Turned], asked: Proposal, language: str) -> Turned | None:
    """The words that are to be answered, stay or be handed over from then on."""
    if asked.wanted is None:
        return asked_about(turns, asked.question, language)
    return before_it(turns) if asked.wanted is Wanted.HAND_OVER else handed_over(turns)
