"""What must stand beside what in one transaction: the course of a case, event by event."""

# ruff: noqa: ANN401 - a command here is any command

from __future__ import annotations

from datetime import datetime
from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import Debt
from chatref.conversation.policy import Policy
from tests.pure.before import Before
from tests.pure.dues import dues, rung_reached, team_of
from tests.pure.ledger import Ledger


def event_fits(books: Ledger, event: e.Event, policy: Policy, now: datetime) -> None:
    """Against the books as they stand just before the event."""
    case = books.case
    debt = _debt_of(event)
    if debt:
        held = dues(books, policy)
        assert debt in held, f"{event}, but no such debt"
        assert held[debt][2] <= now, f"{event} before its time"
    if isinstance(event, e.Queued) and case:
        assert event.team == team_of(case, policy).id, "to the case's team, or the default team"
    if isinstance(event, e.AssistantPaused | e.AssistantResumed):
        assert isinstance(event, e.AssistantResumed) == (event.mute.value in books.muted), "it was so already"
    if isinstance(event, e.HandoffOpened) and event.cause == "no_assistant":
        assert books.pending, "where nothing was asked no case opens"
    if isinstance(event, e.OfferEnded) and event.reason == "removed":
        assert event.teammate not in policy.teammates, "who is there keeps their offer"
    if isinstance(event, e.EscalationNoted) and event.why == "a case is open":
        assert case, "without one it opens one"
    if isinstance(event, e.DetailGiven) and event.by == "assistant" and books.given(event.field):
        assert books.details[event.field][1] == "assistant", "what somebody gave is not read over"
    if isinstance(event, e.DeskClosed | e.DeskOpened | e.OwnerAlerted):
        assert case, "a person is owed"
        assert event.team == team_of(case, policy).id, "the sign of the case's team"
    if isinstance(event, e.DeskClosed):
        assert not team_of(case, policy).calendar.open_at(now) if case else False
    if isinstance(event, e.DeskOpened):
        assert team_of(case, policy).calendar.open_at(now) if case else False
    if isinstance(event, e.RungPassed):
        assert (event.step, event.due) == rung_reached(books, policy, now), "the rung reached by now"


def _debt_of(event: e.Event) -> Debt | None:
    """The debt whose time must have come for this to happen."""
    match event:
        case e.RungPassed():
            return Debt.RUNG
        case e.Reminded():
            return Debt.REPLY
        case e.DeskClosed() | e.DeskOpened():
            return Debt.DESK
        case e.OwnerAlerted():
            return Debt.NO_OPENING
        case e.OfferEnded(reason="lapsed"):
            return Debt.ACCEPTANCE
        case e.CollectingEnded(reason="silence"):
            return Debt.DETAIL
        case e.Resolved(by_clock=True):
            return Debt.NEXT_WORD
        case _:
            return None


def course_fits(was: Before, books: Ledger, command: Any, events: list[e.Event]) -> None:
    """Over the whole transaction."""
    kinds = {type(one) for one in events}
    assert books.case or books.stage != "waiting" or not books.able, (
        "what waits for nobody is the assistant's"
    )
    _opening(was, command, events)
    _collecting(was, books, kinds)
    if {e.Released, e.Transferred} & kinds and not _owner_after(events):
        assert {e.Queued, e.HandedBack} & kinds, "it goes somewhere"
    lapsed = any(isinstance(one, e.Released) and one.reason == "lapsed" for one in events)
    assert lapsed == any(isinstance(one, e.Queued) and one.reason == "lapsed" for one in events)
    if was.case and (books.case is None or books.case.id != was.case):
        assert e.HandoffEnded in kinds, "I8: a case that ends says how"
    took = any(isinstance(one, e.Claimed) and one.teammate == was.offered_to for one in events)
    if was.offered_to and books.offer is None and not took and not books.erased:
        assert e.OfferEnded in kinds, "they are told that it is no longer theirs"
    if took and e.PolicyApplied not in kinds:
        assert e.OfferEnded not in kinds, "what they take is not taken from them"
    if isinstance(command, cmd.ApplyPolicy):
        moved = [one.team for one in events if isinstance(one, e.Transferred)]
        assert was.team not in moved, "to where it is already"
        assert was.stage != "waiting" or was.case or e.Queued not in kinds, "it waits already"
    if e.Noted in kinds:
        assert not kinds & {e.PersonAsked, e.DetailGiven}, "noted where nothing else happens"
    if any(isinstance(one, e.VisitorWrote) and one.thanks for one in events):
        assert kinds == {e.VisitorWrote} or e.PolicyApplied in kinds, (
            "a thanks wakes, reopens and opens nothing"
        )
    if e.Woken in kinds:
        wakes = isinstance(command, cmd.Write | cmd.Wake | cmd.DeadlinePassed | cmd.ReportUndelivered)
        assert wakes or _asks_for_a_person(command), "a message, a request or its time wakes"
    _requests(was, books, command, events)
    _quiet_rungs(was, command, events)


