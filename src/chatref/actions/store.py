"""The SQL of actions. Every version that was saved is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from chatref.accounts.store import raise_policy_version
from chatref.actions.fill import Action
from chatref.actions.schema import actions_from, actions_to
from chatref.database.pool import Connection

NEVER_SAVED = 0


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    at: datetime
    by: str | None


async def load(connection: Connection) -> dict[str, Action]:
    """By name; none before an owner saved some."""
    found = await connection.execute("select content from action_books order by version desc limit 1")
    row = await found.fetchone()
    return {} if row is None else actions_from(row[0])


async def hold(connection: Connection) -> None:
    """Nobody else saves until this transaction ends."""
    await raise_policy_version(connection)


async def latest(connection: Connection) -> Saved | None:
    async with connection.cursor(row_factory=class_row(Saved)) as cursor:
        await cursor.execute(
            "select version, saved_at as at, saved_by as by from action_books order by version desc limit 1"
        )
        return await cursor.fetchone()


async def save(
    connection: Connection, workspace: str, actions: Mapping[str, Action], by: str | None = None
) -> int:
    """The new version. Holds the workspace's row, so versions follow one another without a gap."""
    await raise_policy_version(connection)
    found = await connection.execute(
        """insert into action_books (workspace, version, content, saved_by)
           select %s, coalesce(max(version), 0) + 1, %s, %s from action_books returning version""",
        [workspace, Jsonb(actions_to(actions)), by],
    )
    row = await found.fetchone()
    assert row
    return int(row[0])
