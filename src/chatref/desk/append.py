"""One batch: lock, load, decide, write, commit, announce. Two round trips, whatever its size."""

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


@dataclass(frozen=True, slots=True)
class Appender:
    database: Database
    policies: Policies
    keep: Keep
    announce: Announce

    async def run(self, workspace: str, asks: Sequence[Ask]) -> Sequence[Outcome | Exception]:
        async with self.database.workspace(workspace, pipelined=True) as connection:
            batch, answers = await self._decided(connection, workspace, asks)
            await _write(connection, batch)
        batch.committed()
        for announcement in batch.announcements:
            self.announce(announcement)
        return answers

    async def _decided(
        self, connection: Connection, workspace: str, asks: Sequence[Ask]
    ) -> tuple[Batch, list[Outcome | Exception]]:
        wanted = [self._wanted(workspace, ask) for ask in asks]
        change, now, found = await store.lock_and_load(connection, workspace, wanted)
        ruling = await self.policies.ruling(connection, workspace, found[0].policy_version)
        present = await _present(connection, workspace, asks)
        batch = Batch(workspace, change, now, ruling, present, self.keep)
        answers = [await _answer(connection, batch, *each) for each in zip(asks, found, strict=True)]
        return batch, answers

    def _wanted(self, workspace: str, ask: Ask) -> store.Wanted:
        kept, opening = self.keep.get(workspace, ask.conversation), opening_of(ask.command)
        return store.Wanted(
            conversation=ask.conversation,
            known=kept.state.seq if kept else 0,
            sender=ask.sender,
            command=ask.command_id,
            site=opening.site if opening else None,
            visitor=opening.visitor if opening else None,
        )


async def _answer(connection: Connection, batch: Batch, ask: Ask, found: store.Found) -> Outcome | Exception:
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
        await store.write(connection, batch.workspace, events, begun, changed, outside)
