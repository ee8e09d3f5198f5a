"""Whatever happens on the way, each handoff is there once and none is lost (P6)."""

import asyncio
import random
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from chatref.outbound.deliveries import OF_EACH
from chatref.outbound.deliveries.store import send_again
from chatref.outbound.destination import Delivered, Later, Refused, Unknown
from chatref.outbound.steps import MOST_TRIES
from tests.desk.acts import new
from tests.outbound.conftest import Post, Row
from tests.outbound.receiver import BUSY_SECONDS, Mood

HOUR = timedelta(hours=1)


async def test_a_handoff_is_there_the_moment_it_waits(post: Post) -> None:
    await post.to()
    post.far.arrived.clear()
    async with post.deliveries.running():
        conversation = await post.acts.case()
        assert await asyncio.to_thread(post.far.arrived.wait, 60)
        await post.until(lambda: post.rows()[0]["state"] == "delivered")
    [row] = post.rows()
    assert (str(row["conversation"]), row["tries"]) == (conversation, 1)
    assert post.far.made == {str(row["id"]): 1}


async def test_an_hour_of_failure_is_survived_and_nothing_is_there_twice(post: Post) -> None:
    one = await post.to("webhook")
    await post.to("shelf")
    for _ in range(2):
        await post.acts.case()
    post.far.mood = Mood.BROKEN
    waited = timedelta()
    while waited < HOUR:
        assert all(isinstance(each, Unknown) for each in await post.try_all())
        waited += await post.wait()
    assert post.destination(one)["failing_since"] is not None
    assert "500" in post.destination(one)["failing_why"]
    assert post.far.made == {}
    post.far.mood = Mood.WELL
    assert all(isinstance(each, Delivered) for each in await post.try_all())
    assert list(post.far.made.values()) == [1] * 4
    assert post.destination(one)["failing_since"] is None
    assert 4 * 7 <= len(post.tries()) <= 4 * 13


async def test_whoever_waits_for_a_destination_is_tried_when_another_gets_through(post: Post) -> None:
    await post.to()
    post.far.mood = Mood.BROKEN
    await post.acts.case()
    for _ in range(8):
        await post.try_all()
        await post.wait()
    await post.try_all()
    post.far.mood = Mood.WELL
    await post.acts.case()
    await post.try_all()
    assert await post.wait() < timedelta(seconds=21)
    await post.try_all()
    assert [row["state"] for row in post.rows()] == ["delivered", "delivered"]


async def test_a_named_time_is_waited_for(post: Post) -> None:
    await post.to()
    await post.acts.case()
    post.far.moods = [Mood.BUSY]
    [result] = await post.try_all()
    assert result == Later("It answered 429: that was too much at once.", timedelta(seconds=BUSY_SECONDS))
    await post.acts.case()
    await post.try_all()  # which gets through, and hurries nobody who was told a time
    waited = await post.wait()
    assert timedelta(seconds=BUSY_SECONDS - 60) < waited <= timedelta(seconds=BUSY_SECONDS)
    assert await post.try_all() == [Delivered()]


@pytest.mark.parametrize("mood", [Mood.CUT, Mood.SLOW, Mood.DEAF, Mood.HALF])
async def test_an_unknown_outcome_is_looked_up_and_never_blindly_repeated(post: Post, mood: Mood) -> None:
    for kind in ("webhook", "shelf"):
        await post.to(kind)
    await post.acts.case()
    post.far.moods = [mood, mood]
    if mood is Mood.SLOW:
        post.hurry()
    assert all(isinstance(result, Unknown) for result in await post.try_all())
    post.take_time()
    assert all(row["unsure"] for row in post.rows())
    assert min(post.pauses()) >= timedelta(seconds=4)
    await post.wait()
    assert all(isinstance(result, Delivered) for result in await post.try_all())
    assert list(post.far.made.values()) == [1, 1]
    assert [row["state"] for row in post.rows()] == ["delivered"] * 2


async def test_while_it_cannot_be_looked_up_nothing_is_sent(post: Post) -> None:
    await post.to("shelf")
    await post.acts.case()
    post.far.moods, post.far.finds = [Mood.DEAF], False
    await post.try_all()
    for _ in range(4):
        await post.wait()
        [result] = await post.try_all()
        assert isinstance(result, Unknown)
    assert len(post.far.asked) == 1
    post.far.finds = True
    await post.wait()
    [result] = await post.try_all()
    assert isinstance(result, Delivered)
    assert list(post.far.made.values()) == [1]
    assert post.rows()[0]["address"].startswith(post.far.shelf)


