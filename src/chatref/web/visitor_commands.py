"""What a visitor sent, as a command of the core."""

from typing import assert_never

from chatref.conversation import commands as core
from chatref.conversation.commands import ActionDue, Opening
from chatref.escalation.phrases import asks_for_person
from chatref.visitors.model import Known
from chatref.web import visitor_models as sent


def opening(conversation: str, known: Known, language: str, page: str | None) -> Opening:
    return Opening(conversation, known.workspace, known.site, known.visitor, language, page or "")


def command_of(asked: sent.VisitorCommand, begins: Opening, action: ActionDue | None) -> core.Command:
    """`begins` is used if there is no such conversation yet, `action` if this is the request that hands over."""
    match asked:
        case sent.Writing():
            asks = asks_for_person(asked.text, begins.language)
            return core.Write(asked.message, asked.text, asked.page or "", asks, action, begins)
        case sent.AskingPerson():
            return core.AskPerson(action, begins)
        case sent.GivingDetails():
            return core.GiveDetails(tuple(core.Value(field, text) for field, text in asked.values.items()))
        case sent.SkippingDetails():
            return core.SkipDetails()
        case sent.Withdrawing():
            return core.Withdraw()
        case sent.LeavingContact():
            return core.LeaveContact(asked.address)
        case sent.Rating():
            return core.Rate(asked.score, asked.comment or "")
        case sent.ReportingEvent():
            return core.ReportEvent(asked.name, tuple(asked.facts.items()), begins)
        case _:
            assert_never(asked)
