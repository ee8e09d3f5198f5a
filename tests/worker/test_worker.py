"""What is owed becomes work, once, and stops when it counts no more. The far end, the answering, is scripted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import psycopg
import pytest

from chatref.assistant.models import AssistantFailed, Question, Tell
from chatref.assistant.turn import Brief
from chatref.conversation import commands as cmd
from chatref.conversation.events import AssistantAnswered, TurnGivenUp
from chatref.conversation.model import Stage
from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.handle import Desk
from chatref.live.hub import Hub
from chatref.live.stream import VisitorStream
from chatref.worker import Worker, patience
from tests.cast import Foundry
from tests.desk.acts import Acts, new
from tests.live.client import connected

PATIENCE = 30.0  # seconds, on a machine that has other things to do
T = TypeVar("T")
Script = Callable[[Question, Tell], Awaitable[str]]


class Answering:
    """Stands in for search and model; keeps what it was asked, and what was stopped."""

    def __init__(self, script: Script | None = None) -> None:
        self.asked: list[Question] = []
        self.stopped = 0
        self._script = script

    async def __call__(self, brief: Brief, tell: Tell, /) -> Sequence[cmd.Command]:
        question = brief.question
        self.asked.append(question)
        try:
            text = await self._script(question, tell) if self._script else f"About {question.burst[-1]}"
        except asyncio.CancelledError:
            self.stopped += 1
            raise
        state = brief.state
        return (cmd.Answer(state.epoch, state.turn.number, state.turn.rev, brief.message, text),)


@asynccontextmanager
async def at_work(
    database: Database, foundry: Foundry, *answerings: Answering
) -> AsyncIterator[tuple[Acts, Hub]]:
    """One process for each answering; the first is the one that visitors talk to."""
    acts = Acts(database, foundry)
    async with Hub(database, new()) as hub, Desk(database, hub.announce) as desk:
        desk.listen(acts.news.append)
        acts.desk = desk
        async with Worker(database, desk, hub, answerings[0], new()):
            if answerings[1:]:
                async with Desk(database) as other, Worker(database, other, hub, answerings[1], new()):
                    yield acts, hub
            else:
                yield acts, hub


async def until(wanted: Callable[[], T]) -> T:
    async with asyncio.timeout(PATIENCE):
        while not (found := wanted()):  # noqa: ASYNC110 - what is waited for lies in a table
            await asyncio.sleep(0.01)
    return found


def answers(acts: Acts, conversation: str) -> Sequence[str]:
    return [
        each.recorded.event.text
        for news in acts.news
        for each in news.events
        if news.state.id == conversation and isinstance(each.recorded.event, AssistantAnswered)
    ]


async def test_a_question_is_answered_while_its_pieces_are_seen(database: Database, foundry: Foundry) -> None:
    """P11: the words appear as they are written, then the answer is there, once."""
    watched = asyncio.Event()

    async def slowly(question: Question, tell: Tell) -> str:
        await watched.wait()
        for piece in ("It ", "is ", "simple."):
            tell(piece)
            await asyncio.sleep(0.06)
        return "It is simple."

    async with at_work(database, foundry, Answering(slowly)) as (acts, hub):
        conversation = new()
        await acts.write(conversation, "How do I install a font?")
        stream = VisitorStream(hub, reading.Visitor(acts.workspace, foundry.vera.id))
        async with connected(stream, {"t": "hello", "conversation": conversation, "after": 0}) as client:
            watched.set()
            await client.until(lambda: "It is simple." in client.texts())
            assert [hint["text"] for hint in client.hints("piece")][-1] == "It is simple."
        assert answers(acts, conversation) == ["It is simple."]
        assert acts.state(conversation).assistant_owes is None


async def test_three_short_messages_get_one_answer_that_saw_them_all(
    database: Database, foundry: Foundry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F37: a burst is one turn. It ends with a word that reads finished, however slowly it is written here."""
    monkeypatch.setattr("chatref.worker.QUIET", 60.0)
    answering = Answering()
    async with at_work(database, foundry, answering) as (acts, _):
        conversation = await acts.begin("hi")
        await acts.write(conversation, "my order")
        await acts.write(conversation, "A-10233 is late.")
        await until(lambda: answers(acts, conversation))
        assert [question.burst for question in answering.asked] == [("hi", "my order", "A-10233 is late.")]


async def test_a_burst_that_reads_unfinished_ends_with_the_silence_after_it(
    database: Database, foundry: Foundry
) -> None:
    async with at_work(database, foundry, Answering()) as (acts, _):
        conversation = await acts.begin("my order")
        await until(lambda: answers(acts, conversation))


async def test_a_newer_message_stops_the_older_answer(database: Database, foundry: Foundry) -> None:
    """F37: what was being written is given up, and the next answer knows both."""

    async def once_slow(question: Question, tell: Tell) -> str:
        if len(question.burst) == 1:
            await asyncio.sleep(30)
        return f"{len(question.burst)} seen"

    answering = Answering(once_slow)
    async with at_work(database, foundry, answering) as (acts, _):
        conversation = await acts.begin("Where is my order?")
        await until(lambda: answering.asked)
        await acts.write(conversation, "It is A-10233, I think.")
        await until(lambda: answers(acts, conversation))
        assert answers(acts, conversation) == ["2 seen"]
        assert answering.stopped == 1


