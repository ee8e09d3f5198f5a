"""How long all signals of a turn take, the question's embedding and its answerability included.

    .venv/bin/python bench/signal_time.py [--turns 300] [--json]

Real questions (bench/calibration), one at a time, over a workspace that has read the demo's help centre, with the
ready-made rules and intents. Each comes after two turns of the same visitor. What is timed is the assistant's whole
turn without a model, which is all signals, the search that answerability needs, both verdicts and the answer: a bound
from above. Shown beside it: the part before the search, and how often the model was run. Exits with 1 if the bar is
missed.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from report import median, quantile, table, verdict
from scratch import learn_demo, scratch

from chatref.assistant.answers import answerer_for
from chatref.assistant.rehearsal import Said, Scene, rehearsed
from chatref.assistant.turn import Assistant, Brief
from chatref.conversation.model import AnswerKind
from chatref.database.pool import Database
from chatref.escalation.intents import calibrated
from chatref.escalation.measure import About
from chatref.escalation.rulebook import RuleBook
from chatref.knowledge.embed import Embedder, Read
from chatref.outbound.calls import Caller
from chatref.outbound.keys import Keys
from chatref.outbound.lookups import LookUps

LIMIT_MS = 40.0
QUESTIONS = Path(__file__).with_name("calibration") / "questions.jsonl"
INTENTS, EXAMPLES, WIDTH = 77, 11, 384


@dataclass(frozen=True, slots=True)
class Taken:
    """In milliseconds."""

    before: float
    turn: float
    runs: int
    """Of the model."""


class Counted(Embedder):
    runs = 0

    def read(self, text: str) -> Read:
        self.runs += 1
        return super().read(text)


def told(text: str) -> None:
    """Nobody listens to the answer's pieces here."""


def briefs(workspace: str, turns: int) -> list[Brief]:
    """No question comes twice, or the embedder would remember it."""
    rows = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    questions = sorted({row["question"] for row in rows})
    Random(3).shuffle(questions)
    about, book = About(datetime.now(UTC)), RuleBook()
    said = [
        (
            Said(one),
            Said("Here is how.", AnswerKind.ANSWER),
            Said(two),
            Said("See the page.", AnswerKind.ANSWER),
            Said(three),
        )
        for one, two, three in zip(questions[::3], questions[1::3], questions[2::3], strict=False)
    ]
    return [rehearsed(workspace, Scene(each), about, book) for each in said[:turns]]


async def timed(assistant: Assistant, embedder: Counted, judged: Brief, answered: Brief) -> Taken:
    """Two turns: the rules alone, then a whole one."""
    began = time.perf_counter()
    await assistant.judge(judged)
    between, runs = time.perf_counter(), embedder.runs
    await assistant.take(answered, told)
    return Taken(1000 * (between - began), 1000 * (time.perf_counter() - between), embedder.runs - runs)


async def run(turns: int) -> list[Taken]:
    async with scratch() as (database, carried):
        embedder = Counted(carried.home)
        try:
            return await _run(database, embedder, turns)
        finally:
            embedder.close()


async def _run(database: Database, embedder: Counted, turns: int) -> list[Taken]:
    workspace, _ = await learn_demo(database, embedder)
    async with Caller() as caller:
        looking_up = LookUps(caller, Keys(database, embedder.home))
        assistant = Assistant(database, embedder, answerer_for(None, embedder), looking_up)
        return await _taken(assistant, embedder, workspace, turns)


async def _taken(assistant: Assistant, embedder: Counted, workspace: str, turns: int) -> list[Taken]:
    asked = briefs(workspace, 2 * turns + 2)
    await timed(assistant, embedder, *asked[:2])
    return [await timed(assistant, embedder, *pair) for pair in zip(asked[2::2], asked[3::2], strict=True)]


def learning_seconds() -> float:
    """Of as many intents as the largest public set has, ten examples and a name each."""
    import numpy as np  # after chatref, which gives it one thread

    chance = np.random.default_rng(5)
    rows = chance.standard_normal((INTENTS + 1, EXAMPLES, WIDTH)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=2, keepdims=True)
    began = time.perf_counter()
    calibrated({str(number): each for number, each in enumerate(rows[1:])}, rows[0])
    return time.perf_counter() - began


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--turns", type=int, default=150)
    parser.add_argument("--json", action="store_true", help="only the last line")
    wanted = parser.parse_args(arguments)
    taken = asyncio.run(run(wanted.turns))
    turn, before = [each.turn for each in taken], [each.before for each in taken]
    if not wanted.json:
        rows = (("before the search", before), ("the whole turn", turn))
        table(("ms", "p50", "p95"), [(name, median(each), quantile(each, 0.95)) for name, each in rows])
    figures = {
        "signals_p50_ms": median(turn),
        "signals_p95_ms": quantile(turn, 0.95),
        "before_search_p50_ms": median(before),
        "model_runs_a_turn": max(each.runs for each in taken),
        "turns": len(taken),
        "learning_77_intents_s": learning_seconds(),
        "limit_ms": LIMIT_MS,
    }
    return verdict(figures, met=median(turn) <= LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
