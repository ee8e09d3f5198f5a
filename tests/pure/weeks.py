"""Whole weeks of a desk, second by second where something happens: the core, the hours and routing, and nobody else.

Visitors write at any hour; teammates work in open hours, come late, miss what rings, answer late. The clock passes
what is due when it is due. What must hold is checked at every moment; what the visitors saw stands in `cases`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.alerts import alert, called
from chatref.conversation.decide import decide
from chatref.conversation.events import Recorded
from chatref.conversation.evolve import evolve
from chatref.conversation.model import Actor, ActorKind, Conversation, Debt, Outcome, Stage
from chatref.conversation.owed import owed
from chatref.conversation.policy import Calendar, Context, Policy
from chatref.routing import OnDuty, RoutedTeam, WaitingCase, in_order, offers

STAFF = ("tess", "olga")
HELP = "I can help you with that."
SECOND = timedelta(seconds=1)
IN_OPEN_TIME = (Debt.RUNG, Debt.REPLY)


@dataclass
class Visit:
    """One visitor's conversation. `next` is when somebody of the team does what they owe here, if anybody will."""

    id: str
    c: Conversation | None = None
    history: list[Recorded] = field(default_factory=list)
    next: datetime | None = None

    @property
    def state(self) -> Conversation:
        assert self.c is not None
        return self.c


