"""Conversations that were, judged again by other rules: nothing is measured anew, and nothing is written."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from chatref.database.pool import Database
from chatref.desk.past import store
from chatref.desk.past.told import lines_of
from chatref.desk.policy import Ruling
from chatref.errors import BadInput
from chatref.escalation.book import rules_from
from chatref.escalation.record import facts_from
from chatref.escalation.rules import Rules
from chatref.escalation.simulate import Books, Simulated, Simulation, Turn

__all__ = ["books_of", "draft_in", "judged", "lines_of", "simulated", "turns"]

AT_ONCE = 500  # turns


async def simulated(
    database: Database,
    workspace: str,
    books: Books,
    since: datetime,
    most: int,
    tell: Callable[[int], None] = lambda _: None,
    after: int = 0,
) -> Simulated:
    """Over the `most` conversations that were judged last, back to `since`; `tell` hears how many are done."""
    simulation = Simulation(books, after)
    async with aclosing(_whole(database, workspace, since, most)) as pieces:
        async for rows in pieces:
            await asyncio.to_thread(_take, simulation, rows)
            tell(simulation.conversations)
    return simulation.result()


async def turns(database: Database, workspace: str, since: datetime, most: int) -> list[Turn]:
    """Of so few conversations that they can be held, for whoever looks at them more than once."""
    found: list[Turn] = []
    async with aclosing(_whole(database, workspace, since, most)) as pieces:
        async for rows in pieces:
            found += await asyncio.to_thread(_turns, rows)
    return found


async def judged(database: Database, workspace: str, since: datetime, most: int) -> int:
    """How many conversations that are."""
    async with database.workspace(workspace) as connection:
        return await store.judged(connection, workspace, since, most)


def books_of(ruling: Ruling, draft: Rules) -> Books:
    """What a draft says of the content is that of the rules of now: marks are saved apart."""
    now, policy = ruling.book.rules, ruling.policy
    return Books(now, replace(draft, marks=now.marks), policy.teams, policy.default_team)


def draft_in(file: Path) -> Rules:
    """Raises BadInput, with what can't be read named."""
    try:
        return rules_from(json.loads(file.read_text("utf-8")))
    except OSError as problem:
        raise BadInput("rules", f"{file} can't be read: {problem.strerror}.") from None
    except ValueError as problem:
        raise BadInput("rules", f"{file} is not JSON: {problem}.") from None
    except BadInput as wrong:
        raise BadInput(wrong.field, f"{file}, {wrong.field or 'the whole'}: {wrong.text}") from None


async def _whole(
    database: Database, workspace: str, since: datetime, most: int
) -> AsyncGenerator[Sequence[Sequence[Any]], None]:
    """Pieces that no conversation is torn between."""
    held: list[Sequence[Any]] = []
    async with database.workspace(workspace) as connection:
        async for rows in store.judged_turns(connection, workspace, since, most, AT_ONCE):
            held += rows
            whole = len(held) - _of_the_last(held)
            if whole:
                yield held[:whole]
            held = held[whole:]
    if held:
        yield held


def _of_the_last(rows: Sequence[Sequence[Any]]) -> int:
    """How many rows at the end are of one conversation, which may go on."""
    return sum(1 for _ in takewhile(lambda row: row[0] == rows[-1][0], reversed(rows)))


def _take(simulation: Simulation, rows: Sequence[Sequence[Any]]) -> None:
    simulation.take(_turns(rows))


def _turns(rows: Sequence[Sequence[Any]]) -> list[Turn]:
    return [
        Turn(conversation, episode, at, facts_from(measured)) for conversation, episode, at, measured in rows
    ]
