"""Whole weeks of a desk, second by second where something happens: the core, the hours and routing, and nobody else.

Visitors write at any hour, again and again, and come back after the end; teammates work in open hours, come late, are
cut off, miss what rings, answer late. The clock passes what is due when it is due. What must hold is checked at every
moment; what the visitors saw stands in their histories.
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
from chatref.conversation.refusals import AlreadyClaimed
from chatref.routing import OnDuty, RoutedTeam, WaitingCase, in_order, offers

STAFF = ("tess", "olga")
HELP = "I can help you with that."
SECOND = timedelta(seconds=1)
GRACE = timedelta(seconds=60)
PLACES = 3
IN_OPEN_TIME = (Debt.RUNG, Debt.REPLY)


@dataclass
class Visit:
    """One visitor's conversation. `next` is when somebody of the team does what they owe here, if anybody will;
    `writes` when the visitor has more to say."""

    id: str
    c: Conversation | None = None
    history: list[Recorded] = field(default_factory=list)
    next: datetime | None = None
    writes: datetime | None = None

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
    on_shift: frozenset[str] = frozenset()
    cut_off: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    """Since when and until when a teammate has no line."""
    changes: datetime | None = None
    offered: dict[str, datetime] = field(default_factory=dict)

    @property
    def present(self) -> frozenset[str]:
        return self.on_shift - self.cut_off.keys()

    def run(self, until: datetime, arrivals: list[datetime]) -> None:
        """Each visitor writes, and asks for a person, at their time."""
        waiting = sorted(arrivals)
        self._turn_the_sign()
        while (moment := min(self._times(waiting), default=until)) < until:
            assert moment >= self.now, "time does not run back"
            self.now = moment
            self._turn_the_sign()
            self._lines_come_and_go()
            self._pass_deadlines()
            while waiting and waiting[0] <= moment:
                waiting.pop(0)
                self._arrives()
            self._somebody_writes_on()
            self._team_acts()
            self._route()
            self._hold()
        self.now = until

    def _times(self, waiting: list[datetime]) -> Iterator[datetime]:
        yield from waiting[:1]
        if self.changes:
            yield self.changes
        for since, until in self.cut_off.values():
            yield until if since + GRACE <= self.now else since + GRACE
        yield from (visit.writes for visit in self.visits.values() if visit.writes)
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
        self.on_shift = frozenset(here) if self.calendar.open_at(self.now) else frozenset()

    def _lines_come_and_go(self) -> None:
        """F21: who has no line for the grace time gives back what they hold; before that it is theirs."""
        self.cut_off = {who: line for who, line in self.cut_off.items() if line[1] > self.now}
        for who in [who for who, (since, _) in self.cut_off.items() if since + GRACE <= self.now]:
            for visit in self._open():
                if visit.state.owner == who and visit.state.by_socket:
                    self._do(visit, Actor(ActorKind.DESK), cmd.PresenceLost(who))
                    assert visit.state.owner != who
                    visit.next = None

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
        more = self.chance.choice([None, self._some(3, 40), self._some(40, 1200), self._some(1200, 6 * 3600)])
        visit = Visit(f"v{len(self.visits)}", writes=self.now + more if more else None)
        self.visits[visit.id] = visit
        opening = cmd.Opening(visit.id, "w1", "shop", visit.id, "en", "/")
        self._do(
            visit, Actor(ActorKind.VISITOR, visit.id), cmd.Write(f"m{visit.id}", "Help!", opening=opening)
        )
        if self.chance.random() < 0.2:  # F11: a rule that names a team that is not there any more
            self._do(visit, Actor(ActorKind.ASSISTANT), cmd.Escalate("billing", team="gone"))
            assert visit.state.handoff
            assert visit.state.handoff.team == self.policy.default_team
        self._do(visit, Actor(ActorKind.VISITOR, visit.id), cmd.AskPerson())

    def _somebody_writes_on(self) -> None:
        """One who waits or is talked to, or whose case was closed."""
        for visit in self.visits.values():
            if visit.writes and visit.writes <= self.now:
                visit.writes = None
                self._writes_on(visit)

    def _writes_on(self, visit: Visit) -> None:
        ended, who = visit.state.stage is Stage.RESOLVED, Actor(ActorKind.VISITOR, visit.id)
        last, at = visit.state.last_owner, visit.state.resolved_at
        if ended and self.chance.random() < 0.3:
            self._do(visit, who, cmd.Write(f"t{visit.id}-{visit.state.seq}", "Thank you, perfect!"))
            assert visit.state.stage is Stage.RESOLVED, "a thanks brings nobody back"
        self._do(visit, who, cmd.Write(f"m{visit.id}-{visit.state.seq}", "And one more thing"))
        if not ended:
            self._alerts_anew(visit)
            return
        if visit.state.stage is Stage.ASSIGNED:
            self._came_back_to(visit, last, at)
        else:
            self._do(visit, who, cmd.AskPerson())

    def _team_acts(self) -> None:
        for visit in self._open():
            if visit.next and visit.next <= self.now:
                visit.next = None
                self._acts(visit)

    def _acts(self, visit: Visit) -> None:
        """Who it rings at claims it; who owns it answers, and closes it."""
        c = visit.state
        if c.offer and c.offer.teammate in self.present:
            who = c.offer.teammate
            self._do(visit, _teammate(who), cmd.Claim(c.epoch, by_socket=True))
            self._is_theirs_alone(visit, c.epoch)
            visit.next = self.now + self._some(60, 900)
            if self.chance.random() < 0.1:
                self.cut_off[who] = (self.now, self.now + self._some(20, 1200))
        elif c.owner in self.present and c.owner:
            self._do(visit, _teammate(c.owner), cmd.Reply(f"r{c.seq}", HELP, c.seq, c.seq))
            seen = visit.state.seq
            self._do(visit, _teammate(c.owner), cmd.Resolve(seen, seen, Outcome.ANSWERED))

    def _route(self) -> None:
        teams = {"support": RoutedTeam("support", self.calendar.open_at(self.now))}
        queue = [_case(visit.state) for visit in self._open() if visit.state.stage is Stage.WAITING]
        for made in offers(queue, self._staff(), teams, self.now):
            self._overtakes_nobody(made.conversation, made.teammate, queue)
            self._sticks(made.conversation, made.teammate, queue)
            queue = [case for case in queue if case.conversation != made.conversation]
            visit = self.visits[made.conversation]
            self.offered[made.teammate] = self.now
            self._do(visit, Actor(ActorKind.DESK), cmd.OfferTo(made.teammate))
            visit.next = self.now + self._some(3, 25) if self.chance.random() < 0.8 else None

    def _staff(self) -> list[OnDuty]:
        return [
            OnDuty(one, frozenset({"support"}), one in self.present, self._load(one), PLACES,
                   last_offered=self.offered.get(one))
            for one in STAFF
        ]  # fmt: skip

    def _load(self, who: str) -> int:
        states = [visit.state for visit in self._open()]
        return sum(who in (state.owner, state.offer and state.offer.teammate) for state in states)

    def _some(self, least: int, most: int) -> timedelta:
        return timedelta(seconds=self.chance.randint(least, most))

    def _do(self, visit: Visit, actor: Actor, command: cmd.Command) -> None:
        before = visit.c and visit.c.stage
        recorded = decide(visit.c, command, Context(self.policy, self.now, actor, self.present))
        for one in recorded:
            visit.c = evolve(visit.c, one)
        visit.history.extend(recorded)
        if visit.state.stage is not before:
            self._has_an_exit(visit.state)

    # What must hold.

    def _has_an_exit(self, c: Conversation) -> None:
        """F22: whoever has it, and wherever it waits, the workspace's owner can give it back, take it and close it.

        F31: and with its end there is nothing left to be alerted of.
        """
        if c.stage is Stage.RESOLVED:
            assert alert(c, self.policy) is None
            return
        owner = Context(self.policy, self.now, _teammate(self.policy.owner), self.present)
        assert decide(c, cmd.Resolve(c.seq, c.seq, Outcome.ELSEWHERE), owner)
        if c.stage is Stage.ASSIGNED:
            assert decide(c, cmd.Release(c.seq, c.seq), owner)
        elif c.stage in (Stage.WAITING, Stage.OFFERED):
            assert decide(c, cmd.Claim(c.epoch), owner)

    def _is_theirs_alone(self, visit: Visit, epoch: int) -> None:
        """F28: a colleague who pressed at the same moment hears who was first."""
        other = next(one for one in STAFF if one != visit.state.owner)
        try:
            decide(visit.c, cmd.Claim(epoch), Context(self.policy, self.now, _teammate(other), self.present))
        except AlreadyClaimed as refusal:
            assert refusal.by == visit.state.owner
        else:
            raise AssertionError("two have it")

    def _came_back_to(self, visit: Visit, last: str | None, ended: datetime | None) -> None:
        """F19: to who had it last, and only if they are there and it was not long ago."""
        assert visit.state.owner == last
        assert last in self.present
        assert ended
        assert self.now <= ended + self.policy.timers.grace
        visit.next = self.now + self._some(60, 900)

    def _sticks(self, conversation: str, teammate: str, queue: list[WaitingCase]) -> None:
        """F19: who had this visitor last is asked first, if they are there and have a place; nobody waits for them."""
        case = next(each for each in queue if each.conversation == conversation)
        if case.last_teammate in self.present - case.passed_over and self._load(case.last_teammate) < PLACES:
            assert teammate == case.last_teammate

    def _alerts_anew(self, visit: Visit) -> None:
        """F30: also of one who waits for long, or writes to who has it."""
        found = alert(visit.state, self.policy)
        if found and self.calendar.open_at(self.now):
            assert found.at == self.now

    def _overtakes_nobody(self, conversation: str, teammate: str, queue: list[WaitingCase]) -> None:
        """F17: no earlier case of the same or a higher priority that they could take waits on."""
        for case in in_order(queue):
            if case.conversation == conversation:
                return
            assert teammate in case.passed_over, f"{case.conversation} came before {conversation}"

    def _hold(self) -> None:
        """P13 to P15: nothing is overdue, what people owe is due in open time, and somebody knows."""
        open_now = self.calendar.open_at(self.now)
        self._rings_whoever_could_be(open_now)
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

    def _rings_whoever_could_be(self, open_now: bool) -> None:
        """F18: nobody with a place is idle while a case waits that they did not let pass."""
        free = {one for one in self.present if self._load(one) < PLACES}
        for visit in self._open():
            c = visit.state
            if open_now and c.stage is Stage.WAITING and c.person_owed and c.handoff:
                assert free <= set(c.handoff.passed_over), f"{visit.id} waits, and {free} are free"


def told(visit: Visit) -> list[e.DeskSaid]:
    return [one.event for one in visit.history if isinstance(one.event, e.DeskSaid)]


def _teammate(name: str) -> Actor:
    return Actor(ActorKind.TEAMMATE, name)


def _case(c: Conversation) -> WaitingCase:
    assert c.handoff
    assert c.person_owed_since
    since, passed = c.person_owed_since, frozenset(c.handoff.passed_over)
    return WaitingCase(c.id, c.handoff.team, c.priority, since, "", c.last_owner, passed)
