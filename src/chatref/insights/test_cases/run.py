"""Test cases are tried in the background, again whenever the rules or the content have changed.

Nothing is remembered here: a result says of which rules and which content it is, so that one cut short by a crash
is simply not there, and whoever looks next tries it again.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chatref.assistant.rehearsal import rehearse, rehearsed
from chatref.assistant.turn import Assistant, Brief, Considered
from chatref.conversation.policy import Policy
from chatref.database.pool import Connection, Database
from chatref.desk.leases import store as leases
from chatref.desk.looping import looping
from chatref.desk.policy import Policies
from chatref.errors import NotFound, Refused, Unavailable
from chatref.escalation.measure import About
from chatref.escalation.rulebook import RuleBook
from chatref.insights.test_cases import AnswersFrom, Grounds, TestCase, store
from chatref.insights.test_cases.judge import Names, judged, routed
from chatref.insights.transcript import Transcript

LOOK = 3.0  # seconds between two looks for what has changed; whoever changes something here wakes it at once
WORK = "tests"
LEASE = timedelta(seconds=30)  # of a workspace, renewed with every test case
PATIENCE = 60.0  # seconds that somebody waits for a run that is under way
BETWEEN_KNOCKS = 0.2


class TestRuns:
    """`assistant` answers without a model: the same every time, and at nobody's cost."""

    __test__ = False  # for pytest, which goes by the name

    def __init__(self, database: Database, policies: Policies, assistant: Assistant) -> None:
        self._database = database
        self._policies = policies
        self._assistant = assistant
        self._woken = asyncio.Event()

    def running(self) -> AbstractAsyncContextManager[None]:
        return looping(self.look, LOOK, "test cases", self._woken)

    def wake(self) -> None:
        self._woken.set()

    async def run(self, workspace: str) -> None:
        """All of them, now. Raises Refused if another run does not end."""
        holder = str(uuid4())
        until = asyncio.get_running_loop().time() + PATIENCE
        while not await self._run(workspace, holder, again=True):
            if asyncio.get_running_loop().time() > until:
                raise Refused("AlreadyRunning", "The test cases are being tried already.")
            await asyncio.sleep(BETWEEN_KNOCKS)

    async def measured(
        self, workspace: str, book: RuleBook, transcripts: Iterable[Transcript]
    ) -> list[Considered]:
        """What each comes to where no rule hands over, in their order: with that, any rules can judge it."""
        open_book = replace(book, rules=replace(book.rules, rules=(), marks=()))
        return [await rehearse(self._assistant, _brief(each, workspace, open_book)) for each in transcripts]

    async def look(self) -> None:
        """What is due anywhere, as often as it has to be."""
        with suppress(Unavailable):
            async with self._database.system() as connection:
                found = await store.workspaces(connection)
            for workspace in found:
                with suppress(NotFound):
                    await self._run(workspace, str(uuid4()), again=False)

    async def _run(self, workspace: str, holder: str, *, again: bool) -> bool:
        """False if somebody else is at it. What is not `again` leaves results that hold, and content in the making."""
        ruling = await self._policies.current(self._database, workspace)
        policy, book = ruling.policy, ruling.book
        async with self._database.workspace(workspace) as connection:
            on = await store.grounds(connection, workspace, book.version)
            wanted = store.kept if again else store.due
            due = await wanted(connection, workspace, on)
            if not due or (not again and await store.learning(connection)):
                return True
            if not await _leased(connection, workspace, holder):
                return False
            titles = await store.titles(connection, workspace, _pages(due))
        teams = {team.id: team.name for team in policy.teams.values()}
        await self._try(Round(workspace, book, policy, on, {**titles, **teams}, holder), due)
        return True

    async def _try(self, now: "Round", due: Sequence[TestCase]) -> None:
        """To the end, or until it took so long that somebody else goes on with the rest."""
        try:
            for case in due:
                came = await rehearse(self._assistant, _brief(case.transcript, now.workspace, now.book))
                decided = routed(came.verdicts[-1].escalation, now.policy)
                passed, found = judged(case.expects, decided, came.answer, now.names)
                async with self._database.workspace(now.workspace) as connection:
                    await store.note(connection, now.workspace, case, now.on, passed=passed, found=found)
                    if not await _leased(connection, now.workspace, now.holder):
                        return
        finally:
            with suppress(Unavailable):
                async with self._database.workspace(now.workspace) as connection:
                    await leases.release(connection, now.workspace, [now.workspace], WORK, now.holder)


@dataclass(frozen=True, slots=True)
class Round:
    """A change of its grounds meanwhile makes its results old, and nothing else."""

    workspace: str
    book: RuleBook
    policy: Policy
    on: Grounds
    names: Names
    holder: str


def _brief(of: Transcript, workspace: str, book: RuleBook) -> Brief:
    about = About(datetime.now(UTC), of.open, of.identified)
    return rehearsed(workspace, of.scene, about, book)


async def _leased(connection: Connection, workspace: str, holder: str) -> bool:
    asked = await leases.take(connection, workspace, [workspace], WORK, holder, LEASE)
    return workspace in await leases.taken(asked)


def _pages(cases: Sequence[TestCase]) -> list[str]:
    return [each.expects.address for each in cases if isinstance(each.expects, AnswersFrom)]
