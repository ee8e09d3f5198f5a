"""A visitor of the week: what they came for, what they do about it, and their own journal of what they heard."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from random import Random
from uuid import UUID

from load import Call, Watcher

from week import texts
from week.door import Broken, Door, Json, visitors_address

AGAIN = 1.5  # seconds, before the same command is sent once more after silence
BEAT = 20.0
ANSWER_PATIENCE = 90.0
PATH = "/api/visitor/conversations/"


@dataclass(slots=True)
class Sent:
    """One command. `acknowledged` is its number and when that came; `refused` the code of a refusal."""

    command: str
    kind: str
    at: float
    body: Json
    acknowledged: tuple[int, float] | None = None
    refused: str | None = None


@dataclass(slots=True)
class Journal:
    """`heard` are the events as they came down, each with when; kept by the visitor alone."""

    number: int
    came_for: str
    conversation: str
    came: float
    sent: list[Sent] = field(default_factory=list)
    heard: list[tuple[float, Json]] = field(default_factory=list)
    fresh: list[Json] | None = None
    drops: int = 0


class Visitor:
    def __init__(self, number: int, door: Door, site: str, chance: Random, came_for: str) -> None:
        self.chance = chance
        self._door = door
        self._site = site
        self._token = ""
        self._news = asyncio.Event()
        self._tab: Watcher | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.staying: list[asyncio.Task[None]] = []
        self._cursor = 0
        self._address = visitors_address(number)
        self.journal = Journal(number, came_for, self._id(), self.now)

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def _id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    async def arrive(self) -> None:
        body = {"site": self._site, "token": None, "language": "en", "page": "/pricing"}
        session = await self._until_answered("POST", "/api/visitor/session", body)
        self._token = session[1]["token"]

    def open_tab(self) -> None:
        """Once the conversation has begun, from where they are in it."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._beat())]

    def close_tab(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        if self._tab is not None:
            self._tab.transport.abort()
            self._tab = None

    async def drop(self, seconds: float) -> None:
        """The connection is gone without a word, and comes back."""
        self.journal.drops += 1
        self.close_tab()
        await asyncio.sleep(seconds)
        self.open_tab()

    async def write(self, text: str) -> Sent:
        return await self.ask("write", message=self._id(), text=text)

    async def ask(self, kind: str, **fields: object) -> Sent:
        command = self._id()
        sent = Sent(command, kind, self.now, fields)
        self.journal.sent.append(sent)
        path = f"{PATH}{self.journal.conversation}/commands"
        status, answer = await self._until_answered(
            "POST", path, {"command": command, "kind": kind, **fields}
        )
        if status == 200:
            sent.acknowledged = answer["vseq"], self.now
        else:
            sent.refused = str(answer.get("code", status))
        return sent

    async def read_everything(self) -> None:
        """What a fresh read says, beside what came down."""
        fresh: list[Json] = []
        while True:
            after = fresh[-1]["vseq"] if fresh else 0
            path = f"{PATH}{self.journal.conversation}/events?after={after}"
            status, found = await self._until_answered("GET", path, None)
            if status != 200 or not found["events"]:
                break
            fresh += found["events"]
        self.journal.fresh = fresh

    async def hears(self, wanted: Callable[[], bool], seconds: float) -> bool:
        """Whether it came about within so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                while not wanted():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return wanted()
        return True

    def events(self, *kinds: str) -> Iterator[Json]:
        return (event for _, event in self.journal.heard if event["kind"] in kinds)

    @property
    def stage(self) -> str:
        return str(self.journal.heard[-1][1]["after"]["stage"]) if self.journal.heard else "assistant"

    @property
    def replies(self) -> int:
        return sum(1 for _ in self.events("teammate_replied"))

    async def _until_answered(self, method: str, path: str, body: Json | None) -> tuple[int, Json]:
        """After silence the same again, with the same id in it."""
        headers = f"{self._address}accept-language: en\r\n"
        if self._token:
            headers += f"authorization: Bearer {self._token}\r\n"
        while True:
            try:
                status, answer = await self._door.ask(method, path, headers, body)
            except Broken:
                status = 0
                answer = {}
            if status in (0, 429, 500, 502, 503):
                await asyncio.sleep(AGAIN)
                continue
            return status, answer

    async def _follow(self) -> None:
        while True:
            hello = {"t": "hello", "token": self._token, "conversation": self.journal.conversation}
            call = Call(
                "/api/visitor/socket", self._address.strip(), json.dumps({**hello, "after": self._cursor}), ""
            )
            with suppress(Broken):
                self._tab = await self._door.socket(call, self._heard)
                await asyncio.shield(self._tab.gone)
            await asyncio.sleep(self.chance.uniform(0.5, 2.0))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            if self._tab is not None and not self._tab.lost:
                self._tab.beat(json.dumps({"t": "beat", "after": self._cursor}))

    def _heard(self, frame: bytes) -> None:
        if not frame.startswith(b'{"t":"events"'):
            return
        found = json.loads(frame)
        for event in found["events"]:
            if event["vseq"] > self._cursor:
                self.journal.heard.append((self.now, event))
        self._cursor = max(self._cursor, found["vseq"])
        self._news.set()


async def come_and_go(visitor: Visitor) -> None:
    """From the first word to the last."""
    try:
        await visitor.arrive()
        await _say_what_they_came_for(visitor)
        await _wait_for_a_person(visitor)
    finally:
        visitor.close_tab()


async def _say_what_they_came_for(visitor: Visitor) -> None:
    pick, came_for = visitor.chance.choice, visitor.journal.came_for
    order = visitor.chance.randrange(len(texts.ORDERS))
    slots = {"order": texts.ORDERS[order], "sku": texts.SKUS[order]}
    match came_for:
        case "question":
            await _talk(visitor, [pick(texts.ANSWERED) for _ in range(visitor.chance.choice((1, 1, 2)))])
        case "gap":
            await _talk(visitor, visitor.chance.sample(texts.UNANSWERED, 3))
        case "request":
            await _talk(visitor, [pick(texts.ANSWERED), *visitor.chance.sample(texts.REQUESTS, 2)])
            await _insist(visitor)
        case "button":
            await _begin(visitor, pick(texts.ANSWERED))
            await visitor.ask("ask_person")
        case "refund":
            await _talk(visitor, [pick(texts.WITH_NOTHING)])
            await _insist(visitor)
        case "order known":
            await _talk(visitor, [pick(texts.WITH_ORDER).format(**slots)])
            await _insist(visitor)
        case "everything":
            await _talk(visitor, [pick(texts.WITH_EVERYTHING).format(**slots)])
            await _insist(visitor)
        case "billing":
            await _talk(visitor, [pick(texts.BILLING)])
            await _insist(visitor)
        case "account":
            await _talk(visitor, [pick(texts.ACCOUNTS)])
        case _:
            await _talk(visitor, [pick(texts.ANSWERED), pick(texts.ANGRY), pick(texts.ANGRY)])
    await _give_details(visitor, slots)


async def _begin(visitor: Visitor, text: str) -> None:
    await visitor.write(text)
    visitor.open_tab()
    await visitor.hears(lambda: _answered_or_handed_over(visitor), ANSWER_PATIENCE)


async def _talk(visitor: Visitor, said: list[str]) -> None:
    """One after another, until a person is on the way."""
    for text in said:
        if _handed_over(visitor):
            return
        before = len(visitor.journal.heard)
        await visitor.write(text)
        visitor.open_tab()
        await visitor.hears(partial(_answered_or_handed_over, visitor, before), ANSWER_PATIENCE)
        await asyncio.sleep(visitor.chance.uniform(3, 40))


async def _insist(visitor: Visitor) -> None:
    """Who was not understood presses the button."""
    if not _handed_over(visitor):
        await visitor.ask("ask_person")


def _handed_over(visitor: Visitor) -> bool:
    return any(visitor.events("handoff_opened", "details_asked", "queued", "claimed"))


def _answered_or_handed_over(visitor: Visitor, since: int = 0) -> bool:
    kinds = {"assistant_answered", "handoff_opened", "turn_given_up", "queued", "claimed"}
    return any(event["kind"] in kinds for _, event in visitor.journal.heard[since:])


async def _give_details(visitor: Visitor, slots: dict[str, str]) -> None:
    """By the form, in words and out of order, in part, not at all, or by skipping."""
    await visitor.hears(lambda: visitor.stage != "assistant", 5)
    asked = list(visitor.events("details_asked"))
    if visitor.stage != "collecting" or not asked:
        return
    missing = [each["field"] for each in asked[-1]["fields"] if not each["value"]]
    values = {
        "order": slots["order"],
        "sku": slots["sku"],
        "reason": visitor.chance.choice(texts.REASONS),
        "email": "nora@example.com",
    }
    given = {name: values[name] for name in missing if name in values}
    await asyncio.sleep(visitor.chance.uniform(5, 60))
    way = visitor.chance.random()
    if way < 0.45:
        await visitor.ask("give_details", values=given)
    elif way < 0.75:
        for name in visitor.chance.sample(missing, len(missing)):
            if visitor.stage != "collecting":
                return
            said = {"order": f"the order is {values['order']}", "sku": f"sku {values['sku']}"}
            await visitor.write(said.get(name, values.get(name, "I don't know")))
            await asyncio.sleep(visitor.chance.uniform(10, 45))
    elif way < 0.85 and given:
        first = next(iter(given))
        await visitor.ask("give_details", values={first: given[first]})
    elif way < 0.9:
        await visitor.ask("skip_details")


async def _wait_for_a_person(visitor: Visitor) -> None:
    """In the line, and then with somebody; or gone, and back hours later."""
    await visitor.hears(lambda: _handed_over(visitor), 2)
    if not _handed_over(visitor):
        return
    chance = visitor.chance
    if chance.random() < 0.2:
        await visitor.drop(chance.uniform(3, 200))
    patience = chance.choice((240, 900, 1800, 3600))
    helped = await visitor.hears(lambda: visitor.replies > 0 or visitor.stage == "resolved", patience)
    if helped or await _lose_patience(visitor):
        await _with_a_person(visitor)


async def _lose_patience(visitor: Visitor) -> bool:
    """Whether they stay. Who leaves comes back the next day, or the next but one, to see what was answered."""
    chance = visitor.chance
    way = chance.random()
    if way < 0.15:
        await visitor.ask("withdraw")
        return False
    if way < 0.35:
        await visitor.write(chance.choice(texts.NAGS))
    elif way < 0.7:
        await visitor.ask("leave_contact", address=f"v{visitor.journal.number}@example.com")
    for _ in range(6):
        if await visitor.hears(lambda: visitor.replies > 0 or visitor.stage == "resolved", 600):
            return True
        visitor.close_tab()
        await asyncio.sleep(chance.choice((3 * 3600, 8 * 3600, 15 * 3600)))
        visitor.open_tab()
    return True


async def _with_a_person(visitor: Visitor) -> None:
    chance = visitor.chance
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        if visitor.stage != "assigned":
            break
        before = visitor.replies
        await asyncio.sleep(chance.uniform(8, 90))
        await visitor.write(chance.choice(texts.FOLLOW_UPS))
        if chance.random() < 0.1:
            await visitor.drop(chance.uniform(2, 60))
        await visitor.hears(partial(_replied_again, visitor, before), 1800)
    if visitor.stage == "assigned" and chance.random() < 0.5:
        await visitor.write(chance.choice(texts.THANKS))
    if chance.random() < 0.5:
        await visitor.hears(lambda: visitor.stage == "resolved", 900)


def _replied_again(visitor: Visitor, before: int) -> bool:
    return visitor.replies > before or visitor.stage == "resolved"
