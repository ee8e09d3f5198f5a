"""Fits what the assistant weighs passages and answers with, and writes it into the product.

    .venv/bin/python bench/calibrate.py --data FOLDER

FOLDER holds wixqa_sample (MIT) and techqa_sample (Apache-2.0), each with docs.jsonl and dev.jsonl. The third set is
bench/calibration/questions.jsonl: questions about the demo's articles, none of them among those of bench/answers.py.
Each question is asked twice: of all articles, and of all but those that answer it.

Written: knowledge/carrier/axes.npy (main axes of the words of the two public sets) and assistant/weights.py.
"""

import argparse
import asyncio
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from answers import store_all
from scratch import documents_of, new_workspace, scratch

from chatref.assistant import ranking
from chatref.assistant.answerability import measures
from chatref.database.pool import Database
from chatref.knowledge import store, words
from chatref.knowledge.content import Hit, SourceKind
from chatref.knowledge.embed import Embedder
from chatref.knowledge.learn import Learner
from chatref.knowledge.passages import embedded_text
from chatref.knowledge.search import search
from chatref.knowledge.split import split
from demo.site import serve

ROOM = Path(words.__file__).parent.parent
OWN = Path(__file__).parent / "calibration/questions.jsonl"
PUBLIC = ("wixqa_sample", "techqa_sample")
# Visitors write like our own questions, not like tickets and titles.
SHARE = {"own": 2.0, "wixqa_sample": 1.0, "techqa_sample": 1.0}
MOST_WRONGLY_REFUSED = 0.10
# A page of the wrong number of steps is worth no more than the data can tell.
CALM = 0.001

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Case:
    """A question and its candidates: what ranking weighs of each, and which of them are right."""

    collection: str
    hits: list[Hit]
    weights: list[float]
    right: Array
    answerable: bool

    @property
    def rows(self) -> Array:
        return np.array(
            [(hit.meaning, hit.coverage, ranking.nearness(hit, self.weights)) for hit in self.hits]
        )


def axes_of(embedder: Embedder, folders: Sequence[Path]) -> None:
    """Principal components of the words' directions; a word that stands often counts often."""
    total, squares, count = np.zeros(384), np.zeros((384, 384)), 0
    for text in (text for folder in folders for text in texts_of(folder)):
        encoded, _, states = embedder.run(text)
        found = words.at_full_width(text, encoded, states)[1].astype(np.float64)
        total, squares, count = total + found.sum(axis=0), squares + found.T @ found, count + len(found)
    mean = total / count
    values, vectors = np.linalg.eigh(squares / count - np.outer(mean, mean))
    kept = vectors[:, np.argsort(-values)[: words.WIDTH]].T
    kept *= np.sign(kept[np.arange(len(kept)), np.abs(kept).argmax(axis=1)])[:, None]
    np.save(ROOM / "knowledge/carrier/axes.npy", np.vstack([mean, kept]).astype(np.float16))
    words.forget_axes()
    print(f"axes: {words.WIDTH} of 384 hold {np.sort(values)[-words.WIDTH :].sum() / values.sum():.3f}")


def texts_of(folder: Path) -> Iterator[str]:
    for _, page in documents_of(folder / "docs.jsonl"):
        for passage in split(page.blocks):
            yield embedded_text(page.title, passage)


async def learn_folder(database: Database, embedder: Embedder, folder: Path) -> str:
    workspace = await new_workspace(database)
    async with database.workspace(workspace) as connection:
        source = await store.add_source(connection, workspace, SourceKind.FOLDER, folder.name)
    await store_all(database, embedder, workspace, source, list(documents_of(folder / "docs.jsonl")))
    return workspace


async def learn_demo(database: Database, embedder: Embedder) -> str:
    workspace = await new_workspace(database)
    with serve() as origin:
        async with database.workspace(workspace) as connection:
            source = await store.add_source(
                connection,
                workspace,
                SourceKind.WEBSITE,
                f"{origin}/help",
                allowed_hosts=[urlsplit(origin).netloc],
            )
        await Learner(database, embedder).learn(workspace, source)
    return workspace


async def cases_of(
    database: Database, embedder: Embedder, workspace: str, name: str, questions: Sequence[dict[str, Any]]
) -> list[Case]:
    cases = []
    for row in questions:
        meaning, asked = await embedder.one(row["question"]), await embedder.asked(row["question"])
        async with database.workspace(workspace) as connection:
            found = await search(connection, row["question"], meaning, most=2 * ranking.CANDIDATES)
        weights = [float(weight) for weight in asked.weights(found.rarity)]
        hits = ranking.near(found.hits, asked)
        gold = [hit.address.rsplit("/", 1)[-1] in row["gold"] for hit in hits]
        for kept in [True, False] if row["gold"] else [True]:
            left = [(h, g) for h, g in zip(hits, gold, strict=True) if kept or not g][: ranking.CANDIDATES]
            right = np.array([g for _, g in left], float)
            cases.append(Case(name, [h for h, _ in left], weights, right, kept and bool(row["gold"])))
    return cases


