"""A desk, a worker of deliveries over it, and a far side."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from chatref.accounts.store import raise_policy_version
from chatref.database.pool import Database
from chatref.desk.outbox.store import hold_appends
from chatref.outbound import store
from chatref.outbound.calls import Caller
from chatref.outbound.deliveries import Deliveries
from chatref.outbound.destination import Result
from chatref.outbound.keys import Keys
from chatref.outbound.kinds import KINDS
from chatref.outbound.opening import Opening
from tests.cast import Foundry
from tests.desk.acts import Acts
from tests.outbound import echo, shelf
from tests.outbound.receiver import Receiver, receiver

SECONDS = 60.0  # on a machine that has other things to do
HURRIED = 0.4  # where the far side is slow on purpose
BASE = "https://desk.foundry.example"
Row = dict[str, Any]


@dataclass
class Post:
    """Foundry's destinations and what is on its way there. The clock is the rows' own: `wait` moves it."""

    acts: Acts
    deliveries: Deliveries
    opening: Opening
    far: Receiver
    url: str
    caller: Caller

    def hurry(self, seconds: float = HURRIED) -> None:
        """From now on nobody over there is waited for."""
        self.caller._seconds = seconds

    def take_time(self) -> None:
        self.hurry(SECONDS)

    @property
    def database(self) -> Database:
        return self.acts.database

    @property
    def workspace(self) -> str:
        return self.acts.workspace

    async def to(
        self,
        kind: str = "webhook",
        address: str = "",
        takes: Mapping[str, Sequence[str]] | None = None,
        one: str | None = None,
        *,
        is_on: bool = True,
        follow_up: bool = True,
    ) -> str:
        one = one or str(uuid4())
        settings: dict[str, object] = {
            "address": address or (self.far.hook if kind == "webhook" else self.far.shelf)
        }
        if kind == "webhook":
            settings["allow_private"] = True
        wanted = store.Wanted(one, kind, f"The {kind}", settings, None, takes or {}, is_on, follow_up)
        async with self.database.workspace(self.workspace) as connection:
            await hold_appends(connection, self.workspace)
            await raise_policy_version(connection)
            await store.save(connection, self.workspace, wanted)
        return one

    async def try_all(self) -> list[Result | None]:
        """Each delivery that is due, once, all at the same time."""
        due = [row["id"] for row in self.rows() if row["is_due"]]
        return await asyncio.gather(*(self.deliveries.attempt(self.workspace, each) for each in due))

    async def until(self, so: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while True:
                if so():
                    return
                await asyncio.sleep(0.02)

    def rows(self) -> list[Row]:
        return self._select(
            "select *, state = 'due' and due_at <= clock_timestamp() as is_due from deliveries order by made_at, seq"
        )

    def tries(self) -> list[Row]:
        return self._select("select * from delivery_tries order by at")

    def destination(self, one: str) -> Row:
        return self._select("select * from destinations where id = %s", one)[0]

    def pauses(self) -> list[timedelta]:
        """From the last try of each delivery until the next, however late it is now."""
        found = self._select(
            "select d.due_at - max(t.at) as pause from deliveries d join delivery_tries t on t.delivery = d.id"
            " where d.state = 'due' group by d.id, d.due_at"
        )
        return [row["pause"] for row in found]

    async def wait(self) -> timedelta:
        """Until the last that is on its way is due; how long that was. A connection that was cut off may still hold
        a row: that takes the loop."""
        return await asyncio.to_thread(self._waited)

    def _waited(self) -> timedelta:
        [found] = self._select(
            "select coalesce(max(due_at) - clock_timestamp(), '0') as longest from deliveries where state = 'due'"
        )
        self._execute("update deliveries set due_at = due_at - %s where state = 'due'", found["longest"])
        return max(timedelta(), timedelta(seconds=found["longest"].total_seconds()))

    def many_tries(self, tries: int) -> None:
        """As if each had been tried so often."""
        self._execute("update deliveries set tries = %s", tries)

    def lose(self, conversation: str) -> None:
        """Behind the desk's back."""
        self._execute("delete from deliveries where conversation = %s", conversation)

    def lose_what_follows(self, conversation: str) -> None:
        self._execute("delete from deliveries where conversation = %s and follows is not null", conversation)

    def _select(self, query: str, *values: object) -> list[Row]:
        with psycopg.connect(self.url, row_factory=psycopg.rows.dict_row) as connection:
            return connection.execute(query, values).fetchall()

    def _execute(self, query: str, *values: object) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(query, values)


@pytest.fixture
def far() -> Iterator[Receiver]:
    with receiver() as opened:
        yield opened


@pytest.fixture
async def post(
    database: Database, database_url: str, foundry: Foundry, far: Receiver, tmp_path: Path
) -> AsyncIterator[Post]:
    acts = Acts(database, foundry)
    async with acts.desk, Caller(SECONDS) as caller:
        opening = Opening(Keys(database, tmp_path), caller, {**KINDS, "shelf": shelf.KIND, "echo": echo.KIND})
        far.secret = await opening.keys.signing_secret(foundry.workspace)
        deliveries = Deliveries(database, acts.desk.policies, opening, BASE, str(uuid4()))
        acts.desk.listen(deliveries.notice)
        yield Post(acts, deliveries, opening, far, database_url, caller)
