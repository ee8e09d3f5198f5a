"""How long `chatref simulate` takes over ten thousand conversations: another set of rules beside those of now.

    .venv/bin/python bench/simulate.py [--conversations 10000] [--json]

Real questions (bench/calibration), three turns to a conversation, are measured and answered by the assistant over the
demo's help centre; what it stored of some is then copied until there are enough, spread over eight weeks. What is timed
is the whole program, from its start to its last line. Exits with 1 if the bar is missed.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
from report import verdict
from scratch import learn_demo, scratch

from chatref.assistant.answers import answerer_for
from chatref.assistant.rehearsal import Said, Scene, rehearsed
from chatref.assistant.turn import Assistant
from chatref.conversation.model import AnswerKind
from chatref.database.pool import Database
from chatref.escalation.book import rules_to
from chatref.escalation.measure import About
from chatref.escalation.ready.sets import SETS
from chatref.escalation.record import facts_to
from chatref.escalation.rulebook import RuleBook
from chatref.knowledge.embed import Embedder
from chatref.outbound.calls import Caller
from chatref.outbound.keys import Keys
from chatref.outbound.lookups import LookUps

LIMIT_S = 60.0
QUESTIONS = Path(__file__).with_name("calibration") / "questions.jsonl"
REAL, TURNS, WEEKS = 100, 3, 8
Facts = tuple[str, ...]


def told(text: str) -> None:
    """Nobody listens to the answer's pieces here."""


def scenes() -> Iterator[list[Scene]]:
    """Each conversation as it stood at each of its turns."""
    rows = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    questions = sorted({row["question"] for row in rows})
    for asked in list(zip(*[iter(questions)] * TURNS, strict=False))[:REAL]:
        said = [
            each for text in asked for each in (Said(text), Said("See the help centre.", AnswerKind.ANSWER))
        ]
        yield [Scene(tuple(said[: 2 * turn + 1])) for turn in range(TURNS)]


async def measured(database: Database, embedder: Embedder) -> tuple[str, list[Facts]]:
    """The workspace, and what its assistant would have stored of each turn of some conversations."""
    workspace, _ = await learn_demo(database, embedder)
    about, book = About(datetime.now(UTC)), RuleBook()
    async with Caller() as caller:
        looking_up = LookUps(caller, Keys(database, embedder.home))
        assistant = Assistant(database, embedder, answerer_for(None, embedder), looking_up)
        found = []
        for conversation in scenes():
            briefs = [rehearsed(workspace, each, about, book) for each in conversation]
            considered = [await assistant.consider(each, told) for each in briefs]
            found.append(tuple(facts_to(each.facts) for each in considered))
    return workspace, found


def copied(url: str, workspace: str, real: Sequence[Facts], conversations: int) -> None:
    first = datetime.now(UTC) - timedelta(weeks=WEEKS)
    step = timedelta(weeks=WEEKS) / conversations
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        columns = "workspace, conversation, seq, at, measured, trace"
        with cursor.copy(f"copy verdicts ({columns}) from stdin") as into:
            for number in range(conversations):
                one = str(uuid4())
                for seq, facts in enumerate(real[number % len(real)], start=1):
                    into.write_row([workspace, one, seq, first + number * step, facts, "[]"])


def simulated(home: Path, url: str) -> tuple[float, str]:
    draft = home / "draft.json"
    draft.write_text(json.dumps(rules_to(next(each.rules for each in SETS if each.key == "shops"))))
    program = [sys.executable, "-m", "chatref", "simulate", "--rules", str(draft)]
    surroundings = {**os.environ, "CHATREF_HOME": str(home), "DATABASE_URL": url}
    began = time.perf_counter()
    said = subprocess.run(program, env=surroundings, capture_output=True, text=True, check=True).stdout
    return time.perf_counter() - began, said


async def run(conversations: int) -> tuple[float, str]:
    async with scratch() as (database, embedder):
        workspace, real = await measured(database, embedder)
        await asyncio.to_thread(copied, database.url, workspace, real, conversations)
        return await asyncio.to_thread(simulated, embedder.home, database.url)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--conversations", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="only the last line")
    wanted = parser.parse_args()
    seconds, said = asyncio.run(run(wanted.conversations))
    if not wanted.json:
        print(said)
    judged = f"{wanted.conversations:,} conversations, {TURNS * wanted.conversations:,} turns"
    assert said.startswith(judged), said
    figures = {"conversations": wanted.conversations, "seconds": seconds, "limit_s": LIMIT_S}
    return verdict(figures, met=seconds <= LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
