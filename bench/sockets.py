"""What ten thousand visitors cost in memory, and how soon all are whole again after the server was killed.

    .venv/bin/python bench/sockets.py [--visitors 10000]

One server process; the clients live in two others, each visitor with an address of their own. Nine events lie there
when a visitor connects, the tenth comes live. Then the server gets kill -9; each visitor misses a reply; and from the
new server's first instruction on the time runs until every visitor's number is the database's.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from crowd import Crowd
from load import BEAT_SECONDS, Call, Watcher, source
from report import family, memory, table, verdict
from seed import Office, Serving, Stage, Talk, crowded, numbers, open_offices, owned_talks, serving, stage

MOST_KIB, MOST_SECONDS = 45.0, 30.0
VISITORS, OFFICES, EVENTS, CROWDS = 10_000, 20, 10, 2
PATIENCE_SECONDS, SETTLE_SECONDS = 180.0, 5.0
AT_ONCE = 100
SHORTEST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds between attempts to come back, as the widget has them


class Visitor:
    """A browser: connects, follows, comes back with its cursor when it was cut off."""

    def __init__(self, port: int, number: int, talk: Talk) -> None:
        self.conversation = talk.conversation
        self.cursor = 0
        self.watcher: Watcher | None = None
        self._port, self._number, self._token = port, number, talk.token

    async def stay(self, gate: asyncio.Semaphore) -> None:
        async with gate:
            watcher = await self._connect()
        failures = 0
        while True:
            await watcher.gone
            self.watcher, failures = None, failures + 1
            full = min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** (failures - 1))
            await asyncio.sleep(full * random.uniform(0.5, 1.0))
            with suppress(OSError):
                watcher = await self._connect()
                failures = 0

    async def _connect(self) -> Watcher:
        hello = {"t": "hello", "token": self._token, "conversation": self.conversation, "after": self.cursor}
        call = Call("/api/visitor/socket", "x-visitor: 1", json.dumps(hello), "")
        loop = asyncio.get_running_loop()
        _, watcher = await loop.create_connection(
            lambda: Watcher(call, self._heard), "127.0.0.1", self._port, local_addr=source(self._number)
        )
        await watcher.follows
        self.watcher = watcher
        return watcher

    def _heard(self, frame: bytes) -> None:
        if frame.startswith(b'{"t":"events"'):
            place = frame.index(b'"vseq":') + 7
            self.cursor = int(frame[place : frame.index(b",", place)])

    def beat(self) -> None:
        if self.watcher is not None:
            self.watcher.beat(f'{{"t":"beat","after":{self.cursor}}}')


class Visitors:
    """One process full of them."""

    async def connect(self, port: int, talks: Sequence[Talk], first: int) -> None:
        gate = asyncio.Semaphore(AT_ONCE)
        self._visitors = [Visitor(port, first + number, talk) for number, talk in enumerate(talks)]
        self._tasks = [asyncio.create_task(each.stay(gate)) for each in self._visitors]
        self._tasks.append(asyncio.create_task(self._beat()))

    async def missing(self, wanted: dict[str, int], seconds: float) -> tuple[int, float]:
        """How many are not at their number when the seconds have passed, and the time when the last one was."""
        until = time.time() + seconds
        while time.time() < until:
            if not (behind := self._behind(wanted)):
                return 0, time.time()
            await asyncio.sleep(0.02 if behind < AT_ONCE else 0.2)
        return self._behind(wanted), time.time()

    def _behind(self, wanted: dict[str, int]) -> int:
        return sum(
            each.cursor != wanted[each.conversation] or each.watcher is None for each in self._visitors
        )

    async def _beat(self) -> None:
        while True:
            for place in range(100):
                for visitor in self._visitors[place::100]:
                    visitor.beat()
                await asyncio.sleep(BEAT_SECONDS / 100)


def together(crowds: Sequence[Crowd], wanted: dict[str, int], seconds: float) -> tuple[int, float]:
    """The sum of who is behind, and when the last one was not."""
    for crowd in crowds:
        crowd.begin("missing", wanted, seconds)
    found = [crowd.result() for crowd in crowds]
    return sum(behind for behind, _ in found), max(at for _, at in found)


async def tell_all(made: Stage, offices: Sequence[Office], talks: Sequence[Talk]) -> dict[str, int]:
    """The owner writes to every visitor; what their numbers are after it."""
    owners = {each.workspace: each.colleagues[0][0] for each in offices}
    await crowded(
        made.reply(talk, owners[talk.workspace], "There is news about your order.") for talk in talks
    )
    return {conversation: vseq for conversation, (_, vseq) in numbers(made.server.url).items()}


async def fill(
    made: Stage, server: Serving, crowds: Sequence[Crowd], offices: Sequence[Office], talks: list[Talk]
) -> float:
    """KiB that the server grew by per visitor."""
    before = memory(family(server.pid), "Rss")
    share = -(-len(talks) // len(crowds))
    began = time.time()
    for number, crowd in enumerate(crowds):
        mine = talks[number * share : (number + 1) * share]
        crowd.ask("connect", server.port, mine, number * share)
    behind, at = together(crowds, {each.conversation: each.vseq for each in talks}, PATIENCE_SECONDS)
    print(f"connected and caught up in {at - began:.1f} s; {behind} are behind", flush=True)
    behind, _ = together(crowds, await tell_all(made, offices, talks), PATIENCE_SECONDS)
    if behind:
        raise RuntimeError(f"{behind} visitors did not hear the tenth event")
    await asyncio.sleep(SETTLE_SECONDS)
    after = memory(family(server.pid), "Rss")
    print(f"the server's RSS: {before:.0f} MiB before, {after:.0f} MiB with {len(talks)} sockets", flush=True)
    return (after - before) * 1024 / len(talks)


async def run(visitors: int) -> int:
    async with stage() as made:
        offices = await open_offices(made.database, OFFICES)
        began = time.perf_counter()
        talks = await owned_talks(made, offices, visitors, EVENTS - 1)
        print(
            f"{len(talks)} visitors with {EVENTS - 1} events each, seeded in {time.perf_counter() - began:.0f} s"
        )
        with Crowd(Visitors) as one, Crowd(Visitors) as two:
            with serving(made.home) as server:
                each = await fill(made, server, (one, two), offices, talks)
                server.process.kill()
                server.process.wait()
            wanted = await tell_all(made, offices, talks)
            began = time.time()
            with serving(made.home, server.port):
                up = time.time() - began
                behind, at = together((one, two), wanted, PATIENCE_SECONDS)
    recovery = at - began if not behind else float("inf")
    table(["", "measured", "limit"], [
        ["KiB a socket", each, MOST_KIB],
        ["seconds until the server is up again", up, "-"],
        ["seconds until all are whole again", recovery, MOST_SECONDS],
    ])  # fmt: skip
    met = each <= MOST_KIB and recovery <= MOST_SECONDS and visitors >= VISITORS
    return verdict(
        {"kib_per_socket": each, "recovery_s": recovery, "visitors": visitors, "behind": behind}, met=met
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--visitors", type=int, default=VISITORS)
    sys.exit(asyncio.run(run(parser.parse_args().visitors)))
