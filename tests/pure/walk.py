"""A seeded walk over a conversation: commands, clock jumps, stale workers, lost and repeated commands,
changes of policy and people. The monitors watch every step.
"""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation.decide import decide
from chatref.conversation.evolve import evolve
from chatref.conversation.model import (
    Actor,
    ActorKind,
    Conversation,
    Stage,
)
from chatref.conversation.owed import owed
from chatref.conversation.playbook import Step
from chatref.conversation.policy import Calendar, Context, Policy, Timers, Words
from chatref.conversation.refusals import Refusal
from chatref.conversation.summed import SumUp
from tests.pure.monitors import Monitors
from tests.pure.moves import PEOPLE, IdReused, Moves, View
from tests.pure.oracle import TEAMMATES
from tests.pure.scene import (
    ASSISTANT,
    CLOCK,
    PLAYBOOK,
    START,
    Daily,
    Never,
    Open,
    policy,
)
from tests.pure.wording import WORDS

STEPS = 70
"""Of one conversation; then another begins."""

TABLE: dict[str, tuple[type, ...]] = {
    "write": (cmd.Write,),
    "escalate": (cmd.Escalate, cmd.AskPerson),
    "claim": (cmd.Claim,),
    "take over": (cmd.TakeOver,),
    "reply": (cmd.Reply,),
    "hand back": (cmd.HandBack,),
    "resolve": (cmd.Resolve,),
}
IMPOSTORS = 15
"""Of so many of a teammate's commands one is tried first by somebody who is none."""
NEXT_MONTH = datetime(2026, 4, 1, tzinfo=UTC)


@dataclass
class Tally:
    """What a walk went through."""

    commands: int = 0
    accepted: int = 0
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    refusals: Counter[tuple[str, str]] = field(default_factory=Counter)


