"""How often the answer and its source are right, without any model.

    .venv/bin/python bench/answers.py                                    # (a) the demo's 80 questions
    .venv/bin/python bench/answers.py --asked bench/calibration/fresh.jsonl --half held
    .venv/bin/python bench/answers.py --documents F… --questions F…      # (b) ranking, all documents mixed

(a) crawls the demo's site. `cited_right`: of the answered questions that the content answers, those whose right
page is among the cited ones (`first_right`: is the first). `refused`: of the questions that the content does not
answer, those told so. `wrongly_refused`: of those that it does answer. --asked takes other questions about the demo;
where they say of what kind they are (a near miss, off topic), each kind's refused are told apart.
(b) is nDCG@10 over documents, through the product's own search; limits hold for sets named wixqa and techqa.
"""

import argparse
import asyncio
import json
import math
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scratch import documents_of, learn_demo, new_workspace, scratch

from chatref.assistant.answers import answer, answerer_for
from chatref.assistant.models import Answer, Question
from chatref.conversation.model import AnswerKind
from chatref.database.pool import Database
from chatref.knowledge import store
from chatref.knowledge.content import SourceKind
from chatref.knowledge.documents import store as documents_store
from chatref.knowledge.embed import Embedder
from chatref.knowledge.extract import Extract
from chatref.knowledge.passages import embedded_document
from chatref.knowledge.search import search

LEAST = {"cited_right": 0.90, "refused": 0.80}
MOST_WRONGLY_REFUSED, MOST_WORDS = 0.10, 90
AT_ONCE = 4
LEAST_NDCG = {"wixqa": 0.83, "techqa": 0.86}
QUESTIONS = Path(__file__).parent.parent / "demo/questions.jsonl"


def questions_of(file: Path, half: str | None) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [row for row in rows if half in (None, row.get("half"))]


async def demo_answers(asked: Sequence[dict[str, Any]], *, show: bool) -> dict[str, Any]:
    async with scratch() as (database, embedder):
        workspace, learned = await learn_demo(database, embedder)
        print(f"{learned.state}: {learned.progress}")
        answerer = answerer_for(None, embedder)
        given = [
            await answer(
                database, embedder, answerer, workspace, Question((row["question"],)), lambda _: None
            )
            for row in asked
        ]
    if show:
        for row, one in zip(asked, given, strict=True):
            cited = [citation.address for citation in one.citations]
            print(f"\n? {row['question']}  [{row['article']}]\n{one.kind} {cited}\n{one.text}")
    return judged(asked, given)


def judged(asked: Sequence[dict[str, Any]], given: Sequence[Answer]) -> dict[str, Any]:
    pairs = list(zip(asked, given, strict=True))
    answered = [(row, one) for row, one in pairs if row["article"] and one.kind is AnswerKind.ANSWER]
    pages = [
        ([citation.address.rsplit("/", 1)[-1] for citation in one.citations], row["article"])
        for row, one in answered
    ]
    inside = [one.kind for row, one in pairs if row["article"]]
    outside = [one.kind for row, one in pairs if not row["article"]]
    words = statistics.median(len(one.text.split()) for _, one in answered)
    figures = {
        "cited_right": _share([right in cited for cited, right in pages]),
        "first_right": _share([cited[:1] == [right] for cited, right in pages]),
        "refused": _share([kind is AnswerKind.NOT_FOUND for kind in outside]),
        "wrongly_refused": _share([kind is AnswerKind.NOT_FOUND for kind in inside]),
        "median_words": words,
        "most_cited": max(len(cited) for cited, _ in pages),
        **_refused_by_kind(pairs),
    }
    good = all(figures[name] >= least for name, least in LEAST.items())
    return {
        **figures,
        "met": good and figures["wrongly_refused"] <= MOST_WRONGLY_REFUSED and words <= MOST_WORDS,
    }


def _refused_by_kind(pairs: Sequence[tuple[dict[str, Any], Answer]]) -> dict[str, float]:
    outside = [(row["kind"], one.kind) for row, one in pairs if not row["article"] and "kind" in row]
    return {
        f"refused_{which}": _share(
            [given is AnswerKind.NOT_FOUND for kind, given in outside if kind == which]
        )
        for which in sorted({kind for kind, _ in outside})
    }


def _share(truths: Sequence[bool]) -> float:
    return round(sum(truths) / max(1, len(truths)), 3)


async def rankings(documents: Sequence[Path], questions: Sequence[Path]) -> dict[str, Any]:
    async with scratch() as (database, embedder):
        workspace = await new_workspace(database)
        async with database.workspace(workspace) as connection:
            source = await store.add_source(connection, workspace, SourceKind.FOLDER, "mixed")
        named = [
            (f"{file.parent.name}:{name}", page) for file in documents for name, page in documents_of(file)
        ]
        await store_all(database, embedder, workspace, source, named)
        asked = {file.parent.name: _rows(file) for file in questions}
        scores = {
            name: await _ndcg(database, embedder, workspace, name, rows) for name, rows in asked.items()
        }
    limits = [(name, least) for name in scores for key, least in LEAST_NDCG.items() if name.startswith(key)]
    return {"ndcg10": scores, "met": bool(limits) and all(scores[name] >= least for name, least in limits)}


async def store_all(
    database: Database, embedder: Embedder, workspace: str, source: str, named: Sequence[tuple[str, Extract]]
) -> None:
    """Several at once, so that no core waits for the others."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(name: str, page: Extract) -> None:
        async with turn:
            document, passages = await embedded_document(embedder, name, page)
            async with database.workspace(workspace) as connection:
                await documents_store.swap_document(connection, workspace, source, document, passages)

    await asyncio.gather(*(one(name, page) for name, page in named))
    async with database.workspace(workspace) as connection:
        await documents_store.count_terms(connection, workspace)


def _rows(file: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [row for row in rows if row.get("gold") and not row.get("is_impossible")]


async def _ndcg(
    database: Database, embedder: Embedder, workspace: str, collection: str, rows: Sequence[dict[str, Any]]
) -> float:
    gains = []
    for row in rows:
        gold = {f"{collection}:{name}" for name in row["gold"]}
        meaning = await embedder.one(row["question"])
        async with database.workspace(workspace) as connection:
            found = await search(connection, row["question"], meaning, most=10, per_document=1)
        gain = sum(1 / math.log2(place + 2) for place, hit in enumerate(found.hits) if hit.address in gold)
        gains.append(gain / sum(1 / math.log2(place + 2) for place in range(min(10, len(gold)))))
    return round(statistics.mean(gains), 4)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", nargs="+", type=Path, default=[])
    parser.add_argument("--questions", nargs="+", type=Path, default=[])
    parser.add_argument("--asked", type=Path, default=QUESTIONS, help="questions about the demo, for (a)")
    parser.add_argument("--half", choices=("fit", "held"), help="of --asked only this half")
    parser.add_argument("--show", action="store_true", help="print every question of (a) with its answer")
    given = parser.parse_args()
    work = (
        rankings(given.documents, given.questions)
        if given.questions
        else demo_answers(questions_of(given.asked, given.half), show=given.show)
    )
    result = asyncio.run(work)
    for name, value in result.items():
        print(f"{name:<16} {value}")
    print(json.dumps(result))
    sys.exit(0 if result["met"] else 1)
