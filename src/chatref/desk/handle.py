"""The one way anything is written: load, decide, append, announce."""

from typing import Self

from chatref.conversation.commands import Command
from chatref.conversation.model import Actor
from chatref.database.ids import canonical
from chatref.database.pool import Database
from chatref.desk.append import Appender
from chatref.desk.batch import Ask
from chatref.desk.encoding import digest
from chatref.desk.gather import Gathering
from chatref.desk.keep import Keep
from chatref.desk.outcome import Announce, Announcement, Outcome
from chatref.desk.policy import Policies
from chatref.errors import BadInput

# Seconds after a batch: nobody notices them, and whoever comes meanwhile shares the next one.
REST = 0.008


def nobody(announcement: Announcement) -> None:
    """For a desk without listeners."""


class Desk:
    """Commands that arrive together share a transaction; each caller gets its own answer.

    `announce` is called after the commit and before the caller is answered.
    """

    def __init__(
        self, database: Database, announce: Announce = nobody, policies: Policies | None = None
    ) -> None:
        self.policies = policies or Policies()
        self._listeners = [announce]
        self._gathering = Gathering(Appender(database, self.policies, Keep(), self._announce).run, rest=REST)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._gathering.finish()

    def listen(self, announce: Announce) -> None:
        """One more to be told, after those before it."""
        self._listeners.append(announce)

    async def handle(
        self,
        workspace: str,
        conversation: str,
        command: Command,
        *,
        actor: Actor,
        command_id: str,
        sender: str,
    ) -> Outcome:
        """`sender` is whoever may not use an id twice, such as "visitor:<id>".

        Raises CommandRefused by the core's name. Unavailable leaves open whether it was done: send the same id
        again. A caller that is cancelled takes nothing back.
        """
        workspace, conversation = _id("workspace", workspace), _id("conversation", conversation)
        content = _digest(conversation, command)
        ask = Ask(workspace, conversation, command, actor, _id("command", command_id), sender, content)
        return await self._gathering.ask("", ask)

    def _announce(self, announcement: Announcement) -> None:
        for announce in self._listeners:
            announce(announcement)


def _digest(conversation: str, command: Command) -> str:
    try:
        return digest(conversation, command)
    except UnicodeEncodeError:
        raise BadInput("text", "This text has half a character in it.") from None


def _id(field: str, text: str) -> str:
    try:
        return canonical(text)
    except ValueError:
        raise BadInput(field, "This is not an id.") from None
