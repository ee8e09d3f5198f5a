"""The SQL of rules. Every version that was saved is kept: stored verdicts name theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from chatref.accounts.store import raise_policy_version
from chatref.database.pool import Connection
from chatref.errors import BadInput, Refused
from chatref.escalation.book import rules_kept, rules_to
from chatref.escalation.ready.rules import READY_MADE, VERSION
from chatref.escalation.rules import Rules


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


class SavedMeanwhile(Refused):
    """Somebody else saved since these rules were read."""

    def __init__(self, latest: Saved) -> None:
        super().__init__("SavedMeanwhile", "Somebody else has saved the rules since you opened them.")
        self.latest = latest
        self.details: Mapping[str, object] = {}

    def told(self, name: str) -> "SavedMeanwhile":
        """With who it was."""
        at = self.latest.at.isoformat().replace("+00:00", "Z")
        self.details = {"version": self.latest.version, "by": name, "at": at}
        if name:
            self.text = f"{name} has saved the rules since you opened them."
        return self


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
    """The new version. Holds the workspace's row, so versions follow one another without a gap.

    Raises SavedMeanwhile if `based_on` is given and is not the latest: nobody's work is lost unseen.
    """
    await raise_policy_version(connection)
    if based_on is not None:
        await _refuse_older(connection, based_on)
    found = await connection.execute(
        """insert into rule_books (workspace, version, content, saved_by)
           select %s, coalesce(max(version), 0) + 1, %s, %s from rule_books returning version""",
        [workspace, Jsonb(rules_to(rules)), by],
    )
    row = await found.fetchone()
    assert row
    return int(row[0])


async def _refuse_older(connection: Connection, based_on: int) -> None:
    latest = next(iter(await versions(connection, 1)), None)
    if based_on > (latest.version if latest else VERSION):
        raise BadInput("based_on", "There is no such version of the rules.")
    if latest is not None and latest.version != based_on:
        raise SavedMeanwhile(latest)
