"""A second set of books, kept from the events alone and in another way than evolve keeps them.

It shares no code with decide, evolve or owed; where the two differ, one of them is wrong.
"""

# ruff: noqa: ARG002 - every kind of event is kept through one signature

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from chatref.conversation import events as e
from chatref.conversation.codec import kind_of
from chatref.conversation.events import Recorded
from chatref.conversation.model import Conversation, Debt
from chatref.conversation.policy import Calendar, Policy, Team

Due = tuple[str, str, datetime]
"""Holder's kind, holder's id, when."""


LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass
class Case:
    id: str
    reason: str
    team: str
    priority: int
    requested: datetime
    opened: int
    facts: tuple[Any, ...]
    queued: datetime | None = None
    claimed: datetime | None = None
    answered: datetime | None = None
    leg: list[datetime | None] = field(default_factory=lambda: [None, None, None])
    ladder: tuple[datetime, int, datetime] | None = None
    rungs: int = 0
    raised_on: int = -1
    said_on: int = -1
    passed: list[str] = field(default_factory=list)
    handed: int = 0
    confirmed: int = 0


@dataclass
class Asked:
    action: str
    fields: tuple[Any, ...]
    since: datetime
    last: datetime


class Ledger:
    def __init__(self) -> None:
        self.born = False
        self.at = LONG_AGO
        self.identity: tuple[str, ...] = ()
        self.page = ""
        self.seq = self.vseq = self.epoch = self.owned_epoch = self.policy = 0
        self.episode = 1
        self.stage = "none"
        self.owner: str | None = None
        self.last_owner: str | None = None
        self.owned_since: datetime | None = None
        self.by_socket = False
        self.muted: set[str] = set()
        self.turn = self.rev = self.lost = 0
        self.pending: list[tuple[int, datetime, int]] = []
        self.debt: tuple[datetime, datetime] | None = None
        self.owes: list[tuple[int, datetime]] = []
        self.case: Case | None = None
        self.asking: Asked | None = None
        self.offer: tuple[str, datetime] | None = None
        self.snoozed: datetime | None = None
        self.reminded: datetime | None = None
        self.mark: tuple[bool, datetime] | None = None
        self.alert: tuple[datetime, str, int] | None = None
        self.details: dict[str, tuple[str, str, datetime, bool, int]] = {}
        self.asked: set[str] = set()
        self.fired: set[str] = set()
        self.requests = 0
        self.unserved: list[int] = []
        self.requested_on: list[int] = []
        self.last_visitor = self.last_reply = self.answered_to = self.settled_to = 0
        self.last_reply_by: str | None = None
        self.last_reply_at: datetime | None = None
        self.spoke = False
        self.last_answer: str | None = None
        self.quiet = LONG_AGO
        self.contact: str | None = None
        self.tags: set[str] = set()
        self.rating: tuple[int, str] | None = None
        self.outcome: str | None = None
        self.resolved_at: datetime | None = None
        self.by_clock = False
        self.erased = False

    # What the books say.

    @property
    def able(self) -> bool:
        return not self.muted & {"site", "conversation"}

    def may_speak(self) -> bool:
        if self.muted & {"site", "conversation"}:
            return False
        if self.stage in {"waiting", "offered"}:
            return "waiting" not in self.muted and (self.case is None or not self.case.claimed)
        return self.stage in {"assistant", "collecting"}

    def given(self, name: str) -> bool:
        return name in self.details and self.details[name][4] == self.episode

    # How the books are kept.

    def take(self, one: Recorded) -> None:
        self.seq, self.at = one.seq, one.at
        if one.vseq is not None:
            self.vseq = one.vseq
        keep = getattr(self, f"on_{kind_of(one.event)}", None)
        if keep:
            keep(one.event, one)

    def on_started(self, event: e.Started, one: Recorded) -> None:
        self.born = True
        self.identity = (event.conversation, event.workspace, event.site, event.visitor, event.language)
        self.page, self.policy = event.page, event.policy
        self.muted = {mute.value for mute in event.muted}
        self.stage = "assistant" if self.able else "waiting"
        self.epoch = 1
        self.quiet = one.at

    def on_visitor_wrote(self, event: e.VisitorWrote, one: Recorded) -> None:
        self.page = event.page or self.page
        self.last_visitor = one.seq
        if not self.pending:
            self.turn, self.rev, self.lost = self.turn + 1, 0, 0
        self.rev += 1
        _enter(self.pending, (one.seq, one.at, self.rev))
        if self.case:
            _enter(self.owes, (one.seq, one.at))
            self._start_ladder()
        if self.asking:
            self.asking.last = one.at
        if self.may_speak():
            self.debt = (self.debt[0] if self.debt else one.at, one.at)
        else:
            self.debt = None

    def on_assistant_answered(self, event: e.AssistantAnswered, one: Recorded) -> None:
        self.last_answer, self.quiet = event.answer.value, one.at
        later = [entry for entry in self.pending if entry[2] > event.rev]
        if later and self.debt:
            self.debt = (max(self.debt[0], later[0][1]), self.debt[1])
            self.turn, self.rev = self.turn + 1, self.rev - event.rev
        else:
            self.debt = None
        self.pending = [(seq, at, rev - event.rev) for seq, at, rev in later]
        self.lost = 0

    def on_answer_lost(self, _: e.AnswerLost, _one: Recorded) -> None:
        self.lost += 1

    def on_turn_given_up(self, _: e.TurnGivenUp, _one: Recorded) -> None:
        self.debt, self.lost = None, 0

    def on_teammate_replied(self, event: e.TeammateReplied, one: Recorded) -> None:
        self.owes = [entry for entry in self.owes if entry[0] > event.seen]
        if not self.owes:
            self.alert = None
        if not event.hands_back:
            self.pending = [entry for entry in self.pending if entry[0] > event.seen]
            self.lost = 0
            self.answered_to = max(self.answered_to, event.seen)
        self.settled_to = max(self.settled_to, event.seen)
        self.unserved = [number for number in self.unserved if number > event.seen]
        self.last_reply, self.last_reply_by, self.last_reply_at = one.seq, one.actor.id, one.at
        self.spoke, self.last_answer, self.quiet = True, None, one.at
        if self.case:
            self.case.answered = self.case.answered or one.at
            self.case.ladder = None
            self.case.rungs += 1
            self.case.passed = []

    def on_desk_said(self, event: e.DeskSaid, one: Recorded) -> None:
        if not self.case:
            return
        if event.line.value == "hand_over":
            self.case.handed += 1
        if event.line.value == "confirmation" or event.confirms:
            self.case.confirmed += 1
        if event.line.value == "progress":
            assert self.case.said_on != self.case.rungs, "two progress words in one rung"
        if event.line.value in {"progress", "closing"}:
            self.case.said_on = self.case.rungs

    def on_person_asked(self, event: e.PersonAsked, one: Recorded) -> None:
        number = event.measured_on if event.measured_on is not None else one.seq
        self.requested_on.append(number)
        if event.how.value == "button":
            self.last_visitor = one.seq
        if not event.open:
            return
        self.requests += 1
        self.unserved.append(number)
        if self.case and (not self.owes or self.owes[-1][0] < number):
            _enter(self.owes, (number, one.at))
            self._start_ladder()

    def on_handoff_opened(self, event: e.HandoffOpened, one: Recorded) -> None:
        facts = (event.cause, event.rule, event.rule_version, event.why)
        self.case = Case(event.handoff, event.reason, event.team, int(event.priority), one.at, one.seq, facts)
        self.stage = "collecting" if event.to.value == "collecting" else "waiting"
        self.epoch += 1
        self.owes = [(self.last_visitor, one.at)]
        self.debt, self.quiet = None, one.at
        if event.rule:
            self.fired.add(event.rule)

    def on_details_asked(self, event: e.DetailsAsked, one: Recorded) -> None:
        for name in (asked.field for asked in event.fields):
            assert name not in self.asked, "asked twice in the episode"
            assert not self.given(name), "asked although it was given"
            self.asked.add(name)
        self.asking = Asked(event.action, event.fields, one.at, one.at)

    def on_detail_given(self, event: e.DetailGiven, one: Recorded) -> None:
        self.details[event.field] = (event.value, event.by.value, one.at, event.verified, self.episode)
        if self.asking:
            self.asking.last = one.at

    def on_collecting_ended(self, _: e.CollectingEnded, _one: Recorded) -> None:
        self.stage, self.asking, self.debt = "waiting", None, None
        self.epoch += 1

    def on_queued(self, event: e.Queued, one: Recorded) -> None:
        self.stage, self.debt, self.quiet = "waiting", None, one.at
        self.epoch += 1
        if self.case:
            self.case.team = event.team
            self.case.queued = self.case.queued or one.at
            self.case.leg = [one.at, None, None]
            self._start_ladder()

    def _start_ladder(self) -> None:
        if self.case and self.owes and not self.case.ladder and self.stage in {"waiting", "offered"}:
            self.case.ladder = (self.at, 0, self.at)

    def on_offered(self, event: e.Offered, one: Recorded) -> None:
        self.stage, self.offer = "offered", (event.teammate, one.at)

    def on_offer_ended(self, event: e.OfferEnded, _one: Recorded) -> None:
        self.stage, self.offer = "waiting", None
        if self.case and event.reason.value in {"lapsed", "declined", "absent"}:
            self.case.passed.append(event.teammate)

    def on_priority_raised(self, event: e.PriorityRaised, one: Recorded) -> None:
        assert self.case, "no case to raise"
        assert self.case.raised_on != self.case.rungs, "raised twice in one rung"
        assert int(event.priority) == self.case.priority + 1, "not one step up"
        self.case.priority, self.case.raised_on = int(event.priority), self.case.rungs

    def on_handoff_ended(self, event: e.HandoffEnded, _one: Recorded) -> None:
        assert self.case, "no case to end"
        assert self.case.id == event.handoff, "another case ended"
        self.case = None

    def _own(self, teammate: str, *, by_socket: bool) -> None:
        self.stage, self.owner, self.last_owner = "assigned", teammate, teammate
        self.epoch += 1
        self.owned_epoch = self.epoch
        self.owned_since = self.quiet = self.at
        self.by_socket = by_socket
        self.debt = self.asking = self.offer = self.snoozed = None
        if self.case:
            self.case.claimed = self.case.claimed or self.at
            if self.case.leg[1] or self.case.leg[2]:
                self.case.leg = [None, None, None]
            self.case.leg[1] = self.at

    def _disown(self) -> None:
        self.epoch += 1
        if self.owner:
            self.owned_epoch = self.epoch
        self.owner = self.owned_since = self.snoozed = None
        self.by_socket = False
        self.quiet = self.at

    def on_claimed(self, event: e.Claimed, _one: Recorded) -> None:
        assert self.owner == event.taken_from, "two owners"
        self._own(event.teammate, by_socket=event.by_socket)

    def on_released(self, event: e.Released, one: Recorded) -> None:
        assert self.owner == event.teammate, "released by who had it not"
        self._disown()
        self.stage = "waiting"
        if self.case:
            self.case.leg[2] = one.at
            if event.reason.value in {"lapsed", "absent"}:
                self.case.passed.append(event.teammate)

    def on_transferred(self, event: e.Transferred, one: Recorded) -> None:
        assert self.owner == event.taken_from, "transferred from who had it not"
        if self.case:
            self.case.team = event.team
            self.case.leg[2] = one.at
        if event.teammate:
            self._own(event.teammate, by_socket=False)
        else:
            self._disown()
            self.stage = "waiting"

    def on_handed_back(self, event: e.HandedBack, one: Recorded) -> None:
        self._disown()
        self.stage = "assistant"
        self.debt = (one.at, one.at) if self.pending else None
        if event.teammate:
            self.settled_to = max(self.settled_to, self.last_visitor)

    def on_withdrawn(self, event: e.Withdrawn, _one: Recorded) -> None:
        assert self.owner == event.taken_from, "withdrawn from who had it not"
        self._disown()
        self.stage = "waiting"
        self.owes, self.unserved = [], []
        self.alert = self.debt = self.asking = None
        self.settled_to = max(self.settled_to, self.last_visitor)

    def _close(self) -> None:
        self._disown()
        self.stage, self.resolved_at = "resolved", self.at
        self.pending, self.owes, self.lost = [], [], 0
        self.debt = self.alert = self.asking = self.offer = None

    def on_resolved(self, event: e.Resolved, _one: Recorded) -> None:
        self._close()
        self.outcome, self.by_clock = event.outcome.value, event.by_clock
        self.unserved = self.unserved[:1] if event.by_clock else []
        self.requests = len(self.unserved)
        if not event.by_clock:
            self.settled_to = max(self.settled_to, self.last_visitor)

    def on_reopened(self, event: e.Reopened, one: Recorded) -> None:
        assert event.episode == self.episode + 1, "episodes count up"
        self.stage = "assistant" if self.able else "waiting"
        self.epoch += 1
        self.episode = event.episode
        self.asked, self.fired = set(), set()
        self.spoke = self.by_clock = False
        self.last_answer = self.outcome = self.resolved_at = None
        self.quiet = one.at

    def on_snoozed(self, event: e.Snoozed, _one: Recorded) -> None:
        self.snoozed = event.until

    def on_woken(self, _: e.Woken, one: Recorded) -> None:
        self.snoozed, self.quiet = None, one.at

    def on_assistant_paused(self, event: e.AssistantPaused, _one: Recorded) -> None:
        self.muted.add(event.mute.value)
        self.epoch += 1
        self.debt = self.debt if self.may_speak() else None

    def on_assistant_resumed(self, event: e.AssistantResumed, _one: Recorded) -> None:
        self.muted.discard(event.mute.value)
        self.epoch += 1

    def on_contact_left(self, event: e.ContactLeft, _one: Recorded) -> None:
        self.contact = event.address

    def on_tagged(self, event: e.Tagged, _one: Recorded) -> None:
        self.tags = {tag for tag in self.tags | set(event.add) if tag not in event.remove}

    def on_rated(self, event: e.Rated, _one: Recorded) -> None:
        self.rating = (event.score, event.comment)

    def on_rung_passed(self, event: e.RungPassed, _one: Recorded) -> None:
        assert self.case, "no case to wait for"
        assert self.case.ladder, "no ladder to climb"
        assert event.step > self.case.ladder[1], "rungs go up"
        self.case.ladder = (self.case.ladder[0], event.step, event.due)
        self.case.rungs += 1
        self.case.passed = []

    def on_reminded(self, event: e.Reminded, _one: Recorded) -> None:
        self.reminded = event.since

    def on_desk_closed(self, _: e.DeskClosed, one: Recorded) -> None:
        self.mark = (False, one.at)

    def on_desk_opened(self, _: e.DeskOpened, one: Recorded) -> None:
        self.mark = (True, one.at)

    def on_owner_alerted(self, event: e.OwnerAlerted, one: Recorded) -> None:
        self.alert = (one.at, event.team, event.calendar)

    def on_policy_applied(self, event: e.PolicyApplied, _one: Recorded) -> None:
        self.policy = event.version

    def on_erased(self, _: e.Erased, one: Recorded) -> None:
        self._close()
        self.erased, self.outcome, self.page = True, "erased", ""
        self.case = self.contact = self.rating = None
        self.details, self.asked, self.tags = {}, set(), set()


