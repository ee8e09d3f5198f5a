"""One batch: lock, load, decide, write, commit, announce. Two round trips, whatever its size and its workspaces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatref.conversation.codec import EVOLVE_VERSION
from chatref.conversation.commands import OfferTo, PresenceLost
from chatref.conversation.evolve import fold
from chatref.conversation.refusals import Refusal
from chatref.database.pool import Connection, Database
from chatref.desk import store
from chatref.desk.batch import TOLD_OUTSIDE, Ask, Batch, opening_of
from chatref.desk.encoding import encode
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
            passage = store.Passage(connection, workspaces[0])
            loading = [await self._load(passage, group) for group in groups]
            batches = [
                await self._decide(passage, group, *loaded, answers)
                for group, loaded in zip(groups, loading, strict=True)
            ]
            for batch in batches:
                await _write(passage, batch)
        for batch in batches:
            batch.committed()
            for announcement in batch.announcements:
                self.announce(announcement)
        return [answers[ask] for ask in asks]

    async def _load(self, passage: store.Passage, asks: Sequence[Ask]) -> tuple[store.Cursor, store.Cursor]:
        """Only sends; all workspaces' answers come in one round trip."""
        wanted = [self._wanted(ask) for ask in asks]
        workspace = asks[0].workspace
        return await store.lock_and_load(await passage.enter(workspace), workspace, wanted)

    async def _decide(
        self,
        passage: store.Passage,
        asks: Sequence[Ask],
        locked: store.Cursor,
        loaded: store.Cursor,
        answers: dict[Ask, Answer],
    ) -> Batch:
        workspace = asks[0].workspace
        change, now, found = await store.fetched(locked, loaded, len(asks))
        connection = await passage.enter(workspace)
        ruling = await self.policies.ruling(connection, workspace, found[0].policy_version)
        present = await _present(connection, workspace, asks)
        batch = Batch(workspace, change, now, ruling, present, self.keep)
        for ask, each in zip(asks, found, strict=True):
            answers[ask] = await _answer(connection, batch, ask, await _folded(connection, ask, each))
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


async def _folded(connection: Connection, ask: Ask, found: store.Found) -> store.Found:
    """A state that an older evolve has made is made anew, from the events."""
    if found.state is None or found.evolve_version == EVOLVE_VERSION:
        return found
    recorded = await store.history(connection, ask.workspace, ask.conversation)
    return replace(found, state=encode(fold(recorded)))


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


async def _write(passage: store.Passage, batch: Batch) -> None:
    connection = await passage.enter(batch.workspace)
    events, begun, changed = batch.rows()
    outside = [row for row in events if row.kind in TOLD_OUTSIDE]
    if events or changed:
        await store.write(connection, batch.workspace, events, begun, changed, outside)
    for conversation in batch.erased:
        await store.bury(connection, batch.workspace, conversation)
