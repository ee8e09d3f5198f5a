"""How visitors and teammates stay in step."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from chatref.accounts import teammates as accounts
from chatref.conversation import commands as cmd
from chatref.database.pool import Database
from chatref.desk import lists, reading, waiting
from chatref.errors import BadInput, NotFound
from chatref.live.hints import Piece
from chatref.live.hub import Hub
from chatref.live.inbox import BETWEEN_SUMMARIES
from chatref.live.mailbox import MOST_FRAMES
from chatref.live.stream import TeammateStream, VisitorStream
from tests.cast import Business
from tests.desk.acts import Acts, new
from tests.live.client import Client, connected, teammates, visitors


async def test_a_stream_begins_with_what_came_after_the_cursor_and_goes_on_with_news(
    acts: Acts, hub: Hub
) -> None:
    """F23, F24: exactly what is missing, in order, once."""
    conversation = await acts.begin("one")
    await acts.write(conversation, "two")
    hello = {"t": "hello", "conversation": conversation, "after": 2}
    async with connected(visitors(hub, acts, conversation), hello) as client:
        await acts.write(conversation, "three")
        await client.until(lambda: "three" in client.texts())
        assert client.texts() == ["two", "three"]
        assert [event["vseq"] for event in client.events()] == [3, 4]


async def test_news_while_catching_up_are_neither_lost_nor_doubled(acts: Acts, hub: Hub) -> None:
    """F26: snapshot and stream meet without a gap, however they interleave."""
    conversation = await acts.begin("0")
    for start in range(8):
        writing = [asyncio.create_task(acts.write(conversation, f"{start}.{n}")) for n in range(4)]
        hello = {"t": "hello", "conversation": conversation, "after": 0}
        async with connected(visitors(hub, acts, conversation), hello) as client:
            await asyncio.gather(*writing)
            total = acts.state(conversation).vseq
            await client.until(lambda: len(client.events()) >= total)  # noqa: B023
            assert [event["vseq"] for event in client.events()] == list(range(1, total + 1))


async def test_a_visitor_sees_no_note_and_no_numbers_of_the_team(acts: Acts, hub: Hub) -> None:
    """Invariant 11: the allow-list, field by field."""
    conversation = await acts.owned()
    await acts.teammate(conversation, cmd.Note(new(), "a difficult one"))
    await acts.teammate(conversation, acts.reply(conversation, "Good day"))
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    async with connected(visitors(hub, acts, conversation), hello) as client:
        await client.until(lambda: "Good day" in client.texts())
        seen = client.events()
        assert "a difficult one" not in str(seen)
        assert acts.foundry.tess.id not in str(seen)
        assert not [event for event in seen if "seq" in event or "reason" in event or event["vseq"] is None]
        assert {event["kind"] for event in seen} >= {"handoff_opened", "claimed", "teammate_replied"}
        reply = seen[-1]
        assert reply["actor"] == {
            "kind": "teammate",
            "name": "Tess Type",
            "initials": "TT",
            "colour": reply["actor"]["colour"],
        }
        assert reply["after"]["owner"]["name"] == "Tess Type"


async def test_nobody_follows_what_is_not_theirs(acts: Acts, hub: Hub, rival: Business) -> None:
    """F39: the right is checked at the read; a foreign conversation and none at all look the same."""
    conversation = await acts.begin()
    strangers: list[VisitorStream | TeammateStream] = [
        VisitorStream(hub, reading.Visitor(acts.workspace, acts.foundry.vic.id)),
        VisitorStream(hub, reading.Visitor(rival.workspace, acts.foundry.vera.id)),
        TeammateStream(hub, reading.Teammate(rival.workspace, rival.owner.id)),
        TeammateStream(hub, reading.Teammate(acts.workspace, rival.owner.id)),
    ]
    for stream in strangers:
        kind = "hello" if isinstance(stream, VisitorStream) else "open"
        async with stream:
            with pytest.raises(NotFound):
                await stream.receive({"t": kind, "conversation": conversation, "after": 0})
            await acts.write(conversation, "private")
        assert not [frame async for frame in stream.frames()]


async def test_bad_frames_are_bad_input(acts: Acts, hub: Hub) -> None:
    for frame in ({"t": "follow", "conversation": "x"}, {"t": "follow", "conversation": new(), "after": -1}):
        with pytest.raises(BadInput):
            await VisitorStream(hub, reading.Visitor(acts.workspace, new())).receive(frame)


async def test_the_lists_move_as_it_happens(acts: Acts, hub: Hub) -> None:
    """P8, S7: every conversation, the assistant's too, with counts that follow."""
    async with connected(teammates(hub, acts), {"t": "hello", "change": 0}) as tess:
        conversation = await acts.begin("Where is my order?", visitor=new())
        await tess.until(tess.summaries)
        await acts.visitor(conversation, cmd.AskPerson())
        await tess.until(lambda: tess.frames[-1].get("counts", {}).get("needs_person") == 1)
        await acts.teammate(conversation, acts.claim(conversation))
        # Counts and rows have each their own rhythm: either may be told first.
        await tess.until(lambda: tess.frames[-1].get("counts", {}).get("mine") == 1)
        await tess.until(lambda: tess.summaries()[-1]["owner"])
        last = tess.summaries()[-1]
        assert last["owner"]["name"] == "Tess Type"
        assert last["views"] == ["mine", "team"]
        assert last["subject"] == "Where is my order?"
        changes = [frame["change"] for frame in tess.frames if frame["t"] == "summaries"]
        assert changes == sorted(changes)


