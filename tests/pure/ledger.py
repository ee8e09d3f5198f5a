"""A second set of books, kept from the events alone and in another way than evolve keeps them.

It shares no code with decide, evolve or owed; where the two differ, one of them is wrong.
"""

# ruff: noqa: ARG002 - every kind of event is kept through one signature

from __future__ import annotations

from datetime import UTC, datetime

from chatref.conversation import events as e
from chatref.conversation.events import Recorded
from chatref.conversation.lead import LeadNoted
from chatref.desk.encoding import kind_of
from tests.pure.entries import Asked, Case, enter
from tests.pure.posted import Posted

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


class Ledger(Posted):
    def __init__(self) -> None:
        super().__init__()
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
        self.ended: tuple[Case, str, datetime] | None = None
        self.handoffs: list[str] = []
        self.asking: Asked | None = None
        self.offer: tuple[str, datetime] | None = None
        self.snoozed: datetime | None = None
        self.reminded: datetime | None = None
        self.mark: tuple[bool, datetime] | None = None
        self.alert: tuple[datetime, str, int] | None = None
        self.details: dict[str, tuple[str, str, datetime, bool, int]] = {}
        self.asked, self.fired = set[str](), set[str]()
        self.unserved, self.requested_on = list[int](), list[int]()
        self.requests = self.last_visitor = self.last_reply = self.answered_to = self.settled_to = 0
        self.last_reply_by: str | None = None
        self.last_reply_at: datetime | None = None
        self.last_answer: str | None = None
        self.quiet = LONG_AGO
        self.contact: str | None = None
        self.tags, self.leads = set[str](), dict[str, str]()
        self.rating: tuple[int, str] | None = None
        self.outcome: str | None = None
        self.resolved_at: datetime | None = None
        self.spoke = self.reply_asks = self.by_mail = self.by_clock = self.erased = False

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

    @property
    def owed_reply_since(self) -> datetime | None:
        return max(self.owes[0][1], self.owned_since) if self.owes and self.owned_since else None

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
        self.page, self.by_mail = event.page or self.page, event.route.value == "email"
        self.last_visitor = one.seq
        if event.thanks:
            self.quiet = one.at
            return
        if not self.pending:
            self.turn, self.rev, self.lost = self.turn + 1, 0, 0
        self.rev += 1
        enter(self.pending, (one.seq, one.at, self.rev))
        if self.case:
            enter(self.owes, (one.seq, one.at))
            self.start_ladder()
        if self.asking:
            self.asking.last = one.at
        self.debt = (self.debt[0] if self.debt else one.at, one.at) if self.may_speak() else None

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
        self.spoke, self.reply_asks, self.last_answer, self.quiet = True, event.asks, None, one.at
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
            self.last_visitor, self.by_mail = one.seq, False
        if not event.open:
            return
        self.requests += 1
        self.unserved.append(number)
        if self.case and (not self.owes or self.owes[-1][0] < number):
            enter(self.owes, (number, one.at))
            self.start_ladder()

    def on_handoff_opened(self, event: e.HandoffOpened, one: Recorded) -> None:
        facts = (event.cause, event.rule, event.rule_version, event.why)
        self.case = Case(event.handoff, event.reason, event.team, int(event.priority), one.at, one.seq, facts)
        self.case.playbook, self.case.meant_for = event.playbook, event.instead_of
        self.handoffs.append(event.handoff)
        self.stage = "collecting" if event.to.value == "collecting" else "waiting"
        self.epoch += 1
        self.owes = self.opens_with(event)
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

    def on_collecting_ended(self, event: e.CollectingEnded, _one: Recorded) -> None:
        assert self.asking, "nothing was asked"
        missing = tuple(one.field for one in self.asking.fields if not self.given(one.field))
        assert event.missing == missing, "what is still missing"
        self.stage, self.asking, self.debt = "waiting", None, None
        self.epoch += 1

    def on_queued(self, event: e.Queued, one: Recorded) -> None:
        self.stage, self.debt, self.quiet = "waiting", None, one.at
        self.epoch += 1
        if self.case:
            self.case.waits_for(event.team, event.instead_of)
            self.case.queued = self.case.queued or one.at
            self.case.leg = [one.at, None, None]
            self.start_ladder()

    def start_ladder(self) -> None:
        if self.case and self.owes and not self.case.ladder and self.stage in {"waiting", "offered"}:
            self.case.ladder = (self.at, 0, self.at)

    def on_offered(self, event: e.Offered, one: Recorded) -> None:
        self.stage, self.offer = "offered", (event.teammate, one.at)

    def on_offer_ended(self, event: e.OfferEnded, _one: Recorded) -> None:
        self.stage, self.offer = "waiting", None
        if self.case and event.reason.value in {"lapsed", "declined"}:
            self.case.passed.append(event.teammate)

    def on_priority_raised(self, event: e.PriorityRaised, one: Recorded) -> None:
        assert self.case, "no case to raise"
        assert self.case.raised_on != self.case.rungs, "raised twice in one rung"
        assert int(event.priority) == self.case.priority + 1, "not one step up"
        self.case.priority, self.case.raised_on = int(event.priority), self.case.rungs

    def on_step_ticked(self, event: e.StepTicked, one: Recorded) -> None:
        assert self.case, "no case to work on"
        assert self.case.id == event.handoff, "a step of another case"
        assert any(step.id == event.step for step in self.case.playbook), "no step of this case"
        done = [tick for tick in self.case.ticks if tick[0] == event.step]
        assert bool(done) != event.done, "it was so already"
        if event.done:
            self.case.ticks.append((event.step, one.actor.id, one.at))
        else:
            self.case.ticks.remove(*done)

    def on_reviewed(self, event: e.Reviewed, _one: Recorded) -> None:
        for case in (self.case, self.ended[0] if self.ended else None):
            if case and case.id == event.handoff:
                case.lesson = event.lesson.value

    def on_handoff_ended(self, event: e.HandoffEnded, one: Recorded) -> None:
        assert self.case, "no case to end"
        assert self.case.id == event.handoff, "another case ended"
        self.ended = (self.case, event.outcome.value, one.at)
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
            if event.reason.value == "lapsed":
                self.case.passed.append(event.teammate)

    def on_transferred(self, event: e.Transferred, one: Recorded) -> None:
        assert self.owner == event.taken_from, "transferred from who had it not"
        if self.case:
            self.case.team, self.case.meant_for = event.team, None
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
        self.asked, self.fired, self.leads = set(), set(), {}
        self.spoke = self.by_clock = False
        self.last_answer = self.outcome = self.resolved_at = None
        self.quiet = one.at

    def on_snoozed(self, event: e.Snoozed, _one: Recorded) -> None:
        self.snoozed = event.until

    def on_woken(self, _: e.Woken, one: Recorded) -> None:
        assert self.snoozed, "woken from no sleep"
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

    def on_lead_noted(self, event: LeadNoted, _one: Recorded) -> None:
        assert self.leads.setdefault(event.action, event.lead) == event.lead, "once in an episode"

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
        self.case = self.ended = self.contact = self.rating = None
        self.details, self.asked, self.tags, self.leads = {}, set(), set(), {}
