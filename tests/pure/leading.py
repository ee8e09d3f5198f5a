"""Where a command leads that is not refused, by the table of the way of a case.

Read off the page, against the ledger's books; shares no code with decide.
"""

# ruff: noqa: ANN401, ARG005 - a command here is any command; the rules are looked up by its type

from __future__ import annotations

from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation.model import Cause
from chatref.conversation.policy import Context
from chatref.conversation.summed import SumUp
from tests.pure.before import before
from tests.pure.ledger import Ledger
from tests.pure.oracle import settled
from tests.pure.post import waited_for
from tests.pure.thanking import owes_nothing


def leads_to(books: Ledger, command: Any, context: Context) -> str | None:
    """The stage after an accepted command; None where the page leaves it to the case."""
    able = books.able if books.born else context.policy.sites["shop"].assistant
    stage = books.stage if books.born else ("assistant" if able else "waiting")
    rule = LEADS.get(type(command))
    return rule(books, command, context, stage, able) if rule else None


def _written(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    if owes_nothing(books, command, context.policy):
        return stage
    if stage == "resolved":
        if _returns(books, context):
            return "assigned"
        stage = "assistant" if able else "waiting"
    if stage == "assistant" and command.asks and books.requests >= 1:
        return _into_case(books, command.action)
    return "waiting" if stage == "collecting" and command.asks else stage


def _returns(books: Ledger, context: Context) -> bool:
    if not books.last_owner or not books.resolved_at:
        return False
    there = books.last_owner in context.present and books.last_owner in context.policy.teammates
    return there and max(context.now, books.at) - books.resolved_at <= context.policy.timers.grace


def _into_case(books: Ledger, action: cmd.ActionDue | None) -> str:
    if not action:
        return "waiting"
    anew = books.stage == "resolved"
    unsaid = [one for one in action.fields if one.value is None or one.inferred]
    due = [one for one in unsaid if anew or not (books.given(one.field) or one.field in books.asked)]
    return "collecting" if any(one.required for one in due) else "waiting"


def _button(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    if stage in {"resolved", "assistant"}:
        return _into_case(books, command.action) if able else "waiting"
    return "waiting" if stage == "collecting" else stage


def _escalated(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    if settled(books, command):
        return stage
    if stage in {"resolved", "assistant"}:
        return _into_case(books, command.action) if able else "waiting"
    if stage == "collecting" and command.cause is Cause.REQUEST and books.case:
        newer = command.measured_on is None or command.measured_on > books.case.opened
        return "waiting" if newer else stage
    return stage


def _asked_late(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    on, known = command.measured_on, books.requested_on
    counted = on in known or (known and on < min(known))
    if counted or on <= books.settled_to:
        return stage
    if stage == "resolved" and (books.requests == 0 or context.open_elsewhere):
        return stage
    if stage in {"resolved", "assistant"} and books.requests >= 1:
        return _into_case(books, command.action) if able else "waiting"
    newer = books.case is not None and on > books.case.opened
    return "waiting" if stage == "collecting" and newer else stage


def _assigned(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    return "assigned"


def _without_owner(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    if stage == "offered" or books.owes or not able:
        return "waiting"
    return "assistant"


def _withdrawn(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    return "assistant" if able else "resolved"


def _transferred(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    return "assigned" if command.teammate in context.policy.teammates else "waiting"


def _failing(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    return "waiting" if stage == "assistant" else stage


def _paused(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    return "waiting" if stage in {"assistant", "collecting"} else stage


def _resumed(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    waits_for_nobody = stage == "waiting" and not books.case
    was_paused = "conversation" in books.muted
    back = was_paused and waits_for_nobody and "site" not in books.muted
    return "assistant" if back else stage


def _sent_again(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    return "assigned" if stage in {"waiting", "offered"} and books.case else stage


def _undelivered(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    news = [answer for answer in command.answers if answer not in books.failed]
    anew = stage in {"assistant", "resolved"} and not command.seen and news
    if anew and waited_for(before(books), context, news):
        return "waiting"
    return stage


def _given(books: Ledger, command: Any, context: Context, stage: str, able: bool) -> str:
    if stage != "collecting" or not books.asking:
        return stage
    now = {one.field for one in command.values}
    missing = [one for one in books.asking.fields if one.required]
    left = [one for one in missing if one.field not in now and not books.given(one.field)]
    return stage if left else "waiting"


LEADS: dict[type, Any] = {
    cmd.Write: _written,
    cmd.AskPerson: _button,
    cmd.Escalate: _escalated,
    cmd.NotePersonAsked: _asked_late,
    cmd.Claim: _assigned,
    cmd.TakeOver: _assigned,
    cmd.Reply: _assigned,
    cmd.SendAgain: _sent_again,
    cmd.ReportUndelivered: _undelivered,
    cmd.HandBack: lambda *_: "assistant",
    cmd.Resolve: lambda *_: "resolved",
    cmd.Erase: lambda *_: "resolved",
    cmd.Release: _without_owner,
    cmd.PresenceLost: _without_owner,
    cmd.Withdraw: _withdrawn,
    cmd.Transfer: _transferred,
    cmd.Decline: lambda *_: "waiting",
    cmd.SkipDetails: lambda *_: "waiting",
    cmd.OfferTo: lambda *_: "offered",
    cmd.AssistantFailed: _failing,
    cmd.PauseAssistant: _paused,
    cmd.ResumeAssistant: _resumed,
    cmd.GiveDetails: _given,
    **{
        kind: lambda books, command, context, stage, able: stage
        for kind in (
            cmd.Answer,
            cmd.Note,
            cmd.NoteLead,
            SumUp,
            cmd.Rate,
            cmd.LeaveContact,
            cmd.Snooze,
            cmd.Wake,
            cmd.Tag,
            cmd.TickStep,
            cmd.Review,
        )
    },
}
