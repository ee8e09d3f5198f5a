"""What a visitor sent, as a command of the core."""

from typing import assert_never

from chatref.conversation import commands as core
from chatref.conversation.commands import Opening
from chatref.escalation.phrases import asks_for_person
from chatref.visitors.model import Known
from chatref.web import visitor_models as sent
from chatref.web.rooms import Rooms

Sent = (
    sent.Writing
    | sent.AskingPerson
    | sent.SkippingDetails
    | sent.Withdrawing
    | sent.LeavingContact
    | sent.Rating
    | sent.ReportingEvent
)


def opening(conversation: str, known: Known, language: str, page: str | None) -> Opening:
    return Opening(conversation, known.workspace, known.site, known.visitor, language, page or "")


async def command_of(asked: Sent, rooms: Rooms, begins: Opening) -> core.Command:
    """`begins` is used if there is no such conversation yet."""
    match asked:
        case sent.Writing():
            asks = asks_for_person(asked.text, begins.language)
            action = await rooms.requests.action_of(begins, asked.text) if asks else None
            return core.Write(asked.message, asked.text, asked.page or "", asks, action, begins)
        case sent.AskingPerson():
            return core.AskPerson(await rooms.requests.action_of(begins), begins)
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
