"""An owner's word on a correction. Of two who press at once one wins, and the other is told who did."""

from dataclasses import replace
from uuid import uuid4

from chatref.database.pool import Connection, Database
from chatref.errors import Overtaken
from chatref.insights.corrections import (
    Correction,
    State,
    Wanted,
    refuse_what_no_rule_may_keep,
    store,
)
from chatref.insights.test_cases import AnswersFrom, Expects, HandsOver, Stays
from chatref.insights.test_cases import store as test_cases
from chatref.knowledge.embed import Embedder
from chatref.knowledge.written import Prepared, prepare
from chatref.knowledge.written import store as written


async def accept(
    database: Database, embedder: Embedder, workspace: str, said: Correction, by: str, *, tested: bool = True
) -> Correction:
    """`said` is the correction in the words that are accepted. All that comes of it is there, or nothing is.

    An answer may be accepted without a test case; a wish to the rules is nothing but one.
    """
    refuse_what_no_rule_may_keep(said.transcript, said.wanted)
    answer = await _prepared(embedder, said)
    async with database.workspace(workspace) as connection:
        now = await store.correction(connection, workspace, said.id)
        if done := _decided(now, State.ACCEPTED, by):
            return done
        if answer is not None:
            await written.add(connection, workspace, answer, by, said.conversation)
        test_case = await _tested(connection, workspace, said, answer, by) if tested or not answer else None
        decided = replace(
            said,
            state=State.ACCEPTED,
            decided_by=by,
            written=answer.id if answer else None,
            test_case=test_case,
        )
        return await _kept(connection, workspace, decided)


async def _tested(
    connection: Connection, workspace: str, said: Correction, answer: Prepared | None, by: str
) -> str:
    expects = _expects(said, answer)
    return await test_cases.add(
        connection, workspace, said.question, said.transcript, expects, by, said.conversation
    )


async def dismiss(database: Database, workspace: str, correction_id: str, by: str) -> Correction:
    async with database.workspace(workspace) as connection:
        now = await store.correction(connection, workspace, correction_id)
        if done := _decided(now, State.DISMISSED, by):
            return done
        return await _kept(connection, workspace, replace(now, state=State.DISMISSED, decided_by=by))


def _decided(now: Correction, wanted: State, by: str) -> Correction | None:
    """What the same person has decided the same way before; None if nobody decided. Raises Overtaken."""
    if now.state is State.PROPOSED:
        return None
    if (now.state, now.decided_by) == (wanted, by):
        return now
    did = f"has {now.state} this already."
    raise Overtaken("AlreadyDecided", now.decided_by, did, {"state": now.state, "at": now.decided_at})


async def _kept(connection: Connection, workspace: str, decided: Correction) -> Correction:
    await store.decide(connection, workspace, decided)
    return await store.correction(connection, workspace, decided.id)


async def _prepared(embedder: Embedder, said: Correction) -> Prepared | None:
    if said.wanted is not None:
        return None
    language = said.transcript.scene.language
    return await prepare(embedder, str(uuid4()), said.question, said.answer, language)


def _expects(said: Correction, answer: Prepared | None) -> Expects:
    if answer is not None:
        return AnswersFrom(answer.document.address)
    return expected(said.wanted, said.team)


def expected(wanted: Wanted | None, team: str | None) -> Expects:
    """Of the rules."""
    return Stays() if wanted is Wanted.STAY else HandsOver(team=team)
