"""The mark that each accepted command leaves: which event, with which of its own words."""

# ruff: noqa: ANN401, C901 - a command here is any command; it is a table

from __future__ import annotations

from typing import Any

from chatref.conversation import commands as cmd
from chatref.conversation import events as e
from chatref.conversation.model import Outcome
from chatref.conversation.summed import HandoffSummed, SumUp

Marks = dict[type, dict[str, Any]]

FOR_THE_TEAM = {
    "NoteWritten", "PersonAsked", "EscalationNoted", "AnswerLost", "Offered", "OfferEnded", "HandoffEnded",
    "Snoozed", "Woken", "Tagged", "PriorityRaised", "BusinessEventReceived", "VerdictReached", "RungPassed",
    "Reminded", "DeskClosed", "DeskOpened", "OwnerAlerted", "PolicyApplied", "Noted",
    "LeadNoted", "HandoffSummed", "StepTicked", "Reviewed", "AnswerUndelivered", "AnswerSentAgain",
}  # fmt: skip
BY_DESK = {
    "DeskSaid", "DetailsAsked", "HandoffEnded", "RungPassed", "Reminded", "DeskClosed", "DeskOpened",
    "OwnerAlerted", "PolicyApplied", "HandoffOpened", "PriorityRaised", "AnswerUndelivered",
}  # fmt: skip


def marks_of(command: Any, *, lost: bool, opened: bool) -> Marks:
    match command:
        case cmd.Write():
            said = {"message": command.message, "text": command.text, "page": command.page}
            return {e.VisitorWrote: {**said, "route": command.route}}
        case cmd.AskPerson():
            return {e.PersonAsked: {"how": "button", "open": True, "measured_on": None}}
        case cmd.LeaveContact():
            return {e.ContactLeft: {"address": command.address}}
        case cmd.Rate():
            return {e.Rated: {"score": command.score, "comment": command.comment}}
        case cmd.ReportEvent():
            return {e.BusinessEventReceived: {"name": command.name, "facts": command.facts}}
        case cmd.Answer():
            return _answers_mark(command, lost=lost)
        case cmd.Escalate():
            return _escalations_mark(command, opened=opened)
        case cmd.Reply():
            return {
                e.TeammateReplied: {"message": command.message, "text": command.text, "hands_back": False}
            }
        case _:
            return _teammates_mark(command)


def _teammates_mark(command: Any) -> Marks:
    match command:
        case cmd.Note():
            return {e.NoteWritten: {"message": command.message, "text": command.text}}
        case cmd.Snooze():
            return {e.Snoozed: {"until": command.until}}
        case cmd.Wake():
            return {e.Woken: {}}
        case cmd.Tag():
            return {e.Tagged: {"add": command.add, "remove": command.remove}}
        case cmd.HandBack():
            said: Marks = {e.TeammateReplied: {"hands_back": True}} if command.say else {}
            return {**said, e.HandedBack: {"word": command.word}, e.HandoffEnded: {}}
        case cmd.Resolve():
            spoke: Marks = {}
            if command.say:
                spoke[e.TeammateReplied] = {"message": command.say.message, "text": command.say.text}
            return {**spoke, e.Resolved: {"by_clock": False}}
        case cmd.Claim():
            return {e.Claimed: {"by_socket": command.by_socket, "how": "claim"}}
        case cmd.TakeOver():
            return {e.Claimed: {"by_socket": command.by_socket, "how": "takeover"}}
        case cmd.Withdraw():
            return {e.Withdrawn: {}, e.HandoffEnded: {"outcome": Outcome.WITHDRAWN}}
        case cmd.OfferTo():
            return {e.Offered: {"teammate": command.teammate}}
        case cmd.Decline():
            return {e.OfferEnded: {"reason": "declined"}}
        case cmd.Erase():
            return {e.Erased: {}}
        case SumUp():
            return {HandoffSummed: {"handoff": command.handoff, "text": command.text}}
        case _:
            return {}


def _answers_mark(command: cmd.Answer, *, lost: bool) -> Marks:
    out: Marks = {}
    if command.trace is not None:
        out[e.VerdictReached] = {"trace": command.trace, "escalates": False, "rule": None}
    names = ("turn", "rev") if lost else ("message", "text", "answer", "citations", "turn", "rev", "part")
    out[e.AnswerLost if lost else e.AssistantAnswered] = {name: getattr(command, name) for name in names}
    return out


def _escalations_mark(command: cmd.Escalate, *, opened: bool) -> Marks:
    out: Marks = {}
    if command.trace is not None:
        out[e.VerdictReached] = {"trace": command.trace, "escalates": True, "rule": command.rule}
    if opened:
        out[e.HandoffOpened] = {
            name: getattr(command, name)
            for name in ("reason", "cause", "why", "rule", "rule_version", "priority", "measured_on")
        }
    else:
        out[e.EscalationNoted] = {"reason": command.reason, "cause": command.cause, "rule": command.rule}
    return out
