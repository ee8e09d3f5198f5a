"""Finds the passages that answer a question: nearness of meaning and shared terms, in one query."""

from chatref.database.pool import Connection
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
    parameters = store.parameters(question_terms(spelled_out(question)), halfvec(meaning), most, per_document)
    rows = await store.passages(connection, parameters)
    if not rows:
        return Found(())
    hits = tuple(
        Hit(row[0], row[1], row[2], row[3], tuple(row[4]), row[5], row[6], row[7], row[10]) for row in rows
    )
    return Found(hits, dict(zip(rows[0][8], rows[0][9], strict=True)))