def _enter(entries: list[Any], entry: tuple[Any, ...]) -> None:
    """The 32nd entry takes in all later ones, and keeps its own time."""
    if len(entries) == 32:
        _, at, *_ = entries.pop()
        entry = (entry[0], at, *entry[2:])
    entries.append(entry)


def differences(books: Ledger, c: Conversation) -> list[str]:
    """Where the stored state is not what the books say."""
    said, held = _said(books), _held(c)
    return [f"{name}: {said[name]!r} is {held[name]!r}" for name in said if said[name] != held[name]]


def _said(books: Ledger) -> dict[str, object]:
    case, asking = books.case, books.asking
    return {
        "identity": books.identity,
        "numbers": (books.seq, books.vseq, books.epoch, books.owned_epoch, books.episode, books.policy),
        "times": (books.at, books.quiet, books.owned_since, books.resolved_at),
        "page": books.page,
        "stage": books.stage,
        "owner": (books.owner, books.last_owner, books.by_socket),
        "muted": books.muted,
        "turn": (books.turn, books.rev, books.lost, books.pending),
        "assistant owes": books.debt,
        "person owed": books.owes,
        "case": case
        and (case.id, case.reason, case.team, case.priority, case.requested, case.opened, case.facts),
        "first times": case and (case.queued, case.claimed, case.answered, case.leg),
        "ladder": case and (case.ladder, case.rungs, case.raised_on, case.said_on, case.passed),
        "lines": case and (case.handed > 0, case.confirmed > 0),
        "asking": asking and (asking.action, asking.fields, asking.since, asking.last),
        "offer": books.offer,
        "snoozed": books.snoozed,
        "reminded": books.reminded,
        "mark": books.mark,
        "alert": books.alert,
        "details": books.details,
        "asked": (books.asked, books.fired),
        "requests": (books.requests, books.unserved, books.requested_on),
        "seen": (books.last_visitor, books.last_reply, books.answered_to, books.settled_to),
        "reply": (books.last_reply_by, books.last_reply_at, books.spoke, books.last_answer),
        "marks": (books.contact, books.tags, books.rating),
        "end": (books.outcome, books.by_clock, books.erased),
    }


