"""How long the report takes over 20,000 conversations with 100,000 events, spread over four weeks.

    .venv/bin/python bench/figures.py [--conversations 20000] [--json]

Nine of ten conversations are answered by the assistant and end by time; the tenth is handed over, answered by a person
and closed. Beside it stands what reading alone costs: one select of the same events, as they lie. `first` is the
report that gathers every fact anew, as after an update; `report` the middle of those after it. Exits with 1 if that
takes longer than a second.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from report import table, verdict
from seed import Office, open_offices

from chatref.conversation import commands as cmd
from chatref.conversation.decide import decide
from chatref.conversation.events import Recorded
from chatref.conversation.evolve import fold
from chatref.conversation.model import Actor, ActorKind, Conversation, Debt
from chatref.conversation.owed import owed
from chatref.conversation.policy import Context, Policy
from chatref.database.embedded import EmbeddedServer
from chatref.database.migrations import migrate
from chatref.database.pool import Database
from chatref.desk.encoding import encode, encode_event, kind_of
from chatref.desk.policy import Policies
from chatref.insights import report
from chatref.insights.report.figures import Figure
from chatref.insights.report.items import Scope

LIMIT_S = 1.0
WEEKS = timedelta(weeks=4)
HANDED_OVER = 10  # every tenth
ROUNDS = 5
CLOCK, ASSISTANT = Actor(ActorKind.DESK), Actor(ActorKind.ASSISTANT)
BARE = """select e.conversation, e.seq, e.at, e.kind, e.payload::text from conversations c
            join events e on e.workspace = c.workspace and e.conversation = c.id
           where c.workspace = %s and c.started_at < %s and c.changed_at >= %s order by e.conversation, e.seq"""


@dataclass
class Telling:
    """One conversation, told step by step to the core."""

    office: Office
    policy: Policy
    now: datetime
    id: str = field(default_factory=lambda: str(uuid4()))
    history: list[Recorded] = field(default_factory=list)

    @property
    def state(self) -> Conversation:
        return fold(self.history)

    def do(self, actor: Actor, command: cmd.Command, later: float = 5) -> None:
        self.now += timedelta(seconds=later)
        state = self.state if self.history else None
        self.history += decide(state, command, Context(self.policy, self.now, actor))

    def writes(self) -> None:
        opening = cmd.Opening(self.id, self.office.workspace, self.office.site, self.id)
        self.do(Actor(ActorKind.VISITOR, self.id), cmd.Write("m", "How do I renew?", opening=opening))

    def answered(self) -> None:
        self.writes()
        turn = self.state.turn
        self.do(ASSISTANT, cmd.Answer(self.state.epoch, turn.number, turn.rev, "a", "In your account."))
        due = next(each.due for each in owed(self.state, self.policy) if each.debt is Debt.NEXT_WORD)
        self.do(
            CLOCK, cmd.DeadlinePassed(Debt.NEXT_WORD, due, self.state.seq), (due - self.now).total_seconds()
        )

    def handed_over(self) -> None:
        person = Actor(ActorKind.TEAMMATE, self.office.colleagues[0][0])
        self.writes()
        self.do(
            ASSISTANT,
            cmd.Escalate("billing", rule="Bills", tags=("money",), measured_on=self.state.last_visitor),
        )
        self.do(person, cmd.Claim(self.state.epoch), 90)
        self.do(person, cmd.Reply("r", "I will look.", self.state.seq, self.state.seq), 60)
        self.do(person, cmd.Resolve(self.state.seq, self.state.seq), 600)


def told(office: Office, policy: Policy, at: datetime, *, handed_over: bool) -> Telling:
    made = Telling(office, policy, at)
    if handed_over:
        made.handed_over()
    else:
        made.answered()
    return made


def store(url: str, office: Office, policy: Policy, wanted: int, end: datetime) -> int:
    """How many events."""
    patterns = [told(office, policy, end, handed_over=each) for each in (True, False)]
    shift = WEEKS / wanted
    rows = (
        "workspace, id, site, visitor, seq, vseq, change, stage, by_socket, policy_version, evolve_version, "
        "started_at, changed_at, state, summary"
    )
    columns = "workspace, conversation, seq, vseq, at, kind, payload, head, sender, command, part, digest"
    events = 0
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for copy in (f"copy conversations ({rows}) from stdin", f"copy events ({columns}) from stdin"):
            with cursor.copy(copy) as into:
                for number in range(wanted):
                    pattern = patterns[number % HANDED_OVER > 0]
                    one, back = str(_id(number)), (wanted - number) * shift + timedelta(days=2)
                    if "events" in copy:
                        events += len(pattern.history)
                        for row in _events(office.workspace, pattern, one, back):
                            into.write_row(row)
                    else:
                        into.write_row(_row(office, pattern, one, back))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")
    return events


def _id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def _row(office: Office, told: Telling, one: str, back: timedelta) -> Sequence[object]:
    state = told.state
    first, last = told.history[0].at - back, told.history[-1].at - back
    summary = encode({"subject": "How do I renew?", "tags": sorted(state.tags)})
    return [office.workspace, one, office.site, one, state.seq, state.vseq, 1, state.stage, False, state.policy, 1,
            first, last, encode(state), summary]  # fmt: skip


def _events(workspace: str, told: Telling, one: str, back: timedelta) -> Sequence[Sequence[object]]:
    return [
        [workspace, one, each.seq, each.vseq, each.at - back, kind_of(each.event),
         encode_event(each).replace(told.id, one), "{}", "bench", str(uuid4()), 0, ""]
        for each in told.history
    ]  # fmt: skip


async def bare(database: Database, workspace: str, scope: Scope) -> float:
    began = time.perf_counter()
    async with database.workspace(workspace) as connection:
        found = await connection.execute(BARE, [workspace, scope.end, scope.start])
        await found.fetchall()
    return time.perf_counter() - began


async def reported(database: Database, workspace: str, scope: Scope, handoffs: int) -> float:
    began = time.perf_counter()
    found = await report.read(database, workspace, scope)
    passed = time.perf_counter() - began
    assert found.whole.figures[Figure.HANDOFFS] == handoffs, found.whole.figures
    return passed


@asynccontextmanager
async def desk() -> AsyncIterator[Database]:
    with TemporaryDirectory(prefix="chatref-bench-") as place, EmbeddedServer(Path(place)) as server:
        migrate(server.url)
        database = await Database.open(server.url)
        try:
            yield database
        finally:
            await database.close()


async def run(wanted: int) -> tuple[int, float, float, float]:
    async with desk() as database:
        [office] = await open_offices(database, 1)
        ruling = await Policies().current(database, office.workspace)
        end = datetime.now(UTC)
        events = await asyncio.to_thread(store, database.url, office, ruling.policy, wanted, end)
        scope = Scope(end - WEEKS - timedelta(days=3), end, UTC, end)
        handoffs = len(range(0, wanted, HANDED_OVER))
        first = await reported(database, office.workspace, scope, handoffs)
        rounds = [
            (
                await reported(database, office.workspace, scope, handoffs),
                await bare(database, office.workspace, scope),
            )
            for _ in range(ROUNDS)
        ]
    ours, theirs = (statistics.median(each) for each in zip(*rounds, strict=True))
    return events, first, ours, theirs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--conversations", type=int, default=20_000)
    parser.add_argument("--json", action="store_true", help="only the last line")
    wanted = parser.parse_args()
    events, first, ours, theirs = asyncio.run(run(wanted.conversations))
    if not wanted.json:
        table(
            ("", "seconds", "of the select"),
            [("first", first, first / theirs), ("report", ours, ours / theirs), ("select", theirs, 1.0)],
        )
    figures = {"conversations": wanted.conversations, "events": events, "first_s": first, "report_s": ours}
    return verdict({**figures, "select_s": theirs, "ratio": ours / theirs}, met=ours <= LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
