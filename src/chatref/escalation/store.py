"""The SQL of rules. Every version that was saved is kept: stored verdicts name theirs."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from chatref.accounts.books import Book
from chatref.accounts.books import store as books
from chatref.database.pool import Connection
from chatref.escalation.book import rules_kept, rules_to
from chatref.escalation.ready.rules import READY_MADE, VERSION
from chatref.escalation.rules import Rules

BOOK = Book("rule_books", "rules")


async def load(connection: Connection) -> tuple[int, Rules]:
    """With their version; the ready-made ones before an owner saved any."""
    found = await connection.execute("select version, content from rule_books order by version desc limit 1")
    row = await found.fetchone()
    return (VERSION, READY_MADE) if row is None else (int(row[0]), rules_kept(row[1]))


async def version(connection: Connection, number: int) -> Rules | None:
    """As they were then."""
    if number == VERSION:
        return READY_MADE
    found = await connection.execute("select content from rule_books where version = %s", [number])
    row = await found.fetchone()
    return None if row is None else rules_kept(row[0])


@dataclass(frozen=True, slots=True)
class Saved:
    """A version of the rules, when and by whom, and how many rules it has."""

    version: int
    at: datetime
    by: str | None
    rules: int


async def versions(connection: Connection, most: int = 100) -> list[Saved]:
    """The newest first."""
    async with connection.cursor(row_factory=class_row(Saved)) as cursor:
        await cursor.execute(
            """select version, saved_at as at, saved_by as by, jsonb_array_length(content -> 'rules') as rules
                 from rule_books order by version desc limit %s""",
            [most],
        )
        return await cursor.fetchall()


async def save(
    connection: Connection,
    workspace: str,
    rules: Rules,
    by: str | None = None,
    based_on: int | None = None,
) -> int:
    """The new version. Raises Overtaken if `based_on` is given and is not the latest."""
    return await books.save(connection, workspace, BOOK, rules_to(rules), by, based_on)