def _held(c: Conversation) -> dict[str, object]:
    case, asking = c.handoff, c.collecting
    return {
        "identity": (c.id, c.workspace, c.site, c.visitor, c.language),
        "numbers": (c.seq, c.vseq, c.epoch, c.owned_epoch, c.episode, c.policy),
        "times": (c.at, c.quiet_since, c.owned_since, c.resolved_at),
        "page": c.page,
        "stage": c.stage.value,
        "owner": (c.owner, c.last_owner, c.by_socket),
        "muted": {mute.value for mute in c.muted},
        "turn": (
            c.turn.number,
            c.turn.rev,
            c.turn.lost,
            [(point.seq, point.at, point.rev) for point in c.turn.unanswered],
        ),
        "assistant owes": c.assistant_owes and (c.assistant_owes.since, c.assistant_owes.last),
        "person owed": [(point.seq, point.at) for point in c.person_owed],
        "case": case
        and (
            case.id,
            case.reason,
            case.team,
            int(case.priority),
            case.requested,
            case.opened,
            (case.cause, case.rule, case.rule_version, case.why),
        ),
        "first times": case
        and (case.queued, case.claimed, case.answered, [case.leg.queued, case.leg.claimed, case.leg.ended]),
        "ladder": case
        and (
            case.ladder and (case.ladder.start, case.ladder.step, case.ladder.at),
            case.rungs,
            case.raised_on,
            case.said_on,
            list(case.passed_over),
        ),
        "lines": case and (case.handed_over, case.confirmed),
        "asking": asking and (asking.action, asking.fields, asking.since, asking.last),
        "offer": c.offer and (c.offer.teammate, c.offer.at),
        "snoozed": c.snoozed_until,
        "reminded": c.reminded,
        "mark": c.desk and (c.desk.open, c.desk.at),
        "alert": c.alert and (c.alert.at, c.alert.team, c.alert.calendar),
        "details": {
            name: (one.value, one.by.value, one.at, one.verified, one.episode)
            for name, one in c.details.items()
        },
        "asked": (set(c.asked), set(c.fired)),
        "requests": (c.requests, list(c.unserved), list(c.requested_on)),
        "seen": (c.last_visitor, c.last_reply, c.answered_to, c.settled_to),
        "reply": (c.last_reply_by, c.last_reply_at, c.person_spoke, c.last_answer and c.last_answer.value),
        "marks": (c.contact, set(c.tags), c.rating and (c.rating.score, c.rating.comment)),
        "end": (c.outcome and c.outcome.value, c.resolved_by_clock, c.erased),
    }


