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
    AnswerKind,
    Cause,
    Conversation,
    Field,
    How,
    Outcome,
    Priority,
    Route,
    Stage,
)
from chatref.conversation.owed import owed
from chatref.conversation.policy import Calendar, Context, Policy
from chatref.conversation.refusals import Refusal
from tests.pure.monitors import Monitors
from tests.pure.scene import (
    ASSISTANT,
    CLOCK,
    OPENING,
    RETURN,
    SERVER,
    START,
    VISITOR,
    Daily,
    Never,
    Open,
    policy,
)

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
PEOPLE = ("tess", "tom", "olga")
NEXT_MONTH = datetime(2026, 4, 1, tzinfo=UTC)


@dataclass
class Tally:
    """What a walk went through."""

    commands: int = 0
    accepted: int = 0
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    refusals: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass
class View:
    """What a teammate's screen last showed."""

    epoch: int = 0
    seq: int = 0
    owner: str | None = None


class IdReused(Exception):
    """The model of the shell's memory: the same id with other content."""


class Walk:
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
        if made is not None:
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
        )
        if self.chance.random() < 0.2:
            empty = replace(made.teams["support"], members=frozenset({"tess"}))
            made = replace(made, teams={**made.teams, "support": empty})
        teams = {name: replace(team, calendar_version=version) for name, team in made.teams.items()}
        return replace(made, teams=teams)

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
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _fresh(self) -> int:
        self.names += 1
        return self.names

    def _teammate(self) -> str:
        c = self.c
        if c and c.owner and self.chance.random() < 0.75:
            return c.owner
        if c and c.offer and self.chance.random() < 0.6:
            return c.offer.teammate
        return self.chance.choice(PEOPLE)

    def _action(self) -> cmd.ActionDue | None:
        """Other fields each time, so that a later case of an episode collects too."""
        if self.chance.random() < 0.15:
            return None
        if self.chance.random() < 0.4:
            return RETURN
        return cmd.ActionDue("other", (Field(f"field{self._fresh()}", "Field"), *RETURN.fields[2:]))

    def _measured(self) -> int | None:
        if not self.messages:
            return None
        recent = self.chance.random() < 0.85
        return self.messages[-1] if recent else self.chance.choice(self.messages)

    def _word(self) -> cmd.Word | None:
        return cmd.Word(f"w{self._fresh()}", "a word") if self.chance.random() < 0.5 else None

    # The visitor's moves.

    def _write(self) -> tuple[Actor, Any]:
        asks = self.chance.random() < 0.12
        page = self.chance.choice(["", "", "/checkout"])
        return VISITOR, cmd.Write(f"m{self._fresh()}", "hello", page, asks, self._action(), OPENING)

    def _button(self) -> tuple[Actor, Any]:
        return VISITOR, cmd.AskPerson(self._action(), OPENING)

    def _give_details(self) -> tuple[Actor, Any]:
        asked = [one.field for one in self.c.collecting.fields] if self.c and self.c.collecting else []
        names = self.chance.sample(
            asked or ["order", "reason"], self.chance.randrange(len(asked or "ab") + 1)
        )
        values = tuple(cmd.Value(name, f"v{self._fresh()}", self.chance.random() < 0.8) for name in names)
        return self.chance.choice([VISITOR, VISITOR, ASSISTANT]), cmd.GiveDetails(values)

    def _skip_details(self) -> tuple[Actor, Any]:
        return VISITOR, cmd.SkipDetails()

    def _withdraw(self) -> tuple[Actor, Any]:
        return (VISITOR if self.chance.random() < 0.9 else _person("tess")), cmd.Withdraw()

    def _leave_contact(self) -> tuple[Actor, Any]:
        return VISITOR, cmd.LeaveContact(f"vera{self._fresh()}@example.org")

    def _rate(self) -> tuple[Actor, Any]:
        return VISITOR, cmd.Rate(self.chance.randrange(1, 6), "thanks")

    def _business_event(self) -> tuple[Actor, Any]:
        command = cmd.ReportEvent("payment_failed", (("order", "7"),), OPENING)
        return self.chance.choice([VISITOR, SERVER]), command

    # The assistant's moves.

    def _lease(self) -> tuple[int, int, int] | None:
        if not self.leases:
            return None
        return self.leases[-1] if self.chance.random() < 0.7 else self.chance.choice(self.leases)

    def _answer(self) -> tuple[Actor, Any] | None:
        lease = self._lease()
        if lease is None:
            return None
        epoch, turn, rev = lease
        kind = self.chance.choice(list(AnswerKind))
        trace = self.chance.choice([None, "{}"])
        rev += self.chance.random() < 0.02
        return ASSISTANT, cmd.Answer(epoch, turn, rev, f"a{self._fresh()}", "so", kind, trace=trace)

    def _stubborn_answer(self) -> None:
        """A visitor who writes on while the assistant answers: two are lost, the third is taken."""
        if self.c is None or not self.c.assistant_owes:
            return
        for _ in range(self.chance.randrange(2, 4)):
            self.leases = [(self.c.epoch, self.c.turn.number, self.c.turn.rev)]
            self.submit(*self._write())
            self.now += timedelta(seconds=self.chance.randrange(3))
            made = self._answer()
            if made:
                self.submit(*made)

    def _fail(self) -> tuple[Actor, Any] | None:
        lease = self._lease()
        return (ASSISTANT, cmd.AssistantFailed(lease[0], lease[1], "quota")) if lease else None

    def _late_request(self) -> tuple[Actor, Any] | None:
        on = self._measured()
        if on is None:
            return None
        how = self.chance.choice([How.PHRASE, How.NEARNESS])
        return ASSISTANT, cmd.NotePersonAsked(f"m{on}", on, how, self._action())

    def _escalate(self) -> tuple[Actor, Any]:
        if self.chance.random() < 0.25:
            return self._button()
        cause = self.chance.choice([Cause.RULE, Cause.RULE, Cause.REQUEST, Cause.PROMISE, Cause.FAILED])
        named = cause is Cause.RULE
        return ASSISTANT, cmd.Escalate(
            reason="billing",
            cause=cause,
            why="because",
            rule=f"rule{self.chance.randrange(9)}" if named else None,
            rule_version=3 if named else None,
            team=self.chance.choice(["billing", "support", None, "nowhere"]),
            priority=self.chance.choice(list(Priority)),
            tags=self.chance.choice([(), ("billing",)]),
            action=self._action(),
            measured_on=self._measured() if self.chance.random() < 0.6 else None,
            trace=self.chance.choice([None, '{"rule": 1}']),
        )

    # The team's moves.

    def _claim(self) -> tuple[Actor, Any]:
        name = self._teammate()
        return _person(name), cmd.Claim(self.views[name].epoch, self.chance.random() < 0.6)

    def _race(self) -> None:
        """Two claim at once from the same view: one wins, the other hears who."""
        if self.c is None:
            return
        epoch, (first, second) = self.c.epoch, self.chance.sample(PEOPLE, 2)
        for name in (first, second):
            self.submit(_person(name), cmd.Claim(epoch, by_socket=True))

    def _take_over(self) -> tuple[Actor, Any]:
        name = self.chance.choice(PEOPLE)
        view = self.views[name]
        owner = view.owner if self.chance.random() < 0.9 else self.chance.choice([None, *PEOPLE])
        return _person(name), cmd.TakeOver(view.epoch, owner, self.chance.random() < 0.6)

    def _reply(self) -> tuple[Actor, Any]:
        name = self._teammate()
        view = self.views[name]
        by_mail = self.chance.random() < 0.15
        if by_mail:
            seen = self.chance.choice(self.messages or [0])
            return _person(name), cmd.Reply(f"r{self._fresh()}", "hi", seen, None, Route.EMAIL)
        seen = view.seq + (9 if self.chance.random() < 0.05 else 0)
        socket = self.chance.random() < 0.5
        return _person(name), cmd.Reply(f"r{self._fresh()}", "hi", seen, view.seq, by_socket=socket)

    def _note(self) -> tuple[Actor, Any]:
        return _person(self._teammate()), cmd.Note(f"n{self._fresh()}", "hm")

    def _hand_back(self) -> tuple[Actor, Any]:
        name = self._teammate()
        seen = self.views[name].seq
        return _person(name), cmd.HandBack(seen, seen, self._word(), "it is about fonts")

    def _resolve(self) -> tuple[Actor, Any]:
        name = self._teammate()
        seen = self.views[name].seq
        outcomes = [None, None, *Outcome]
        return _person(name), cmd.Resolve(seen, seen, self.chance.choice(outcomes), self._word())

    def _release(self) -> tuple[Actor, Any]:
        name = self._teammate()
        return _person(name), cmd.Release(self.views[name].seq, self.views[name].seq)

    def _transfer(self) -> tuple[Actor, Any]:
        name = self._teammate()
        teammate = self.chance.choice([None, *PEOPLE, "nobody"])
        team = self.chance.choice(["support", "billing", "nowhere"]) if teammate is None else None
        team = "support" if self.chance.random() < 0.04 else team
        return _person(name), cmd.Transfer(self.views[name].seq, self.views[name].seq, teammate, team)

    def _decline(self) -> tuple[Actor, Any]:
        return _person(self._teammate()), cmd.Decline()

    def _snooze(self) -> tuple[Actor, Any]:
        name = self._teammate()
        until = self.now + timedelta(minutes=self.chance.choice([-1, 1, 30, 600]))
        return _person(name), cmd.Snooze(self.views[name].seq, self.views[name].seq, until)

    def _wake(self) -> tuple[Actor, Any]:
        return _person(self._teammate()), cmd.Wake()

    def _tag(self) -> tuple[Actor, Any]:
        tags = ("a", "b", "c")
        return _person(self._teammate()), cmd.Tag((self.chance.choice(tags),), (self.chance.choice(tags),))

    def _pause(self) -> tuple[Actor, Any]:
        return _person(self._teammate()), cmd.PauseAssistant()

    def _resume(self) -> tuple[Actor, Any]:
        return _person(self._teammate()), cmd.ResumeAssistant()

    # The desk's moves.

    def _offer(self) -> tuple[Actor, Any]:
        return CLOCK, cmd.OfferTo(self.chance.choice(PEOPLE))

    def _absence(self) -> tuple[Actor, Any]:
        name = self._teammate()
        if self.chance.random() < 0.8:
            self.present.discard(name)
        return CLOCK, cmd.PresenceLost(name)

    def _sweep(self) -> tuple[Actor, Any]:
        return CLOCK, cmd.ApplyPolicy()

    def _erase(self) -> tuple[Actor, Any] | None:
        return (SERVER, cmd.Erase()) if self.chance.random() < 0.2 else None

    # Lost and repeated.

    def _repeat(self) -> None:
        """No acknowledgement came: the same command under the same id changes nothing."""
        if self.last is None:
            return
        actor, name, command = self.last
        before = self.c
        self.submit(actor, command, name)
        assert self.c is before, "I10"
        try:
            self.submit(actor, cmd.Note("other", "content"), name)
        except IdReused:
            assert self.c is before, "I10"

    def _lose(self) -> None:
        """It never arrived."""