class Walk(Moves):
    def __init__(self, chance: Random, tally: Tally | None = None) -> None:
        self.chance = chance
        self.tally = tally or Tally()
        self.monitors = Monitors()
        self.now = START + timedelta(hours=chance.randrange(24))
        self.c: Conversation | None = None
        self.policy = self._policy(1, Open())
        self.present = {"tess", "tom", "olga"}
        self.elsewhere: str | None = None
        self.views = {name: View() for name in PEOPLE}
        self.leases: list[tuple[int, int, int]] = []
        self.messages: list[int] = []
        self.memory: dict[tuple[Actor, str], tuple[Any, int]] = {}
        self.last: tuple[Actor, str, Any] | None = None
        self.names = 0

    # Steps.

    def step(self) -> None:
        self._time_passes()
        if self.chance.random() < 0.08:
            self._somebody_comes_or_goes()
        if self.chance.random() < 0.025:
            self.owner_changes_something()
        if self.c and self.chance.random() < 0.25:
            self.clock_runs()
        else:
            self.make(self._choose())
        self.refresh_views()

    def make(self, name: str) -> None:
        made = getattr(self, f"_{name}")()
        if made is None:
            return
        if isinstance(made[1], TEAMMATES) and self.tally.commands % IMPOSTORS == 0:
            self.submit(Actor(ActorKind.VISITOR, made[0].id), made[1])
        self.submit(*made)

    def submit(self, actor: Actor, command: Any, name: str | None = None) -> None:
        """The shell in miniature: ids are looked up before decide, only accepted commands are remembered."""
        name = name or f"id{self._fresh()}"
        erased = self.c is not None and self.c.erased
        known = self.memory.get((actor, name))
        if known and not erased:
            if known[0] != command:
                raise IdReused
            return
        context = Context(self.policy, self._clock(), actor, frozenset(self.present), self.elsewhere)
        self._count(command)
        self.monitors.expect(command, context)
        try:
            recorded = decide(self.c, command, context)
        except Refusal as reason:
            self.tally.refusals[type(command).__name__, reason.code] += 1
            self.monitors.refused(command, context, reason)
            return
        for one in recorded:
            self.c = evolve(self.c, one)
            self.tally.events[type(one.event).__name__] += 1
            if type(one.event).__name__ == "VisitorWrote":
                self.messages.append(one.seq)
        assert self.c
        self.tally.accepted += 1
        self.monitors.accepted(command, context, recorded, self.c)
        self.memory[actor, name] = (command, self.c.seq)
        self.last = (actor, name, command)

    def finish(self) -> None:
        if self.c:
            self.monitors.finish(self.c)

    def _count(self, command: Any) -> None:
        self.tally.commands += 1
        if self.c is None or self.c.erased:
            return
        for name, kinds in TABLE.items():
            if isinstance(command, kinds):
                self.tally.cells[self.c.stage.value, name] += 1

    # The world around.

    def _clock(self) -> datetime:
        """The database's clock may have been set back a little since the last event."""
        return self.now - timedelta(seconds=2) if self.chance.random() < 0.03 else self.now

    def _time_passes(self) -> None:
        kind = self.chance.random()
        if kind < 0.62:
            self.now += timedelta(seconds=self.chance.randrange(4))
        elif kind < 0.78:
            self.now += timedelta(seconds=self.chance.choice([15, 30, 45, 50, 70]))
        elif kind < 0.93:
            self.now += timedelta(minutes=self.chance.choice([1, 2, 3, 5, 10, 11]))
        elif kind < 0.98:
            self.now += timedelta(hours=self.chance.choice([1, 3, 8, 13]))
        else:
            self.now += timedelta(days=self.chance.choice([1, 2, 16]))

    def _somebody_comes_or_goes(self) -> None:
        self.present ^= {self.chance.choice(PEOPLE)}
        self.elsewhere = "c2" if self.elsewhere is None and self.chance.random() < 0.3 else None

    def owner_changes_something(self) -> None:
        calendars: list[Calendar] = [
            Open(),
            Open(),
            Daily(9, 17),
            Daily(12, 13),
            Never(),
            Daily(9, 17, NEXT_MONTH),
        ]
        self.policy = self._policy(self.policy.version + 1, self.chance.choice(calendars))
        if self.chance.random() < 0.5:
            self.submit(CLOCK, cmd.ApplyPolicy())

    def _policy(self, version: int, calendar: Calendar) -> Policy:
        people = tuple(name for name in PEOPLE if name == "olga" or self.chance.random() < 0.85)
        made = policy(
            version,
            calendar=calendar,
            billing=self.chance.choice([calendar, Open()]),
            assistant=self.chance.random() < 0.9,
            helps=self.chance.random() < 0.6,
            people=people,
            mails=version % 2 == 1,
        )
        if self.chance.random() < 0.2:
            empty = replace(made.teams["support"], members=frozenset({"tess"}))
            made = replace(made, teams={**made.teams, "support": empty})
        if self.chance.random() < 0.15:
            made = replace(
                made, teams={**made.teams, "billing": replace(made.teams["billing"], members=frozenset())}
            )
        teams = {name: replace(team, calendar_version=version) for name, team in made.teams.items()}
        timers = self.chance.choice([Timers(), Timers(), HASTY, PATIENT])
        words = Words() if version % 2 else WORDS
        return replace(made, teams=teams, timers=timers, words=words, playbooks=self._playbooks(version))

    def _playbooks(self, version: int) -> dict[str, tuple[Step, ...]]:
        """Of some reasons, with some of the steps, in this version's words."""
        said = [replace(step, text=f"{step.text} ({version})") for step in PLAYBOOK]
        reasons = ("billing", "person_asked", "takeover", "reopened")
        return {
            reason: tuple(step for step in said if self.chance.random() < 0.7)
            for reason in reasons
            if self.chance.random() < 0.5
        }

    def refresh_views(self) -> None:
        if self.c is None:
            return
        for name in PEOPLE:
            if self.chance.random() < 0.8:
                self.views[name] = View(self.c.epoch, self.c.seq, self.c.owner)
        if self.c.assistant_owes:
            lease = (self.c.epoch, self.c.turn.number, self.c.turn.rev)
            self.leases = [*self.leases[-5:], lease]

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def clock_runs(self) -> None:
        due = owed(self.c, self.policy) if self.c else ()
        if self.c and due and (due[0].due <= self.now or self.chance.random() < 0.1):
            self.submit(CLOCK, cmd.DeadlinePassed(due[0].debt, due[0].due, self.c.seq))
        elif self.c and due and self.chance.random() < 0.4:
            self.now = max(self.now, due[0].due) + timedelta(seconds=self.chance.randrange(2))
            self.submit(CLOCK, cmd.DeadlinePassed(due[0].debt, due[0].due, self.c.seq))
        else:
            self.make(self._choose())

    # What is tried.

    def _note_lead(self) -> tuple[Actor, Any]:
        return ASSISTANT, cmd.NoteLead(self.chance.choice(["demo", "news"]), ("email", "order"))

    def _sum_up(self) -> tuple[Actor, Any]:
        return ASSISTANT, SumUp(self._handoff(), "in a few words")

    def _choose(self) -> str:
        if self.c is None:
            return self.chance.choice(
                ["write"] * 8 + ["button", "business_event", "claim", "escalate", "tag"]
            )
        stage = self.c.stage.value
        if self.chance.random() < RAREST.get(self.c.stage, 0.15):
            rarest = min(TABLE, key=lambda name: self.tally.cells[stage, name])
            return rarest.replace(" ", "_")
        weights = WEIGHTS[self.c.stage]
        return self.chance.choices(MOVES, [weights.get(name, SELDOM) for name in MOVES])[0]


