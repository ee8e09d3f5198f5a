"""Two processes on one database: what one commits, the other tells."""

import asyncio
from collections.abc import Sequence

import pytest

from chatref.database.pool import Database
from chatref.desk import reading
from chatref.desk.handle import Desk
from chatref.desk.reading.store import Asked
from chatref.live.hints import Piece
from chatref.live.hub import Hub
from tests.cast import Foundry
from tests.desk.acts import Acts, new
from tests.live.client import Client, connected, listening, teammates, visitors


async def test_another_process_hears_of_it(
    acts: Acts, hub: Hub, database: Database, foundry: Foundry
) -> None:
    """Two processes on one database: events, lists, pieces and typing cross over."""
    async with Hub(database, new()) as far, Desk(database, far.announce) as desk:
        remote = Acts(database, foundry)
        remote.desk = desk
        desk.listen(remote.news.append)
        conversation = await acts.begin("Hello from here")
        hello = {"t": "hello", "conversation": conversation, "after": 0}
        async with (
            connected(visitors(far, acts, conversation), hello) as vera,
            connected(teammates(far, acts), {"t": "hello", "change": 0}) as tess,
        ):
            await listening(database, 2)
            state = acts.state(conversation)
            hub.piece(
                acts.workspace, conversation, Piece(state.epoch, state.turn.number, state.turn.rev, "I am")
            )
            await vera.until(lambda: vera.hints("piece"))
            await acts.assistant(conversation, acts.answer(conversation, "I am here"))
            await vera.until(lambda: "I am here" in vera.texts())
            await tess.until(
                lambda: [each for each in tess.summaries() if each["last"]["text"] == "I am here"]
            )
            await remote.write(conversation, "And from there")
            await vera.until(lambda: "And from there" in vera.texts())
            assert [event["vseq"] for event in vera.events()] == [1, 2, 3, 4]


class HeldHub(Hub):
    """Of which a visitor's read may be held after the database has answered."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, new())
        self.answered, self.may_go_on = asyncio.Event(), asyncio.Event()
        self.may_go_on.set()

    async def _read_visitors(
        self, workspace: str, asked: Sequence[Asked]
    ) -> Sequence[reading.Events | Exception]:
        found = await super()._read_visitors(workspace, asked)
        self.answered.set()
        await self.may_go_on.wait()
        return found


async def test_what_another_process_commits_during_a_read_is_read_next(
    acts: Acts, database: Database
) -> None:
    """F26: the read that was under way knew nothing of it, however far it came."""
    conversation = await acts.begin("one")
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    async with (
        HeldHub(database) as far,
        connected(visitors(far, acts, conversation), hello) as vera,
        connected(teammates(far, acts), {"t": "hello", "change": 0}) as tess,
    ):
        far.may_go_on.clear()
        far.answered.clear()
        await acts.write(conversation, "two")
        await far.answered.wait()
        await acts.write(conversation, "three")
        await tess.until(lambda: [each for each in tess.summaries() if each["last"]["text"] == "three"])
        far.may_go_on.set()
        await vera.until(lambda: "three" in vera.texts())
        assert vera.texts() == ["one", "two", "three"]


async def test_a_lost_wake_up_is_made_good(
    acts: Acts, hub: Hub, database: Database, foundry: Foundry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NOTIFY only speeds things up: who hears nothing reads again every few seconds."""
    monkeypatch.setattr("chatref.live.hub.REREAD", 0.1)
    async with Hub(database, new()) as deaf:
        monkeypatch.setattr(deaf._bell, "_heard", print)
        conversation = await acts.begin("one")
        hello = {"t": "hello", "conversation": conversation, "after": 0}
        async with connected(visitors(deaf, acts, conversation), hello) as vera:
            await acts.write(conversation, "two")
            await vera.until(lambda: "two" in vera.texts())


async def test_what_was_committed_and_never_announced_is_seen(
    acts: Acts, hub: Hub, database: Database, foundry: Foundry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process killed between the commit and the announcement: others find it by the change number."""
    monkeypatch.setattr("chatref.live.hub.REREAD", 0.1)
    async with Hub(database, new()) as reading_hub, Desk(database) as killed:
        silent = Acts(database, foundry)
        silent.desk = killed
        conversation = await acts.begin("one")
        hello = {"t": "hello", "conversation": conversation, "after": 0}
        async with connected(visitors(reading_hub, acts, conversation), hello) as vera:
            await silent.write(conversation, "two", foundry.vera.id)
            await vera.until(lambda: "two" in vera.texts())


async def test_f28_who_reads_the_same_thread_in_another_process_is_shown(
    acts: Acts, hub: Hub, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who came first is told of who came later, and the other way round; who leaves, or dies, is not shown on."""
    monkeypatch.setattr("chatref.live.hub.REREAD", 0.1)
    monkeypatch.setattr("chatref.live.watching.SAY_AGAIN", 0.2)
    monkeypatch.setattr("chatref.live.watching.SILENT", 0.8)
    conversation = await acts.case()
    opened = {"t": "open", "conversation": conversation, "after": 0}
    both = {"Tess Type", "Tom Template"}

    def seen(client: Client) -> set[str]:
        return {who["name"] for hint in client.hints("watching")[-1:] for who in hint["who"]}

    async with connected(teammates(hub, acts), opened) as tess, Hub(database, new()) as far:
        await listening(database, 2)
        async with connected(teammates(far, acts, acts.foundry.tom.id), opened) as tom:
            await tess.until(lambda: seen(tess) == both)
            await tom.until(lambda: seen(tom) == both)
        await tess.until(lambda: seen(tess) == {"Tess Type"})
        async with connected(teammates(far, acts, acts.foundry.tom.id), opened):
            await tess.until(lambda: seen(tess) == both)
            monkeypatch.setattr(far._bell, "whisper", lambda _: None)
            await tess.until(lambda: seen(tess) == {"Tess Type"})
