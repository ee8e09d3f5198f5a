"""The twelve invariants, watched over every accepted and every refused command of a walk."""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.erase import tombstone
from chatref.conversation.events import Recorded
from chatref.conversation.evolve import evolve, fold
from chatref.conversation.model import Conversation, Debt, Outcome
from chatref.conversation.owed import owed
from chatref.conversation.policy import Context, Policy
from chatref.conversation.refusals import AlreadyClaimed, Behind, Continued, NotDue, Refusal, Unconfirmed
from tests.pure.alarms import alerts_fit
from tests.pure.asking import asking_fits, certain_is_given, readings_fit
from tests.pure.before import Before, before
from tests.pure.checklists import checklists_fit
from tests.pure.comparing import differences
from tests.pure.course import course_fits, event_fits
from tests.pure.dues import can_act, dues, lapses
from tests.pure.entries import Case
from tests.pure.leading import leads_to
from tests.pure.ledger import Ledger
from tests.pure.marks import BY_DESK, FOR_THE_TEAM, marks_of
from tests.pure.meant import meant_for_fits, where
from tests.pure.oracle import refusal
from tests.pure.post import post_fits
from tests.pure.stored import stored_event, stored_state
from tests.pure.thanking import thanks_fit
from tests.pure.wording import words_fit


