"""What comes after a handoff went out follows it there: once, in order, gathered, and with its ticket (P6, S5)."""

import asyncio
import random
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from chatref.accounts import teammates
from chatref.conversation import commands as cmd
from chatref.conversation.model import Actor, ActorKind, Outcome
from chatref.desk.audit import audit
from chatref.desk.outbox import closing_of
from chatref.outbound.deliveries.store import send_again
from chatref.outbound.destination import Delivered, Later, Refused, Unknown
from tests.desk.acts import new
from tests.outbound.conftest import Post, Row
from tests.outbound.receiver import BUSY_SECONDS, Mood

HOUR = timedelta(hours=1)
ORDER, REASON = cmd.Value("order", "A-10233"), cmd.Value("reason", "Wrong licence")
Body = dict[str, Any]


async def _sent(post: Post) -> str:
    """A case whose handoff is there, wherever it goes."""
    conversation = await post.acts.case()
    for result in await post.try_all():
        assert isinstance(result, Delivered)
    return conversation


async def _give(post: Post, conversation: str, *values: cmd.Value) -> None:
    await post.acts.visitor(conversation, cmd.GiveDetails(values))


async def _transfer(post: Post, conversation: str, team: str) -> None:
    state = post.acts.state(conversation)
    await post.acts.teammate(conversation, cmd.Transfer(state.last_visitor, state.last_reply, team=team))


def _follow_ups(post: Post) -> list[Row]:
    return [row for row in post.rows() if row["follows"]]


def _told(post: Post) -> list[Body]:
    """What followed, as it arrived, in order."""
    return [
        post.far.bodies[key]
        for key in map(str, (row["id"] for row in _follow_ups(post)))
        if key in post.far.made
    ]


async def _follows(post: Post) -> None:
    """Until there is nothing on its way."""
    for _ in range(20):
        if all(row["state"] != "due" for row in post.rows()):
            return
        await post.wait()
        await post.try_all()
    raise AssertionError(post.rows())


async def test_a_detail_that_is_given_and_one_that_is_corrected_follow(post: Post) -> None:
    await post.to()
    conversation = await _sent(post)
    await _give(post, conversation, cmd.Value("order", "A-1"))
    await _follows(post)
    await _give(post, conversation, ORDER, REASON)
    await post.acts.visitor(conversation, cmd.LeaveContact("vera@example.com"))
    await _follows(post)
    first, second = _told(post)
    assert first["type"] == second["type"] == "handoff.details"
    [order] = first["data"]["details"]
    assert (order["label"], order["value"], order["was"], order["verified"]) == ("Order", "A-1", None, True)
    assert [(each["value"], each["was"]) for each in second["data"]["details"]] == [
        ("A-10233", "A-1"),
        ("Wrong licence", None),
    ]
    assert (second["data"]["contact"], second["data"]["ended"]) == ("vera@example.com", None)
    assert second["data"]["link"].endswith(conversation)


async def test_what_comes_close_together_is_one(post: Post) -> None:
    """A form of several details, and another right after it, in one append and in several."""
    await post.to()
    conversation = await _sent(post)
    await asyncio.gather(
        *(
            _give(post, conversation, cmd.Value(f"field_{n}", "x"), cmd.Value(f"other_{n}", "y"))
            for n in range(5)
        )
    )
    await _give(post, conversation, ORDER)
    assert len(_follow_ups(post)) == 1
    assert await post.try_all() == []
    [row] = _follow_ups(post)
    assert row["due_at"] - row["made_at"] > timedelta(seconds=10)
    await post.wait()
    await post.try_all()
    [body] = _told(post)
    assert len(body["data"]["details"]) == 11


async def test_what_was_taken_back_says_nothing(post: Post) -> None:
    await post.to("shelf")
    conversation = await _sent(post)
    await _give(post, conversation, ORDER)
    await _follows(post)
    await _give(post, conversation, cmd.Value("order", "A-2"))
    await _give(post, conversation, ORDER)
    await _follows(post)
    assert len(_told(post)) == 1
    assert [row["state"] for row in _follow_ups(post)] == ["delivered"] * 2


