"""The SQL of actions. Every version that was saved is kept."""

from collections.abc import Mapping

from chatref.accounts.books import Book, Saved
from chatref.accounts.books import store as books
from chatref.actions.fill import Action
from chatref.actions.schema import actions_from, actions_to
from chatref.database.pool import Connection

BOOK = Book("action_books", "actions")


async def load(connection: Connection) -> dict[str, Action]:
    """By name; none before an owner saved some."""
    found = await connection.execute("select content from action_books order by version desc limit 1")
    row = await found.fetchone()
    return {} if row is None else actions_from(row[0])


async def latest(connection: Connection) -> Saved | None:
    return await books.latest(connection, BOOK)


async def save(
    connection: Connection,
    workspace: str,
    actions: Mapping[str, Action],
    by: str | None = None,
    based_on: int | None = None,
) -> int:
    """The new version. Raises Overtaken if `based_on` is given and is not the latest."""
    return await books.save(connection, workspace, BOOK, actions_to(actions), by, based_on)
