"""An owner's word on a correction. Of two who press at once one wins, and the other is told who did."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from chatref.database.pool import Connection, Database
from chatref.errors import Refused
from chatref.insights.corrections import Correction, State, Wanted, store
from chatref.insights.test_cases import AnswersFrom, Expects, HandsOver, Stays
from chatref.insights.test_cases import store as test_cases
from chatref.knowledge.embed import Embedder
from chatref.knowledge.written import Prepared, prepare
from chatref.knowledge.written import store as written


class AlreadyDecided(Refused):
    """By `who`, whose name is put in where it is known."""

    def __init__(self, state: State, who: str, at: datetime) -> None:
        super().__init__("AlreadyDecided", f"This was {state} already.", {"state": state, "at": at})
        self.state = state
        self.who = who

    def told(self, name: str) -> "AlreadyDecided":
        if name:
            self.text = f"{name} has {self.state} this already."
            self.details = {**self.details, "by": name}
        return self


async def accept(
    database: Database, embedder: Embedder, workspace: str, said: Correction, by: str
) -> Correction:
    """`said` is the correction in the words that are accepted. All that comes of it is there, or nothing is."""
    answer = await _prepared(embedder, said)
    async with database.workspace(workspace) as connection:
        now = await store.correction(connection, workspace, said.id)
        if done := _decided(now, State.ACCEPTED, by):
            return done
        if answer is not None:
            await written.add(connection, workspace, answer, by, said.conversation)
        test_case = await test_cases.add(
            connection,
            workspace,
            said.question,
            said.transcript,
            _expects(said, answer),
            by,
            said.conversation,
        )
        decided = replace(
            said,
            state=State.ACCEPTED,
            decided_by=by,
            written=answer.id if answer else None,
            test_case=test_case,
        )
        return await _kept(connection, workspace, decided)


async def dismiss(database: Database, workspace: str, correction_id: str, by: str) -> Correction:
    async with database.workspace(workspace) as connection:
        now = await store.correction(connection, workspace, correction_id)
        if done := _decided(now, State.DISMISSED, by):
            return done
        return await _kept(connection, workspace, replace(now, state=State.DISMISSED, decided_by=by))


def _decided(now: Correction, wanted: State, by: str) -> Correction | None:
    """What the same person has decided the same way before; None if nobody decided. Raises AlreadyDecided."""
    if now.state is State.PROPOSED:
        return None
    if (now.state, now.decided_by) == (wanted, by):
        return now
    assert now.decided_by
    assert now.decided_at
    raise AlreadyDecided(now.state, now.decided_by, now.decided_at)


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
    return HandsOver() if said.wanted is Wanted.HAND_OVER else Stays()