async def test_another_team_and_how_it_ended_follow_with_who_ended_it(post: Post) -> None:
    await post.to("shelf")
    async with post.database.workspace(post.workspace) as connection:
        billing = await teammates.create_team(connection, "Billing", {}, [post.acts.foundry.tom.id])
    there = billing.id
    narrow = await post.to("webhook", takes={"teams": [there]})
    conversation = await _sent(post)
    await _transfer(post, conversation, there)
    await _follows(post)
    [moved] = _told(post)
    assert moved["team"] == "Billing"
    assert [str(row["destination"]) for row in post.rows() if not row["follows"]][1:] == [narrow]
    await post.acts.teammate(conversation, post.acts.claim(conversation))
    await post.acts.teammate(conversation, post.acts.reply(conversation))
    await post.acts.teammate(conversation, post.acts.resolve(conversation))
    await _follows(post)
    ended = _told(post)[1:]
    assert len(ended) == 2
    kinds = [body.get("type") for body in ended]
    assert sorted(kinds, key=str) == [None, "handoff.ended"]
    for body in ended:
        told = body.get("data", body)["ended"]
        assert (told["outcome"], told["by"]) == ("answered", post.acts.foundry.tess.name)
    assert len(post.far.made) == 5
    assert await audit(post.database) == ()


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.ANSWERED])
async def test_what_the_visitor_and_the_desk_end_says_so(post: Post, outcome: Outcome) -> None:
    await post.to()
    conversation = await _sent(post)
    if outcome is Outcome.WITHDRAWN:
        await post.acts.visitor(conversation, cmd.Withdraw())
        by = "Visitor"
    else:
        await post.acts.teammate(conversation, post.acts.claim(conversation))
        state = post.acts.state(conversation)
        word = cmd.Word(new(), "Here you are.")
        await post.acts.teammate(conversation, cmd.HandBack(state.last_visitor, state.last_reply, word))
        by = post.acts.foundry.tess.name
    await _follows(post)
    [body] = _told(post)
    assert body["data"]["ended"]["outcome"] == outcome
    assert body["data"]["ended"]["by"].startswith(by)


async def test_nothing_follows_where_nothing_went_or_the_owner_does_not_want_it(post: Post) -> None:
    """Nor what goes with the handoff itself: a claim, and the words that follow."""
    await post.to("webhook", takes={"reasons": ["refund"]})
    await post.to("shelf", follow_up=False)
    conversation = await _sent(post)
    await _give(post, conversation, ORDER)
    await post.acts.teammate(conversation, post.acts.claim(conversation))
    await post.acts.teammate(conversation, post.acts.reply(conversation))
    await post.acts.teammate(conversation, post.acts.resolve(conversation))
    assert _follow_ups(post) == []


async def test_it_waits_for_what_it_follows_and_keeps_the_order(post: Post) -> None:
    await post.to("shelf")
    conversation = await post.acts.case()
    post.far.mood = Mood.BROKEN
    await post.try_all()
    await _give(post, conversation, ORDER)
    await post.wait()
    await post.try_all()
    assert [row["tries"] for row in post.rows()] == [2, 0]
    post.far.mood = Mood.WELL
    await post.wait()
    post.far.moods = [Mood.WELL, Mood.HALF]
    await post.try_all()
    await post.try_all()
    assert [row["state"] for row in post.rows()] == ["delivered", "due"]
    await _give(post, conversation, REASON)
    post.far.finds = False
    await post.wait()
    await post.try_all()
    assert [row["tries"] for row in post.rows()] == [3, 2, 0]
    post.far.finds = True
    await _follows(post)
    first, second = _told(post)
    assert [each["field"] for each in first["details"]] == ["order"]
    assert [each["field"] for each in second["details"]] == ["reason"]
    assert list(post.far.made.values()) == [1] * 3


