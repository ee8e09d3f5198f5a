"""What the table of the way of a case says about a command: refused by which name.

Read off the page, against the ledger's books; shares no code with decide.
"""

# ruff: noqa: ANN401 - a command here is any command; the rules are looked up by its type

from __future__ import annotations

from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation.model import Cause, Outcome
from chatref.conversation.playbook import Step
from chatref.conversation.policy import Context
from chatref.conversation.summed import SumUp
from tests.pure.dues import dues
from tests.pure.ledger import Ledger

TEAMMATES = (
    cmd.Claim, cmd.TakeOver, cmd.Reply, cmd.SendAgain, cmd.Note, cmd.HandBack, cmd.Resolve, cmd.Release, cmd.Transfer,
    cmd.Decline, cmd.Snooze, cmd.Wake, cmd.Tag, cmd.TickStep, cmd.Review, cmd.PauseAssistant, cmd.ResumeAssistant,
)  # fmt: skip
CLOSES = {
    Outcome.ANSWERED, Outcome.ASSISTANT_ANSWERED, Outcome.ELSEWHERE, Outcome.SPAM, Outcome.DUPLICATE,
}  # fmt: skip


def refusal(books: Ledger, command: Any, context: Context) -> str | None:
    """The name it must be refused by; None if it must be accepted."""
    if not books.born:
        return _unborn(command, context)
    if books.erased:
        return "gone"
    if isinstance(command, cmd.Resolve) and context.actor.kind == "server":
        return _closed_elsewhere(books, command, context)
    me = context.actor.id
    tags = isinstance(command, cmd.Tag) and context.actor.kind == "assistant"
    notes = isinstance(command, cmd.Note) and context.actor.kind == "desk"
    if (
        isinstance(command, TEAMMATES)
        and not (tags or notes)
        and (context.actor.kind != "teammate" or me not in context.policy.teammates)
    ):
        return "not_allowed"
    rule = RULES.get(type(command))
    return rule(books, command, context) if rule else None


def _unborn(command: Any, context: Context) -> str | None:
    if getattr(command, "opening", None) is None:
        return "not_allowed"
    return "continued" if context.open_elsewhere else None


def _begins(books: Ledger, command: Any, context: Context) -> str | None:
    return "continued" if books.stage == "resolved" and context.open_elsewhere else None


def _details(books: Ledger, command: Any, context: Context) -> str | None:
    return "not_allowed" if books.stage == "resolved" else None


def _sum_up(books: Ledger, command: Any, context: Context) -> str | None:
    return None if command.handoff in books.handoffs else "not_allowed"


def _skip(books: Ledger, command: Any, context: Context) -> str | None:
    return None if books.stage == "collecting" else "not_allowed"


def _withdraw(books: Ledger, command: Any, context: Context) -> str | None:
    return "not_allowed" if context.actor.kind == "teammate" or not books.case else None


def _answer(books: Ledger, command: Any, context: Context) -> str | None:
    if _failed(books, command, context) or command.rev > books.rev:
        return "stale"
    return None


def _failed(books: Ledger, command: Any, context: Context) -> str | None:
    fits = command.epoch == books.epoch and command.turn == books.turn
    return None if fits and books.debt else "stale"


def settled(books: Ledger, command: cmd.Escalate) -> bool:
    on = command.measured_on
    if on is not None and on <= books.answered_to:
        return True
    if (
        command.cause in {Cause.RULE, Cause.REQUEST, Cause.TOPIC}
        and on is not None
        and on <= books.settled_to
    ):
        return True
    return command.rule in books.fired


def _escalate(books: Ledger, command: Any, context: Context) -> str | None:
    return None if settled(books, command) else _begins(books, command, context)


def _tag(books: Ledger, command: Any, context: Context) -> str | None:
    if context.actor.kind == "assistant":
        return None
    return "not_allowed" if len((books.tags | set(command.add)) - set(command.remove)) > 20 else None


def _claim(books: Ledger, command: Any, context: Context) -> str | None:
    if books.stage == "assigned":
        return "already_claimed"
    if books.stage == "assistant":
        return "not_allowed"
    if command.epoch < books.owned_epoch:
        return "stale"
    return _begins(books, command, context)


