"""What goes with a visitor's words, by whichever way they came: details to collect, and details that they change."""

from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import NAMESPACE_OID, uuid5

from chatref.actions.files import FILE
from chatref.actions.fill import LONGEST_VALUE
from chatref.assistant.collecting import offered_in
from chatref.assistant.looking_up import LookingUp
from chatref.assistant.turn import Brief
from chatref.conversation.commands import ActionDue, GiveDetails, Opening, Value
from chatref.conversation.model import Actor, ActorKind, Conversation, Stage
from chatref.conversation.told import Told
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.brief import brief_of
from chatref.desk.handle import Desk
from chatref.desk.refused import CommandRefused
from chatref.errors import NotFound


@dataclass(frozen=True, slots=True)
class Requests:
    database: Database
    desk: Desk
    looking_up: LookingUp

    async def action_of(self, begins: Opening, text: str = "") -> ActionDue | None:
        """The details to collect if this request for a person hands over; `text` is what comes with it."""
        try:
            brief = await self.brief(begins.workspace, begins.conversation)
        except NotFound:
            book = (await self.desk.policies.current(self.database, begins.workspace)).book
            book = await self.looking_up.with_options(begins.workspace, book)
            return book.asked_first(begins.site, Told((text,)), ())
        told = brief.told
        given = {name for name in brief.state.details if brief.state.given(name)}
        book = await self.looking_up.with_options(begins.workspace, brief.book)
        return book.asked_first(brief.state.site, Told((*told.words, text), told.facts), given)

    async def correct(self, begins: Opening, text: str, message: str) -> None:
        """Details given before that these words change, in whatever stage. Stored right before the words themselves,
        so that whoever answers them knows; `message` is their id."""
        workspace, conversation = begins.workspace, begins.conversation
        policies = self.desk.policies
        ruling = policies.known(workspace) or await policies.current(self.database, workspace)
        if not ruling.book.may_correct(text):
            return
        with suppress(NotFound, CommandRefused):
            brief = await self.brief(workspace, conversation)
            state = brief.state
            given = {name: detail.value for name, detail in state.details.items() if state.given(name)}
            offered = offered_in(brief.events)
            book = brief.book
            if lacking := book.lacking_choices(text, given, offered):
                filled = await self.looking_up.with_options(workspace, replace(book, actions=lacking))
                book = replace(book, actions={**book.actions, **filled.actions})
            if values := book.corrected(text, given, offered):
                await self._give(begins, state, values, f"{conversation}/{message}/corrects")

    async def attach(self, begins: Opening, shown: str, message: str) -> None:
        """What came with a mail while a file is asked for. Unverified: nobody has looked into it, and it lies in the
        mail. Stored right before the words, whose id is `message`."""
        with suppress(NotFound, CommandRefused):
            state = (await self.brief(begins.workspace, begins.conversation)).state
            asked = state.collecting.fields if state.collecting else ()
            field = next(
                (each.field for each in asked if each.kind == FILE and not state.given(each.field)), None
            )
            if field is not None:
                values = (Value(field, shown[:LONGEST_VALUE], verified=False),)
                await self._give(begins, state, values, f"{state.id}/{message}/attaches")

    async def _give(
        self, begins: Opening, state: Conversation, values: tuple[Value, ...], derived: str
    ) -> None:
        if state.visitor == begins.visitor and state.stage is not Stage.RESOLVED:
            await self.desk.handle(
                begins.workspace,
                state.id,
                GiveDetails(values),
                actor=Actor(ActorKind.VISITOR, state.visitor),
                command_id=str(uuid5(NAMESPACE_OID, derived)),
                sender=f"visitor:{state.visitor}",
            )

    async def brief(self, workspace: str, conversation: str) -> Brief:
        async with self.database.workspace(workspace, pipelined=True) as connection:
            asked = await reading.ask_history(connection, workspace, conversation)
        ruling = await self.desk.policies.current(self.database, workspace)
        return brief_of(workspace, await reading.read_history(asked), ruling, "")
