"""What is owed becomes work: the assistant's turns, and whatever the clock says.

A turn is leased, so that a crash costs a retry; what comes of it is one command, and the desk decides whether
it still counts. Nothing here is remembered that the tables do not say.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol, Self
from uuid import NAMESPACE_OID, uuid5

from chatref.assistant.models import AssistantFailed as AnsweringFailed
from chatref.assistant.models import Question, Tell
from chatref.assistant.turn import Brief
from chatref.conversation.asking import asks
from chatref.conversation.commands import AssistantFailed, Command
from chatref.conversation.model import Actor, ActorKind, Conversation
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.alerts import Alerts
from chatref.desk.brief import brief_of
from chatref.desk.clock import Clock, store
from chatref.desk.handle import Desk
from chatref.desk.leases import store as leases
from chatref.desk.looping import cut_off, for_ever, heard_within
from chatref.desk.outcome import Announcement
from chatref.desk.reading import History
from chatref.desk.refused import CommandRefused
from chatref.desk.retention import Retention
from chatref.desk.rounds import Rounds
from chatref.desk.routing.router import Router
from chatref.desk.staffing import Staffing
from chatref.errors import NotFound, Unavailable
from chatref.live.hints import Piece
from chatref.live.hub import Hub

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks at what is owed; our own commits wake us at once
AT_ONCE = 8  # turns in one process
LEASE = timedelta(seconds=20)  # shorter than half the answer's time, so that a crash costs no escalation
RENEW = 6.0
BETWEEN_RELEASES = 0.25  # what ends meanwhile is let go together; nobody writes again so soon after an answer
WORK = "turn"
ANSWER_SECONDS = 30.0
QUIET = 0.8  # seconds without another word end a burst that reads unfinished
LONGEST_QUIET = 8.0
FINISHED = (".", "!", "?", "…", "。", "！", "？")
LONG_ENOUGH = 6  # words
LONG_ENOUGH_TO_ASK = 4  # "where is my order", but not yet "can i change"
BETWEEN_PIECES = 0.05
CANCELLED_AT_MOST = 2  # then it is finished all the same: who never stops writing is answered too
ASSISTANT = Actor(ActorKind.ASSISTANT)
SENDER = "assistant"


class TakeTurn(Protocol):
    """assistant.turn.Assistant.take; raises assistant.models.AssistantFailed."""

    async def __call__(self, brief: Brief, tell: Tell, /) -> Sequence[Command]: ...


@dataclass(slots=True)
class Turn:
    """One turn at work in this process. `cancelled` counts the newer words that stopped it."""

    workspace: str
    conversation: str
    answering: asyncio.Task[Sequence[Command]] | None = None
    place: tuple[int, int, int] = (0, 0, 0)
    cancelled: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)


class Worker:
    def __init__(
        self,
        database: Database,
        desk: Desk,
        hub: Hub,
        take_turn: TakeTurn,
        process: str,
        router: Router | None = None,
    ) -> None:
        self._database = database
        self._desk = desk
        self._hub = hub
        self._take_turn = take_turn
        self._holder = process
        self._clock = Clock(database, desk)
        self._router = router or Router(database, desk)
        staffing, alerts = Staffing(database, desk.policies), Alerts(database, desk.policies)
        retention = Retention(database, desk)
        self._rounds = Rounds(
            database, (staffing.look, alerts.look, hub.presence.forget_gone, retention.look)
        )
        self._turns: dict[tuple[str, str], Turn] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._turned_away = False
        self._ended: set[tuple[str, str]] = set()
        self._over = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._leaving = False

    async def __aenter__(self) -> Self:
        self._desk.listen(self.notice)
        self._loops = [
            asyncio.create_task(for_ever(self._find_turns, self._woken, LOOK)),
            asyncio.create_task(for_ever(self._tick, asyncio.Event(), LOOK)),
            asyncio.create_task(for_ever(self._let_go, self._over, LOOK)),
            asyncio.create_task(for_ever(self._router.turn, self._router.woken, LOOK)),
            asyncio.create_task(for_ever(self._rounds.turn, asyncio.Event(), LOOK)),
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._leaving = True
        await cut_off(*self._loops, *self._tasks)
        await self._let_go()

    def notice(self, news: Announcement) -> None:
        """A commit of this process: begin a turn that is owed, and stop one that counts no more."""
        turn = self._turns.get((news.workspace, news.state.id))
        if turn is not None:
            self._overtake(turn, news.state)
        elif news.state.assistant_owes is not None:
            self._begin(news.workspace, news.state.id)

    def _overtake(self, turn: Turn, state: Conversation) -> None:
        if state.assistant_owes is not None:
            turn.news.set()
        if turn.answering is None or _place(state) == turn.place:
            return
        newer_words = state.assistant_may_speak and _place(state)[:2] == turn.place[:2]
        if newer_words and turn.cancelled >= CANCELLED_AT_MOST:
            return
        turn.cancelled += newer_words
        turn.answering.cancel()

    def _begin(self, workspace: str, conversation: str) -> None:
        key = workspace, conversation
        if key in self._turns or self._leaving:  # what is committed by then is another process's to answer
            return
        if len(self._turns) >= AT_ONCE:
            self._turned_away = True
            return
        turn = self._turns[key] = Turn(workspace, conversation)
        task = asyncio.create_task(self._work(turn))
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._done(key, done))

    def _done(self, key: tuple[str, str], task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._turns.pop(key).news.is_set() or self._turned_away:
            self._turned_away = False
            self._woken.set()
        self._ended.add(key)
        self._over.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a turn failed; it is tried again when its lease ends", exc_info=error)

    async def _tick(self) -> None:
        with suppress(Unavailable):
            await self._clock.tick()

    async def _find_turns(self) -> None:
        """What others began and did not finish, and what found no room here before."""
        if len(self._turns) >= AT_ONCE:
            return
        with suppress(Unavailable):
            async with self._database.system() as connection:
                found = await store.unanswered(connection, AT_ONCE)
            for workspace, conversation in found:
                self._begin(workspace, conversation)

    async def _work(self, turn: Turn) -> None:
        with suppress(Unavailable, NotFound):
            renewing = asyncio.create_task(self._renew(turn))
            try:
                while await self._attempt(turn):
                    pass
            finally:
                renewing.cancel()

    async def _attempt(self, turn: Turn) -> bool:
        """True if newer words came in and it is to be tried with them."""
        turn.news.clear()
        found = await self._take_up(turn)
        return found is not None and await self._answer(turn, found)

    async def _take_up(self, turn: Turn) -> History | None:
        """Lease and history in one round trip; None if another worker has it."""
        async with self._database.workspace(turn.workspace, pipelined=True) as connection:
            leased = await leases.take(
                connection, turn.workspace, [turn.conversation], WORK, self._holder, LEASE
            )
            asked = await reading.ask_history(connection, turn.workspace, turn.conversation)
        if turn.conversation not in await leases.taken(leased):
            return None
        return await reading.read_history(asked)

    async def _answer(self, turn: Turn, found: History) -> bool:
        owes = found.state.assistant_owes
        if owes is None:
            return False
        turn.place = _place(found.state)
        ruling = await self._hub.ruling(turn.workspace)
        brief = brief_of(turn.workspace, found, ruling, _derived(turn, "message"))
        quiet = (found.now - owes.last).total_seconds()
        types = self._hub.visitor_types(turn.workspace, turn.conversation, QUIET)
        if (wait := patience(brief.question, quiet, types=types)) > 0:
            await heard_within(wait, turn.news)
            return True
        return await self._speak(turn, brief)

    async def _speak(self, turn: Turn, brief: Brief) -> bool:
        turn.answering = asyncio.ensure_future(self._limited(turn, brief))
        try:
            await asyncio.wait([turn.answering])
        finally:
            await cut_off(turn.answering)  # also where this turn ends before it
            answering, turn.answering = turn.answering, None
        if answering.cancelled():
            return True
        await self._hand_in(turn, _commands(turn, answering))
        return turn.news.is_set()

    async def _limited(self, turn: Turn, brief: Brief) -> Sequence[Command]:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await self._take_turn(brief, Pieces(self._hub, turn).tell)

    async def _hand_in(self, turn: Turn, commands: Sequence[Command]) -> None:
        """What counts no more is refused by name; that is the end of it here."""
        try:
            for command in commands:
                derived = _derived(turn, type(command).__name__)
                await self._desk.handle(
                    turn.workspace,
                    turn.conversation,
                    command,
                    actor=ASSISTANT,
                    command_id=derived,
                    sender=SENDER,
                )
        except CommandRefused:
            self._woken.set()

    async def _renew(self, turn: Turn) -> None:
        """Also finds out what another process wrote meanwhile."""
        while True:
            await asyncio.sleep(RENEW)
            with suppress(Unavailable):
                if found := await self._take_up(turn):
                    self._overtake(turn, found.state)

    async def _let_go(self) -> None:
        """Of what has ended, all at once, but not where the next turn has begun meanwhile."""
        ended, self._ended = self._ended - self._turns.keys(), set()
        with suppress(Unavailable):
            for workspace in {workspace for workspace, _ in ended}:
                conversations = [each for other, each in ended if other == workspace]
                async with self._database.workspace(workspace, pipelined=True) as connection:
                    await leases.release(connection, workspace, conversations, WORK, self._holder)
        await asyncio.sleep(BETWEEN_RELEASES)


class Pieces:
    """What is being written, whole each time, to those who watch; not more often than an eye follows."""

    def __init__(self, hub: Hub, turn: Turn) -> None:
        self._hub = hub
        self._turn = turn
        self._text = ""
        self._told = 0.0

    def tell(self, more: str) -> None:
        self._text += more
        now = asyncio.get_running_loop().time()
        if now - self._told >= BETWEEN_PIECES:
            self._told = now
            epoch, turn, rev = self._turn.place
            self._hub.piece(
                self._turn.workspace, self._turn.conversation, Piece(epoch, turn, rev, self._text)
            )


def patience(question: Question, quiet: float, *, types: bool = False) -> float:
    """How many seconds still to wait for the burst to go on; none for words that read finished.

    Who `types` is waited for, but not for ever.
    """
    if types and quiet < LONGEST_QUIET:
        return QUIET / 2
    last = question.burst[-1].strip() if question.burst else ""
    words = len(last.split())
    asked = words >= LONG_ENOUGH_TO_ASK and asks(last)
    if last.endswith(FINISHED) or words >= LONG_ENOUGH or asked:
        return 0.0
    return QUIET - quiet


def _commands(turn: Turn, answering: asyncio.Task[Sequence[Command]]) -> Sequence[Command]:
    epoch, number, _ = turn.place
    error = answering.exception()
    if error is None:
        return answering.result()
    if isinstance(error, AnsweringFailed | TimeoutError):
        return (AssistantFailed(epoch, number, str(error) or "it took too long"),)
    log.error("the assistant failed", exc_info=error)
    return (AssistantFailed(epoch, number, type(error).__name__),)


def _derived(turn: Turn, what: str) -> str:
    """The same for the same turn in every process: two workers cannot both answer."""
    return str(uuid5(NAMESPACE_OID, f"{turn.conversation}/{turn.place}/{what}"))


def _place(state: Conversation) -> tuple[int, int, int]:
    return state.epoch, state.turn.number, state.turn.rev
