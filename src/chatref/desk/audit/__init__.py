"""`chatref audit`: does the stored database keep what the desk promises? Every breach is named.

It shares no code with what decides. The invariants are numbered as in docs: what the state of a conversation says
of itself, what its events say of each other, and what several conversations say together.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chatref.accounts.access.store import owners
from chatref.database.pool import Connection, Database
from chatref.desk.audit import store
from chatref.desk.audit.case import Case, check
from chatref.desk.audit.incoming import Mail, misfiled
from chatref.desk.audit.outgoing import Taker, undelivered, unheard, unmailed, untold

PAGE = 200  # conversations
FIRST = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Breach:
    """`seq` is the event's number, if it is about one."""

    name: str
    workspace: str
    conversation: str
    seq: int | None
    text: str

    def __str__(self) -> str:
        place = f"{self.conversation}" + (f" #{self.seq}" if self.seq is not None else "")
        return f"{self.name}: {place}: {self.text}"


async def audit(database: Database, workspace: str | None = None) -> tuple[Breach, ...]:
    """Over one workspace, or all."""
    workspaces = [workspace] if workspace else await _all(database)
    return tuple([breach for each in workspaces async for breach in _workspace(database, each)])


async def _all(database: Database) -> Sequence[str]:
    async with database.system() as connection:
        return sorted({workspace for workspace, _ in await owners(connection)})


async def _workspace(database: Database, workspace: str) -> AsyncIterator[Breach]:
    async with database.workspace(workspace) as connection:
        await store.stand_still(connection)
        async for breach in _together(connection, workspace):
            yield breach
        actors = await store.actors(connection, workspace)
        latest = await store.change(connection, workspace)
        mailing = await store.mailing_since(connection)
        takers = [Taker(*each) for each in await store.takers(connection)]
        after = FIRST
        while page := await store.rows(connection, workspace, after, PAGE):
            after = page[-1].id
            facts = await _facts(connection, workspace, page)
            for breach in _page(workspace, page, facts, actors, latest):
                yield breach
            ids = [row.id for row in page]
            told = await store.deliveries(connection, ids) if takers else {}
            mailed = await store.mailed(connection, workspace, ids) if mailing else {}
            failed = await store.came_to_nothing(connection, workspace, ids)
            mails = await store.mails(connection, workspace, ids)
            for row in page:
                theirs = [Mail(*each) for each in mails.get(row.id, ())]
                for number, text in misfiled(facts[row.id], theirs):
                    yield Breach("misfiled", workspace, row.id, number, text)
                for seq, text in unheard(facts[row.id], failed.get(row.id, ())):
                    yield Breach("unheard", workspace, row.id, seq, text)
                for seq, text in unmailed(facts[row.id], mailing, mailed.get(row.id, ())):
                    yield Breach("unmailed", workspace, row.id, seq, text)
                for seq, text in undelivered(facts[row.id], takers, told):
                    yield Breach("undelivered", workspace, row.id, seq, text)
                for seq, text in untold(facts[row.id], takers, told):
                    yield Breach("untold", workspace, row.id, seq, text)


async def _facts(
    connection: Connection, workspace: str, page: Sequence[store.Row]
) -> Mapping[str, list[store.Fact]]:
    facts: Mapping[str, list[store.Fact]] = defaultdict(list)
    for fact in await store.facts(connection, workspace, [row.id for row in page]):
        facts[fact.conversation].append(fact)
    return facts


def _page(
    workspace: str,
    page: Sequence[store.Row],
    facts: Mapping[str, list[store.Fact]],
    actors: Mapping[int, Mapping[str, Any]],
    latest: int,
) -> list[Breach]:
    breaches = [
        Breach(name, workspace, row.id, seq, text)
        for row in page
        for name, seq, text in check(Case(row, facts[row.id], actors))
    ]
    ahead = [row for row in page if row.change > latest]
    text = f"changed later than the workspace's number {latest}"
    return breaches + [Breach("change_ahead", workspace, row.id, None, text) for row in ahead]


async def _together(connection: Connection, workspace: str) -> AsyncIterator[Breach]:
    for conversation in await store.orphans(connection, workspace):
        yield Breach("orphan", workspace, conversation, None, "there are events, and no conversation")
    for conversation in await store.two_open(connection, workspace):
        yield Breach("two_open", workspace, conversation, None, "a visitor has two open on one site")
    for conversation in await store.kept_words(connection, workspace):
        yield Breach(
            "words_kept", workspace, conversation, None, "it is erased, and something of it is kept beside it"
        )
    for conversation, seq in await store.missing_files(connection, workspace):
        yield Breach("file_missing", workspace, conversation, seq, "it names a file that is not kept")
    for conversation in await store.split_commands(connection, workspace):
        yield Breach("split_command", workspace, conversation, None, "a command is not stored whole and once")
