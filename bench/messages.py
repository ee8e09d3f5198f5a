"""How many messages a desk carries: POST of a visitor's message → durable → its three watchers.

    .venv/bin/python bench/messages.py [--seconds 8] [--rounds 5] [--conversations 1000] [--workspaces 1 20]

Every conversation is owned by a teammate and watched by its visitor and by two teammates who have it open; besides,
a few teammates look at their lists in both programs. The limit answers the same requests with the same rows and
frames and nothing around them; the two take turns over the same PostgreSQL, `fsync` and `synchronous_commit` on.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from crowd import Crowd
from load import Call, Poster, Watcher, beat_for_ever, connect_all, posters, write_request
from report import cpu, median, quantile, table, verdict
from seed import (
    Office,
    Serving,
    Stage,
    Talk,
    crowded,
    limit,
    open_offices,
    owned_talks,
    run_limit,
    serving,
    stage,
)

LEAST_RATIO, MOST_P99_MS, MOST_CPU_MS, LEAST_OF_BARE = 0.60, 50.0, 1.5, 0.40
IN_FLIGHT, WARM_SECONDS, STEADY_RATE, STEADY_SOCKETS, LISTS = 128, 2.0, 300, 2_000, 20
TEXTS = (
    "The download link that I was sent says that it has run out; could you send it again, please?",
    "I bought the desktop licence for two computers, and the second one asks for a key that I never got.",
    "Thank you. It is still the same as before, and I have tried another browser, too.",
    "The invoice shows the old address of our office. Where can I change it for the next one?",
    "It says 4A-229 in the window, and then nothing happens any more.",
)


def _unheard(_: bytes) -> None:
    """Of the lists only that they are told is wanted."""


class Talkers:
    """The clients, in their own process."""

    def __init__(self) -> None:
        self._pending: dict[bytes, list[float]] = {}
        self._late: list[float] = []
        self._delivered = self._refused = self._count = 0
        self._posters: list[Poster] = []
        self._idle: deque[Poster] = deque()
        self._watchers: list[Watcher] = []
        self._open = False
        self._sending: asyncio.Task[None] | None = None
        self._prefix = f"{random.getrandbits(32):08x}-0000-4000-8000-"

    async def connect(
        self, port: int, calls: Sequence[Call], lists: Sequence[Call], talks: Sequence[Talk]
    ) -> int:
        requests = [
            write_request(t.conversation, t.token, TEXTS[n % len(TEXTS)])[1] for n, t in enumerate(talks)
        ]
        random.shuffle(requests)
        self._requests = self._for_ever(requests)
        self._watchers = await connect_all(port, calls, lambda _: self._heard)
        self._watchers += await connect_all(port, lists, lambda _: _unheard, first=len(calls))
        self._posters = await posters(port, IN_FLIGHT, self._answered)
        self._idle.extend(self._posters)
        self._beats = asyncio.create_task(beat_for_ever(self._watchers))
        return len(self._watchers)

    async def full(self, warm: float) -> None:
        """From now on as much as gets through."""
        self._open = True
        while self._idle:
            self._send(self._idle.popleft(), time.perf_counter())
        await asyncio.sleep(warm)

    async def steady(self, rate: float, warm: float) -> None:
        """From now on so many a second, whatever comes back."""
        self._sending = asyncio.create_task(self._send_all(rate))
        await asyncio.sleep(warm)

    async def window(self, seconds: float) -> tuple[float, list[float]]:
        """Messages that reached their last watcher per second, and how long each took in ms, while it lasts."""
        self._late, self._delivered, began = [], 0, time.perf_counter()
        await asyncio.sleep(seconds)
        if self._sending is not None and self._sending.done():
            self._sending.result()
        return self._delivered / (time.perf_counter() - began), self._late

    async def end(self) -> tuple[int, int]:
        """(refused, lost). Nothing of this round reaches into the next."""
        self._open = False
        if self._sending is not None:
            self._sending.cancel()
        until = time.perf_counter() + 5
        while self._pending and time.perf_counter() < until:  # noqa: ASYNC110 - it is looked at, not announced
            await asyncio.sleep(0.05)
        refused, lost = self._refused, len(self._pending)
        self._beats.cancel()
        ends: list[Watcher | Poster] = [*self._watchers, *self._posters]
        for each in ends:
            each.transport.close()
        await asyncio.gather(*(each.gone for each in ends))
        self.__init__()  # type: ignore[misc] # nobody inherits from it
        return refused, lost

    def _for_ever(self, makers: Sequence[Any]) -> Iterator[tuple[bytes, bytes]]:
        while True:
            for make in makers:
                self._count += 1
                number = f"{self._count:012x}"
                message = self._prefix + number
                yield (
                    make(f"00000000-1{self._prefix[1:4]}-4000-8000-{self._prefix[:4]}{number[4:]}", message),
                    message.encode(),
                )

    def _send(self, poster: Poster, due: float) -> None:
        request, message = next(self._requests)
        self._pending[message] = [due, 3]
        poster.post(request)

    def _answered(self, poster: Poster, status: int, _: bytes) -> None:
        self._refused += status != 200
        if not status:
            return
        if self._open:
            self._send(poster, time.perf_counter())
        else:
            self._idle.append(poster)

    async def _send_all(self, rate: float) -> None:
        """A message whose turn has come waits for a free connection, and that time counts."""
        began, sent = time.perf_counter(), 0
        while True:
            while self._idle and sent < (time.perf_counter() - began) * rate:
                self._send(self._idle.popleft(), began + sent / rate)
                sent += 1
            await asyncio.sleep(0.001)

    def _heard(self, frame: bytes) -> None:
        place = frame.find(b'"message":"')
        while place >= 0:
            message = frame[place + 11 : place + 47]
            waiting = self._pending.get(message)
            if waiting is not None:
                waiting[1] -= 1
                if not waiting[1]:
                    self._delivered += 1
                    self._late.append((time.perf_counter() - waiting[0]) * 1000)
                    del self._pending[message]
            place = frame.find(b'"message":"', place + 47)


@dataclass(frozen=True, slots=True)
class Round:
    rate: float
    p50: float
    p99: float
    desk_ms: float
    database_ms: float
    refused: int
    lost: int


@dataclass(slots=True)
class World:
    stage: Stage
    offices: list[Office]
    talks: list[Talk]

    def calls(self, talks: Sequence[Talk]) -> list[Call]:
        return [call for talk in talks for call in self._three(talk)]

    def _three(self, talk: Talk) -> Iterator[Call]:
        seq, vseq = self.stage.states[talk.conversation].seq, self.stage.states[talk.conversation].vseq
        hello = {"t": "hello", "token": talk.token, "conversation": talk.conversation, "after": vseq}
        yield Call("/api/visitor/socket", "x-visitor: 1", json.dumps(hello), '{"t":"beat","after":%d}')
        office = next(each for each in self.offices if each.workspace == talk.workspace)
        for _, secret in office.colleagues[1:3]:
            opens = {"t": "open", "conversation": talk.conversation, "after": seq}
            yield Call(
                "/api/inbox/socket",
                f"cookie: chatref_session={secret}",
                json.dumps(opens),
                '{"t":"beat","seq":%d}',
            )

    def lists(self, wanted: int) -> list[Call]:
        hello = json.dumps({"t": "hello", "change": 1_000_000_000})
        who = [self.offices[number % len(self.offices)].colleagues[0] for number in range(wanted)]
        return [
            Call("/api/inbox/socket", f"cookie: chatref_session={it}", hello, '{"t":"beat"}') for _, it in who
        ]

    async def rest(self) -> None:
        """The owner has answered everything: no conversation drags what was measured before along."""
        with psycopg.connect(self.stage.server.url) as connection:
            rows = connection.execute("select id::text, seq from conversations").fetchall()
        seen: dict[str, int] = dict(rows)
        owners = {each.workspace: each.colleagues[0][0] for each in self.offices}
        await crowded(
            self._answer(talk, owners[talk.workspace], seen[talk.conversation]) for talk in self.talks
        )

    async def _answer(self, talk: Talk, owner: str, seen: int) -> None:
        await self.stage.reply(talk, owner, "I have looked into it: please try once more.", seen)


def measure(
    crowd: Crowd, server: Serving, world: World, talks: Sequence[Talk], how: str, seconds: float
) -> Round:
    lists = world.lists(LISTS)
    crowd.ask("connect", server.port, world.calls(talks), lists, talks)
    crowd.ask(*(("full", WARM_SECONDS) if how == "full" else ("steady", STEADY_RATE, WARM_SECONDS)))
    database, before = world.stage.server.pid, cpu(server.pid, world.stage.server.pid)
    rate, late = crowd.ask("window", seconds)
    used = cpu(server.pid, database).since(before)
    refused, lost = crowd.ask("end")
    each = 1000 / max(1.0, rate * seconds)
    return Round(
        rate, quantile(late, 0.5), quantile(late, 0.99), used.desk * each, used.database * each, refused, lost
    )


async def take_turns(chosen: argparse.Namespace, workspaces: int, crowd: Crowd) -> dict[str, list[Round]]:
    found: dict[str, list[Round]] = {"limit": [], "ours": [], "steady": [], "bare": []}
    async with stage() as made:
        began = time.perf_counter()
        offices = await open_offices(made.database, workspaces)
        world = World(made, offices, await owned_talks(made, offices, chosen.conversations))
        took = time.perf_counter() - began
        print(f"\n{workspaces} workspaces, {len(world.talks)} conversations, seeded in {took:.0f} s")
        file = write_world(world)
        bare = float(run_limit("insert.py", made.server.url, str(min(5.0, chosen.seconds)), str(workspaces)))
        found["bare"] = [Round(bare, 0, 0, 0, 0, 0, 0)]
        with limit("messages.py", made.home, made.server.url, str(file)) as least, serving(made.home) as ours:
            for number in range(chosen.rounds):
                for name, server in (("limit", least), ("ours", ours)):
                    await world.rest()
                    found[name].append(
                        await asyncio.to_thread(
                            measure, crowd, server, world, world.talks, "full", chosen.seconds
                        )
                    )
                    show(f"{name} {number + 1}", found[name][-1])
            few = world.talks[: (STEADY_SOCKETS - LISTS) // 3]
            await world.rest()
            found["steady"].append(
                await asyncio.to_thread(measure, crowd, ours, world, few, "steady", chosen.seconds * 2)
            )
            show(f"{STEADY_RATE}/s", found["steady"][-1])
    return found


def write_world(world: World) -> Path:
    talks = {t.conversation: [t.workspace, t.token, t.seq] for t in world.talks}
    file = world.stage.home / "world.json"
    file.write_text(json.dumps({"workspaces": [each.workspace for each in world.offices], "talks": talks}))
    return file


def show(name: str, one: Round) -> None:
    print(
        f"  {name:<9} {one.rate:7.0f}/s   p50 {one.p50:6.1f} ms   p99 {one.p99:6.1f} ms   "
        f"CPU a message: desk {one.desk_ms:.2f} ms, PostgreSQL {one.database_ms:.2f} ms   "
        f"refused {one.refused}, lost {one.lost}",
        flush=True,
    )


def judge(found: dict[int, dict[str, list[Round]]]) -> int:
    rows, ratios = [], []
    for workspaces, by_name in found.items():
        rate = {name: median(each.rate for each in by_name[name]) for name in by_name}
        ratios.append(rate["ours"] / rate["limit"])
        rows.append(
            [workspaces, rate["bare"], rate["limit"], rate["ours"], ratios[-1], rate["limit"] / rate["bare"]]
        )
    table(["workspaces", "bare insert/s", "limit/s", "ours/s", "ratio", "limit of bare"], rows)
    every = [each for by_name in found.values() for name in ("ours", "steady") for each in by_name[name]]
    p99 = max(by_name["steady"][0].p99 for by_name in found.values())
    spent = max(
        median(each.desk_ms for each in by_name[name])
        for by_name in found.values()
        for name in ("ours", "steady")
    )
    database = max(median(each.database_ms for each in by_name["ours"]) for by_name in found.values())
    whole = not any(each.refused or each.lost for each in every)
    honest = all(row[5] >= LEAST_OF_BARE for row in rows)
    steady = all(by_name["steady"][0].rate >= 0.98 * STEADY_RATE for by_name in found.values())
    met = (
        min(ratios) >= LEAST_RATIO
        and p99 <= MOST_P99_MS
        and spent <= MOST_CPU_MS
        and whole
        and honest
        and steady
    )
    figures = {"ratio": min(ratios), "p99_ms": p99, "cpu_ms_per_message": spent}
    return verdict(
        {**figures, "postgres_ms_per_message": database, "nothing_lost": whole, "limit_honest": honest},
        met=met,
    )


async def main(chosen: argparse.Namespace) -> int:
    with Crowd(Talkers) as crowd:
        return judge({each: await take_turns(chosen, each, crowd) for each in chosen.workspaces})


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=8.0, help="of each window")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--conversations", type=int, default=1_000)
    parser.add_argument("--workspaces", type=int, nargs="+", default=[1, 20])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(options())))