@dataclass
class Monitors:
    books: Ledger = field(default_factory=Ledger)
    history: list[Recorded] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    ended: dict[str, Outcome] = field(default_factory=dict)
    requested: set[int] = field(default_factory=set)
    expected: tuple[str | None, str | None] = (None, None)
    answer_lost: bool = False
    before: Before | None = None
    state: Conversation | None = None

    def expect(self, command: Any, context: Context) -> None:
        """Before the command: what must come of it, if the policy is not news."""
        books = self.books
        self.before = before(books)
        self.lapses = lapses(books, context.policy)
        number, known = getattr(command, "measured_on", None), books.requested_on
        self.counted = number is not None and bool(known) and (number in known or number < min(known))
        self.news = books.born and books.policy < context.policy.version and not books.erased
        if self.news:
            return
        self.owed_before = dues(books, context.policy) if books.born else {}
        self.expected = (refusal(books, command, context), None)
        if self.expected[0] is None:
            self.expected = (None, leads_to(books, command, context))
        if isinstance(command, cmd.Answer):
            self.answer_lost = command.rev < books.rev and books.lost < 2

    def refused(self, command: Any, context: Context, reason: Refusal) -> None:
        if self.news:
            assert not isinstance(command, cmd.ApplyPolicy | cmd.DeadlinePassed), "a new policy is applied"
            return
        wanted, _ = self.expected
        assert wanted == reason.code, f"{command} in {self.books.stage}: {reason!r}, but {wanted}"
        if isinstance(reason, AlreadyClaimed):
            assert reason.by == self.books.owner, "I4: the other is told who"
        if isinstance(reason, Behind):
            assert (reason.visitor or reason.colleague) in {self.books.last_visitor, self.books.last_reply}
        if isinstance(reason, Unconfirmed):
            assert reason.steps, "they are named"
        if isinstance(reason, Continued):
            assert reason.conversation == context.open_elsewhere
        if isinstance(reason, NotDue):
            due = [due for _, _, due in dues(self.books, context.policy).values()]
            assert reason.due == (min(due) if due else None), "the row is told when"

    def accepted(
        self, command: Any, context: Context, recorded: tuple[Recorded, ...], c: Conversation
    ) -> None:
        assert recorded, "an accepted command stores an event"
        events = [one.event for one in recorded]
        for number, one in enumerate(recorded):
            event_fits(self.books, one.event, context.policy, one.at)
            asking_fits(self.books, command, one.event)
            thanks_fit(self.books, command, one.event, context.policy)
            words_fit(self.books, events, number, context.policy, one.at)
            self._take(one, command)
            self._books_agree(one)
        assert self.state == c, "I1: the state is the fold"
        certain_is_given(self.books, command, events)
        readings_fit(self._was, command, context.actor.kind.value, events)
        course_fits(self._was, self.books, command, events)
        post_fits(self._was, command, context, events)
        meant_for_fits(self._was, self.books, command, events, context.policy, news=self.news)
        checklists_fit(self._was, command, events, self.cases, context.policy)
        self._numbers(c)
        if not self.news:
            wanted, stage = self.expected
            assert wanted is None, f"{command} in {self._was.stage} accepted, but {wanted}"
            self._led_to(stage, command, recorded, context)
        self._owed(c, context.policy, events)
        alerts_fit(self.books, c, context.policy)
        self._fits_policy(context.policy)
        self._resolved_rightly(command, recorded)
        self._lines(recorded)
        self._requests(recorded, context)
        self._nothing_left_due(command, context, c)
        if not self.news:
            self._said_what_was_asked(command, recorded)
            self._reply_rules(recorded, max(context.now, recorded[0].at))

    def _books_agree(self, one: Recorded) -> None:
        """After each event, for what one event leaves wrong the next may put right."""
        self.state = evolve(self.state, one)
        wrong = differences(self.books, self.state)
        assert not wrong, f"I1: {one.event}: {wrong}"

    def finish(self, c: Conversation) -> None:
        """I1 over the whole history, and the same as it is stored."""
        assert fold(self.history) == c, "I1: the state is the fold"
        assert list(map(stored_event, self.history)) == self.history
        assert stored_state(c) == c
        for state, one in ((None, self.history[-1]), (c, self.history[0])):
            _is_refused(state, one)
        if c.erased:
            assert fold(tombstone(one) for one in self.history) == c, "tombstones fold to the same state"

    @property
    def _was(self) -> Before:
        assert self.before
        return self.before

    def _take(self, one: Recorded, command: Any) -> None:
        books, event = self.books, one.event
        assert one.seq == len(self.history) + 1, "I1: no gap, no repeat"
        assert one.at >= books.at, "time does not run back"
        hidden = type(event).__name__ in FOR_THE_TEAM
        assert one.vseq == (None if hidden else books.vseq + 1), "I11: vseq without a gap"
        self._speech(event)
        if type(event).__name__ in BY_DESK:
            assert one.actor.kind == "desk", "said by the desk"
        elif not isinstance(event, e.Queued | e.HandedBack | e.Reopened | e.OfferEnded | e.Woken | e.Tagged):
            spoken = isinstance(event, e.VisitorWrote | e.AssistantAnswered | e.TeammateReplied)
            assert not spoken or one.actor.kind != "desk"
        if isinstance(event, e.HandoffEnded) and books.case:
            self._case_ends(books.case, event, command)
        books.take(one)
        if books.case:
            self.cases[books.case.id] = books.case
            self._times(books.case)
        self.history.append(one)

    def _speech(self, event: e.Event) -> None:
        books = self.books
        if isinstance(event, e.AssistantAnswered):
            assert books.stage not in {"assigned", "resolved"}, "I3: no word by the assistant here"
            assert books.may_speak(), "I3: the assistant may not speak"
            assert books.debt, "I3: nobody waits for it"
            assert books.turn == event.turn, "I3: another turn"
            assert event.rev <= books.rev
            assert event.rev == books.rev or books.lost >= 2, "I3: an older rev"
        if isinstance(event, e.TeammateReplied):
            assert books.stage == "assigned", "I4: only the owner writes"
        if isinstance(event, e.Claimed) and event.taken_from is None:
            assert books.owner is None, "I4: one owner"
        if isinstance(event, e.PersonAsked):
            number = event.measured_on
            assert number is None or number not in self.requested, "a message asks once"
            self.requested |= {number} if number is not None else set()
        if isinstance(event, e.HandoffOpened):
            assert books.case is None, "one case at a time"
            assert event.rule is None or event.rule not in books.fired, "F10: a rule fires once an episode"
        if isinstance(event, e.Offered):
            assert books.case, "only a case is offered"
            assert event.teammate not in books.case.passed, "not before the next rung"
        if isinstance(event, e.Reopened):
            assert books.stage == "resolved"
        if isinstance(event, e.Queued | e.CollectingEnded) and event.reason == "no_assistant":
            assert not books.able, "for want of an assistant"
        if isinstance(event, e.HandoffOpened) and event.cause == "no_assistant":
            assert not books.able, "for want of an assistant"

    def _case_ends(self, case: Case, event: e.HandoffEnded, command: Any) -> None:
        assert event.handoff not in self.ended, "I8: it ends once"
        self.ended[event.handoff] = event.outcome
        clock = isinstance(command, cmd.DeadlinePassed)
        assert not (clock and self.books.owes), "the clock ends no case that a person owes"
        if event.outcome in {Outcome.ANSWERED, Outcome.ASSUMED}:
            assert case.answered, "I8: answered by a person"

    def _times(self, case: Case) -> None:
        first = [at for at in (case.queued, case.claimed) if at]
        assert not first or case.requested <= min(first), "I9"
        assert not case.answered or (case.claimed and case.claimed <= case.answered), "I9"
        leg = [at for at in case.leg if at]
        assert leg == sorted(leg), "I9: inside a leg"

    def _numbers(self, c: Conversation) -> None:
        assert c.seq == len(self.history), "I1"
        assert c.owner is None or c.stage == "assigned", "I4"
        assert (c.stage == "assigned") == (c.owner is not None), "I4"
        assert (c.stage == "offered") == (c.offer is not None)
        assert (c.stage == "collecting") == (c.collecting is not None)
        assert c.handoff is not None or c.stage not in {"collecting", "offered", "assigned"}, "I8"
        assert c.handoff is None or c.stage not in {"assistant", "resolved"}, "I8"
        assert c.snoozed_until is None or (c.stage == "assigned" and not c.person_owed)
        assert c.assistant_owes is None or (c.assistant_may_speak and c.turn.unanswered), "F5, F6"
        if c.stage == "assistant":
            assert c.assistant_able, "F6"
            assert not c.turn.unanswered or c.assistant_owes, "F5"
        assert not c.person_owed or c.handoff, "I8"

    def _led_to(
        self, stage: str | None, command: Any, recorded: tuple[Recorded, ...], context: Context
    ) -> None:
        if stage is None:
            return
        closed = stage == "offered" and any(isinstance(one.event, e.DeskClosed) for one in recorded)
        assert self.books.stage == ("waiting" if closed else stage), (
            f"{command}: {self._was.stage} → {self.books.stage}, not {stage}"
        )
        if stage == "assigned" and isinstance(command, cmd.Transfer):
            assert self.books.owner == command.teammate
        if isinstance(command, cmd.Transfer):
            assert self.books.case, "the same case"
            team = command.team if command.team is not None else self._was.team
            assert self.books.case.team == where(team, context.policy), "F11: to the team named"

    def _owed(self, c: Conversation, policy: Policy, events: list[e.Event]) -> None:
        obligations = owed(c, policy)
        assert bool(obligations) == (c.stage != "resolved"), "I2: something is owed until it is resolved"
        assert [one.due for one in obligations] == sorted(one.due for one in obligations)
        held = {one.debt: (one.holder.kind.value, one.holder.id, one.due) for one in obligations}
        wanted = dues(self.books, policy)
        assert held == wanted, f"owed: {held} is not {wanted}"
        if all(isinstance(one, e.StepTicked | e.Reviewed) for one in events) and not self.news:
            assert wanted == self.owed_before, "a tick or a review changes no debt"
        for one in obligations:
            assert can_act(one.holder, policy, self.books), f"I2: {one} can't act"
        if self.books.owes:
            assert held.keys() & {Debt.RUNG, Debt.REPLY, Debt.DETAIL}, "I8: a step ahead"

    def _fits_policy(self, policy: Policy) -> None:
        books = self.books
        if books.erased:
            return
        assert books.policy == policy.version, "I2: the row's policy is the current one"
        site = policy.sites["shop"]
        assert ("site" in books.muted) == (not site.assistant), "F6"
        assert ("waiting" in books.muted) == (not site.helps_while_waiting)
        assert books.owner is None or books.owner in policy.teammates, "F6"
        assert books.offer is None or books.offer[0] in policy.teammates, "F6"
        if books.case and books.stage in {"waiting", "offered"}:
            staffed = policy.teams[books.case.team].members & policy.teammates.keys()
            assert staffed or books.case.team == policy.default_team, "F11"

    def _resolved_rightly(self, command: Any, recorded: tuple[Recorded, ...]) -> None:
        for one in recorded:
            if not isinstance(one.event, e.Resolved):
                continue
            outcome = one.event.outcome
            assert one.event.by_clock == isinstance(command, cmd.DeadlinePassed)
            if isinstance(command, cmd.Resolve):
                assert command.seen >= self._was.last_visitor, "I2: they had seen it all"
                assert command.outcome in {None, outcome}
            if one.event.by_clock:
                assert outcome in {Outcome.ASSUMED, Outcome.ABANDONED}, "F36"
                assert not self._was.pending or outcome is Outcome.ABANDONED, "I2"
                assert not self._was.owes, "a person's answer is never resolved by the clock"
                assert outcome is Outcome.ABANDONED or not self._unheard(), "F36: abandoned"
                assert outcome is Outcome.ASSUMED or self._unheard(), "F36: assumed"

    def _unheard(self) -> bool:
        """A person was asked for and has not answered, or the last answer was not found."""
        if self.books.unserved:
            return True
        for one in reversed(self.history):
            if isinstance(one.event, e.TeammateReplied | e.Reopened):
                return False
            if isinstance(one.event, e.AssistantAnswered):
                return one.event.answer == "not_found"
        return False

    def _lines(self, recorded: tuple[Recorded, ...]) -> None:
        events = [one.event for one in recorded]
        opened = [one.handoff for one in events if isinstance(one, e.HandoffOpened)]
        said = [one for one in events if isinstance(one, e.DeskSaid)]
        told = [one.handoff for one in said if one.line == "hand_over"]
        assert sorted(opened) == sorted(name or "" for name in told), "I6: one line, as it opens"
        for name in opened:
            assert self.cases[name].handed == 1, "I6"
        for case in self.cases.values():
            assert case.confirmed <= 1, "I6: at most one confirmation"
        if any(isinstance(one, e.CollectingEnded) for one in events):
            assert any(one.line == "confirmation" for one in said), "I6: confirmed on leaving"
        for one in events:
            if isinstance(one, e.HandoffOpened) and one.to == "waiting":
                assert self.cases[one.handoff].confirmed == 1, "I6: one message where nothing is collected"
        confirmed = any(one.confirms or one.line == "confirmation" for one in said)
        before_a_form = self.books.stage == "collecting" and any(one.line == "hand_over" for one in said)
        heard = confirmed or before_a_form
        closings = [one for one in said if one.line == "closing"]
        closed = any(isinstance(one, e.DeskClosed) for one in events)
        assert sum("is back" in one.text for one in said) <= 1, "F12: the next opening is said once"
        assert len(closings) == (1 if closed and not heard else 0), "F12, F13: told once per closing"
        claims = [one for one in events if isinstance(one, e.Claimed)]
        joined = [one for one in said if one.line == "joined"]
        by_claim = sum(isinstance(one, e.HandoffOpened) and one.to == "assigned" for one in events)
        assert len(joined) == len(claims) - by_claim, "who joined"
        for line in said:
            assert line.text.strip(), "words"

    def _requests(self, recorded: tuple[Recorded, ...], context: Context) -> None:
        for one in recorded:
            if not (isinstance(one.event, e.PersonAsked) and one.event.open):
                continue
            books = self.books
            exempt = books.stage == "resolved" and context.open_elsewhere
            if one.event.how == "button" or books.requests >= 2:
                assert books.case or exempt, "I5: a person was asked for, and no case is open"

    def _nothing_left_due(self, command: Any, context: Context, c: Conversation) -> None:
        now = max(context.now, c.at)
        for debt, (_, _, due) in dues(self.books, context.policy).items():
            if isinstance(command, cmd.DeadlinePassed) or debt in {Debt.DESK, Debt.NO_OPENING}:
                assert due > now, f"I12: {debt} is still due"

    def _said_what_was_asked(self, command: Any, recorded: tuple[Recorded, ...]) -> None:
        """Each command leaves its own mark, with its own words."""
        events = [one.event for one in recorded]
        for kind, wanted in marks_of(command, lost=self.answer_lost, opened=self._opened_case()).items():
            found = [one for one in events if isinstance(one, kind)]
            assert len(found) == 1, f"{command}: {kind.__name__} {len(found)} times in {events}"
            held = {name: getattr(found[0], name) for name in wanted}
            assert held == wanted, f"{command}: {held}"
        self._rung_rules(command, events)
        late = isinstance(command, cmd.NotePersonAsked)
        if late or (isinstance(command, cmd.Escalate) and command.cause == "request"):
            stored = any(isinstance(one, e.PersonAsked) for one in events)
            assert stored != self.counted, "I5: what was asked is a fact, once per message"

    def _reply_rules(self, recorded: tuple[Recorded, ...], now: datetime) -> None:
        for one in recorded:
            if isinstance(one.event, e.Reminded):
                assert self.lapses, "a reminder of what is owed"
                assert now < self.lapses, "too late to remind"
            if isinstance(one.event, e.Released) and one.event.reason == "lapsed":
                assert self.lapses, "it lapses if it is owed"
                assert now >= self.lapses, "first a reminder"
            if isinstance(one.event, e.DeskClosed):
                assert self.books.stage != "offered", "closing withdraws the offer"

    def _opened_case(self) -> bool:
        return self.books.case is not None and self.books.case.id != self._was.case

    def _rung_rules(self, command: Any, events: list[Any]) -> None:
        books, was = self.books, self._was
        case = books.case
        if not case or case.id != was.case:
            return
        raised = case.raised_on == case.rungs or case.priority == 3
        rungs = [one for one in events if isinstance(one, e.RungPassed)]
        assert len(rungs) <= 1, "I12: missed steps are taken as one"
        if rungs and was.step < 2 <= rungs[0].step:
            assert raised, "the second rung raises"
            assert case.said_on == case.rungs, "the second rung says a word"
        lapsed = [one for one in events if isinstance(one, e.Released) and one.reason == "lapsed"]
        if lapsed:
            assert raised or rungs, "a lapsed reply raises"
            assert lapsed[0].teammate in case.passed or rungs, "not to the same before the next rung"
        if isinstance(command, cmd.Escalate) and was.stage in {"waiting", "offered"}:
            noted = [one for one in events if isinstance(one, e.EscalationNoted)]
            assert raised or not noted or noted[0].why != "a case is open", "priority up once a rung"
        moved = isinstance(command, cmd.Transfer) or (
            isinstance(command, cmd.Release | cmd.PresenceLost) and was.stage == "assigned" and books.owes
        )
        if (moved or lapsed) and not rungs:
            assert case.said_on == case.rungs, f"a progress word: {events}"


def _is_refused(state: Conversation | None, one: Recorded) -> None:
    """A history begins with `Started`, once."""
    if (state is None) == isinstance(one.event, e.Started):
        return
    try:
        evolve(state, one)
    except ValueError:
        return
    raise AssertionError(f"I1: {one.event} is no {'beginning' if state is None else 'sequel'}")
