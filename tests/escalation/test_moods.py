"""Frustration and circles, over conversations that were labelled before anything listened to them (P2).

`tuned` was looked at while the wording was chosen, `apart` was not. A line that begins with `> ` is the assistant's.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chatref.escalation.circles import answered_again, asked_again
from chatref.escalation.frustration import frustration
from chatref.escalation.signals import Mood, mood

Labelled = dict[str, Any]
ALL = [json.loads(line) for line in Path(__file__).with_name("moods.jsonl").read_text("utf-8").splitlines()]


def _visitor(each: Labelled) -> list[str]:
    return [turn for turn in each["turns"] if not turn.startswith("> ")]


def _circles(each: Labelled) -> int:
    answers = [turn for turn in each["turns"] if turn.startswith("> ")]
    return max(asked_again(_visitor(each)), answered_again(answers))


def _frustrated(each: Labelled) -> bool:
    return mood(frustration(_visitor(each), _circles(each))) >= Mood.SOME


def _goes_in_circles(each: Labelled) -> bool:
    return _circles(each) > 0


@pytest.mark.parametrize(
    ("label", "heard", "precision", "recall"),
    [("frustrated", _frustrated, 0.9, 0.85), ("circle", _goes_in_circles, 0.9, 0.8)],
)
@pytest.mark.parametrize("part", ["tuned", "apart"])
def test_what_people_call_so_is_heard_so(
    part: str, label: str, heard: Callable[[Labelled], bool], precision: float, recall: float
) -> None:
    some = [each for each in ALL if each["part"] == part]
    assert len(some) >= 40
    found = [each for each in some if heard(each)]
    right = [each for each in found if each[label]]
    wanted = [each for each in some if each[label]]
    print(f"{label}, {part}: precision {len(right) / len(found):.2f}, recall {len(right) / len(wanted):.2f}")
    assert len(right) >= precision * len(found), [each["turns"] for each in found if not each[label]]
    assert len(right) >= recall * len(wanted), [each["turns"] for each in wanted if each not in found]


def test_every_language_has_calm_and_frustrated_visitors() -> None:
    for language in ("en", "de", "fr", "es", "pt", "it"):
        assert {each["frustrated"] for each in ALL if each["language"] == language} == {True, False}


@pytest.mark.parametrize(
    ("earlier", "last", "times"),
    [
        (["How do I activate it?", "And on a Mac?"], "how do i activate it", 1),
        (["How do I activate the plugin?", "And on a Mac?"], "how do i activate the plugin", 1),
        (["price for 2 users", "the price for two users?"], "price for 2 users please", 2),
        (["where is my order?"], "how do I cancel my order?", 0),
        (["what is the API?"], "how do I switch the API off?", 0),
        (["thanks"], "thanks", 0),
        (["yes"], "yes", 0),
        ([], "hello", 0),
    ],
)
def test_the_same_question_in_about_the_same_words_is_a_circle(
    earlier: list[str], last: str, times: int
) -> None:
    assert asked_again([*earlier, last]) == times


def test_what_follows_calmly_cools_down() -> None:
    hot = frustration(["this is ridiculous!!"], 0)
    assert frustration(["this is ridiculous!!", "ok"], 0) < hot
    assert frustration(["this is ridiculous!!", "still not working"], 0) > frustration(
        ["still not working"], 0
    )


def test_circles_make_it_worse() -> None:
    assert frustration(["my key does not work"], 2) > frustration(["my key does not work"], 0)