def dues(books: Ledger, policy: Policy) -> dict[Debt, Due]:
    """What is owed by the books, from the table of obligations."""
    if books.stage == "resolved":
        return {}
    timers, out = policy.timers, {}
    if books.debt:
        since, last = books.debt
        extended = min(last - since, timers.burst)
        out[Debt.ANSWER] = ("assistant", "", since + extended + timers.answer)
    if books.stage == "collecting" and books.asking:
        limit = books.asking.since + timers.details
        out[Debt.DETAIL] = ("visitor", "", min(limit, books.asking.last + timers.detail))
    if books.owes:
        out |= _persons(books, policy)
    if books.snoozed:
        out[Debt.WAKING] = ("clock", "", books.snoozed)
    if not books.snoozed and not books.debt and not books.owes:
        quiet = timedelta(hours=12 if books.stage == "assistant" else 24)
        out[Debt.NEXT_WORD] = ("visitor", "", books.quiet + quiet)
    return out


def lapses(books: Ledger, policy: Policy) -> datetime | None:
    """When the owner's silence gives the case away."""
    if not books.owes or not books.owned_since or not books.case:
        return None
    base = max(books.owes[0][1], books.owned_since)
    return _later(_team(books.case, policy).calendar, base, 10, 2)


def _team(case: Case, policy: Policy) -> Team:
    staffed = any(one in policy.teammates for one in policy.teams[case.team].members)
    return policy.teams[case.team if staffed else policy.default_team]