def _take_over(books: Ledger, command: Any, context: Context) -> str | None:
    if books.stage == "resolved" or (books.stage == "assigned" and books.owner == context.actor.id):
        return "not_allowed"
    if books.stage == "assigned":
        same = command.taken_from == books.owner and command.epoch >= books.owned_epoch
        return None if same else "already_claimed"
    if command.taken_from is not None or command.epoch < books.owned_epoch:
        return "stale"
    return None


def _reply(books: Ledger, command: Any, context: Context) -> str | None:
    if books.stage == "assigned" and books.owner != context.actor.id:
        return "already_claimed"
    if command.seen_colleague is not None and _missed_colleague(books, command, context):
        return "behind"
    return _begins(books, command, context)


def _send_again(books: Ledger, command: Any, context: Context) -> str | None:
    if books.stage == "assigned" and books.owner != context.actor.id:
        return "already_claimed"
    known = command.answers and set(command.answers) <= books.failed.keys()
    return None if known else "not_allowed"


def _undelivered(books: Ledger, command: Any, context: Context) -> str | None:
    return None if context.actor.kind == "desk" else "not_allowed"


def _missed_colleague(books: Ledger, command: Any, context: Context) -> bool:
    return books.last_reply > command.seen_colleague and books.last_reply_by != context.actor.id


def _behind(books: Ledger, command: Any, context: Context) -> str | None:
    late = books.last_visitor > command.seen or _missed_colleague(books, command, context)
    return "behind" if late else None


def _owners(books: Ledger, context: Context, *, forced: bool) -> str | None:
    if books.stage != "assigned":
        return "not_allowed"
    me = context.actor.id
    if me == books.owner or (forced and me == context.policy.owner):
        return None
    return "already_claimed"


def _hand_back(books: Ledger, command: Any, context: Context) -> str | None:
    first = _owners(books, context, forced=False)
    if first:
        return first
    if not books.able:
        return "not_allowed"
    if _behind(books, command, context):
        return "behind"
    return "unanswered" if books.owes and not command.say else None


def _resolve(books: Ledger, command: Any, context: Context) -> str | None:
    if books.stage == "resolved":
        return "not_allowed"
    me = context.actor.id
    forced = me == context.policy.owner and not command.say
    if books.stage == "assigned" and books.owner != me and not forced:
        return "already_claimed"
    if _behind(books, command, context):
        return "behind"
    return _untrue(books, command, context) or _untold(books, command, context)


def _closed_elsewhere(books: Ledger, command: cmd.Resolve, context: Context) -> str | None:
    if books.stage == "resolved" or not books.case or command.outcome is not Outcome.ELSEWHERE:
        return "not_allowed"
    if command.say or command.ticks or command.lesson:
        return "not_allowed"
    return _behind(books, command, context)


def _untrue(books: Ledger, command: cmd.Resolve, context: Context) -> str | None:
    owed = {"assistant": bool(books.debt), "assigned": bool(books.owes)}.get(books.stage, True)
    if owed and not command.say and not command.outcome:
        return "unanswered"
    steps = _steps(books, command, context)
    in_passing = command.ticks or command.lesson
    if in_passing and (
        steps is None or any(tick not in {step.id for step in steps} for tick in command.ticks)
    ):
        return "not_allowed"
    if command.outcome and command.outcome not in CLOSES:
        return "not_allowed"
    if command.outcome in {Outcome.ELSEWHERE, Outcome.SPAM, Outcome.DUPLICATE} or (
        command.say and command.outcome is not Outcome.ASSISTANT_ANSWERED
    ):
        return None
    if command.outcome is Outcome.ANSWERED or (command.outcome is None and books.spoke):
        since = books.owes[0][1] if books.owes else None
        after = books.last_reply_at and since and books.last_reply_at > since
        return None if after or (not since and books.spoke) else "unanswered"
    helped = books.last_answer not in {None, "not_found"} and not books.pending and not command.say
    return None if helped else "unanswered"


def _steps(books: Ledger, command: cmd.Resolve, context: Context) -> tuple[Step, ...] | None:
    """Of the case that is open when it closes: a word of a teammate's opens one."""
    if books.case:
        return books.case.playbook
    return context.policy.playbooks.get("takeover", ()) if command.say else None