_COMMON = {"repeat": 2, "note": 0.6, "tag": 0.6, "rate": 0.5, "leave_contact": 0.7, "business_event": 0.8, "pause": 0.6,
           "resume": 2, "late_request": 1, "sweep": 0.3, "late_clock": 0.3, "flood": 0.1,
           "undelivered": 1.5, "send_again": 2,
           "erase": 0.5, "lose": 0.3, "give_details": 1.5, "note_lead": 0.5, "sum_up": 0.5, "tick": 1,
           "review": 0.7}  # fmt: skip
WEIGHTS: dict[Stage, dict[str, float]] = {
    Stage.ASSISTANT: {
        **_COMMON, "write": 9, "answer": 16, "stubborn_answer": 3, "fail": 0.5, "escalate": 7, "button": 2,
        "take_over": 1, "reply": 0.5, "give_details": 1,
    },
    Stage.COLLECTING: {
        **_COMMON, "write": 8, "answer": 7, "give_details": 5, "skip_details": 0.5, "fail": 1, "claim": 0.5,
        "withdraw": 0.5, "late_request": 2, "escalate": 2, "stubborn_answer": 1,
    },
    Stage.WAITING: {
        **_COMMON, "write": 5, "answer": 5, "offer": 22, "last_minute_offer": 2, "claim": 3, "reply": 2, "race": 3,
        "withdraw": 1, "transfer": 2, "escalate": 2, "fail": 1, "stubborn_answer": 1,
    },
    Stage.OFFERED: {
        **_COMMON, "write": 5, "answer": 4, "claim": 4, "decline": 3, "race": 2, "withdraw": 1, "transfer": 1,
        "absence": 2, "escalate": 2, "fail": 1, "offer": 1,
    },
    Stage.ASSIGNED: {
        **_COMMON, "write": 7, "reply": 9, "hand_back": 7, "resolve": 5, "release": 4, "transfer": 3, "snooze": 5,
        "wake": 2, "tick": 6, "withdraw": 2, "absence": 3, "take_over": 3, "claim": 1, "answer": 2,
    },
    Stage.RESOLVED: {
        **_COMMON, "write": 8, "late_request": 6, "claim": 2, "reply": 2, "button": 1, "escalate": 3, "answer": 1,
    },
}  # fmt: skip

MINUTES = timedelta(minutes=1)
HASTY = Timers(
    acceptance=timedelta(seconds=10), rungs=(MINUTES / 2,), rung=MINUTES, reply=MINUTES, detail=MINUTES / 2,
    quiet=10 * MINUTES, quiet_assistant=10 * MINUTES, grace=timedelta(0),
)  # fmt: skip
PATIENT = Timers(
    acceptance=5 * MINUTES, rungs=(3 * MINUTES, 30 * MINUTES, 90 * MINUTES, 90 * MINUTES), rung=180 * MINUTES,
    reply=120 * MINUTES, detail=20 * MINUTES, details=60 * MINUTES, quiet=timedelta(days=3),
)  # fmt: skip

SELDOM = 0.2
"""Of what has no weight in a stage, since it makes no sense there: it is tried all the same."""
RAREST = {Stage.COLLECTING: 0.75, Stage.OFFERED: 0.4, Stage.ASSISTANT: 0.25}
"""How often the rarest cell of the table is tried."""

MOVES: tuple[str, ...] = tuple(sorted({name for weights in WEIGHTS.values() for name in weights}))


def walk(
    seed: int, steps: int, tally: Tally | None = None, told: Callable[[int], None] | None = None
) -> Tally:
    """Conversation after conversation, until so many commands were tried."""
    tally = tally or Tally()
    target, life = tally.commands + steps, 0
    while tally.commands < target:
        if told:
            told(life)
        one = Walk(Random(f"{seed}/{life}"), tally)
        for _ in range(STEPS):
            one.step()
            if one.c and one.c.erased and one.chance.random() < 0.3:
                break
        one.finish()
        life += 1
    return tally