async def test_a_takeover_stops_the_answer_at_once(database: Database, foundry: Foundry) -> None:
    """P10, F1: nothing of the assistant's appears afterwards, and its work is not paid for."""

    async def for_ever(question: Question, tell: Tell) -> str:
        await asyncio.sleep(30)
        return "too late"

    answering = Answering(for_ever)
    async with at_work(database, foundry, answering) as (acts, _):
        conversation = await acts.begin("Where is my order?")
        await until(lambda: answering.asked)
        await acts.teammate(conversation, cmd.TakeOver(acts.state(conversation).epoch))
        await until(lambda: answering.stopped)
        await asyncio.sleep(0.1)
        assert answers(acts, conversation) == []
        assert acts.state(conversation).stage is Stage.ASSIGNED


async def test_who_leaves_takes_the_answer_along_that_they_were_writing(
    database: Database, foundry: Foundry
) -> None:
    """F1: nobody pays for it, and it asks nothing of rooms that are closed by then."""

    async def for_ever(question: Question, tell: Tell) -> str:
        await asyncio.sleep(60)
        return "too late"

    answering = Answering(for_ever)
    async with at_work(database, foundry, answering) as (acts, _):
        await acts.begin("Where is my order?")
        await until(lambda: answering.asked)
    assert answering.stopped == 1


async def test_who_has_left_begins_nothing_more(database: Database, foundry: Foundry) -> None:
    """P13: what is committed while a process ends is answered by another, and not given up by this one."""
    acts, answering = Acts(database, foundry), Answering()
    async with Hub(database, new()) as hub, Desk(database, hub.announce) as desk:
        acts.desk = desk
        async with Worker(database, desk, hub, answering, new()) as worker:
            pass
        await acts.begin("Where is my order?")
        assert not worker._tasks
    assert answering.asked == []


@pytest.mark.parametrize(
    "error", [AssistantFailed("the model is away", retryable=True), RuntimeError("a bug")]
)
async def test_a_failure_escalates(database: Database, foundry: Foundry, error: Exception) -> None:
    """P2: its own failure brings a person; the visitor is never left alone with it."""

    async def fail(question: Question, tell: Tell) -> str:
        raise error

    async with at_work(database, foundry, Answering(fail)) as (acts, _):
        conversation = await acts.begin("Where is my order?")
        await until(lambda: acts.state(conversation).stage is Stage.WAITING)
        assert answers(acts, conversation) == []


async def test_what_a_dead_worker_left_is_taken_up_when_its_lease_ends(
    database: Database, foundry: Foundry, database_url: str
) -> None:
    """A crash costs a retry: the debt stands in the table, the lease ends by itself."""
    left = Acts(database, foundry)
    async with left.desk:
        conversation = await left.begin("Is anybody there?")
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(
            "insert into leases select workspace, id, 'turn', gen_random_uuid(), now() + interval '1 hour'"
            " from conversations"
        )
    answering = Answering()
    async with at_work(database, foundry, answering) as (acts, _):
        await asyncio.sleep(0.3)
        assert answering.asked == []
        with psycopg.connect(database_url, autocommit=True) as admin:
            admin.execute("update leases set until = now()")
        await until(lambda: answers(acts, conversation))
    assert len(answering.asked) == 1


async def test_two_workers_answer_each_turn_once(database: Database, foundry: Foundry) -> None:
    one, two = Answering(), Answering()
    waiting = Acts(database, foundry)
    async with waiting.desk:
        conversations = [await waiting.begin("A question?", visitor=new()) for _ in range(10)]
    async with at_work(database, foundry, one, two):
        for conversation in conversations:
            async with asyncio.timeout(PATIENCE):
                while await _owed(database, foundry.workspace, conversation):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
    for conversation in conversations:
        _, stored, _ = await reading.history(database, foundry.workspace, conversation)
        kinds = [type(each.recorded.event) for each in stored]
        assert kinds.count(AssistantAnswered) == 1
        assert TurnGivenUp not in kinds
    assert len(one.asked) + len(two.asked) == 10


async def _owed(database: Database, workspace: str, conversation: str) -> bool:
    state, _, _ = await reading.history(database, workspace, conversation)
    return state.assistant_owes is not None


async def test_the_question_knows_what_was_said_before_it(database: Database, foundry: Foundry) -> None:
    answering = Answering()
    async with at_work(database, foundry, answering) as (acts, _):
        conversation = await acts.begin("Is there a refund?")
        await until(lambda: answers(acts, conversation))
        await acts.write(conversation, "And how long does that take?")
        await until(lambda: len(answers(acts, conversation)) == 2)
        assert answering.asked[1].before == ("Is there a refund?", "About Is there a refund?")


def test_words_that_read_finished_are_answered_without_waiting() -> None:
    assert patience(Question(("How long does a refund take?",)), 0.0) == 0.0
    assert patience(Question(("I can not find the licence key anywhere",)), 0.0) == 0.0
    assert patience(Question(("hi", "where is my order")), 0.0) == 0.0
    for unfinished in ("hi", "can i change", "the order is blue"):
        assert patience(Question((unfinished,)), 0.0) > 0.5
    assert patience(Question(("hi",)), 5.0) <= 0.0


def test_who_is_still_typing_is_waited_for_but_not_for_ever() -> None:
    """F37."""
    finished = Question(("How long does a refund take?",))
    assert patience(finished, 1.0, types=True) > 0.0
    assert patience(finished, 60.0, types=True) == 0.0
