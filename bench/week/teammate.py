"""A colleague of the week at the inbox: shifts, pauses, a connection that drops, cases that ring; and their journal."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from load import Call, Watcher

from week import texts
from week.company import Colleague, Span
from week.door import Broken, Door, Json

AGAIN = 1.5
BEAT = 20.0
PATH = "/api/inbox/conversations/"
LIST = "/api/inbox/conversations?limit=200&view="
TOLD, ANEW = b'{"t":"summaries","change":', b'{"t":"anew"'
CLAIMS, DECLINES = 0.93, 0.97  # the rest is not noticed
OVERTIME = 900.0


@dataclass(slots=True)
class Diary:
    """`here` is when they were connected and available; `claimed` what the desk acknowledged as theirs, and when."""

    teammate: str
    here: list[Span] = field(default_factory=list)
    claimed: list[tuple[str, float]] = field(default_factory=list)
    replied: list[tuple[str, float]] = field(default_factory=list)
    drops: int = 0


class Teammate:
    def __init__(self, colleague: Colleague, door: Door, teams: dict[str, str], chance: Random) -> None:
        self.colleague = colleague
        self.diary = Diary(colleague.id)
        self._door = door
        self._teams = teams
        self._chance = chance
        self._cookie = f"cookie: chatref_session={colleague.secret}"
        self._socket: Watcher | None = None
        self._online = asyncio.Event()
        self._cases: dict[str, Json] = {}
        self._moved: dict[str, asyncio.Event] = {}
        self._working: dict[str, asyncio.Task[None]] = {}
        self._ringing: set[asyncio.Task[None]] = set()
        self._rung: set[tuple[str, str]] = set()
        self._change = 0

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def work(self) -> None:
        for begin, end in self.colleague.shifts:
            if end <= self.now:
                continue
            await asyncio.sleep(begin - self.now)
            await self._shift(end)

    async def _shift(self, end: float) -> None:
        connection = asyncio.create_task(self._stay_connected())
        await self._online.wait()
        await self._switch("available")
        began = self.now
        try:
            await asyncio.sleep(max(0.0, end - self.now))
        finally:
            self.diary.here.append((began, self.now))
        await self._switch("away")
        with suppress(TimeoutError):
            async with asyncio.timeout(OVERTIME):
                while self._working:
                    await asyncio.wait(self._working.values())
        for case in tuple(self._working):
            self._working[case].cancel()
            await self._ask(case, "release", **await self._seen(case))
        connection.cancel()
        self._leave()

    async def _stay_connected(self) -> None:
        """With a break now and then: a closed lid, a tunnel, a router that starts anew."""
        while True:
            with suppress(Broken):
                await self._connected()
            self._leave()
            await asyncio.sleep(self._chance.uniform(0.5, 3))

    async def _connected(self) -> None:
        hello = json.dumps({"t": "hello", "change": self._change})
        self._socket = await self._door.socket(
            Call("/api/inbox/socket", self._cookie, hello, ""), self._heard
        )
        self._online.set()
        until = self.now + self._chance.expovariate(1 / 7200)
        while not self._socket.lost and self.now < until:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(BEAT, until - self.now)):
                    await asyncio.shield(self._socket.gone)
            self._socket.beat(json.dumps({"t": "beat", "change": self._change, "seq": 0}))
        if not self._socket.lost:
            self.diary.drops += 1
            self._leave()
            await asyncio.sleep(self._chance.choice((5.0, 20.0, 40.0, 90.0, 300.0)))

    def _leave(self) -> None:
        self._online.clear()
        if self._socket is not None:
            self._socket.transport.abort()
            self._socket = None

    def _heard(self, frame: bytes) -> None:
        if frame.startswith(ANEW):
            self._ringing.add(reading := asyncio.create_task(self._read_anew()))
            reading.add_done_callback(self._ringing.discard)
        elif frame.startswith(TOLD):
            self._change = max(self._change, int(frame[len(TOLD) : frame.index(b",", len(TOLD))]))
            if self._working or self.colleague.id.encode() in frame:
                self._take_all(json.loads(frame))

    async def _read_anew(self) -> None:
        """As the page does where it is told that too much has changed."""
        for view in ("needs_person", "mine"):
            status, found = await self._until_answered("GET", f"{LIST}{view}", None)
            if status == 200:
                self._take_all(found)

    def _take_all(self, found: Json) -> None:
        self._change = max(self._change, found["change"])
        for summary in found["summaries"]:
            self._take(summary)

    def _take(self, summary: Json) -> None:
        case, me = summary["conversation"], self.colleague.id
        known = self._cases.get(case)
        if known is not None and known["change"] > summary["change"]:
            return
        offer, owner = summary["offer"], summary["owner"]
        mine = owner is not None and owner["id"] == me
        if mine or case in self._cases:
            self._cases[case] = summary
            self._moved.setdefault(case, asyncio.Event()).set()
        if mine and case not in self._working:
            self._begin(case, summary)
        if offer is not None and offer["teammate"] == me and (case, offer["due_at"]) not in self._rung:
            self._rung.add((case, offer["due_at"]))
            ringing = asyncio.create_task(self._answer_ring(case, summary["epoch"]))
            self._ringing.add(ringing)
            ringing.add_done_callback(self._ringing.discard)

    def _begin(self, case: str, summary: Json) -> None:
        if summary["stage"] != "assigned":
            return
        self._cases[case] = summary
        self._moved.setdefault(case, asyncio.Event())
        task = self._working[case] = asyncio.create_task(self._help(case))
        task.add_done_callback(lambda _: self._forget(case))

    def _forget(self, case: str) -> None:
        self._working.pop(case, None)
        self._cases.pop(case, None)
        self._moved.pop(case, None)

    async def _answer_ring(self, case: str, epoch: int) -> None:
        await asyncio.sleep(self._chance.uniform(2, 18))
        way = self._chance.random()
        if way < CLAIMS:
            status, _ = await self._ask(case, "claim", epoch=epoch)
            if status == 200:
                self.diary.claimed.append((case, self.now))
        elif way < DECLINES:
            await self._ask(case, "decline")

    async def _help(self, case: str) -> None:
        """Reads, answers, and closes when the visitor says no more; a few are passed on or given back."""
        way = self._chance.random()
        for _ in range(8):
            await asyncio.sleep(self._chance.uniform(20, 150))
            if not await self._answer(case):
                return
            if way < 0.03:
                other = self._chance.choice(
                    [team for team in self._teams if team not in self.colleague.teams]
                )
                await self._ask(case, "transfer", team=other, **await self._seen(case))
                return
            if way < 0.06:
                await self._ask(case, "hand_back", word="", **await self._seen(case))
                return
            if not await self._visitor_goes_on(case, self._chance.uniform(150, 420)):
                break
        await self._close(case)

    async def _close(self, case: str) -> None:
        """With a last word that says what the visitor must be told; whoever wrote meanwhile is answered first."""
        for _ in range(6):
            if not self._is_mine(case):
                return
            last = {"message": self._id(), "text": texts.LAST_WORD}
            thread = await self._thread(case)
            ticks = [
                step["id"] for step in (thread.get("handoff") or {}).get("playbook", ()) if step["confirm"]
            ]
            status, _ = await self._ask(
                case, "resolve", outcome="answered", ticks=ticks, **last, **_all_of(thread)
            )
            if status == 200:
                self.diary.replied.append((case, self.now))
                return
            await self._answer(case)

    async def _answer(self, case: str) -> bool:
        """False once it is not theirs any more."""
        for _ in range(6):
            if not self._is_mine(case):
                return False
            text = self._chance.choice(texts.REPLIES)
            status, _ = await self._ask(
                case, "reply", message=self._id(), text=text, **await self._seen(case)
            )
            if status == 200:
                self.diary.replied.append((case, self.now))
                return True
            await asyncio.sleep(self._chance.uniform(2, 10))
        return False

    async def _visitor_goes_on(self, case: str, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                while self._is_mine(case):
                    owed = self._cases[case]["person_owed_since"]
                    if owed is not None:
                        return True
                    self._moved[case].clear()
                    await self._moved[case].wait()
        except TimeoutError:
            return False
        return False

    def _is_mine(self, case: str) -> bool:
        owner = self._cases.get(case, {}).get("owner")
        return owner is not None and owner["id"] == self.colleague.id

    async def _seen(self, case: str) -> dict[str, int]:
        return _all_of(await self._thread(case))

    async def _thread(self, case: str) -> Json:
        status, found = await self._until_answered("GET", f"{PATH}{case}", None)
        return found if status == 200 else {}

    async def _ask(self, case: str, kind: str, **fields: object) -> tuple[int, Json]:
        body = {"command": self._id(), "kind": kind, **fields}
        return await self._until_answered("POST", f"{PATH}{case}/commands", body)

    async def _switch(self, availability: str) -> None:
        await self._until_answered("PUT", "/api/inbox/availability", {"availability": availability})

    async def _until_answered(self, method: str, path: str, body: Json | None) -> tuple[int, Json]:
        headers = f"{self._cookie}\r\nx-chatref: 1\r\nx-chatref-socket: 1\r\n"
        while True:
            await self._online.wait()
            try:
                status, answer = await self._door.ask(method, path, headers, body)
            except Broken:
                status, answer = 0, {}
            if status in (0, 429, 500, 502, 503):
                await asyncio.sleep(AGAIN)
                continue
            return status, answer

    def _id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))


def _all_of(thread: Json) -> dict[str, int]:
    number = thread.get("seq", 0)
    return {"seen": number, "seen_colleague": number}