@dataclass
class Weeks:
    policy: Policy
    calendar: Calendar
    now: datetime
    chance: Random
    visits: dict[str, Visit] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    changes: datetime | None = None
    offered: dict[str, datetime] = field(default_factory=dict)

    def run(self, until: datetime, arrivals: list[datetime]) -> None:
        """Each visitor writes, and asks for a person, at their time."""
        waiting = sorted(arrivals)
        self._turn_the_sign()
        while (moment := min(self._times(waiting), default=until)) < until:
            assert moment >= self.now, "time does not run back"
            self.now = moment
            self._turn_the_sign()
            self._pass_deadlines()
            while waiting and waiting[0] <= moment:
                waiting.pop(0)
                self._arrives()
            self._team_acts()
            self._route()
            self._hold()
        self.now = until

    def _times(self, waiting: list[datetime]) -> Iterator[datetime]:
        yield from waiting[:1]
        if self.changes:
            yield self.changes
        for visit in self._open():
            if visit.next:
                yield visit.next
            yield owed(visit.state, self.policy)[0].due

    def _open(self) -> list[Visit]:
        return [visit for visit in self.visits.values() if visit.c and visit.c.stage is not Stage.RESOLVED]

    # What happens.

    def _turn_the_sign(self) -> None:
        """Teammates come at opening, now and then one of them; at closing they go."""
        if self.changes and self.now < self.changes:
            return
        self.changes = self.calendar.changes_after(self.now)
        here = STAFF if self.chance.random() < 0.8 else (self.chance.choice(STAFF),)
        self.present = frozenset(here) if self.calendar.open_at(self.now) else frozenset()

    def _pass_deadlines(self) -> None:
        for visit in self._open():
            first = owed(visit.state, self.policy)[0]
            if first.due <= self.now:
                self._do(
                    visit, Actor(ActorKind.DESK), cmd.DeadlinePassed(first.debt, first.due, visit.state.seq)
                )
                if visit.state.stage is Stage.WAITING:
                    visit.next = None

    def _arrives(self) -> None:
        visit = Visit(f"v{len(self.visits)}")
        self.visits[visit.id] = visit
        opening = cmd.Opening(visit.id, "w1", "shop", visit.id, "en", "/")
        self._do(
            visit, Actor(ActorKind.VISITOR, visit.id), cmd.Write(f"m{visit.id}", "Help!", opening=opening)
        )
        self._do(visit, Actor(ActorKind.VISITOR, visit.id), cmd.AskPerson())

    def _team_acts(self) -> None:
        for visit in self._open():
            if visit.next and visit.next <= self.now:
                visit.next = None
                self._acts(visit)

    def _acts(self, visit: Visit) -> None:
        """Who it rings at claims it; who owns it answers, and closes it."""
        c = visit.state
        if c.offer and c.offer.teammate in self.present:
            self._do(visit, _teammate(c.offer.teammate), cmd.Claim(c.epoch, by_socket=True))
            visit.next = self.now + self._some(60, 900)
        elif c.owner in self.present and c.owner:
            self._do(visit, _teammate(c.owner), cmd.Reply(f"r{c.seq}", HELP, c.seq, c.seq))
            seen = visit.state.seq
            self._do(visit, _teammate(c.owner), cmd.Resolve(seen, seen, Outcome.ANSWERED))

    def _route(self) -> None:
        teams = {"support": RoutedTeam("support", self.calendar.open_at(self.now))}
        queue = [_case(visit.state) for visit in self._open() if visit.state.stage is Stage.WAITING]
        for made in offers(queue, self._staff(), teams, self.now):
            self._overtakes_nobody(made.conversation, made.teammate, queue)
            queue = [case for case in queue if case.conversation != made.conversation]
            visit = self.visits[made.conversation]
            self.offered[made.teammate] = self.now
            self._do(visit, Actor(ActorKind.DESK), cmd.OfferTo(made.teammate))
            visit.next = self.now + self._some(3, 25) if self.chance.random() < 0.8 else None

    def _staff(self) -> list[OnDuty]:
        load = [
            visit.state.owner or (visit.state.offer and visit.state.offer.teammate) for visit in self._open()
        ]
        return [
            OnDuty(one, frozenset({"support"}), one in self.present, load.count(one), 3,
                   last_offered=self.offered.get(one))
            for one in STAFF
        ]  # fmt: skip

    def _some(self, least: int, most: int) -> timedelta:
        return timedelta(seconds=self.chance.randint(least, most))

    def _do(self, visit: Visit, actor: Actor, command: cmd.Command) -> None:
        recorded = decide(visit.c, command, Context(self.policy, self.now, actor, self.present))
        for one in recorded:
            visit.c = evolve(visit.c, one)
        visit.history.extend(recorded)

    # What must hold.

    def _overtakes_nobody(self, conversation: str, teammate: str, queue: list[WaitingCase]) -> None:
        """F17: no earlier case of the same or a higher priority that they could take waits on."""
        for case in in_order(queue):
            if case.conversation == conversation:
                return
            assert teammate in case.passed_over, f"{case.conversation} came before {conversation}"

    def _hold(self) -> None:
        """P13 to P15: nothing is overdue, what people owe is due in open time, and somebody knows."""
        open_now = self.calendar.open_at(self.now)
        for visit in self._open():
            obligations = owed(visit.state, self.policy)
            assert obligations, "something is owed until it is resolved"
            assert obligations[0].due > self.now, f"{obligations[0]} is overdue at {self.now}"
            for one in obligations:
                moment_before = self.calendar.open_at(one.due - SECOND)
                assert one.debt not in IN_OPEN_TIME or moment_before, f"{one} falls outside the hours"
            assert open_now or visit.state.offer is None, "nobody is rung outside the hours"
            if visit.state.person_owed:
                found = alert(visit.state, self.policy)
                assert bool(found and called(found, self.policy)) == open_now, (
                    "alerted in open hours, and only then"
                )


def told(visit: Visit) -> list[e.DeskSaid]:
    return [one.event for one in visit.history if isinstance(one.event, e.DeskSaid)]


def _teammate(name: str) -> Actor:
    return Actor(ActorKind.TEAMMATE, name)


def _case(c: Conversation) -> WaitingCase:
    assert c.handoff
    assert c.person_owed_since
    since, passed = c.person_owed_since, frozenset(c.handoff.passed_over)
    return WaitingCase(c.id, c.handoff.team, c.priority, since, passed_over=passed)
