"""The SQL of written answers. Each function is part of its caller's transaction."""

from collections.abc import Sequence
from typing import Any, LiteralString
from uuid import uuid4

from chatref.database.pool import Connection
from chatref.errors import NotFound, Refused
from chatref.knowledge.documents import store as documents_store
from chatref.knowledge.written import MOST, PATH, Prepared, WrittenAnswer, address_of

_ANSWER: LiteralString = """
    select w.id, w.question, w.answer, w.conversation, w.written_by, w.written_at, d.language
      from written_answers w left join documents d on d.source = w.source and d.address = %(path)s || w.id
     where w.workspace = %(workspace)s
"""


async def answers(connection: Connection, workspace: str) -> list[WrittenAnswer]:
    """The newest first."""
    asked = {"workspace": workspace, "path": PATH}
    found = await connection.execute(_ANSWER + "order by w.written_at desc, w.id", asked)
    return [_answer(row) for row in await found.fetchall()]


async def answer(connection: Connection, workspace: str, answer_id: str) -> WrittenAnswer:
    asked = {"workspace": workspace, "path": PATH, "id": answer_id}
    row = await (await connection.execute(_ANSWER + "and w.id = %(id)s", asked)).fetchone()
    if row is None:
        raise NotFound
    return _answer(row)


async def questions(connection: Connection, workspace: str, addresses: Sequence[str]) -> dict[str, str]:
    """By address, of those that are there."""
    found = await connection.execute(
        "select id, question from written_answers where workspace = %s and %s || id = any(%s)",
        [workspace, PATH, list(addresses)],
    )
    return {address_of(row[0]): row[1] for row in await found.fetchall()}


async def workspace_of(connection: Connection, answer_id: str) -> str | None:
    """Of an answer's page, which anybody may open who has its address."""
    row = await (await connection.execute("select chatref_written_answer(%s)", [answer_id])).fetchone()
    return row[0] if row else None


async def add(
    connection: Connection, workspace: str, prepared: Prepared, by: str, conversation: str | None
) -> None:
    source = await _source(connection, workspace)
    await _refuse_too_many(connection, workspace)
    await connection.execute(
        """insert into written_answers (id, workspace, source, question, answer, conversation, written_by)
           values (%s, %s, %s, %s, %s, %s, %s)""",
        [prepared.id, workspace, source, prepared.question, prepared.answer, conversation, by],
    )
    await _learn(connection, workspace, source, prepared)


async def change(connection: Connection, workspace: str, prepared: Prepared, by: str) -> None:
    source = await _source(connection, workspace)
    changed = await connection.execute(
        """update written_answers set question = %s, answer = %s, written_by = %s, written_at = now()
            where workspace = %s and id = %s""",
        [prepared.question, prepared.answer, by, workspace, prepared.id],
    )
    if not changed.rowcount:
        raise NotFound
    await _learn(connection, workspace, source, prepared)


async def remove(connection: Connection, workspace: str, answer_id: str) -> None:
    """Nothing is answered from it any more."""
    # Before the answer, as by whoever erases the conversation: so neither waits for the other in a ring.
    await connection.execute("select from corrections where written = %s for update", [answer_id])
    source = await _source(connection, workspace)
    removed = await connection.execute(
        "delete from written_answers where workspace = %s and id = %s", [workspace, answer_id]
    )
    if not removed.rowcount:
        raise NotFound
    await connection.execute(
        "delete from documents where source = %s and address = %s", [source, address_of(answer_id)]
    )
    await _count(connection, workspace, source)


async def _source(connection: Connection, workspace: str) -> str:
    """The workspace's one; whoever changes its answers holds it, so that its numbers are true."""
    found = await connection.execute(
        """insert into sources (id, workspace, kind, address, state) values (%s, %s, 'written', '', 'learned')
           on conflict (workspace, kind, address) do update set state = 'learned' returning id""",
        [str(uuid4()), workspace],
    )
    row = await found.fetchone()
    assert row
    return str(row[0])


async def _refuse_too_many(connection: Connection, workspace: str) -> None:
    found = await connection.execute("select count(*) from written_answers where workspace = %s", [workspace])
    row = await found.fetchone()
    if row and row[0] >= MOST:
        raise Refused("TooManyAnswers", f"There are {MOST:,} answers already. Remove some first.")


async def _learn(connection: Connection, workspace: str, source: str, prepared: Prepared) -> None:
    await documents_store.swap_document(connection, workspace, source, prepared.document, prepared.passages)
    await _count(connection, workspace, source)


async def _count(connection: Connection, workspace: str, source: str) -> None:
    await documents_store.count_terms(connection, workspace)
    await connection.execute(
        """update sources set found = mine.number, learned = mine.number, finished_at = now()
             from (select count(*) as number from written_answers where workspace = %s) mine where id = %s""",
        [workspace, source],
    )


def _answer(row: Sequence[Any]) -> WrittenAnswer:
    return WrittenAnswer(*row)