def _untold(books: Ledger, command: cmd.Resolve, context: Context) -> str | None:
    if command.outcome not in {None, Outcome.ANSWERED} or not (command.outcome or command.say or books.spoke):
        return None
    done = {step for step, *_ in books.case.ticks} if books.case else set()
    must = {step.id for step in _steps(books, command, context) or () if step.confirm}
    return "unconfirmed" if must - done - set(command.ticks) else None


def _tick_step(books: Ledger, command: Any, context: Context) -> str | None:
    if not books.case:
        return "not_allowed"
    if books.case.id != command.handoff:
        return "stale"
    return None if any(step.id == command.step for step in books.case.playbook) else "not_allowed"


def _review(books: Ledger, command: Any, context: Context) -> str | None:
    return None if command.handoff in books.handoffs[-64:] else "not_allowed"


def _release(books: Ledger, command: Any, context: Context) -> str | None:
    return _owners(books, context, forced=True) or _behind(books, command, context)


def _transfer(books: Ledger, command: Any, context: Context) -> str | None:
    if not (books.stage in {"waiting", "offered"} and books.case):
        first = _owners(books, context, forced=True)
        if first:
            return first
    if _behind(books, command, context):
        return "behind"
    one = (command.teammate is None) != (command.team is None)
    return None if one and (command.teammate is None or command.teammate != books.owner) else "not_allowed"


def _decline(books: Ledger, command: Any, context: Context) -> str | None:
    return None if books.offer and books.offer[0] == context.actor.id else "not_allowed"


def _snooze(books: Ledger, command: Any, context: Context) -> str | None:
    first = _owners(books, context, forced=False) or _behind(books, command, context)
    if first:
        return first
    if books.owes:
        return "unanswered"
    return "not_allowed" if command.until <= max(context.now, books.at) else None


def _wake(books: Ledger, command: Any, context: Context) -> str | None:
    return None if books.snoozed else "not_allowed"


def _offer(books: Ledger, command: Any, context: Context) -> str | None:
    policy, case = context.policy, books.case
    if books.stage != "waiting" or not case or not books.owes:
        return "not_allowed"
    team = case.team if set(policy.teams[case.team].members) & set(policy.teammates) else policy.default_team
    ready = policy.teams[team].calendar.open_at(max(context.now, books.at))
    fit = command.teammate in policy.teammates and command.teammate not in case.passed
    return None if ready and fit else "not_allowed"


def _absent(books: Ledger, command: Any, context: Context) -> str | None:
    if command.teammate in context.present:
        return "not_allowed"
    offered = books.offer is not None and books.offer[0] == command.teammate
    return None if offered or (books.owner == command.teammate and books.by_socket) else "not_allowed"


def _due(books: Ledger, command: Any, context: Context) -> str | None:
    now = max(context.now, books.at)
    late = any(due <= now for _, _, due in dues(books, context.policy).values())
    return None if late else "not_due"


def _policy(books: Ledger, command: Any, context: Context) -> str | None:
    return "not_due"


RULES: dict[type, Any] = {
    cmd.Write: _begins,
    cmd.AskPerson: _begins,
    cmd.GiveDetails: _details,
    cmd.NoteLead: _details,
    SumUp: _sum_up,
    cmd.SkipDetails: _skip,
    cmd.Withdraw: _withdraw,
    cmd.Answer: _answer,
    cmd.AssistantFailed: _failed,
    cmd.Escalate: _escalate,
    cmd.Claim: _claim,
    cmd.TakeOver: _take_over,
    cmd.Reply: _reply,
    cmd.SendAgain: _send_again,
    cmd.ReportUndelivered: _undelivered,
    cmd.HandBack: _hand_back,
    cmd.Resolve: _resolve,
    cmd.Release: _release,
    cmd.Transfer: _transfer,
    cmd.Decline: _decline,
    cmd.Snooze: _snooze,
    cmd.Wake: _wake,
    cmd.Tag: _tag,
    cmd.TickStep: _tick_step,
    cmd.Review: _review,
    cmd.OfferTo: _offer,
    cmd.PresenceLost: _absent,
    cmd.DeadlinePassed: _due,
    cmd.ApplyPolicy: _policy,
}
"""The others are never refused."""