def _person(name: str) -> Actor:
    return PERSONS[name]


PERSONS = {name: Actor(ActorKind.TEAMMATE, name) for name in PEOPLE}
_COMMON = {"repeat": 2, "note": 0.6, "tag": 0.6, "rate": 0.5, "leave_contact": 0.7, "business_event": 0.8, "pause": 0.6,
           "resume": 2, "late_request": 1, "sweep": 0.3, "erase": 0.5, "lose": 0.3}  # fmt: skip
WEIGHTS: dict[Stage, dict[str, float]] = {
    Stage.ASSISTANT: {
        **_COMMON, "write": 9, "answer": 16, "stubborn_answer": 3, "fail": 0.5, "escalate": 5, "button": 2,
        "take_over": 1, "reply": 0.5, "give_details": 1,
    },
    Stage.COLLECTING: {
        **_COMMON, "write": 8, "answer": 7, "give_details": 5, "skip_details": 0.5, "fail": 1, "claim": 0.5,
        "withdraw": 0.5, "late_request": 2, "escalate": 2, "stubborn_answer": 1,
    },
    Stage.WAITING: {
        **_COMMON, "write": 5, "answer": 5, "offer": 22, "claim": 3, "reply": 2, "race": 3, "withdraw": 1,
        "transfer": 2, "escalate": 2, "fail": 1, "stubborn_answer": 1,
    },
    Stage.OFFERED: {
        **_COMMON, "write": 5, "answer": 4, "claim": 4, "decline": 3, "race": 2, "withdraw": 1, "transfer": 1,
        "absence": 2, "escalate": 2, "fail": 1, "offer": 1,
    },
    Stage.ASSIGNED: {
        **_COMMON, "write": 7, "reply": 9, "hand_back": 7, "resolve": 5, "release": 4, "transfer": 3, "snooze": 5,
        "wake": 2, "withdraw": 2, "absence": 3, "take_over": 3, "claim": 1, "answer": 2,
    },
    Stage.RESOLVED: {**_COMMON, "write": 10, "claim": 2, "reply": 2, "button": 1, "escalate": 3, "answer": 1},
}  # fmt: skip

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
