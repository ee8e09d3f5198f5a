"""Commands of one workspace, decided one after another in memory: the second for a conversation sees the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from chatref.conversation.alerts import alert
from chatref.conversation.commands import (
    Answer,
    AskPerson,
    Command,
    DeadlinePassed,
    Escalate,
    OfferTo,
    Opening,
    ReportEvent,
    Write,
)
from chatref.conversation.decide import decide
from chatref.conversation.events import Erased, Event, Recorded, VerdictReached
from chatref.conversation.evolve import EVOLVE_VERSION, evolve
from chatref.conversation.lead import LeadNoted
from chatref.conversation.model import Actor, ActorKind, Conversation, Debt, Obligation, Stage
from chatref.conversation.owed import owed
from chatref.conversation.policy import Context
from chatref.conversation.refusals import Gone, IdReused, NotAllowed, NotDue
from chatref.desk.encoding import Head, decode_state, decode_summary, encode, encode_event, kind_of
from chatref.desk.erasure.store import Erasing
from chatref.desk.keep import Keep, Kept
from chatref.desk.mailing import MailRow, mails
from chatref.desk.outbox import (
    DeliveryRow,
    FollowUpRow,
    deliveries,
    follow_ups,
    goes_out,
    lead_deliveries,
    told_later,
)
from chatref.desk.outcome import Announcement, Outcome, Stored
from chatref.desk.policy import Ruling
from chatref.desk.store import ConversationRow, EventRow, Found, Rows, VerdictRow
from chatref.desk.summary import Summary, Visitor, begin, summarise
from chatref.errors import NotFound
from chatref.routing import NextOffer

T = TypeVar("T")

# What the world outside may want to hear of; the way of an ordinary message writes nothing there.
TOLD_OUTSIDE = frozenset({
    "handoff_opened", "collecting_ended", "queued", "claimed", "handoff_ended", "resolved", "owner_alerted", "erased",
})  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """One command on its way. `digest` tells whether the same id comes with the same content."""

    workspace: str
    conversation: str
    command: Command
    actor: Actor
    command_id: str
    sender: str
    digest: str


@dataclass(slots=True)
class Draft:
    """A conversation while the batch is decided."""

    state: Conversation | None
    summary: Summary | None
    begun: bool = False
    retimed: bool = False
    owed: tuple[Obligation, ...] = ()
    rows: list[EventRow] = field(default_factory=list)
    verdicts: list[VerdictRow] = field(default_factory=list)
    deliveries: list[DeliveryRow] = field(default_factory=list)
    follow_ups: dict[tuple[str, str], FollowUpRow] = field(default_factory=dict)
    """By destination and handoff: what several commands say goes as one."""
    mails: list[MailRow] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        return bool(self.rows) or self.retimed


@dataclass(slots=True)
class Batch:
    """`take` each command in turn, then write `rows()`; after the commit, `announcements` are true."""

    workspace: str
    change: int
    now: datetime
    ruling: Ruling
    keep: Keep
    present: frozenset[str] = frozenset()
    offers: tuple[NextOffer, ...] = ()
    """Those that may be made: read under the lock, and only if one is asked for."""
    drafts: dict[str, Draft] = field(default_factory=dict)
    announcements: list[Announcement] = field(default_factory=list)
    _used: dict[tuple[str, str], tuple[str, Outcome]] = field(default_factory=dict)
    _opened: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _rung: set[NextOffer] = field(default_factory=set)

    def take(self, ask: Ask, found: Found) -> Outcome:
        """Raises a Refusal, and then has changed nothing but, after NotDue, the stored time."""
        draft = self._draft(ask, found)
        _refuse_foreign(draft.state, ask)
        _refuse_forgotten(draft.state, found)
        self._refuse_overtaking(ask)
        recorded = self._decide(draft, ask, found)
        outcome = self._apply(draft, ask, recorded, found)
        self._used[ask.sender, ask.command_id] = ask.digest, outcome
        return outcome

    def earlier(self, ask: Ask, found: Found) -> Outcome | bool:
        """What this id gave in this batch; True if it was accepted in an earlier one; False if it is new."""
        used = self._used.get((ask.sender, ask.command_id))
        digest = used[0] if used else found.earlier.digest if found.earlier else None
        if digest is None:
            return False
        state = self._draft(ask, found).state
        if state is not None and state.erased:
            raise Gone
        if digest != ask.digest:
            raise IdReused
        return used[1] if used else True

    def rows(self, written: Rows) -> None:
        """Adds ours to what is to be written."""
        for draft in self.drafts.values():
            if draft.touched:
                written.events.extend(draft.rows)
                written.verdicts.extend(draft.verdicts)
                written.deliveries.extend(draft.deliveries)
                written.follow_ups.extend(draft.follow_ups.values())
                written.mails.extend(draft.mails)
                written.outside.extend(row for row in draft.rows if row.kind in TOLD_OUTSIDE)
                (written.begun if draft.begun else written.changed).append(self._row(draft))

    def comes_back(self, ask: Ask, found: Found) -> bool:
        """A word in what is resolved: who is here decides where it goes."""
        state = self._draft(ask, found).state if isinstance(ask.command, Write) else None
        return state is not None and state.stage is Stage.RESOLVED

    def erased(self) -> Iterator[Erasing]:
        for news in self.announcements:
            for each in news.events:
                if isinstance(each.recorded.event, Erased):
                    yield Erasing(self.workspace, news.state.id, news.state.visitor, each.recorded)

    def committed(self) -> None:
        for kept in self._kept():
            self.keep.put(self.workspace, kept)

    def _kept(self) -> Iterator[Kept]:
        for draft in self.drafts.values():
            if draft.state is not None and draft.summary is not None:
                yield Kept(draft.state, draft.summary)

    def _draft(self, ask: Ask, found: Found) -> Draft:
        draft = self.drafts.get(ask.conversation)
        if draft is None:
            draft = self.drafts[ask.conversation] = self._loaded(ask.conversation, found)
        return draft

    def _loaded(self, conversation: str, found: Found) -> Draft:
        if found.state is not None and found.summary is not None:
            return Draft(decode_state(found.state), decode_summary(found.summary))
        kept = self.keep.get(self.workspace, conversation) if found.seq else None
        return Draft(kept.state, kept.summary) if kept else Draft(None, None)

    def _decide(self, draft: Draft, ask: Ask, found: Found) -> tuple[Recorded, ...]:
        context = Context(
            self.ruling.policy, self.now, ask.actor, self.present, self._elsewhere(draft, ask, found)
        )
        try:
            return decide(draft.state, ask.command, context)
        except NotDue:
            draft.retimed = draft.state is not None and isinstance(ask.command, DeadlinePassed)
            raise

    def _refuse_overtaking(self, ask: Ask) -> None:
        """One by one in their order: the list is fair as a whole, and what stands after an offer that nobody makes
        now may be overtaking it. One that is made and refused holds nobody up."""
        if not isinstance(ask.command, OfferTo):
            return
        next_ones = (each for each in self.offers if each not in self._rung)
        if next(next_ones, None) != (offer := NextOffer(ask.conversation, ask.command.teammate)):
            raise NotAllowed("somebody else comes first, or they have no place left")
        self._rung.add(offer)

    def _elsewhere(self, draft: Draft, ask: Ask, found: Found) -> str | None:
        place = _place(draft.state, ask.command)
        elsewhere = self._opened.get(place, found.elsewhere) if place else None
        return elsewhere if elsewhere != ask.conversation else None

    def _apply(self, draft: Draft, ask: Ask, recorded: Sequence[Recorded], found: Found) -> Outcome:
        before = draft.summary.views if draft.summary else ()
        was_open = draft.state is not None and draft.state.stage is not Stage.RESOLVED
        stored = list(self._evolved(draft, ask, recorded))
        draft.verdicts.extend(_verdict_rows(ask, recorded))
        state = _there(draft.state)
        if self.ruling.policy.mails:
            draft.mails.extend(mails(state, recorded, self.ruling.addresses))
        if draft.summary is None:
            draft.begun = True
            visitor = Visitor(state.visitor, found.name, found.identified)
            draft.summary = begin(state, visitor, recorded[0].at)
        if state.stage is not Stage.RESOLVED:
            self._opened[state.site, state.visitor] = state.id
        elif was_open:
            self._opened[state.site, state.visitor] = None
        draft.owed = owed(state, self.ruling.policy)
        draft.summary = summarise(
            draft.summary, state, draft.owed, recorded, self.change, alert(state, self.ruling.policy)
        )
        self.announcements.append(
            Announcement(
                self.workspace, self.change, state, tuple(stored), draft.summary, before, self.ruling
            )
        )
        return Outcome(state.seq, state.vseq, tuple(each.event for each in recorded))

    def _evolved(self, draft: Draft, ask: Ask, recorded: Sequence[Recorded]) -> Iterator[Stored]:
        out: list[DeliveryRow] = []
        told: dict[str, None] = {}
        for part, each in enumerate(recorded):
            if self.ruling.routes:
                told |= dict.fromkeys(told_later(each.event, draft.state))
            draft.state = evolve(draft.state, each)
            if self.ruling.routes and goes_out(each.event):
                out.extend(self._deliveries(draft.state, each.event))
            head = Head.of(draft.state)
            draft.rows.append(_event_row(ask, each, head, part))
            yield Stored(each, head, ask.command_id)
        # With all that the same command says of the case.
        draft.deliveries.extend(row._replace(seq=recorded[-1].seq) for row in out)
        for handoff in told:
            for row in follow_ups(self.ruling.routes, _there(draft.state), handoff, ask.command_id):
                draft.follow_ups[row.destination, handoff] = row

    def _deliveries(self, state: Conversation, event: Event) -> Iterator[DeliveryRow]:
        if isinstance(event, LeadNoted):
            yield from lead_deliveries(self.ruling.routes, state, event)
        elif state.handoff is not None:
            yield from deliveries(self.ruling.routes, self.ruling.book, state, state.handoff)

    def _row(self, draft: Draft) -> ConversationRow:
        state, summary = _there(draft.state), _there(draft.summary)
        debts = draft.owed or owed(state, self.ruling.policy)
        return ConversationRow(
            workspace=self.workspace,
            id=state.id,
            site=state.site,
            visitor=state.visitor,
            seq=state.seq,
            vseq=state.vseq,
            change=self.change,
            stage=state.stage,
            owner=state.owner,
            team=state.team,
            by_socket=state.by_socket and state.stage is Stage.ASSIGNED,
            person_owed_since=state.person_owed_since,
            snoozed_until=state.snoozed_until,
            due_at=debts[0].due if debts else None,
            due_debt=debts[0].debt if debts else None,
            assistant_due_at=next((each.due for each in debts if each.debt is Debt.ANSWER), None),
            policy_version=state.policy,
            evolve_version=EVOLVE_VERSION,
            started_at=summary.started_at,
            changed_at=state.at,
            ended_at=state.ended_at,
            state=encode(state),
            summary=encode(summary),
        )


def _there(value: T | None) -> T:
    if value is None:
        raise LookupError("a command was accepted and left no conversation")
    return value


def _refuse_foreign(state: Conversation | None, ask: Ask) -> None:
    """A visitor writes in their own conversations; that another's exists is not told."""
    opening = opening_of(ask.command)
    visitor = state.visitor if state is not None else opening.visitor if opening else None
    if visitor is None or (ask.actor.kind is ActorKind.VISITOR and ask.actor.id != visitor):
        raise NotFound


