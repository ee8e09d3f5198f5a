"""One batch: lock, load, decide, write, commit, announce. Two round trips, whatever its size and its workspaces."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chatref.conversation.commands import OfferTo, PresenceLost
from chatref.conversation.evolve import EVOLVE_VERSION, fold
from chatref.conversation.refusals import Refusal
from chatref.database.pool import Connection, Database, Together
from chatref.desk import store
from chatref.desk.batch import Ask, Batch, opening_of
from chatref.desk.encoding import encode
from chatref.desk.erasure import store as erasure
from chatref.desk.keep import Keep
from chatref.desk.outcome import Announce, Outcome
from chatref.desk.policy import Policies
from chatref.desk.presence import store as presence
from chatref.desk.refused import refused
from chatref.desk.routing.choice import next_offers
from chatref.errors import NotFound

Answer = Outcome | Exception


@dataclass(frozen=True, slots=True)
class Appender:
    database: Database
    policies: Policies
    keep: Keep
    announce: Announce

    async def run(self, _lane: str, asks: Sequence[Ask]) -> Sequence[Answer]:
        workspaces = sorted({ask.workspace for ask in asks})
        async with self.database.together(workspaces) as transaction:
            wanted = [self._wanted(n, ask) for n, ask in enumerate(asks)]
            turns, found = await store.lock_and_load(transaction.connection, workspaces, wanted)
            batches: dict[str, Batch] = {}
            answers: dict[int, Answer] = {}
            for n in _offers_first(asks):
                ask, each = asks[n], found[n]
                batch = batches.get(ask.workspace)
                if batch is None:
                    batch = batches[ask.workspace] = await self._batch(transaction, turns, ask, each, asks)
                folded = await _folded(transaction.connection, ask, each)
                if batch.comes_back(ask, folded):
                    batch.present = await _present(transaction, ask.workspace)
                answers[n] = await _answer(transaction.connection, batch, ask, folded)
            await _write(transaction.connection, batches.values())
            for erased in (each for batch in batches.values() for each in batch.erased()):
                async with transaction.only(erased.workspace) as connection:
                    await erasure.bury(connection, erased)
        for batch in batches.values():
            batch.committed()
            for announcement in batch.announcements:
                self.announce(announcement)
        return [answers[n] for n in range(len(asks))]

    async def _batch(
        self,
        transaction: Together,
        turns: Mapping[str, store.Turn],
        ask: Ask,
        found: store.Found,
        asks: Sequence[Ask],
    ) -> Batch:
        workspace = ask.workspace
        ruling = self.policies.known(workspace)
        if ruling is None or ruling.policy.version != found.policy_version:
            async with transaction.only(workspace) as connection:
                ruling = await self.policies.ruling(connection, workspace, found.policy_version)
        turn = turns[workspace]
        batch = Batch(workspace, turn.change, turn.now, ruling, self.keep)
        ours = [each.command for each in asks if each.workspace == workspace]
        # Read only for those who decide by it.
        if any(isinstance(each, OfferTo | PresenceLost) for each in ours):
            batch.present = await _present(transaction, workspace)
        if any(isinstance(each, OfferTo) for each in ours):
            async with transaction.only(workspace) as connection:
                batch.offers = await next_offers(connection, workspace, ruling.policy, turn.now)
        return batch

    def _wanted(self, n: int, ask: Ask) -> store.Wanted:
        kept, opening = self.keep.get(ask.workspace, ask.conversation), opening_of(ask.command)
        return store.Wanted(
            n,
            ask.workspace,
            ask.conversation,
            kept.state.seq if kept else 0,
            ask.sender,
            ask.command_id,
            opening.site if opening else None,
            opening.visitor if opening else None,
        )


def _offers_first(asks: Sequence[Ask]) -> list[int]:
    """They are judged by what the tables say, which no command of the same batch must have gone past yet."""
    return sorted(range(len(asks)), key=lambda n: not isinstance(asks[n].command, OfferTo))


async def _present(transaction: Together, workspace: str) -> frozenset[str]:
    async with transaction.only(workspace) as connection:
        return await presence.present(connection, workspace)


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


async def _write(connection: Connection, batches: Iterable[Batch]) -> None:
    rows = store.Rows()
    for batch in batches:
        batch.rows(rows)
    await store.write(connection, rows)
