"""Deadlines, the policy's sweep and lapsed claims: everything that happens because time passed.

There are no other timers. What is late stands in one index over all workspaces; several workers share it by leases.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import NAMESPACE_OID, uuid4, uuid5

from chatref.conversation.commands import ApplyPolicy, Command, DeadlinePassed, PresenceLost
from chatref.conversation.model import DESK
from chatref.conversation.refusals import NotDue, Refusal
from chatref.database.pool import Database
from chatref.desk.clock import store
from chatref.desk.handle import Desk
from chatref.desk.leases import store as leases
from chatref.desk.outcome import Outcome
from chatref.desk.refused import CommandRefused
from chatref.errors import Unavailable

log = logging.getLogger(__name__)

MOST = 100  # rows in one look
LEASE = timedelta(seconds=15)
PAUSE = timedelta(seconds=5)  # after the first failure; doubled with each
ALERT_AT = 3
GRACE = timedelta(seconds=60)  # how long a teammate may be away before a claim made over a socket lapses
SENDER = "desk"

Result = Outcome | BaseException


@dataclass(frozen=True, slots=True)
class Clock:
    database: Database
    desk: Desk
    grace: timedelta = GRACE
    holder: str = field(default_factory=lambda: str(uuid4()))

    async def tick(self) -> int:
        """Passes what is due now, in any workspace; returns how many conversations moved.

        However many they are: when a team opens, the whole night's line is due in one moment.
        """
        moved = 0
        while just_now := await self._look():
            moved += just_now
        return moved

    async def _look(self) -> int:
        return await self.apply_policies() + await self.pass_deadlines() + await self.lapse_claims()

    async def pass_deadlines(self) -> int:
        async with self.database.system() as connection:
            found = await store.due(connection, MOST)
        return sum([await self._pass(*each) for each in _by_workspace(found).items()])

    async def apply_policies(self) -> int:
        """The sweep: no row stays under an older policy than its workspace's."""
        async with self.database.system() as connection:
            found = await store.outdated(connection, MOST)
        commands = [
            (workspace, conversation, ApplyPolicy(), f"policy/{version}")
            for workspace, conversation, version in found
        ]
        return await self._send_all(commands)

    async def lapse_claims(self) -> int:
        async with self.database.system() as connection:
            found = await store.absent(connection, self.grace, MOST)
        commands = [
            (workspace, conversation, PresenceLost(teammate), f"absent/{uuid4()}")
            for workspace, conversation, teammate in found
        ]
        return await self._send_all(commands, moot=Refusal)

    async def _pass(self, workspace: str, conversations: Sequence[str]) -> int:
        async with self.database.workspace(workspace) as connection:
            ours = await leases.taken(
                await leases.take(connection, workspace, conversations, "clock", self.holder, LEASE)
            )
            late = await store.late(connection, workspace, tuple(ours))
        commands: list[tuple[str, str, Command, str]] = [
            (
                workspace,
                each.conversation,
                DeadlinePassed(each.kind, each.due, each.seq),
                f"{each.due}/{each.seq}",
            )
            for each in late
        ]
        moved = await self._send_all(commands)
        async with self.database.workspace(workspace) as connection:
            await leases.release(connection, workspace, tuple(ours), "clock", self.holder)
            await store.recovered(connection, workspace, tuple(ours))
        return moved

    async def _send_all(
        self, commands: Iterable[tuple[str, str, Command, str]], moot: type[Refusal] = NotDue
    ) -> int:
        """One that fails backs off by itself and blocks nobody; `moot` says that there was nothing to do."""
        sent = list(commands)
        results = await asyncio.gather(*(self._send(*each) for each in sent), return_exceptions=True)
        for (workspace, conversation, _, _), result in zip(sent, results, strict=True):
            if not _moot(result, moot):
                await self._failed(workspace, conversation, result)
        return sum(isinstance(result, Outcome) for result in results)

    async def _send(self, workspace: str, conversation: str, command: Command, occasion: str) -> Outcome:
        """The id is made of the occasion, so that two workers cannot both act on it."""
        occurrence = str(uuid5(NAMESPACE_OID, f"{conversation}/{type(command).__name__}/{occasion}"))
        return await self.desk.handle(
            workspace, conversation, command, actor=DESK, command_id=occurrence, sender=SENDER
        )

    async def _failed(self, workspace: str, conversation: str, result: Result) -> None:
        error = result if isinstance(result, BaseException) else None
        log.error("the clock could not move %s", conversation, exc_info=error)
        async with self.database.workspace(workspace) as connection:
            times = await store.failed(connection, workspace, conversation, _words(error), PAUSE)
            if times == ALERT_AT:
                await store.alert_owner(connection, workspace, conversation)


def _moot(result: Result, moot: type[Refusal]) -> bool:
    """Nothing to do after all, or nothing to do it with: no failure of this row."""
    if isinstance(result, CommandRefused):
        return isinstance(result.refusal, moot)
    return isinstance(result, Outcome | Unavailable | asyncio.CancelledError)


def _words(error: BaseException | None) -> str:
    """What the owner's log may hold: the kind of error, and no visitor's words."""
    return (
        f"{type(error).__name__}: {error}"[:500]
        if isinstance(error, CommandRefused)
        else type(error).__name__
    )


def _by_workspace(found: Iterable[store.Found]) -> Mapping[str, Sequence[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for workspace, conversation in found:
        grouped[workspace].append(conversation)
    return grouped