def fitted_ranking(cases: Sequence[Case]) -> Array:
    """The weights under which the right passages are most likely among the candidates (softmax)."""
    ready = [(case.rows, case.right, share) for case, share in shares(cases) if case.right.any()]
    weights, total = np.full(3, 5.0), sum(share for *_, share in ready)
    for _ in range(2000):
        step = np.zeros(3)
        for rows, right, share in ready:
            odds = np.exp(rows @ weights - (rows @ weights).max())
            step += share * ((odds * right / (odds * right).sum() - odds / odds.sum()) @ rows)
        weights = weights + 4 * (step / total - CALM * weights)
    return weights


def fitted_answerability(rows: Array, truth: Array, share: Array) -> tuple[Array, float]:
    """Logistic regression on standardised measures, given back for the measures as they are."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    ready = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    weights = np.zeros(ready.shape[1])
    for _ in range(5000):
        wrong = 1 / (1 + np.exp(-ready @ weights)) - truth
        weights -= 0.5 * (ready.T @ (share * wrong) / share.sum() + 0.01 * np.append(weights[:-1], 0))
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - mean @ plain)


def measured(case: Case, weights: Array) -> tuple[float, ...]:
    scores = case.rows @ weights
    order = np.argsort(-scores)
    hits, ordered = [case.hits[place] for place in order], [float(scores[place]) for place in order]
    return tuple(measures(hits[0], ordered, ranking.pages_of(hits, ordered)))


def shares(cases: Sequence[Case]) -> list[tuple[Case, float]]:
    """Each set counts as a whole, however many questions it has."""
    sizes = {name: sum(case.collection == name for case in cases) for name in SHARE}
    return [(case, SHARE[case.collection] / sizes[case.collection]) for case in cases]


def report(cases: Sequence[Case], weights: Array, likely: Array, enough: float) -> None:
    for name in SHARE:
        own = [(case, value) for case, value in zip(cases, likely, strict=True) if case.collection == name]
        first = [case.right[(case.rows @ weights).argmax()] for case, _ in own if case.answerable]
        inside = [value < enough for case, value in own if case.answerable]
        outside = [value < enough for case, value in own if not case.answerable]
        figures = {"first": first, "wrongly refused": inside, "refused": outside}
        print(f"{name:<16}", "  ".join(f"{what} {np.mean(each):.3f}" for what, each in figures.items()))


def write(weights: Array, plain: Array, bias: float, enough: float) -> None:
    numbers = [", ".join(f"{value:.4g}" for value in row) for row in (weights, plain)]
    (ROOM / "assistant/weights.py").write_text(
        f'''"""What passages and answers are weighed with. Written by bench/calibrate.py, not by hand.

Fitted on WixQA (MIT, arXiv 2505.08643), TechQA (Apache-2.0, arXiv 1911.02984) and bench/calibration/questions.jsonl.
"""

# Nearness of the passage, its share of the question's terms, nearness of its words.
RANKING = ({numbers[0]})
# In the order of assistant.answerability.Measures.
ANSWERABILITY = ({numbers[1]})
BIAS = {bias:.4g}
# Below it the assistant says that it found nothing. {MOST_WRONGLY_REFUSED:.0%} of our own answerable ones lie there.
ENOUGH = {enough:.4g}
''',
        "utf-8",
    )


async def run(data: Path) -> None:
    folders = [data / name for name in PUBLIC]
    async with scratch() as (database, embedder):
        axes_of(embedder, folders)
        own = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]
        asked = [
            {"question": row["question"], "gold": [row["article"]] if row["article"] else []} for row in own
        ]
        cases = await cases_of(database, embedder, await learn_demo(database, embedder), "own", asked)
        for folder in folders:
            rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text("utf-8").splitlines()]
            asked = [row | {"gold": [] if row.get("is_impossible") else row["gold"]} for row in rows]
            workspace = await learn_folder(database, embedder, folder)
            cases += await cases_of(database, embedder, workspace, folder.name, asked)
    weights = fitted_ranking(cases)
    rows = np.array([measured(case, weights) for case in cases])
    truth = np.array([case.answerable for case in cases], float)
    plain, bias = fitted_answerability(rows, truth, np.array([share for _, share in shares(cases)]))
    likely = 1 / (1 + np.exp(-(rows @ plain + bias)))
    mine = [v for case, v in zip(cases, likely, strict=True) if case.answerable and case.collection == "own"]
    enough = math.floor(1000 * float(np.quantile(mine, MOST_WRONGLY_REFUSED))) / 1000
    report(cases, weights, likely, enough)
    write(weights, plain, bias, enough)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    asyncio.run(run(parser.parse_args().data))