async def test_summaries_are_coalesced(acts: Acts, hub: Hub) -> None:
    conversation = await acts.owned()
    async with connected(teammates(hub, acts), {"t": "hello", "change": acts.news[-1].change}) as tess:
        began = asyncio.get_running_loop().time()
        for n in range(30):
            await acts.write(conversation, f"{n}")
        await tess.until(lambda: [each for each in tess.summaries() if each["last"]["text"] == "29"])
        took = asyncio.get_running_loop().time() - began
        assert len(tess.summaries()) <= 1 + took / BETWEEN_SUMMARIES


async def test_what_changed_while_away_is_told_on_return(acts: Acts, hub: Hub) -> None:
    """F27, F31: a case never heard of, one that left a view; each once."""
    seen = await acts.owned()
    change = acts.news[-1].change
    await acts.teammate(seen, acts.reply(seen))
    await acts.teammate(seen, acts.resolve(seen))
    fresh = await acts.case()
    async with connected(teammates(hub, acts), {"t": "hello", "change": change}) as tess:
        told = {each["conversation"]: each for each in tess.summaries() or await tess.until(tess.summaries)}
        assert told[seen]["views"] == ["resolved"]
        assert told[fresh]["views"] == ["needs_person"]


async def test_who_was_away_for_long_reads_the_lists_anew_instead_of_all_that_happened(
    acts: Acts, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F27: a day of history filled the mailbox, which cut who came back, again and again."""
    monkeypatch.setattr(lists, "MOST_SUMMARIES", 3)
    for _ in range(5):
        await acts.begin(visitor=new())
    async with connected(teammates(hub, acts), {"t": "hello", "change": 0}) as tess:
        anew = await tess.until(lambda: [frame for frame in tess.frames if frame["t"] == "anew"])
        assert [frame["change"] for frame in anew] == [acts.news[-1].change]
        later = await acts.begin("What came then?", visitor=new())
        told = await tess.until(tess.summaries)
        assert [each["conversation"] for each in told] == [later]


async def test_a_slow_reader_is_cut_off_and_slows_nobody(acts: Acts, hub: Hub) -> None:
    conversation = await acts.owned()
    slow = teammates(hub, acts, acts.foundry.tom.id)
    opened = {"t": "open", "conversation": conversation, "after": 0}
    await slow.receive(opened)
    async with connected(teammates(hub, acts), opened) as quick:
        for n in range(MOST_FRAMES + 5):
            hub.piece(acts.workspace, conversation, Piece(99, 99, 99, f"{n}"))
            await asyncio.sleep(0)
        await acts.write(conversation, "the last word")
        await quick.until(lambda: "the last word" in quick.texts())
        assert slow.too_slow
        assert not quick.stream.too_slow
    assert [frame async for frame in slow.frames()] == []


async def test_pieces_older_than_the_state_are_dropped(acts: Acts, hub: Hub) -> None:
    """P10: what was being written under an older epoch or turn reaches no screen."""
    conversation = await acts.begin("A question?")
    state = acts.state(conversation)
    now = Piece(state.epoch, state.turn.number, state.turn.rev, "Just a m")
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    async with connected(visitors(hub, acts, conversation), hello) as client:
        hub.piece(acts.workspace, conversation, now)
        await client.until(lambda: client.hints("piece"))
        await acts.teammate(conversation, cmd.TakeOver(state.epoch))
        hub.piece(acts.workspace, conversation, now)
        await acts.teammate(conversation, acts.reply(conversation, "Hello, it is me"))
        await client.until(lambda: "Hello, it is me" in client.texts())
        assert [hint["text"] for hint in client.hints("piece")] == ["Just a m"]


async def test_who_opens_a_thread_sees_what_is_being_written_until_it_stands(acts: Acts, hub: Hub) -> None:
    """P8, S21."""
    conversation = await acts.begin("A question?")
    state = acts.state(conversation)
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    opened = {"t": "open", "conversation": conversation, "after": 0}
    async with connected(visitors(hub, acts, conversation), hello) as vera:
        hub.piece(
            acts.workspace, conversation, Piece(state.epoch, state.turn.number, state.turn.rev, "Just a m")
        )
        await vera.until(lambda: vera.hints("piece"))
        async with connected(teammates(hub, acts), opened) as tess:
            await tess.until(lambda: tess.hints("piece"))
        answer = acts.answer(conversation)
        await acts.assistant(conversation, answer)
        await vera.until(lambda: answer.text in vera.texts())
        async with connected(teammates(hub, acts), opened) as late:
            await late.until(lambda: answer.text in late.texts() and late.hints("watching"))
            assert late.hints("piece") == []


async def test_typing_goes_to_the_other_side(acts: Acts, hub: Hub) -> None:
    """F28; and a visitor learns a teammate's name, never their id."""
    conversation = await acts.owned()
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    opened = {"t": "open", "conversation": conversation, "after": 0}
    async with (
        connected(visitors(hub, acts, conversation), hello) as vera,
        connected(teammates(hub, acts), opened) as tess,
        connected(teammates(hub, acts, acts.foundry.tom.id), opened) as tom,
    ):
        await tess.until(lambda: [hint for hint in tess.hints("watching")[-1:] if len(hint["who"]) == 2])
        await vera.stream.receive({"t": "typing", "conversation": conversation})
        await tess.until(lambda: tess.hints("typing"))
        await tess.stream.receive({"t": "typing", "conversation": conversation})
        await vera.until(lambda: vera.hints("typing"))
        await tom.until(lambda: len(tom.hints("typing")) == 2)
        assert vera.hints("typing")[0]["who"]["name"] == "Tess Type"
        assert "id" not in vera.hints("typing")[0]["who"]
        assert [hint["who"] for hint in tess.hints("typing")] == ["visitor"]


async def test_a_beat_from_behind_brings_what_is_missing(acts: Acts, hub: Hub) -> None:
    """F25: a frame that was lost on the way is found by the numbers in the beats."""
    conversation = await acts.begin("one")
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    async with connected(visitors(hub, acts, conversation), hello) as client:
        await client.until(lambda: len(client.events()) == 2)
        await client.stream.receive({"t": "beat", "after": 1})
        await client.until(lambda: len(client.events()) == 3)
        assert client.texts() == ["one", "one"]
        await client.stream.receive({"t": "beat", "after": 2})
        beat = await client.until(lambda: [each for each in client.frames if each["t"] == "beat"][1:])
        assert beat[0]["vseq"] == 2
        assert len(client.events()) == 3


async def test_whoever_watches_holds_no_database_connection(database_url: str, acts: Acts) -> None:
    """Over two connections a dozen are served, while both can still be had by others."""
    conversation = await acts.begin()
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    few = await Database.open(database_url, size=2)
    async with AsyncExitStack() as open_:
        open_.push_async_callback(few.close)
        hub = await open_.enter_async_context(Hub(few, new()))
        watching = [
            await open_.enter_async_context(connected(visitors(hub, acts, conversation), hello))
            for _ in range(12)
        ]
        async with few.workspace(acts.workspace), few.workspace(acts.workspace):
            pass
        await acts.write(conversation, "Does everybody hear this?")
        for each in watching:
            await each.until(lambda each=each: "Does everybody hear this?" in each.texts())


async def test_a_teammate_is_present_while_connected(acts: Acts, hub: Hub) -> None:
    stream: Client
    async with connected(teammates(hub, acts), {"t": "hello", "change": 0}) as stream:
        await stream.until(lambda: stream.frames)
        assert await hub.presence.present(acts.workspace) == {acts.foundry.tess.id}
    assert await hub.presence.present(acts.workspace) == frozenset()


async def test_whoever_is_removed_from_the_team_hears_nothing_more(
    acts: Acts, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F39: what is pushed needs a right too."""
    monkeypatch.setattr("chatref.live.hub.REREAD", 0.1)
    async with Hub(database, new()) as hub:
        conversation = await acts.begin()
        opened = {"t": "open", "conversation": conversation, "after": 0}
        hello = {"t": "hello", "change": 0}
        async with (
            connected(teammates(hub, acts, acts.foundry.tom.id), hello, opened) as tom,
            connected(teammates(hub, acts), hello, opened) as tess,
        ):
            async with database.workspace(acts.workspace) as connection:
                await accounts.remove(connection, acts.foundry.tom.id)
            await tom.until(lambda: tom.ended)
            await acts.write(conversation, "for the team only")
            await tess.until(lambda: "for the team only" in tess.texts())
            assert "for the team only" not in tom.texts()


async def test_nothing_is_kept_of_who_has_left(acts: Acts, hub: Hub) -> None:
    conversation = await acts.begin()
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    async with connected(visitors(hub, acts, conversation), hello):
        pass
    assert not hub._watched


async def test_who_waits_is_told_when_the_line_moves(acts: Acts, hub: Hub, database: Database) -> None:
    """P11, F17: the place in line comes as a hint, to who waits, in whichever process they are."""
    first, second = await acts.case(), await acts.case()

    def hello(after: int = 0) -> dict[str, object]:
        return {"t": "hello", "conversation": second, "after": after}

    def places(client: Client) -> list[int]:
        return [hint["place"] for hint in client.hints("waiting")]

    async with (
        Hub(database, new()) as far,
        connected(visitors(hub, acts, second), hello()) as near_by,
        connected(visitors(far, acts, second), hello(acts.state(second).vseq)) as far_off,
    ):
        await near_by.until(lambda: 2 in places(near_by))
        await far_off.until(lambda: 2 in places(far_off))
        await acts.teammate(first, acts.claim(first))
        await near_by.until(lambda: places(near_by)[-1] == 1)
        await far_off.until(lambda: places(far_off)[-1] == 1)


async def test_who_waits_for_another_team_or_less_urgently_is_not_before(
    acts: Acts, database: Database
) -> None:
    """The place is the one in which the team serves them."""
    first, second = await acts.case(), await acts.case()
    await acts.visitor(second, cmd.AskPerson())
    line = await waiting.line(database, acts.workspace)
    assert line[second].priority > line[first].priority
    assert (line[second].place, line[first].place) == (1, 2)
    who = reading.Visitor(acts.workspace, acts.visitor_of(first))
    waits = (await reading.visitor_snapshot(database, who, first)).line
    assert waits is not None
    assert waits.place == 2


async def test_the_team_hears_how_far_a_visitor_has_seen_an_answer(acts: Acts, hub: Hub) -> None:
    """F32: what was seen need not be mailed. It is kept once, and never goes back."""
    conversation = await acts.owned()
    await acts.teammate(conversation, acts.reply(conversation, "Good day"))
    latest = acts.state(conversation).vseq
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    async with (
        connected(teammates(hub, acts), {"t": "hello"}, {"t": "open", "conversation": conversation}) as tess,
        connected(visitors(hub, acts, conversation), hello) as vera,
    ):
        await vera.until(lambda: "Good day" in vera.texts())
        for vseq in (latest, latest - 1, latest):
            await vera.stream.receive({"t": "seen", "vseq": vseq})
        [told] = await tess.until(lambda: tess.hints("seen"))
        assert (told["conversation"], told["vseq"]) == (conversation, latest)
        assert vera.hints("seen") == []
        await hub.seen(reading.Visitor(acts.workspace, acts.visitor_of(conversation)), conversation, 2)
        assert len(tess.hints("seen")) == 1


async def test_a_visitor_has_seen_no_more_than_there_is_and_nothing_of_others(
    acts: Acts, hub: Hub, rival: Business
) -> None:
    """F38, F39: a number that was never given out is none, and whose conversation it is stands in the query."""
    conversation = await acts.begin("one")
    latest = acts.state(conversation).vseq
    hello = {"t": "hello", "conversation": conversation, "after": 0}
    async with (
        connected(teammates(hub, acts), {"t": "hello"}, {"t": "open", "conversation": conversation}) as tess,
        connected(visitors(hub, acts, conversation), hello) as vera,
    ):
        await vera.until(vera.texts)
        await vera.stream.receive({"t": "seen", "vseq": latest + 1})
        for who in (
            reading.Visitor(acts.workspace, acts.foundry.vic.id),
            reading.Visitor(rival.workspace, acts.visitor_of(conversation)),
        ):
            with pytest.raises(NotFound):
                await hub.seen(who, conversation, latest)
        assert tess.hints("seen") == []
        with pytest.raises(BadInput):
            await vera.stream.receive({"t": "seen", "vseq": "all"})
