"""A mail becomes a visitor's message: in the thread, as any other, and once, however often it is tried."""

from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from chatref.conversation.commands import Opening, Write
from chatref.conversation.events import VisitorWrote
from chatref.conversation.model import Actor, ActorKind, Conversation, Route
from chatref.conversation.refusals import Continued, IdReused
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.handle import Desk
from chatref.desk.outcome import Outcome
from chatref.desk.refused import CommandRefused
from chatref.desk.requests import Requests
from chatref.escalation.phrases import asks_for_person
from chatref.mail.filing import store
from chatref.mail.filing.store import Row
from chatref.mail.incoming import Attachment
from chatref.mail.incoming.remarks import attached, message_of

MOST_MOVES = 3
"""From a conversation to the one in which the visitor goes on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a mail stands in a thread."""

    conversation: str
    seq: int | None


def derived(mail: str, what: str) -> str:
    """An id that a second try makes the same."""
    return str(uuid5(NAMESPACE_OID, f"{mail}/{what}"))


@dataclass(frozen=True, slots=True)
class Writing:
    database: Database
    desk: Desk
    requests: Requests

    async def write(
        self, workspace: str, mail: Row, conversation: str, opening: Opening | None = None
    ) -> Standing:
        """Raises NotFound where there is no such conversation, and CommandRefused."""
        for _ in range(MOST_MOVES):
            async with self.database.workspace(workspace) as connection:
                await store.meant_for(connection, mail.id, conversation)
            begins = opening or _opening(await self._state(workspace, conversation))
            try:
                outcome = await self._write(begins, mail, begins_here=opening is not None)
            except CommandRefused as refused:
                match refused.refusal:
                    case Continued(conversation=elsewhere):
                        conversation, opening = elsewhere, None
                    case IdReused():  # what it brings along has changed since it was stored
                        return Standing(conversation, await self._number(workspace, conversation, mail))
                    case _:
                        raise
            else:
                return Standing(conversation, _number(outcome))
        raise CommandRefused(Continued(conversation), "The visitor goes on in another conversation.", {})

    async def _write(self, begins: Opening, mail: Row, *, begins_here: bool) -> Outcome:
        """What it is about is said where nothing came before it."""
        message = derived(mail.id, "message")
        asks = asks_for_person(mail.text, begins.language)
        action = await self.requests.action_of(begins, mail.text) if asks else None
        await self.requests.correct(begins, mail.text, message)
        attachments = [
            Attachment(str(each["name"]), int(each["size"]), bool(each.get("logo")))
            for each in mail.attachments
        ]
        if sent := [each for each in attachments if not each.logo]:
            await self.requests.attach(begins, attached(sent, begins.language), message)
        words = f"{mail.subject}\n\n{mail.text}".strip() if begins_here else mail.text
        text = message_of(words, attachments, begins.language)
        return await self.desk.handle(
            begins.workspace,
            begins.conversation,
            Write(message, text, asks=asks, action=action, opening=begins, route=Route.EMAIL),
            actor=Actor(ActorKind.VISITOR, begins.visitor),
            command_id=message,
            sender=f"visitor:{begins.visitor}",
        )

    async def _state(self, workspace: str, conversation: str) -> Conversation:
        state, _, _ = await reading.history(self.database, workspace, conversation)
        return state

    async def _number(self, workspace: str, conversation: str, mail: Row) -> int | None:
        message = derived(mail.id, "message")
        _, events, _ = await reading.history(self.database, workspace, conversation)
        ours = (
            each.recorded.seq
            for each in events
            if isinstance(each.recorded.event, VisitorWrote) and each.recorded.event.message == message
        )
        return next(ours, None)


def _opening(state: Conversation) -> Opening:
    return Opening(state.id, state.workspace, state.site, state.visitor, state.language)


def _number(outcome: Outcome) -> int | None:
    """Of the message, among the events of its command."""
    first = outcome.seq - len(outcome.events) + 1
    ours = (number for number, event in enumerate(outcome.events, first) if isinstance(event, VisitorWrote))
    return next(ours, None)
