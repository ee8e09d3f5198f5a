"""A report: what became of handoffs and episodes, each figure with the conversations behind it.

docs/report.md says what each figure counts. Facts are gathered from the stored events; they are kept beside their
conversations, and gathered anew where one has gone on.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from chatref.conversation.events import PolicyApplied, Recorded, Started
from chatref.conversation.policy import Policy
from chatref.database.pool import Connection, Database
from chatref.desk.encoding import decode_event, encode
from chatref.desk.policy.kept import kept
from chatref.insights.report import store
from chatref.insights.report.counting import Chosen, Counting, Report, latest_first
from chatref.insights.report.facts import FACTS_VERSION, Facts, facts
from chatref.insights.report.figures import Figure
from chatref.insights.report.items import Item, Scope, items

AT_ONCE = 500  # conversations
PAGE = 50
LATELY, MOST_TAGS = 5_000, 200

_decode = msgspec.json.Decoder(Facts).decode


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    subject: str
    visitor: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of what a figure counts; `after` asks for the next."""

    count: int
    rows: tuple[Row, ...]
    after: int | None


async def now(database: Database, workspace: str) -> datetime:
    async with database.workspace(workspace) as connection:
        return await store.now(connection)


async def read(database: Database, workspace: str, scope: Scope) -> Report:
    return (await _counted(database, workspace, scope)).result()


@dataclass(frozen=True, slots=True)
class Cited:
    """An answer of the team's own: in how many messages, and what became of the episodes they stand in."""

    messages: int
    figures: Mapping[Figure, int]


async def cited(database: Database, workspace: str, scope: Scope) -> Mapping[str, Cited]:
    """By its address."""
    counting = await _counted(database, workspace, scope)
    return {
        answer: Cited(counting.cited[answer], group.figures) for answer, group in counting.answers().items()
    }


async def _counted(database: Database, workspace: str, scope: Scope) -> Counting:
    counting = Counting(scope)
    async with aclosing(_items(database, workspace, scope)) as found:
        async for some in found:
            counting.take(some)
    return counting


async def behind(database: Database, workspace: str, scope: Scope, chosen: Chosen, after: int) -> Behind:
    counted: list[Item] = []
    async with aclosing(_items(database, workspace, scope)) as found:
        async for some in found:
            counted += filter(chosen.counts, some)
    page = latest_first(counted)[after : after + PAGE]
    async with database.workspace(workspace) as connection:
        shown = await store.shown(connection, [each.facts.conversation for each in page])
    rows = tuple(Row(each, *shown.get(each.facts.conversation, ("", ""))) for each in page)
    return Behind(len(counted), rows, after + PAGE if after + PAGE < len(counted) else None)


async def tags(database: Database, workspace: str) -> Sequence[tuple[str, int]]:
    """Those of the conversations that changed lately, the most used first."""
    async with database.workspace(workspace) as connection:
        return await store.tags(connection, workspace, LATELY, MOST_TAGS)


async def _items(database: Database, workspace: str, scope: Scope) -> AsyncGenerator[Sequence[Item], None]:
    asked: dict[str, Any] = {
        "workspace": workspace,
        "start": scope.start,
        "end": scope.end,
        "site": scope.site,
        "as_of": scope.as_of,
        "version": FACTS_VERSION,
    }
    async with database.workspace(workspace) as connection:
        async for some in store.candidates(connection, asked, AT_ONCE):
            gathered = await _gathered(connection, workspace, some, scope.as_of)
            policies = await kept(connection, workspace, _judged_by(gathered))
            yield await asyncio.to_thread(_judged, gathered, scope, policies)


async def _gathered(
    connection: Connection, workspace: str, some: Sequence[store.Candidate], as_of: datetime
) -> list[Facts]:
    """What is kept, where it is as late as its conversation; the others' are gathered now, and kept."""
    usable = {each.conversation: each.facts for each in some if each.facts is not None and not each.later}
    others = [each for each in some if each.conversation not in usable]
    found = await asyncio.to_thread(lambda: [_decode(text) for text in usable.values()])
    if not others:
        return found
    rows = await store.histories(connection, workspace, [each.conversation for each in others], as_of)
    histories = await asyncio.to_thread(_histories, rows)
    policies = await kept(connection, workspace, _begun_under(histories.values()))
    new = await asyncio.to_thread(_folded, histories, policies)
    lasting = [
        (each.conversation, each.seq, encode(new[each.conversation]))
        for each in others
        if not each.later and each.conversation in new
    ]
    if lasting:
        await store.keep(connection, workspace, FACTS_VERSION, lasting)
    return [*found, *new.values()]


def _histories(rows: Sequence[Sequence[Any]]) -> Mapping[str, list[Recorded]]:
    return {
        conversation: [decode_event(*row[1:]) for row in history]
        for conversation, history in groupby(rows, key=itemgetter(0))
    }


def _folded(histories: Mapping[str, list[Recorded]], policies: Mapping[int, Policy]) -> Mapping[str, Facts]:
    return {one: facts(history, policies.__getitem__) for one, history in histories.items()}


def _begun_under(histories: Iterable[Sequence[Recorded]]) -> set[int]:
    """Every version under which a wait can have begun."""
    found: set[int] = set()
    for history in histories:
        for one in history:
            if isinstance(one.event, Started):
                found.add(one.event.policy)
            elif isinstance(one.event, PolicyApplied):
                found.add(one.event.version)
    return found


def _judged_by(gathered: Iterable[Facts]) -> set[int]:
    waits = (wait for each in gathered for handoff in each.handoffs for wait in handoff.waits)
    return {wait.policy for wait in waits if wait.ended is None}


def _judged(gathered: Iterable[Facts], scope: Scope, policies: Mapping[int, Policy]) -> list[Item]:
    return [item for each in gathered for item in items(each, scope, policies)]
