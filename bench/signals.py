"""Measures how well requests for a person are recognised, on any JSON lines with `text`.

    python bench/signals.py --positives F… --negatives F… [--json] [--show]
    python bench/signals.py --positives dev.jsonl --negatives dev.jsonl --positive-intents handoff

What counts is what escalates by itself: a strong request, by the function that every visitor's message passes. Another
signal is measured the same way: `--signal frustration` (some, of a single message), `--signal "intent refund"` (one of
the ready-made intents; it is near enough), `--signal weak` (a request, strong or weak, by its wording). With
`--positive-intents`, the lines that have one of them (`intent` or `intents`) are the positives, and all others the
negatives, so that both may come from one file; `--left-out-intents` are neither. Without positives there is only a
rate of false alarms. The interval of F1 is of 90 %, by 2,000 draws from the lines with a fixed seed. With `--least-f1`
or `--most-false-alarms` the program exits with 1 if that limit is missed.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from chatref.assistant.meanings import Meanings
from chatref.escalation.frustration import frustration
from chatref.escalation.phrases import asks_for_person, hints_at_person
from chatref.escalation.ready.intents import INTENTS
from chatref.escalation.signals import Mood, mood
from chatref.knowledge.embed import Embedder

PERSON, WEAK, FRUSTRATION = "person", "weak", "frustration"
NEAR = {f"intent {name}": name for name in INTENTS}
DRAWS, SEED = 2_000, 1
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    text: str
    asks: bool
    found: bool


def intents_of(line: Line) -> set[str]:
    return {*line.get("intents", ()), *([line["intent"]] if "intent" in line else [])}


def lines_of(paths: Sequence[Path]) -> Iterator[Line]:
    for path in paths:
        yield from (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def texts(options: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    wanted, left_out = set(options.positive_intents), set(options.left_out_intents)
    for line in lines_of(options.positives):
        if not wanted or intents_of(line) & wanted:
            yield line["text"], True
    for line in lines_of(options.negatives):
        if not intents_of(line) & (wanted | left_out):
            yield line["text"], False


def f1_of(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Of rows of: found rightly, missed, found wrongly, passed over rightly."""
    both, missed, false, _ = counts.T
    f1: npt.NDArray[np.float64] = 2 * both / np.maximum(2 * both + missed + false, 1)
    return f1


def figures(heard: Sequence[Heard], seconds: float) -> dict[str, float | int | list[float] | None]:
    both = sum(each.asks and each.found for each in heard)
    missed = sum(each.asks and not each.found for each in heard)
    false = sum(each.found and not each.asks for each in heard)
    rest = len(heard) - both - missed - false
    counts = np.array([[both, missed, false, rest]])
    drawn = np.random.default_rng(SEED).multinomial(len(heard), counts[0] / len(heard), DRAWS)
    low, high = np.quantile(f1_of(drawn), [0.05, 0.95])
    judged = both + missed > 0
    return {
        "precision": both / max(both + false, 1) if judged else None,
        "recall": both / (both + missed) if judged else None,
        "f1": float(f1_of(counts)[0]) if judged else None,
        "f1_interval": [float(low), float(high)] if judged else None,
        "false_alarm_rate": false / max(false + rest, 1),
        "positives": both + missed,
        "negatives": false + rest,
        "false_alarms": false,
        "microseconds": seconds / len(heard) * 1e6,
    }


def heard_in(texts: Sequence[str], signal: str, language: str) -> list[bool]:
    if signal == PERSON:
        return [asks_for_person(text, language) for text in texts]
    if signal == WEAK:
        return [asks_for_person(text, language) or hints_at_person(text, language) for text in texts]
    if signal == FRUSTRATION:
        return [mood(frustration([text], circles=0)) >= Mood.SOME for text in texts]
    return asyncio.run(near(texts, NEAR[signal]))


async def near(texts: Sequence[str], intent: str) -> list[bool]:
    with tempfile.TemporaryDirectory(prefix="chatref-bench-") as home:
        embedder = Embedder(Path(home))
        meanings = Meanings(embedder)
        try:
            found = [await meanings.near(INTENTS, await embedder.one(text)) for text in texts]
        finally:
            embedder.close()
    return [any(each.intent == intent and each.nearness >= each.limit for each in row) for row in found]


def measured(options: argparse.Namespace) -> tuple[list[Heard], float]:
    given = list(texts(options))
    if not given:
        raise SystemExit("signals: no lines to measure")
    began = time.perf_counter()
    found = heard_in([text for text, _ in given], options.signal, options.language)
    seconds = time.perf_counter() - began
    return [Heard(text, asks, got) for (text, asks), got in zip(given, found, strict=True)], seconds


def read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="signals")
    parser.add_argument("--positives", type=Path, nargs="*", default=[])
    parser.add_argument("--negatives", type=Path, nargs="*", default=[])
    parser.add_argument("--positive-intents", nargs="*", default=[])
    parser.add_argument("--left-out-intents", nargs="*", default=[])
    parser.add_argument("--signal", choices=(PERSON, WEAK, FRUSTRATION, *NEAR), default=PERSON)
    parser.add_argument("--language", default="en", help="of the page; visitors may write in any")
    parser.add_argument("--json", action="store_true", help="print one line of JSON and nothing else")
    parser.add_argument("--show", action="store_true", help="list what was missed (-) and false alarms (+)")
    parser.add_argument("--least-f1", type=float, default=0.0)
    parser.add_argument("--most-false-alarms", type=float, default=1.0)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    options = read(arguments)
    heard, seconds = measured(options)
    report = figures(heard, seconds)
    if options.show:
        for each in heard:
            if each.asks != each.found:
                print("  +" if each.found else "  -", each.text)
    if not options.json:
        for name, value in report.items():
            print(f"{name:18}{value}")
    print(json.dumps(report))
    f1, rate = report["f1"], report["false_alarm_rate"]
    assert isinstance(rate, float)
    missed = (isinstance(f1, float) and f1 < options.least_f1) or rate > options.most_false_alarms
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
