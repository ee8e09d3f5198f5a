"""Fits what the assistant weighs passages and answers with, and writes it into the product.

    .venv/bin/python bench/calibrate.py --data FOLDER

FOLDER holds wixqa_sample (MIT) and techqa_sample (Apache-2.0), each with docs.jsonl and dev.jsonl. The third set is
bench/calibration/questions.jsonl: questions about the demo's articles, none of them among those of bench/answers.py;
one that no article answers names the article that it comes near to. A question that is answered is asked twice: of all
articles, and of all but those that answer it. bench/calibration/fresh.jsonl is never read here: it measures.

What is printed was measured on articles that were held out. Written: knowledge/carrier/axes.npy (main axes of the
words of the two public sets; with --keep-axes they stay) and assistant/weights.py.
"""

import argparse
import asyncio
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from answers import store_all
from fitting import Array, area_under_curve, fitted_answerability, fitted_ranking, folds
from scratch import documents_of, learn_demo, new_workspace, scratch

from chatref.assistant import ranking
from chatref.assistant.answerability import PLAIN, evidence
from chatref.assistant.closeness import Close, closeness
from chatref.database.pool import Database
from chatref.knowledge import store, words
from chatref.knowledge.content import Asked, Floats, Found, SourceKind
from chatref.knowledge.embed import Embedder
from chatref.knowledge.search import search
from chatref.knowledge.split import heading_lines, split

ROOM = Path(words.__file__).parent.parent
OWN = Path(__file__).parent / "calibration/questions.jsonl"
PUBLIC = ("wixqa_sample", "techqa_sample")
# Each set counts as a whole. Visitors write like our own questions, not like tickets and titles.
SHARE = {"own": 4.0, "wixqa_sample": 1.0, "techqa_sample": 1.0}
# A question whose answer was taken away is not quite one that nobody meant to answer.
TAKEN_AWAY = 0.4
# In the batch of our own questions (each written at another time) in which most are.
MOST_WRONGLY_REFUSED = 0.10


@dataclass(frozen=True)
class Case:
    """A question and its candidates. `group` is what is held out as a whole."""

    collection: str
    group: str
    close: list[Close]
    asked: Asked
    weights: Floats
    right: Array
    answerable: bool
    asked_so: bool
    batch: int

    @property
    def rows(self) -> Array:
        return np.array([ranking.signs(each) for each in self.close])


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
    words.axes.cache_clear()
    print(f"axes: {words.WIDTH} of 384 hold {np.sort(values)[-words.WIDTH :].sum() / values.sum():.3f}")


def texts_of(folder: Path) -> Iterator[str]:
    for _, page in documents_of(folder / "docs.jsonl"):
        for passage in split(page.blocks):
            yield heading_lines(page.title, passage.headings) + passage.text


async def learn_folder(database: Database, embedder: Embedder, folder: Path) -> str:
    workspace = await new_workspace(database)
    async with database.workspace(workspace) as connection:
        source = await store.add_source(connection, workspace, SourceKind.FOLDER, folder.name)
    await store_all(database, embedder, workspace, source, list(documents_of(folder / "docs.jsonl")))
    return workspace


async def cases_of(
    database: Database, embedder: Embedder, workspace: str, name: str, questions: Sequence[dict[str, Any]]
) -> list[Case]:
    cases = []
    for row in questions:
        meaning, asked = await embedder.one(row["question"]), await embedder.asked(row["question"])
        async with database.workspace(workspace) as connection:
            found = await search(connection, row["question"], meaning, most=2 * ranking.CANDIDATES)
        cases += [
            case_of(name, row, found, asked, kept=kept) for kept in ([True, False] if row["gold"] else [True])
        ]
    return cases


def case_of(name: str, row: dict[str, Any], found: Found, asked: Asked, *, kept: bool) -> Case:
    hits = [hit for hit in found.hits if kept or not _right(hit.address, row)][: ranking.CANDIDATES]
    weights = asked.weights(found.rarity)
    right = np.array([_right(hit.address, row) for hit in hits], float)
    close = closeness(hits, asked, weights)
    return Case(
        name,
        row["group"],
        close,
        asked,
        weights,
        right,
        kept and bool(row["gold"]),
        kept,
        row.get("batch", 0),
    )


def _right(address: str, row: dict[str, Any]) -> bool:
    return address.rsplit("/", 1)[-1] in row["gold"]


def shares(cases: Sequence[Case]) -> Array:
    sizes = {name: sum(case.collection == name for case in cases) for name in SHARE}
    each = [SHARE[case.collection] / sizes[case.collection] for case in cases]
    return np.array(
        [part * (1 if case.asked_so else TAKEN_AWAY) for part, case in zip(each, cases, strict=True)]
    )


def fitted(cases: Sequence[Case]) -> tuple[Array, Array, float]:
    """Weights of the ranking, of the answerability, and its bias."""
    share = shares(cases)
    found = [place for place, case in enumerate(cases) if case.right.any()]
    weights = fitted_ranking([cases[p].rows for p in found], [cases[p].right for p in found], share[found])
    truth = np.array([case.answerable for case in cases], float)
    return weights, *fitted_answerability(measured(cases, weights), truth, share, words.WIDTH)


