"""One batch: lock, load, decide, write, commit, announce. Two round trips, whatever its size and its workspaces."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatref.conversation.commands import OfferTo, PresenceLost
from chatref.conversation.refusals import Refusal
from chatref.database.pool import Connection, Database
from chatref.desk import store
from chatref.desk.batch import TOLD_OUTSIDE, Ask, Batch, opening_of
from chatref.desk.keep import Keep
from chatref.desk.outcome import Announce, Outcome
from chatref.desk.policy import Policies
from chatref.desk.presence import store as presence
from chatref.desk.refused import refused
from chatref.errors import NotFound

Answer = Outcome | Exception


@dataclass(frozen=True, slots=True)
class Appender:
    """Row-level security knows one workspace at a time: a batch goes through its workspaces one after another.

    Always in the same order, so that two batches that share workspaces wait for each other, and never in a ring.
    """

    database: Database
    policies: Policies
    keep: Keep
    announce: Announce

    async def run(self, _lane: str, asks: Sequence[Ask]) -> Sequence[Answer]:
        workspaces = sorted({ask.workspace for ask in asks})
        groups = [[ask for ask in asks if ask.workspace == workspace] for workspace in workspaces]
        answers: dict[Ask, Answer] = {}
        async with self.database.workspace(workspaces[0], pipelined=True) as connection:
            loading = [await self._load(connection, group) for group in groups]
            batches = [
                await self._decide(connection, group, *loaded, answers)
                for group, loaded in zip(groups, loading, strict=True)
            ]
            for batch in batches:
                await _write(connection, batch)
        for batch in batches:
            batch.committed()
            for announcement in batch.announcements:
                self.announce(announcement)
        return [answers[ask] for ask in asks]

    async def _load(self, connection: Connection, asks: Sequence[Ask]) -> tuple[store.Cursor, store.Cursor]:
        """Only sends; all workspaces' answers come in one round trip."""
        wanted = [self._wanted(ask) for ask in asks]
        return await store.lock_and_load(connection, asks[0].workspace, wanted)

    async def _decide(
        self,
        connection: Connection,
        asks: Sequence[Ask],
        locked: store.Cursor,
        loaded: store.Cursor,
        answers: dict[Ask, Answer],
    ) -> Batch:
        workspace = asks[0].workspace
        change, now, found = await store.fetched(locked, loaded, len(asks))
        await store.enter(connection, workspace)
        ruling = await self.policies.ruling(connection, workspace, found[0].policy_version)
        present = await _present(connection, workspace, asks)
        batch = Batch(workspace, change, now, ruling, present, self.keep)
        for ask, each in zip(asks, found, strict=True):
            answers[ask] = await _answer(connection, batch, ask, each)
        return batch

    def _wanted(self, ask: Ask) -> store.Wanted:
        kept, opening = self.keep.get(ask.workspace, ask.conversation), opening_of(ask.command)
        return store.Wanted(
            conversation=ask.conversation,
            known=kept.state.seq if kept else 0,
            sender=ask.sender,
            command=ask.command_id,
            site=opening.site if opening else None,
            visitor=opening.visitor if opening else None,
        )


async def _answer(connection: Connection, batch: Batch, ask: Ask, found: store.Found) -> Answer:
    """A refusal is an answer: it fails nobody else."""
    try:
        earlier = batch.earlier(ask, found)
        if isinstance(earlier, Outcome):
            return earlier
        return await _first_result(connection, batch, ask) if earlier else batch.take(ask, found)
    except Refusal as refusal:
        return refused(refusal, batch.ruling.faces)
    except NotFound as missing:
        return missing


async def _first_result(connection: Connection, batch: Batch, ask: Ask) -> Outcome:
    recorded, vseq = await store.result(connection, batch.workspace, ask.sender, ask.command_id)
    return Outcome(recorded[-1].seq, vseq, tuple(each.event for each in recorded))


async def _present(connection: Connection, workspace: str, asks: Sequence[Ask]) -> frozenset[str]:
    """Read only for those who decide by it."""
    if any(isinstance(ask.command, OfferTo | PresenceLost) for ask in asks):
        return await presence.present(connection, workspace)
    return frozenset()


async def _write(connection: Connection, batch: Batch) -> None:
    events, begun, changed = batch.rows()
    outside = [row for row in events if row.kind in TOLD_OUTSIDE]
    if events or changed:
        await store.enter(connection, batch.workspace)
        await store.write(connection, batch.workspace, events, begun, changed, outside)
    for conversation in batch.erased:
        await store.bury(connection, batch.workspace, conversation)
