"""An answer that did not arrive: a person owes it again, so that nobody takes the visitor for answered."""

from uuid import NAMESPACE_OID, uuid5

from chatref.conversation.commands import Command, Note, ReportUndelivered
from chatref.conversation.model import DESK
from chatref.conversation.refusals import Gone, IdReused
from chatref.desk.handle import Desk
from chatref.desk.refused import CommandRefused
from chatref.mail.store import Failed


async def tell_team(desk: Desk, workspace: str, conversation: str, mail: Failed, to: str, why: str) -> None:
    """Once for each mail, by its name. `why` is a sentence."""
    told = str(uuid5(NAMESPACE_OID, f"{conversation}/{mail.message_id}/undelivered"))
    try:
        await desk.handle(
            workspace, conversation, _command(told, mail, to, why), actor=DESK, command_id=told, sender="desk"
        )
    except CommandRefused as refused:
        if not isinstance(refused.refusal, Gone | IdReused):
            raise


def _command(told: str, mail: Failed, to: str, why: str) -> Command:
    """What the desk itself said is owed to nobody."""
    if mail.answers:
        return ReportUndelivered(tuple(mail.answers), to, why, mail.seen)
    whom = f" to {to}" if to else ""
    return Note(told, f"A mail with what the desk said could not be delivered{whom}. {why}".rstrip())