async def test_a_refusal_is_dead_at_once_and_can_be_sent_again(post: Post) -> None:
    one = await post.to()
    await post.acts.case()
    post.far.moods = [Mood.REFUSING]
    [result] = await post.try_all()
    assert isinstance(result, Refused)
    [row] = post.rows()
    assert (row["state"], row["why"]) == ("dead", "It answered 422: it does not take what was sent.")
    async with post.database.workspace(post.workspace) as connection:
        assert await send_again(connection, destination=new()) == 0
        assert await send_again(connection, destination=one) == 1
        assert await send_again(connection, delivery=str(row["id"])) == 0
    assert await post.try_all() == [Delivered()]
    assert [each["outcome"] for each in post.tries()] == ["refused", "delivered"]


async def test_after_the_last_try_it_is_dead_and_says_so(post: Post) -> None:
    await post.to("shelf", "http://127.0.0.1:1/")
    await post.acts.case()
    post.many_tries(MOST_TRIES - 2)
    await post.try_all()
    assert post.rows()[0]["state"] == "due"
    await post.wait()
    await post.try_all()
    [row] = post.rows()
    assert (row["state"], row["unsure"]) == ("dead", False)
    assert f"{MOST_TRIES} times" in row["why"]


async def test_two_workers_never_try_the_same_at_once(post: Post) -> None:
    await post.to("shelf")
    for _ in range(5):
        await post.acts.case()
    await asyncio.gather(post.try_all(), post.try_all(), post.try_all())
    assert sorted(post.far.made.values()) == [1] * 5
    assert len(post.tries()) == 5


async def test_a_slow_destination_keeps_no_other_waiting(post: Post) -> None:
    slow = await post.to("shelf")
    for _ in range(40):
        await post.acts.case()
    quick = await post.to("webhook")
    post.far.slow_seconds = 60.0
    last = await post.acts.case()
    post.far.mood = Mood.SLOW
    post.far.moods = []
    async with post.deliveries.running():
        await post.until(lambda: any(row["tries"] for row in _to(post, quick)))
        tried = [row for row in _to(post, slow) if row["tries"]]
    assert len(tried) <= OF_EACH
    assert [str(row["conversation"]) for row in _to(post, quick)] == [last]


def _to(post: Post, destination: str) -> list[Row]:
    return [row for row in post.rows() if str(row["destination"]) == destination]


async def test_in_any_weather_each_is_there_once(post: Post) -> None:
    """Moods, and workers that die in the middle, drawn at random; each ends there once, as long as it ends well."""
    chance = random.Random(20261122)
    weather = [mood for mood in Mood if mood is not Mood.REFUSING]
    await post.to("shelf")
    await post.to("webhook")
    for _ in range(12):
        await post.acts.case()
    for _ in range(6):
        post.far.moods = chance.choices(weather, k=30)
        post.far.finds = chance.random() < 0.7
        post.hurry()
        trying = asyncio.create_task(post.try_all())
        await asyncio.wait([trying], timeout=chance.choice([0.02, 0.05, 2.0]))
        trying.cancel()
        await asyncio.gather(trying, return_exceptions=True)
        await post.wait()
    post.take_time()
    post.far.moods, post.far.finds = [], True
    while any(row["state"] == "due" for row in post.rows()):
        await post.wait()
        await post.try_all()
    assert {row["state"] for row in post.rows()} == {"delivered"}
    assert len(post.far.made) == 24
    assert set(post.far.made.values()) == {1}


async def test_a_worker_that_is_killed_between_sending_and_writing_loses_and_repeats_nothing(
    post: Post, home: Path
) -> None:
    """Another process takes what was sent, kill -9, and the next one looks before it sends."""
    await post.to("shelf")
    await post.acts.case()
    post.far.moods, post.far.slow_seconds = [Mood.SLOW], 30.0
    [row] = post.rows()
    program = [
        sys.executable,
        "-m",
        "tests.outbound.one_worker",
        post.url,
        post.workspace,
        str(row["id"]),
        str(home),
    ]
    dying = await asyncio.create_subprocess_exec(*program)
    assert await asyncio.to_thread(post.far.arrived.wait, 60)
    dying.kill()
    await dying.wait()
    assert (await post.try_all(), post.tries()) == ([], [])
    [row] = post.rows()
    assert (row["state"], row["unsure"], row["tries"]) == ("due", True, 1)
    await post.wait()
    [result] = await post.try_all()
    assert isinstance(result, Delivered)
    assert list(post.far.made.values()) == [1]
    assert [each["number"] for each in post.tries()] == [2]
