"""Finds the passages that answer a question: nearness of meaning and shared terms, in one query."""

from chatref.database.pool import Connection, Cursor
from chatref.knowledge.chat import spelled_out
from chatref.knowledge.content import Found, Hit
from chatref.knowledge.embed import Vector
from chatref.knowledge.search import store
from chatref.knowledge.terms import question_terms

MOST = 8
PER_DOCUMENT = 3


def halfvec(vector: Vector) -> str:
    return f"[{','.join(f'{number:.5f}' for number in vector.tolist())}]"


async def search(
    connection: Connection,
    question: str,
    meaning: Vector,
    *,
    most: int = MOST,
    per_document: int = PER_DOCUMENT,
) -> Found:
    """`meaning` is the embedded question, made before the transaction began."""
    return await found_in(await ask(connection, question, meaning, most=most, per_document=per_document))


async def ask(
    connection: Connection, question: str, meaning: Vector, *, most: int, per_document: int = PER_DOCUMENT
) -> Cursor:
    """In a pipeline: only sends; `found_in` reads, best when the transaction has ended."""
    terms = question_terms(spelled_out(question))
    return await store.ask(connection, store.parameters(terms, halfvec(meaning), most, per_document))


async def found_in(asked: Cursor) -> Found:
    rows = await asked.fetchall()
    hits = tuple(
        Hit(row[0], row[1], row[2], row[3], tuple(row[4]), row[5], row[6], row[7], row[8], row[11])
        for row in rows
    )
    return Found(hits, dict(zip(rows[0][9], rows[0][10], strict=True)) if rows else {})
