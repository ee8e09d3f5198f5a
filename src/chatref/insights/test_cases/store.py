"""The SQL of test cases and their results."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, LiteralString
from uuid import uuid4

from psycopg.types.json import Jsonb

from chatref.database.pool import Connection
from chatref.errors import NotFound, Refused
from chatref.insights.test_cases import (
    MOST,
    AnswersFrom,
    Expects,
    Grounds,
    HandsOver,
    Result,
    Stays,
    TestCase,
)
from chatref.insights.transcript import Transcript, from_plain, to_plain

# Its result counts if it is of all three: the test, the rules and the content.
_TEST_CASE: LiteralString = """
    select t.id, t.name, t.transcript, t.hand_over, t.reason, t.answer_from, t.team, t.conversation, t.created_by,
           t.created_at, t.revision, r.passed, r.found, r.at, r.rules
      from test_cases t
      left join test_results r on r.test_case = t.id and r.revision = t.revision and r.rules = %(rules)s
                              and r.content = %(content)s
     where t.workspace = %(workspace)s
"""


async def grounds(connection: Connection, workspace: str, rules: int) -> Grounds:
    row = await (await connection.execute("select chatref_grounds(%s)", [workspace])).fetchone()
    assert row
    return Grounds(rules, str(row[0]))


async def workspaces(connection: Connection) -> list[str]:
    """All that have any."""
    found = await connection.execute("select * from chatref_workspaces_with_test_cases()")
    return [row[0] for row in await found.fetchall()]


async def kept(connection: Connection, workspace: str, on: Grounds) -> list[TestCase]:
    """In the order in which they were made, with the results that are of these grounds."""
    return await _found(connection, workspace, on, "")


async def due(connection: Connection, workspace: str, on: Grounds) -> list[TestCase]:
    """Those without such a result."""
    return await _found(connection, workspace, on, "and r.test_case is null")


async def one(connection: Connection, workspace: str, test_case: str, on: Grounds) -> TestCase:
    found = await _found(connection, workspace, on, "and t.id = %(id)s", id=test_case)
    if not found:
        raise NotFound
    return found[0]


async def learning(connection: Connection) -> bool:
    """Whether a source is being learned at this moment: what is found then is not yet what will be."""
    found = await connection.execute(
        "select exists (select from sources where state = 'learning' and not chatref_abandoned(sources))"
    )
    row = await found.fetchone()
    return bool(row and row[0])


async def add(
    connection: Connection,
    workspace: str,
    name: str,
    transcript: Transcript,
    expects: Expects,
    by: str,
    conversation: str | None,
) -> str:
    await _refuse_too_many(connection, workspace)
    test_case = str(uuid4())
    await connection.execute(
        """insert into test_cases (id, workspace, name, transcript, hand_over, reason, answer_from, team,
                                   conversation, created_by)
           values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
        [test_case, workspace, name, Jsonb(to_plain(transcript)), *_columns(expects), conversation, by],
    )
    return test_case


async def change(
    connection: Connection,
    workspace: str,
    test_case: str,
    name: str,
    transcript: Transcript,
    expects: Expects,
) -> None:
    changed = await connection.execute(
        """update test_cases set name = %s, transcript = %s, hand_over = %s, reason = %s, answer_from = %s,
                  team = %s, revision = revision + 1
            where workspace = %s and id = %s""",
        [name, Jsonb(to_plain(transcript)), *_columns(expects), workspace, test_case],
    )
    if not changed.rowcount:
        raise NotFound


async def remove(connection: Connection, workspace: str, test_case: str) -> None:
    # Before the test case, as by whoever erases the conversation: so neither waits for the other in a ring.
    await connection.execute("select from corrections where test_case = %s for update", [test_case])
    removed = await connection.execute(
        "delete from test_cases where workspace = %s and id = %s", [workspace, test_case]
    )
    if not removed.rowcount:
        raise NotFound


async def note(
    connection: Connection,
    workspace: str,
    tried: TestCase,
    on: Grounds,
    *,
    passed: bool,
    found: str,
) -> None:
    """Of what was tried, even if it has been changed or removed meanwhile."""
    await connection.execute(
        """insert into test_results (test_case, workspace, revision, rules, content, passed, found, at)
           select id, workspace, %s, %s, %s, %s, %s, now() from test_cases where workspace = %s and id = %s
              for key share
           on conflict (test_case) do update set revision = excluded.revision, rules = excluded.rules,
               content = excluded.content, passed = excluded.passed, found = excluded.found, at = excluded.at""",
        [tried.revision, on.rules, on.content, passed, found, workspace, tried.id],
    )


async def titles(connection: Connection, workspace: str, addresses: Sequence[str]) -> dict[str, str]:
    found = await connection.execute(
        """select address, title from documents
            where workspace = %s and vanished_at is null and address = any(%s)""",
        [workspace, list(addresses)],
    )
    return {row[0]: row[1] for row in await found.fetchall()}


async def _refuse_too_many(connection: Connection, workspace: str) -> None:
    """One after another, or two at once would both be the last."""
    await connection.execute(
        "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"test cases {workspace}"]
    )
    found = await connection.execute("select count(*) from test_cases where workspace = %s", [workspace])
    row = await found.fetchone()
    if row and row[0] >= MOST:
        raise Refused("TooManyTestCases", f"There are {MOST} test cases, and no more are kept.")


async def _found(
    connection: Connection, workspace: str, on: Grounds, which: LiteralString, **more: str
) -> list[TestCase]:
    asked = {"workspace": workspace, **asdict(on), **more}
    rows = await connection.execute(f"{_TEST_CASE} {which} order by t.created_at, t.id", asked)
    return [_test_case(row) for row in await rows.fetchall()]


def _columns(expects: Expects) -> tuple[bool, str | None, str | None, str | None]:
    match expects:
        case HandsOver(reason, team):
            return True, reason, None, team
        case Stays():
            return False, None, None, None
        case AnswersFrom(address):
            return False, None, address, None


def _expects(hand_over: object, reason: str | None, answer_from: str | None, team: str | None) -> Expects:
    if hand_over:
        return HandsOver(reason, team)
    return AnswersFrom(answer_from) if answer_from else Stays()


def _test_case(row: Sequence[Any]) -> TestCase:
    (
        test_case,
        name,
        transcript,
        hand_over,
        reason,
        answer_from,
        team,
        conversation,
        by,
        at,
        revision,
        *result,
    ) = row
    return TestCase(
        id=test_case,
        name=name,
        transcript=from_plain(transcript),
        expects=_expects(hand_over, reason, answer_from, team),
        conversation=conversation,
        by=by,
        at=at,
        revision=revision,
        result=Result(*result) if result[0] is not None else None,
    )