async def test_what_never_arrived_takes_along_what_follows_it_and_both_go_again(post: Post) -> None:
    one = await post.to("shelf")
    conversation = await post.acts.case()
    await _give(post, conversation, ORDER)
    post.far.moods = [Mood.REFUSING]
    await post.try_all()
    await _give(post, conversation, REASON)
    await post.acts.visitor(conversation, cmd.Withdraw())
    first, update = post.rows()
    assert (first["state"], update["state"]) == ("dead", "dead")
    assert update["why"] == "What it belongs to did not arrive."
    async with post.database.workspace(post.workspace) as connection:
        assert await send_again(connection, delivery=str(update["id"])) == 2
        assert await send_again(connection, destination=one) == 0
    await _follows(post)
    [told] = _told(post)
    assert [each["field"] for each in told["details"]] == ["order", "reason"]
    assert told["ended"]["outcome"] == "withdrawn"


async def test_a_follow_up_that_is_refused_is_dead_alone(post: Post) -> None:
    one = await post.to("shelf")
    conversation = await _sent(post)
    post.far.moods = [Mood.REFUSING]
    await _give(post, conversation, ORDER)
    await post.wait()
    assert [type(each) for each in await post.try_all()] == [Refused]
    await _give(post, conversation, REASON)
    await _follows(post)
    assert [row["state"] for row in post.rows()] == ["delivered", "dead", "delivered"]
    async with post.database.workspace(post.workspace) as connection:
        assert await send_again(connection, destination=one) == 1
    await _follows(post)
    assert [row["state"] for row in post.rows()] == ["delivered"] * 3
    assert await audit(post.database) == ()


async def test_an_hour_of_failure_is_survived_and_it_is_there_once(post: Post) -> None:
    await post.to("shelf")
    await post.to("webhook")
    conversation = await _sent(post)
    await _give(post, conversation, ORDER)
    await post.wait()
    post.far.mood = Mood.BROKEN
    waited = timedelta()
    while waited < HOUR:
        await post.try_all()
        waited += await post.wait()
    assert len(post.far.made) == 2
    post.far.mood = Mood.WELL
    assert [type(each) for each in await post.try_all()] == [Delivered] * 2
    assert list(post.far.made.values()) == [1] * 4


async def test_a_named_time_is_waited_for(post: Post) -> None:
    await post.to("shelf")
    conversation = await _sent(post)
    await _give(post, conversation, ORDER)
    await post.wait()
    post.far.moods = [Mood.BUSY]
    assert await post.try_all() == [
        Later("It answered 429: that was too much at once.", timedelta(seconds=BUSY_SECONDS))
    ]
    assert await post.wait() > timedelta(seconds=BUSY_SECONDS - 60)
    await post.try_all()
    assert list(post.far.made.values()) == [1, 1]


@pytest.mark.parametrize("mood", [Mood.CUT, Mood.SLOW, Mood.HALF])
async def test_an_unknown_outcome_is_looked_up_and_never_blindly_repeated(post: Post, mood: Mood) -> None:
    for kind in ("webhook", "shelf"):
        await post.to(kind)
    conversation = await _sent(post)
    await _give(post, conversation, ORDER)
    await post.wait()
    post.far.moods = [mood, mood]
    if mood is Mood.SLOW:
        post.hurry()
    assert all(isinstance(result, Unknown) for result in await post.try_all())
    post.take_time()
    await post.wait()
    assert all(isinstance(result, Delivered) for result in await post.try_all())
    assert list(post.far.made.values()) == [1] * 4


async def test_in_any_weather_each_is_there_once_and_in_order(post: Post) -> None:
    """Moods, and workers that die in the middle, drawn at random, while more and more follows."""
    chance = random.Random(20261123)
    weather = [mood for mood in Mood if mood is not Mood.REFUSING]
    await post.to("shelf")
    await post.to("webhook")
    conversations = [await post.acts.case() for _ in range(4)]
    for n in range(6):
        for conversation in chance.sample(conversations, 2):
            await _give(post, conversation, cmd.Value("order", f"A-{n}"))
        post.far.moods = chance.choices(weather, k=12)
        post.far.finds = chance.random() < 0.7
        post.hurry()
        trying = asyncio.create_task(post.try_all())
        await asyncio.wait([trying], timeout=chance.choice([0.02, 0.05, 2.0]))
        trying.cancel()
        await asyncio.gather(trying, return_exceptions=True)
        await post.wait()
    post.take_time()
    post.far.moods, post.far.finds = [], True
    await _follows(post)
    assert {row["state"] for row in post.rows()} == {"delivered"}
    assert set(post.far.made.values()) == {1}
    assert await audit(post.database) == ()
    for one in {row["destination"] for row in post.rows()}:
        for conversation in conversations:
            _tells_everything_once(post, one, conversation)


