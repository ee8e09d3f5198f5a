"""What may be tried on a walk: each move makes one command, or tries several."""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation.model import (
    Actor,
    ActorKind,
    AnswerKind,
    Cause,
    Conversation,
    Debt,
    Field,
    How,
    Lesson,
    Outcome,
    Priority,
    Route,
)
from chatref.conversation.policy import Policy
from tests.pure.scene import ASSISTANT, CLOCK, OPENING, RETURN, SERVER, VISITOR
from tests.pure.thanking import said, written

PEOPLE = ("tess", "tom", "olga")


@dataclass
class View:
    """What a teammate's screen last showed."""

    epoch: int = 0
    seq: int = 0
    owner: str | None = None


class IdReused(Exception):
    """The model of the shell's memory: the same id with other content."""


class Moves(ABC):
    """The moves of a walk that knows these things."""

    chance: Random
    c: Conversation | None
    now: datetime
    present: set[str]
    views: dict[str, View]
    leases: list[tuple[int, int, int]]
    messages: list[int]
    last: tuple[Actor, str, Any] | None
    names: int
    policy: Policy

    @abstractmethod
    def clock_runs(self) -> None: ...

    @abstractmethod
    def submit(self, actor: Actor, command: Any, name: str | None = None) -> None: ...

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
        known = ("order", f"field{self._fresh()}")
        return cmd.ActionDue("other", (*map(self._said, known), *RETURN.fields[2:]))

    def _said(self, name: str) -> Field:
        """Often with what was said already: for certain, or to be confirmed."""
        said = f"said{self._fresh()}" if self.chance.random() < 0.15 else None
        return Field(name, "Field", value=said, inferred=said is not None and self.chance.random() < 0.4)

    def _measured(self) -> int | None:
        if not self.messages:
            return None
        recent = self.chance.random() < 0.85
        return self.messages[-1] if recent else self.chance.choice(self.messages)

    def _opening(self) -> cmd.Opening | None:
        return OPENING if self.chance.random() < 0.9 else None

    def _word(self) -> cmd.Word | None:
        return cmd.Word(f"w{self._fresh()}", said(self.chance)) if self.chance.random() < 0.5 else None

    # The visitor's moves.

    def _write(self) -> tuple[Actor, Any]:
        asks, page = self.chance.random() < 0.12, self.chance.choice(["", "", "/checkout"])
        route = Route.EMAIL if self.chance.random() < 0.2 else Route.CHAT
        text, opening = written(self.chance), self._opening()
        return VISITOR, cmd.Write(f"m{self._fresh()}", text, page, asks, self._action(), opening, route)

    def _flood(self) -> None:
        """More words than are kept one by one."""
        for _ in range(self.chance.randrange(30, 40)):
            self.submit(*self._write())
            self.now += timedelta(seconds=self.chance.randrange(2))

    def _button(self) -> tuple[Actor, Any]:
        return VISITOR, cmd.AskPerson(self._action(), self._opening())

    def _give_details(self) -> tuple[Actor, Any]:
        known = self._known()
        names = self.chance.sample(known, self.chance.randrange(min(len(known), 3) + 1))
        values = tuple(cmd.Value(name, f"v{self._fresh()}", self.chance.random() < 0.8) for name in names)
        return self.chance.choice([VISITOR, VISITOR, ASSISTANT]), cmd.GiveDetails(values)

    def _known(self) -> list[str]:
        """What is asked, or what was given and may be corrected."""
        asked = [one.field for one in self.c.collecting.fields] if self.c and self.c.collecting else []
        given = list(self.c.details) if self.c and self.chance.random() < 0.7 else []
        return given or asked or ["order", "reason"]

    def _skip_details(self) -> tuple[Actor, Any]:
        return VISITOR, cmd.SkipDetails()

    def _withdraw(self) -> tuple[Actor, Any]:
        return (VISITOR if self.chance.random() < 0.9 else _person("tess")), cmd.Withdraw()

    def _leave_contact(self) -> tuple[Actor, Any]:
        return VISITOR, cmd.LeaveContact(f"vera{self._fresh()}@example.org")

    def _rate(self) -> tuple[Actor, Any]:
        return VISITOR, cmd.Rate(self.chance.randrange(1, 6), "thanks")

    def _business_event(self) -> tuple[Actor, Any]:
        command = cmd.ReportEvent("payment_failed", (("order", "7"),), self._opening())
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
        cause = self.chance.choice(
            [Cause.RULE, Cause.RULE, Cause.REQUEST, Cause.TOPIC, Cause.PROMISE, Cause.FAILED]
        )
        named = cause is Cause.RULE or self.chance.random() < 0.1
        return ASSISTANT, cmd.Escalate(
            reason="billing",
            cause=cause,
            why="because",
            rule=f"rule{self.chance.randrange(9)}" if named else None,
            rule_version=3 if named else None,
            team=self.chance.choice(["billing", "support", None, "nowhere"]),
            priority=self.chance.choice(list(Priority)),
            tags=self.chance.choice([(), ("billing",), ("billing", "refund", "billing")]),
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
        name, text = self._teammate(), said(self.chance)
        view = self.views[name]
        by_mail = self.chance.random() < 0.15
        if by_mail:
            seen = self.chance.choice(self.messages or [0])
            return _person(name), cmd.Reply(f"r{self._fresh()}", text, seen, None, Route.EMAIL)
        seen = view.seq + (9 if self.chance.random() < 0.05 else 0)
        socket = self.chance.random() < 0.5
        return _person(name), cmd.Reply(f"r{self._fresh()}", text, seen, view.seq, by_socket=socket)

    def _undelivered(self) -> tuple[Actor, Any]:
        """Mostly of the last answer; twice, too, and of several."""
        c = self.c
        last = c.last_reply if c and c.last_reply and self.chance.random() < 0.6 else self._fresh()
        answers = (last,) if self.chance.random() < 0.7 else (last, last, self._fresh())
        who, seen = CLOCK if self.chance.random() < 0.95 else VISITOR, self.chance.random() < 0.1
        return who, cmd.ReportUndelivered(answers, "vera@example.org", "no such mailbox", seen)

    def _send_again(self) -> tuple[Actor, Any]:
        known = [each.answer for each in self.c.undelivered] if self.c else []
        some = known if self.chance.random() < 0.5 else known[-1:]
        answers = tuple(some) if self.chance.random() < 0.95 else (*some, 1)
        to = self.chance.choice([None, self.c.contact if self.c else None, f"new{self._fresh()}@example.org"])
        return _person(self._teammate()), cmd.SendAgain(answers, to, self.chance.random() < 0.5)

    def _note(self) -> tuple[Actor, Any]:
        who = CLOCK if self.chance.random() < 0.2 else _person(self._teammate())
        return who, cmd.Note(f"n{self._fresh()}", "hm")

    def _hand_back(self) -> tuple[Actor, Any]:
        name = self._teammate()
        seen = self.views[name].seq
        return _person(name), cmd.HandBack(seen, seen, self._word(), "it is about fonts")

    def _resolve(self) -> tuple[Actor, Any]:
        name = self._teammate()
        seen = self.views[name].seq
        outcomes = [None, None, *Outcome]
        if self.chance.random() < 0.1:  # a ticket was closed
            outcome = Outcome.ELSEWHERE if self.chance.random() < 0.8 else self.chance.choice(outcomes)
            word = self._word() if self.chance.random() < 0.1 else None
            ticks, lesson = self._in_passing() if self.chance.random() < 0.1 else ((), None)
            return SERVER, cmd.Resolve(seen, seen, outcome, word, ticks, lesson)
        outcome = self.chance.choice(outcomes)
        return _person(name), cmd.Resolve(seen, seen, outcome, self._word(), *self._in_passing())

    def _in_passing(self) -> tuple[tuple[str, ...], Lesson | None]:
        """What a close says of its case: nothing, all that must be told, or some steps, there or not."""
        case = self.c.handoff if self.c else None
        steps = [step.id for step in case.playbook] if case else ["close-1"]
        some = self.chance.choices(steps, k=self.chance.randrange(3)) if steps else []
        some += ["nowhere"] if self.chance.random() < 0.03 else []
        ticks = self.chance.choice([(), case.unconfirmed if case else (), tuple(some)])
        return ticks, self.chance.choice(
            [None, None, *Lesson]
        ) if case or self.chance.random() < 0.1 else None

    def _tick(self) -> tuple[Actor, Any]:
        c = self.c
        steps = [step.id for step in c.handoff.playbook] if c and c.handoff else []
        step = self.chance.choice(steps if steps and self.chance.random() < 0.97 else ["nowhere"])
        return _person(self._teammate()), cmd.TickStep(self._handoff(), step, self.chance.random() < 0.75)

    def _review(self) -> tuple[Actor, Any]:
        lesson, note = self.chance.choice(list(Lesson)), self.chance.choice(["", "It is in the help centre."])
        return _person(self._teammate()), cmd.Review(self._handoff(), lesson, note)

    def _handoff(self) -> str:
        """Mostly the latest."""
        known = self.c.handoffs if self.c else ()
        if not known or self.chance.random() < 0.05:
            return "nowhere"
        return known[-1] if self.chance.random() < 0.8 else self.chance.choice(known)

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
        if self.chance.random() < 0.1:
            return _person(self._teammate()), cmd.Tag(
                tuple(f"t{n}" for n in range(self.chance.randrange(22)))
            )
        return _person(self._teammate()), cmd.Tag((self.chance.choice(tags),), (self.chance.choice(tags),))

    def _pause(self) -> tuple[Actor, Any]:
        return _person(self._teammate()), cmd.PauseAssistant()

    def _resume(self) -> tuple[Actor, Any]:
        return _person(self._teammate()), cmd.ResumeAssistant()

    # The desk's moves.

    def _offer(self) -> tuple[Actor, Any]:
        return CLOCK, cmd.OfferTo(self.chance.choice(PEOPLE))

    def _last_minute_offer(self) -> None:
        """Made seconds before closing time, and not taken."""
        if self.c is None or self.c.handoff is None:
            return
        calendar = self.policy.team_of(self.c.handoff.team).calendar
        closing = calendar.changes_after(self.now)
        if closing and calendar.open_at(closing - timedelta(seconds=10)):
            self.now = max(self.now, closing - timedelta(seconds=10))
            self.submit(*self._offer())
            self.now = closing + timedelta(seconds=2)
            self.clock_runs()

    def _absence(self) -> tuple[Actor, Any]:
        name = self._teammate()
        if self.chance.random() < 0.8:
            self.present.discard(name)
        return CLOCK, cmd.PresenceLost(name)

    def _late_clock(self) -> tuple[Actor, Any]:
        """It read the row long ago."""
        return CLOCK, cmd.DeadlinePassed(Debt.NEXT_WORD, self.now, 1)

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
        return


def _person(name: str) -> Actor:
    return PERSONS[name]


PERSONS = {name: Actor(ActorKind.TEAMMATE, name) for name in PEOPLE}