def _refuse_forgotten(state: Conversation | None, found: Found) -> None:
    """Who was erased begins nothing more with what was on its way meanwhile."""
    if state is None and found.forgotten:
        raise NotFound


def _place(state: Conversation | None, command: Command) -> tuple[str, str] | None:
    """Site and visitor of the conversation, or of where it would begin."""
    if state is not None:
        return state.site, state.visitor
    opening = opening_of(command)
    return (opening.site, opening.visitor) if opening else None


def opening_of(command: Command) -> Opening | None:
    return command.opening if isinstance(command, Write | AskPerson | ReportEvent) else None


def _verdict_rows(ask: Ask, recorded: Sequence[Recorded]) -> Iterator[VerdictRow]:
    record = ask.command.record if isinstance(ask.command, Answer | Escalate) else None
    if record is not None:
        for each in recorded:
            if isinstance(each.event, VerdictReached):
                yield VerdictRow(
                    ask.workspace, ask.conversation, each.seq, each.at, record.measured, record.trace
                )


def _event_row(ask: Ask, recorded: Recorded, head: Head, part: int) -> EventRow:
    return EventRow(
        workspace=ask.workspace,
        conversation=ask.conversation,
        seq=recorded.seq,
        vseq=recorded.vseq,
        at=recorded.at,
        kind=kind_of(recorded.event),
        payload=encode_event(recorded),
        head=encode(head),
        sender=ask.sender,
        command=ask.command_id,
        part=part,
        digest=ask.digest,
    )
