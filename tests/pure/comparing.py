"""Where the stored state is not what the books say."""

from __future__ import annotations

from chatref.conversation.model import Conversation, Handoff
from tests.pure.entries import Case
from tests.pure.ledger import Ledger


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
        **_said_case(case),
        "ended": books.ended and (_said_case(books.ended[0]), *books.ended[1:]),
        "handoffs": books.handoffs[-64:],
        "asking": asking and (asking.action, asking.fields, asking.since, asking.last),
        "offer": books.offer,
        "snoozed": books.snoozed,
        "reminded": books.reminded,
        "mark": books.mark,
        "alert": books.alert,
        "details": books.details,
        "asked": (books.asked, books.fired),
        "requests": (books.requests, books.unserved, books.requested_on),
        "seen": (books.last_visitor, books.last_reply, books.reply_asks, books.answered_to, books.settled_to),
        "reply": (books.last_reply_by, books.last_reply_at, books.spoke, books.last_answer),
        "failed": books.failed,
        "marks": (books.contact, books.by_mail, books.tags, books.rating, books.leads),
        "end": (books.outcome, books.by_clock, books.erased),
    }


def _said_case(case: Case | None) -> dict[str, object]:
    return {
        "case": case
        and (case.id, case.reason, case.team, case.priority, case.requested, case.opened, case.facts),
        "meant for": case and case.meant_for,
        "first times": case and (case.queued, case.claimed, case.answered, case.leg),
        "ladder": case and (case.ladder, case.rungs, case.raised_on, case.said_on, case.passed),
        "lines": case and (case.handed > 0, case.confirmed > 0),
        "playbook": case and (case.playbook, case.ticks, case.lesson),
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
        **_held_case(case),
        "ended": c.ended and (_held_case(c.ended.handoff), c.ended.outcome.value, c.ended.at),
        "handoffs": list(c.handoffs),
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
        "seen": (c.last_visitor, c.last_reply, c.last_reply_asks, c.answered_to, c.settled_to),
        "reply": (c.last_reply_by, c.last_reply_at, c.person_spoke, c.last_answer and c.last_answer.value),
        "failed": {each.answer: each.told for each in c.undelivered},
        "marks": (
            c.contact,
            c.by_mail,
            set(c.tags),
            c.rating and (c.rating.score, c.rating.comment),
            {lead.action: lead.id for lead in c.leads},
        ),
        "end": (c.outcome and c.outcome.value, c.resolved_by_clock, c.erased),
    }


def _held_case(case: Handoff | None) -> dict[str, object]:
    return {
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
        "meant for": case and case.instead_of,
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
        "playbook": case
        and (
            case.playbook,
            [(tick.step, tick.by, tick.at) for tick in case.ticks],
            case.lesson and case.lesson.value,
        ),
    }