def _asks_for_a_person(command: Any) -> bool:
    if isinstance(command, cmd.Escalate):
        return command.cause in {"button", "request"}
    return isinstance(command, cmd.AskPerson | cmd.NotePersonAsked)


def _opening(was: Before, command: Any, events: list[e.Event]) -> None:
    opened = [one for one in events if isinstance(one, e.HandoffOpened)]
    _said(command, events)
    asked = any(isinstance(one, e.DetailsAsked) for one in events)
    assert asked == any(one.to == "collecting" for one in opened), "asked where it collects"
    claims = {one.how for one in events if isinstance(one, e.Claimed)}
    for one in opened:
        if one.to == "assigned":
            assert one.cause == ("reopened" if "reopened" in claims else "takeover")
    wanted = isinstance(command, cmd.Escalate) and any(one.reason == command.reason for one in opened)
    noted = any(isinstance(one, e.EscalationNoted) and one.why == "a case is open" for one in events)
    if wanted and opened[-1].cause == command.cause:
        tags = command.tags
    else:
        tags = command.tags if noted and not was.tags >= set(command.tags) else ()
    if not isinstance(command, cmd.Tag):
        given = [one.add for one in events if isinstance(one, e.Tagged)]
        assert given == ([fits] if (fits := _fitting(was.tags, tags)) else [])


def _fitting(had: frozenset[str], tags: tuple[str, ...]) -> tuple[str, ...]:
    """Twenty in all: what comes too late stays out."""
    room, fits = 20 - len(had), []
    for tag in tags:
        if tag in had or tag in fits:
            fits.append(tag)
        elif room:
            room -= 1
            fits.append(tag)
    return tuple(fits)


def _said(command: Any, events: list[e.Event]) -> None:
    """What came with the action and is certain is given in the same transaction, and nothing else is."""
    if isinstance(command, cmd.GiveDetails):
        return
    fields = command.action.fields if getattr(command, "action", None) else ()
    certain = {(one.field, one.value) for one in fields if one.value is not None and not one.inferred}
    given = {(one.field, one.value) for one in events if isinstance(one, e.DetailGiven)}
    assert given <= certain, "only what was said"
    asked = {field.field for one in events if isinstance(one, e.DetailsAsked) for field in one.fields}
    assert not asked & {name for name, _ in certain}, "what was said for certain is not asked"


def _requests(was: Before, books: Ledger, command: Any, events: list[e.Event]) -> None:
    kinds = {type(one) for one in events}
    if isinstance(command, cmd.NotePersonAsked) and e.Reopened in kinds:
        assert books.case, "what has ended is opened again for a person's sake only"
    asked = [one for one in events if isinstance(one, e.PersonAsked)]
    by_itself = isinstance(command, cmd.Write | cmd.AskPerson | cmd.NotePersonAsked)
    if not asked or not by_itself or e.PolicyApplied in kinds:
        return
    causes = {one.cause for one in events if isinstance(one, e.HandoffOpened)}
    assert not causes & {"button", "request"} or causes == {
        "button" if asked[0].how == "button" else "request"
    }
    waits = was.stage in {"waiting", "offered"} and books.case and books.case.id == was.case
    if not waits or not asked[0].open:
        assert e.PriorityRaised not in kinds, "raised for who waits and asks anew"
    elif books.case:
        assert books.case.raised_on == books.case.rungs or books.case.priority == 3, "raised"


def _collecting(was: Before, books: Ledger, kinds: set[type]) -> None:
    left = was.stage == "collecting" and books.stage != "collecting"
    if left and not kinds & {e.Withdrawn, e.Erased}:
        assert kinds & {e.CollectingEnded, e.Resolved}, "the questions end"
    if left and books.stage == "assigned":
        assert e.CollectingEnded in kinds, "the questions end"


def _owner_after(events: list[e.Event]) -> bool:
    return any(isinstance(one, e.Transferred) and one.teammate for one in events)


def _quiet_rungs(was: Before, command: Any, events: list[e.Event]) -> None:
    """Only the second rung speaks and raises."""
    rungs = [one for one in events if isinstance(one, e.RungPassed)]
    other = any(isinstance(one, e.Released | e.Transferred | e.HandoffOpened) for one in events)
    if rungs and not other and not was.step < 2 <= rungs[0].step:
        spoke = any(isinstance(one, e.DeskSaid) and one.line == "progress" for one in events)
        assert not spoke, "a word at a silent rung"
        if isinstance(command, cmd.DeadlinePassed):
            assert not any(isinstance(one, e.PriorityRaised) for one in events), "raised at a silent rung"
