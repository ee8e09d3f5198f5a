"""The scripted visitors before a desk that really runs."""

import asyncio
import time
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from demo.talk import talk
from demo.visitors import Beat, Say, scripts
from tests.clients import Json, TeammateClient
from tests.running import start
from tests.web.conftest import Open, open_desk

__all__ = ["open_desk"]

VISITORS = 8
PACE = 0.03
PATIENCE = 120.0  # seconds
VIEWS = ("needs_person", "mine", "team", "assistant", "snoozed", "resolved")
LINES = [[beat for beat in script.beats if isinstance(beat.step, Say)] for script in scripts()]
SPEAKING = {"assistant_answered", "turn_given_up", "desk_said"}


@pytest.fixture
def talking(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> Iterator[Thread]:
    """Eight visitors in a hurry, for as long as the test runs."""
    monkeypatch.setattr("demo.talk.STOPPING_SECONDS", 0.5)
    loop = asyncio.new_event_loop()
    key = open_desk.foundry.site.public_key
    all_of_them = loop.create_task(
        talk(open_desk.desk.base, key, "https://foundry.example", VISITORS, pace=PACE)
    )
    thread = Thread(target=lambda: loop.run_until_complete(asyncio.wait([all_of_them])))
    thread.start()
    yield thread
    loop.call_soon_threadsafe(all_of_them.cancel)
    thread.join()
    loop.close()


def test_the_inbox_is_alive_and_outlives_a_killed_desk(open_desk: Open, talking: Thread) -> None:
    """P8, P11: they say their lines in order, wait for answers, fetch a person, and come back after a crash."""
    tess = open_desk.teammate()
    pressed = eventually(lambda: next((each for each in threads(tess) if is_pressed(each)), None))
    assert any(event["kind"] == "desk_said" and event["line"] == "hand_over" for event in pressed["events"])
    eventually(lambda: len(threads(tess)) >= VISITORS)
    for thread in threads(tess):
        says_its_lines(thread)

    open_desk.desk.kill()
    time.sleep(1)
    port = int(open_desk.desk.base.rpartition(":")[2])
    open_desk.desk.process = start(open_desk.desk.log.parent, open_desk.database_url, port=port).process
    before = {thread["summary"]["conversation"] for thread in threads(tess)}
    eventually(lambda: {thread["summary"]["conversation"] for thread in threads(tess)} - before)
    assert talking.is_alive()


def threads(tess: TeammateClient) -> list[Json]:
    listed = {row["conversation"] for view in VIEWS for row in tess.listed(view)}
    return [tess.thread(each) for each in listed]


def is_pressed(thread: Json) -> bool:
    asked = [event for event in thread["events"] if event["kind"] == "person_asked"]
    return any(event["how"] == "button" for event in asked)


def says_its_lines(thread: Json) -> None:
    """As far as it has come; and who took a breath had been answered, as long as the assistant was there."""
    wrote = [event for event in thread["events"] if event["kind"] == "visitor_wrote"]
    beats = next(each for each in LINES if texts_of(each)[: len(wrote)] == [event["text"] for event in wrote])
    for earlier, event, beat in zip(wrote, wrote[1:], beats[1:], strict=False):
        between = {each["kind"] for each in thread["events"] if earlier["seq"] < each["seq"] < event["seq"]}
        if beat.after > 2 and earlier["after"]["stage"] == "assistant":
            assert SPEAKING & between, (event["text"], between)


def texts_of(beats: list[Beat]) -> list[str]:
    return [beat.step.text for beat in beats if isinstance(beat.step, Say)]


def eventually(wanted: Callable[[], object]) -> Json:
    until = time.monotonic() + PATIENCE
    while not (found := wanted()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.3)
    return found  # type: ignore[return-value]
