"""One takeover while the assistant may be writing: timed by the turn's lease, judged by what is stored."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from statistics import median
from threading import Lock
from typing import Any

from tests.clients import Json, VisitorClient
from tests.races.leases import Turns, sleep_until
from tests.races.scene import QUESTIONS, Scene
from tests.serving.desks import eventually
from tests.serving.sockets import Tab, tab

AFTER_COMMIT = 0.2  # seconds: so long after the answer was stored is still taken over
SETTLED = 0.3  # seconds in which a late answer would show
UNTOUCHED = 10  # one round in so many is left alone, to know how long writing takes now
LATEST = 9  # of those, so many count
MORE = "Is anybody there?"
GOLDEN = 0.6180339887
NOBODYS: Mapping[str, Any] = {"epoch": 1, "from": None}


@dataclass
class Pace:
    """How long a turn takes here and now, from its lease to the answer's commit; and the moments spread over it."""

    took: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=lambda: [0.0])
    """Seconds from the sending of a takeover until it was stored."""
    _places: Iterator[int] = field(default_factory=count)
    _lock: Lock = field(default_factory=Lock)

    @property
    def writing(self) -> float:
        return median(self.took[-LATEST:])

    @property
    def window(self) -> float:
        """Seconds from the lease to the last moment at which somebody takes over."""
        return self.writing + AFTER_COMMIT

    def after_lease(self, seconds: float) -> float:
        """When to send what is to be stored so long after the lease."""
        return max(0.0, seconds - median(self.late[-LATEST:]))

    def next_place(self) -> float:
        """The next of places that lie evenly between 0 and 1."""
        with self._lock:
            return next(self._places) * GOLDEN % 1.0


@dataclass(frozen=True)
class Takeover:
    """`place` is where between the lease (0) and the last moment (1) the claim was stored."""

    visitor: VisitorClient
    tab: Tab
    by: str
    place: float


@dataclass(frozen=True)
class Judged:
    place: float
    mid_writing: bool
    wrong: str


def leave_alone(scene: Scene, turns: Turns, number: int) -> float:
    """A turn that nobody disturbs: seconds from its lease until the answer, or that there is none, is stored."""
    visitor = scene.visitor()
    visitor.write(_question(number)).raise_for_status()
    leased = turns.lease_of(visitor.conversation)
    turns.end_of(visitor.conversation)
    return _stored_at(visitor.events(), "assistant_answered", "desk_said") - leased


def take_over(scene: Scene, turns: Turns, pace: Pace, number: int, *, early: bool = False) -> Takeover:
    """The visitor watches and asks; somebody takes over at the next moment; the visitor writes on.

    `early` moments lie in the first quarter of the writing, all others evenly in the whole window.
    """
    window = pace.window
    moment = pace.next_place() * (pace.writing / 4 if early else window)
    visitor, teammate = scene.visitor(), scene.teammate(number)
    with tab(scene.desk.base, "/api/visitor/socket") as watching:
        visitor.write(_question(number)).raise_for_status()
        watching.say(t="hello", token=visitor.session["token"], conversation=visitor.conversation, after=0)
        leased = turns.lease_of(visitor.conversation)
        sleep_until(leased + pace.after_lease(moment))
        sent = time.time()
        teammate.ask(visitor.conversation, "take_over", **NOBODYS).raise_for_status()
        visitor.write(MORE).raise_for_status()
        turns.end_of(visitor.conversation)
        eventually(lambda: MORE in watching.texts())
        time.sleep(SETTLED)
    stored = _stored_at(watching.events(), "claimed")
    pace.late.append(stored - sent)
    return Takeover(visitor, watching, teammate.me["teammate"]["id"], (stored - leased) / window)


def _question(number: int) -> str:
    return QUESTIONS[number % len(QUESTIONS)]


def _stored_at(events: list[Json], *kinds: str) -> float:
    first = next(event for event in events if event["kind"] in kinds)
    return datetime.fromisoformat(first["at"]).timestamp()


def judged(scene: Scene, each: Takeover) -> Judged:
    """From a fresh read of both sides, and what the visitor's own socket brought."""
    stored = scene.teammate(0).thread(each.visitor.conversation)["events"]
    (claim,) = [event for event in stored if event["kind"] == "claimed"]
    before = [event for event in stored if event["seq"] < claim["seq"]]
    mid_writing = all(event["actor"]["kind"] != "assistant" for event in before)
    return Judged(each.place, mid_writing, "; ".join(_breaches(each, stored, claim)))


def _breaches(each: Takeover, stored: list[Json], claim: Json) -> Iterator[str]:
    if claim["after"]["owner"]["id"] != each.by:
        yield f"somebody else has it: {claim}"
    if late := [event for event in stored if event["seq"] > claim["seq"] and _of_assistant(event)]:
        yield f"stored after the claim: {late}"
    if each.tab.events() != (fresh := each.visitor.events()):
        yield f"the socket brought {each.tab.events()}, stored is {fresh}"
    if late := _heard_after_claim(each.tab):
        yield f"heard after the claim: {late}"


def _of_assistant(event: Json) -> bool:
    return bool(event["kind"] == "assistant_answered" or event["actor"]["kind"] == "assistant")


def _heard_after_claim(tab: Tab) -> list[Json]:
    """Words of the assistant, whole or in the making, that came down after the claim."""
    frames = list(tab.frames)
    claimed = next(
        number
        for number, frame in enumerate(frames)
        if any(event["kind"] == "claimed" for event in frame.get("events", ()))
    )
    events = [event for frame in frames[claimed:] for event in frame.get("events", ())]
    after = events[next(n for n, event in enumerate(events) if event["kind"] == "claimed") :]
    pieces = [frame for frame in frames[claimed:] if frame.get("kind") == "piece"]
    return [event for event in after if _of_assistant(event)] + pieces
