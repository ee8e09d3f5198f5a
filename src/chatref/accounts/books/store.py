"""Books in SQL, whatever they hold."""

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from chatref.accounts.books import NEVER_SAVED, Book, Saved
from chatref.accounts.store import raise_policy_version
from chatref.database.pool import Connection
from chatref.errors import BadInput, Overtaken


async def latest(connection: Connection, book: Book) -> Saved | None:
    async with connection.cursor(row_factory=class_row(Saved)) as cursor:
        await cursor.execute(
            f"select version, saved_at as at, saved_by as by from {book.table} order by version desc limit 1"
        )
        return await cursor.fetchone()


async def save(
    connection: Connection, workspace: str, book: Book, content: object, by: str | None, based_on: int | None
) -> int:
    """The new version. Holds the workspace's row, so versions follow one another without a gap.

    Raises Overtaken if `based_on` is given and is not the latest: nobody's work is lost unseen.
    """
    await raise_policy_version(connection)
    if based_on is not None:
        await _refuse_older(connection, book, based_on)
    found = await connection.execute(
        f"""insert into {book.table} (workspace, version, content, saved_by)
            select %s, coalesce(max(version), 0) + 1, %s, %s from {book.table} returning version""",
        [workspace, Jsonb(content), by],
    )
    row = await found.fetchone()
    assert row
    return int(row[0])


async def _refuse_older(connection: Connection, book: Book, based_on: int) -> None:
    saved = await latest(connection, book)
    if based_on > (saved.version if saved else NEVER_SAVED):
        raise BadInput("based_on", f"There is no such version of the {book.holds}.")
    if saved is not None and saved.version != based_on:
        did = f"has saved the {book.holds} since you opened them."
        raise Overtaken("SavedMeanwhile", saved.by, did, {"version": saved.version, "at": saved.at})
