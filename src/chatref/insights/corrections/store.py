"""The SQL of corrections."""

from collections.abc import Sequence
from typing import Any, LiteralString
from uuid import uuid4

from psycopg.types.json import Jsonb

from chatref.database.pool import Connection
from chatref.errors import NotFound
from chatref.insights.corrections import Correction, Proposal, State, Wanted
from chatref.insights.transcript import Transcript, from_plain, to_plain

MOST = 500  # shown of them

_CORRECTION: LiteralString = """
    select id, conversation, handoff, question, answer, wanted, team, rule, note, transcript, proposed_by,
           proposed_at, state, decided_by, decided_at, written, test_case
      from corrections where workspace = %(workspace)s
"""


async def corrections(connection: Connection, workspace: str, state: State | None) -> list[Correction]:
    """The newest first."""
    found = await connection.execute(
        _CORRECTION
        + "and (%(state)s::text is null or state = %(state)s) order by proposed_at desc, id limit %(most)s",
        {"workspace": workspace, "state": state, "most": MOST},
    )
    return [_correction(row) for row in await found.fetchall()]


async def proposed(connection: Connection, workspace: str) -> int:
    """How many wait for somebody's word."""
    found = await connection.execute(
        "select count(*) from corrections where workspace = %s and state = 'proposed'", [workspace]
    )
    row = await found.fetchone()
    return int(row[0]) if row else 0


async def correction(connection: Connection, workspace: str, correction_id: str) -> Correction:
    """Held to the end of the transaction: of two who decide at once, the second finds what the first did."""
    found = await connection.execute(
        _CORRECTION + "and id = %(id)s for update", {"workspace": workspace, "id": correction_id}
    )
    row = await found.fetchone()
    if row is None:
        raise NotFound
    return _correction(row)


async def propose(
    connection: Connection,
    workspace: str,
    conversation: str,
    asked: Proposal,
    question: str,
    rule: str | None,
    transcript: Transcript,
    by: str,
) -> Correction:
    kind = "answer" if asked.wanted is None else "rule"
    found = await connection.execute(
        """insert into corrections (id, workspace, conversation, handoff, kind, question, answer, wanted, team, rule,
                                    note, transcript, proposed_by)
           values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
           on conflict (workspace, conversation, handoff, kind) where state = 'proposed' do update set
               question = excluded.question, answer = excluded.answer, wanted = excluded.wanted,
               team = excluded.team, rule = excluded.rule, note = excluded.note,
               transcript = excluded.transcript, proposed_by = excluded.proposed_by,
               proposed_at = excluded.proposed_at
           returning id""",
        [
            str(uuid4()), workspace, conversation, asked.handoff, kind, question, asked.answer, asked.wanted,
            asked.team, rule, asked.note, Jsonb(to_plain(transcript)), by,
        ],
    )  # fmt: skip
    row = await found.fetchone()
    assert row
    return await correction(connection, workspace, row[0])


async def decide(connection: Connection, workspace: str, decided: Correction) -> None:
    await connection.execute(
        """update corrections set question = %s, answer = %s, wanted = %s, team = %s, state = %s, decided_by = %s,
                  decided_at = now(), written = %s, test_case = %s
            where workspace = %s and id = %s""",
        [
            decided.question, decided.answer, decided.wanted, decided.team, decided.state, decided.decided_by,
            decided.written, decided.test_case, workspace, decided.id,
        ],
    )  # fmt: skip


def _correction(row: Sequence[Any]) -> Correction:
    correction_id, conversation, handoff, question, answer, wanted, team, rule, note, transcript, *decided = (
        row
    )
    by, at, state, decided_by, decided_at, written, test_case = decided
    return Correction(
        id=correction_id,
        conversation=conversation,
        handoff=handoff,
        question=question,
        answer=answer,
        wanted=Wanted(wanted) if wanted else None,
        team=team,
        rule=rule,
        note=note,
        transcript=from_plain(transcript),
        by=by,
        at=at,
        state=State(state),
        decided_by=decided_by,
        decided_at=decided_at,
        written=written,
        test_case=test_case,
    )