def measured(cases: Sequence[Case], weights: Array) -> Array:
    return np.array([_evidence(case, list(weights)) for case in cases], float)


def _evidence(case: Case, weights: Sequence[float]) -> Floats:
    ordered, shares = ranking.in_order(case.close, weights)
    return evidence(ordered[0], case.asked, case.weights, shares, ranking.pages_of(ordered, shares))


def held_out(cases: Sequence[Case]) -> tuple[Array, Array]:
    """Of each case how likely it is answered, and whether its best passage is right, by weights that never saw its
    article."""
    likely, first = np.zeros(len(cases)), np.zeros(len(cases))
    for out in folds([case.group for case in cases]):
        weights, plain, bias = fitted([case for case, held in zip(cases, out, strict=True) if not held])
        for place in np.flatnonzero(out).tolist():
            case = cases[place]
            likely[place] = 1 / (1 + math.exp(-float(measured([case], weights)[0] @ plain) - bias))
            first[place] = case.right[(case.rows @ weights).argmax()]
    return likely, first


def limit(cases: Sequence[Case], likely: Array) -> float:
    batches: dict[int, list[float]] = {}
    for case, value in zip(cases, likely, strict=True):
        if case.answerable and case.batch:
            batches.setdefault(case.batch, []).append(value)
    return math.floor(1000 * min(np.quantile(each, MOST_WRONGLY_REFUSED) for each in batches.values())) / 1000


def report(cases: Sequence[Case], likely: Array, first: Array, enough: float) -> None:
    """Beside what was asked so: the same with the answers taken away."""
    truth = np.array([case.answerable for case in cases], float)
    so = np.array([case.asked_so for case in cases])
    for name in SHARE:
        own = np.array([case.collection == name for case in cases])
        inside = own & (truth > 0)
        line = f"{name:<14} first {first[inside].mean():.3f}  wrongly refused {(likely[inside] < enough).mean():.3f}"
        for what, outside in (("unanswerable", own & so & (truth == 0)), ("taken away", own & ~so)):
            if outside.any():
                area = area_under_curve(truth[inside | outside], likely[inside | outside])
                line += f"  {what}: refused {(likely[outside] < enough).mean():.3f}, area {area:.3f}"
        print(line)


def rows_of(values: Array) -> str:
    """Eight numbers a row."""
    rows = [", ".join(f"{value:.4g}" for value in values[at : at + 8]) for at in range(0, len(values), 8)]
    return "".join(f"\n    {row}," for row in rows) + "\n"


def write(weights: Array, plain: Array, bias: float, enough: float) -> None:
    directions = len(plain) - words.WIDTH
    ranked, alone, together, missed = (
        rows_of(row) for row in (weights, plain[:PLAIN], plain[PLAIN:directions], plain[directions:])
    )
    (ROOM / "assistant/weights.py").write_text(
        f'''"""What passages and answers are weighed with. Written by bench/calibrate.py, not by hand.

Fitted on WixQA (MIT, arXiv 2505.08643), TechQA (Apache-2.0, arXiv 1911.02984) and bench/calibration/questions.jsonl.
"""

# In the order of assistant.ranking.signs.
RANKING = ({ranked})  # fmt: skip
# In the order of assistant.answerability.evidence; each with each; and, along each axis of
# knowledge/carrier/axes.npy, how much it tells that a word was missed.
ANSWERABILITY = ({alone})  # fmt: skip
TOGETHER = ({together})  # fmt: skip
MISSED = ({missed})  # fmt: skip
BIAS = {bias:.4g}
# Below it the assistant says that it found nothing. At most {MOST_WRONGLY_REFUSED:.0%} of a batch of answered ones do.
ENOUGH = {enough:.4g}
''',
        "utf-8",
    )


def own_questions() -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]
    return [
        {
            "question": row["question"],
            "gold": [row["article"]] if row["article"] else [],
            "batch": row["batch"],
            "group": row["article"] or row.get("about") or row["question"],
        }
        for row in rows
    ]


def public_questions(folder: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text("utf-8").splitlines()]
    gold = [[] if row.get("is_impossible") else row["gold"] for row in rows]
    return [
        row | {"gold": right, "group": (right or [row["id"]])[0]}
        for row, right in zip(rows, gold, strict=True)
    ]


async def run(data: Path, *, keep_axes: bool) -> None:
    folders = [data / name for name in PUBLIC]
    async with scratch() as (database, embedder):
        if not keep_axes:
            axes_of(embedder, folders)
        workspace, _ = await learn_demo(database, embedder)
        cases = await cases_of(database, embedder, workspace, "own", own_questions())
        for folder in folders:
            workspace = await learn_folder(database, embedder, folder)
            cases += await cases_of(database, embedder, workspace, folder.name, public_questions(folder))
    likely, first = held_out(cases)
    enough = limit(cases, likely)
    report(cases, likely, first, enough)
    write(*fitted(cases), enough)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep-axes", action="store_true", help="fit the weights alone")
    given = parser.parse_args()
    asyncio.run(run(given.data, keep_axes=given.keep_axes))