def _later(calendar: Calendar, at: datetime, minutes: float, days: int) -> datetime:
    opening = calendar.after(at, timedelta(0))
    if opening is None or opening - at > timedelta(days=14):
        return at + timedelta(days=days)
    due = calendar.after(at, timedelta(minutes=minutes))
    assert due
    return due


def _persons(books: Ledger, policy: Policy) -> dict[Debt, Due]:
    case, out = books.case, {}
    assert case, "a person is owed without a case"
    team = _team(case, policy)
    staffed = any(one in policy.teammates for one in team.members)
    in_queue = books.stage in {"waiting", "offered"}

    def later(at: datetime, minutes: float, days: int) -> datetime:
        return _later(team.calendar, at, minutes, days)

    if books.stage == "offered" and books.offer:
        out[Debt.ACCEPTANCE] = ("teammate", books.offer[0], books.offer[1] + timedelta(seconds=30))
    if case.ladder and (in_queue or (books.stage == "assigned" and not case.answered)):
        _, step, at = case.ladder
        minutes = {0: 2, 1: 3}.get(step, 10)
        holder = ("team", team.id) if staffed else ("owner", policy.owner)
        out[Debt.RUNG] = (*holder, later(at, minutes, 1))
    since = books.owes[0][1]
    if books.stage == "assigned" and books.owner and books.owned_since:
        base = max(since, books.owned_since)
        twice = books.reminded == base
        out[Debt.REPLY] = ("teammate", books.owner, later(base, 10 if twice else 5, 2 if twice else 1))
    sign = _sign(books, team.calendar, since)
    if sign:
        out[Debt.DESK] = ("desk", "", sign)
    from_ = max([since] + ([books.mark[1]] if books.mark else []))
    if books.alert and books.alert[1:] == (team.id, team.calendar_version):
        from_ = max(from_, books.alert[0] + timedelta(days=14))
    opening = team.calendar.after(from_, timedelta(0))
    if not opening or opening - from_ > timedelta(days=14):
        out[Debt.NO_OPENING] = ("owner", policy.owner, from_)
    return out


def _sign(books: Ledger, calendar: Calendar, since: datetime) -> datetime | None:
    """When the team's sign has to be turned next, or should have been."""
    if books.mark is None or (books.mark[0] and books.mark[1] <= since):
        return _first_change(calendar, since)
    opened, at = books.mark
    if opened:
        return _first_change(calendar, at)
    opening: datetime | None = at if calendar.open_at(at) else calendar.changes_after(at)
    if opening is not None and opening <= since:
        return _first_change(calendar, since)
    return opening


def _first_change(calendar: Calendar, at: datetime) -> datetime | None:
    if not calendar.open_at(at):
        return at
    change: datetime | None = calendar.changes_after(at)
    return change