def _tells_everything_once(post: Post, destination: object, conversation: str) -> None:
    """Each follow-up begins where the one before ended, and the last says how it is."""
    rows = [
        row
        for row in post.rows()
        if row["destination"] == destination and str(row["conversation"]) == conversation
    ]
    assert [row["since"] for row in rows[1:]] == [row["seq"] for row in rows[:-1]]
    bodies = [post.far.bodies[str(row["id"])] for row in rows[1:] if str(row["id"]) in post.far.made]
    told = [each["value"] for body in bodies for each in body.get("data", body)["details"]]
    order = post.acts.state(conversation).details.get("order")
    assert told[-1:] == ([order.value] if order and len(rows) > 1 else [])


async def test_a_worker_that_is_killed_between_sending_and_writing_loses_and_repeats_nothing(
    post: Post, home: Path
) -> None:
    await post.to("shelf")
    conversation = await _sent(post)
    await _give(post, conversation, ORDER)
    await post.wait()
    post.far.arrived.clear()
    post.far.moods, post.far.slow_seconds = [Mood.SLOW], 30.0
    [row] = _follow_ups(post)
    asked = ("tests.outbound.one_worker", post.url, post.workspace, str(row["id"]), str(home))
    dying = await asyncio.create_subprocess_exec(sys.executable, "-m", *asked)
    assert await asyncio.to_thread(post.far.arrived.wait, 60)
    dying.kill()
    await dying.wait()
    assert await post.try_all() == []
    await post.wait()
    assert [type(each) for each in await post.try_all()] == [Delivered]
    assert list(post.far.made.values()) == [1, 1]


async def test_a_case_that_was_closed_over_there_is_not_told_back_but_to_the_others(post: Post) -> None:
    one = await post.to("shelf")
    other = await post.to("webhook")
    conversation = await _sent(post)
    [key] = [str(row["id"]) for row in post.rows() if str(row["destination"]) == one]
    state = post.acts.state(conversation)
    await post.acts.desk.handle(
        post.workspace, conversation, cmd.Resolve(state.seq, state.seq, Outcome.ELSEWHERE),
        actor=Actor(ActorKind.SERVER, str(uuid4())), command_id=closing_of(key), sender="ticket",
    )  # fmt: skip
    await _follows(post)
    assert [str(row["destination"]) for row in _follow_ups(post)] == [other]
    [body] = _told(post)
    assert body["data"]["ended"]["outcome"] == "elsewhere"
    assert body["data"]["ended"]["by"] == "another system"
    assert await audit(post.database) == ()


async def test_what_is_erased_is_followed_by_nothing(post: Post) -> None:
    """F40"""
    await post.to("shelf")
    conversation = await _sent(post)
    await _give(post, conversation, ORDER)
    await post.acts.teammate(conversation, cmd.Erase(), post.acts.foundry.olga.id)
    await post.wait()
    assert await post.try_all() == []
    assert [row["state"] for row in post.rows()] == ["delivered", "erased"]
    assert len(post.far.made) == 1


async def test_the_audit_misses_what_was_not_told(post: Post) -> None:
    await post.to("shelf")
    conversation = await _sent(post)
    await _give(post, conversation, ORDER)
    await post.acts.visitor(conversation, cmd.Withdraw())
    assert await audit(post.database) == ()
    post.lose_what_follows(conversation)
    breaches = await audit(post.database)
    assert [each.name for each in breaches] == ["untold", "untold"]
    assert {each.conversation for each in breaches} == {conversation}
