"""`bench/signals.py` counts what escalates by itself: the figures that docs/signals.md gives."""

import json
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import pytest

main: Callable[[Sequence[str]], int] = import_module("bench.signals").main
"""The programs of bench are no package."""

POSITIVES = [
    {"text": "a person please", "intents": ["handoff", "please"]},
    {"text": "can I talk to someone", "intents": ["handoff"]},
    {"text": "this is no help", "intents": ["handoff"]},
    {"text": "where is my card", "intents": ["card"]},
]
NEGATIVES = [
    {"text": "where is my order", "intent": "track"},
    {"text": "how do I reach customer service", "intent": "contact"},
    {"text": "human", "intent": "unclear"},
    {"text": "are you a human?", "intent": "bot"},
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = []
    for name, lines in (("positives", POSITIVES), ("negatives", NEGATIVES)):
        paths.append(tmp_path / f"{name}.jsonl")
        paths[-1].write_text("\n".join(map(json.dumps, lines)))
    return [str(path) for path in paths]


def test_lines_are_counted_by_the_file_they_stand_in(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--positives", files[0], "--negatives", files[1], "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["positives"], report["negatives"], report["false_alarms"]) == (4, 4, 1)
    assert report["precision"] == pytest.approx(2 / 3)
    assert report["recall"] == report["f1"] - 1 / 14 == pytest.approx(1 / 2)
    assert report["false_alarm_rate"] == 1 / 4
    low, high = report["f1_interval"]
    assert 0 <= low < report["f1"] < high <= 1


def test_one_file_may_hold_both(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    both = ["--positives", *files, "--negatives", *files, "--positive-intents", "handoff"]
    assert main([*both, "--left-out-intents", "unclear", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["positives"], report["negatives"], report["false_alarms"]) == (3, 4, 0)


def test_without_positives_there_are_only_false_alarms(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--negatives", files[1], "--most-false-alarms", "0.1", "--show"]) == 1
    *shown, last = capsys.readouterr().out.splitlines()
    assert shown[0] == "  + human"
    report = json.loads(last)
    assert (report["f1"], report["false_alarm_rate"]) == (None, 0.25)


def test_the_interval_is_the_same_each_time(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    intervals = set()
    for _ in range(2):
        main(["--positives", files[0], "--negatives", files[1], "--json"])
        intervals.add(tuple(json.loads(capsys.readouterr().out)["f1_interval"]))
    assert len(intervals) == 1


def test_other_signals_are_counted_the_same_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """P2: every line of the table has a program that measures it."""
    moods = tmp_path / "moods.jsonl"
    lines = [
        {"text": "this is ridiculous, I have been waiting for days!!", "intent": "angry"},
        {"text": "How do I install it?", "intent": "calm"},
    ]
    moods.write_text("\n".join(map(json.dumps, lines)))
    both = ["--positives", str(moods), "--negatives", str(moods), "--positive-intents", "angry"]
    assert main([*both, "--signal", "frustration", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["f1"] == 1.0
    assert main([*both, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["recall"] == 0.0
