"""Short words for what the cast does at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from chatref.conversation import commands as cmd
from chatref.conversation.model import Actor, ActorKind, Conversation, Outcome
from chatref.database.pool import Database
from chatref.desk.handle import Desk
from chatref.desk.outcome import Announcement
from chatref.desk.outcome import Outcome as Result
from tests.cast import Foundry

ASSISTANT = Actor(ActorKind.ASSISTANT)


def new() -> str:
    return str(uuid4())


@dataclass
class Acts:
    """One desk over one workspace. `news` is everything announced, in order."""

    database: Database
    foundry: Foundry
    desk: Desk = field(init=False)
    news: list[Announcement] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = Desk(self.database, self.news.append)

    @property
    def workspace(self) -> str:
        return self.foundry.workspace

    def state(self, conversation: str) -> Conversation:
        return next(each.state for each in reversed(self.news) if each.state.id == conversation)

    def visitor_of(self, conversation: str) -> str:
        """Whose it is, as far as this desk has heard; Vera writes in new ones."""
        known = [each.state.visitor for each in self.news if each.state.id == conversation]
        return known[0] if known else self.foundry.vera.id

    async def visitor(
        self, conversation: str, command: cmd.Command, visitor: str | None = None, again: str | None = None
    ) -> Result:
        who = visitor or self.visitor_of(conversation)
        return await self.desk.handle(
            self.workspace, conversation, command,
            actor=Actor(ActorKind.VISITOR, who), command_id=again or new(), sender=f"visitor:{who}",
        )  # fmt: skip

    async def write(
        self, conversation: str, text: str = "Hello?", visitor: str | None = None, again: str | None = None
    ) -> Result:
        who = visitor or self.visitor_of(conversation)
        opening = cmd.Opening(conversation, self.workspace, self.foundry.site.id, who)
        return await self.visitor(conversation, cmd.Write(new(), text, opening=opening), who, again)

    async def begin(self, text: str = "Hello?", visitor: str | None = None) -> str:
        conversation = new()
        await self.write(conversation, text, visitor)
        return conversation

    async def teammate(
        self, conversation: str, command: cmd.Command, who: str | None = None, again: str | None = None
    ) -> Result:
        teammate = who or self.foundry.tess.id
        return await self.desk.handle(
            self.workspace, conversation, command,
            actor=Actor(ActorKind.TEAMMATE, teammate), command_id=again or new(), sender=f"teammate:{teammate}",
        )  # fmt: skip

    async def assistant(self, conversation: str, command: cmd.Command, again: str | None = None) -> Result:
        return await self.desk.handle(
            self.workspace,
            conversation,
            command,
            actor=ASSISTANT,
            command_id=again or new(),
            sender="assistant",
        )

    def answer(self, conversation: str, text: str = "Like this.") -> cmd.Answer:
        state = self.state(conversation)
        return cmd.Answer(state.epoch, state.turn.number, state.turn.rev, new(), text)

    def claim(self, conversation: str) -> cmd.Claim:
        return cmd.Claim(self.state(conversation).epoch)

    def reply(self, conversation: str, text: str = "I am on it.") -> cmd.Reply:
        state = self.state(conversation)
        return cmd.Reply(new(), text, state.last_visitor, state.last_reply)

    def resolve(self, conversation: str, outcome: Outcome = Outcome.ANSWERED) -> cmd.Resolve:
        state = self.state(conversation)
        return cmd.Resolve(state.last_visitor, state.last_reply, outcome)

    async def case(self, visitor: str | None = None) -> str:
        """A conversation in which a visitor, somebody new if not named, waits for a person."""
        who = visitor or new()
        conversation = await self.begin(visitor=who)
        await self.visitor(conversation, cmd.AskPerson(), who)
        return conversation

    async def owned(self, who: str | None = None) -> str:
        conversation = await self.case()
        await self.teammate(conversation, self.claim(conversation), who)
        return conversation


def kinds(result: Result) -> Sequence[str]:
    return [type(event).__name__ for event in result.events]
