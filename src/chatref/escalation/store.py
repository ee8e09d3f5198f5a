"""The SQL of rules. Every version that was saved is kept: stored verdicts name theirs."""

from psycopg.types.json import Jsonb

from chatref.accounts.store import raise_policy_version
from chatref.database.pool import Connection
from chatref.escalation.book import rules_from, rules_to
from chatref.escalation.ready.rules import READY_MADE, VERSION
from chatref.escalation.rules import Rules


async def load(connection: Connection) -> tuple[int, Rules]:
    """With their version; the ready-made ones before an owner saved any."""
    found = await connection.execute("select version, content from rule_books order by version desc limit 1")
    row = await found.fetchone()
    return (VERSION, READY_MADE) if row is None else (int(row[0]), rules_from(row[1]))


async def version(connection: Connection, number: int) -> Rules | None:
    """As they were then."""
    if number == VERSION:
        return READY_MADE
    found = await connection.execute("select content from rule_books where version = %s", [number])
    row = await found.fetchone()
    return None if row is None else rules_from(row[0])


async def save(connection: Connection, workspace: str, rules: Rules, by: str | None = None) -> int:
    """The new version. Holds the workspace's row, so versions follow one another without a gap."""
    await raise_policy_version(connection)
    found = await connection.execute(
        """insert into rule_books (workspace, version, content, saved_by)
           select %s, coalesce(max(version), 0) + 1, %s, %s from rule_books returning version""",
        [workspace, Jsonb(rules_to(rules)), by],
    )
    row = await found.fetchone()
    assert row
    return int(row[0])
