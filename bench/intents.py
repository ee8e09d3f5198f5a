"""How well intents are told apart by the owner's example sentences, and from what none of them is about.

    .venv/bin/python bench/intents.py --train F --test F [--per-intent 10] [--draws 5] [--json]

Files are JSON lines with `text` and `intent`; `oos` is out of scope. A draw takes so many examples of each intent from
the training file, gives them to the product as an owner would (the intent's name with spaces, its sentences), and
measures every sentence of the test file by the way a visitor's message goes. `accuracy`: the nearest intent is the
right one, of what is in scope. `oos_auc`: area under the curve of the highest nearness, in scope against out of it.
Train and test may be one file: examples are then left out of the test. Exits with 1 if a bar is missed.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from report import verdict

from chatref.assistant.meanings import Meanings
from chatref.knowledge.embed import Embedder, Vector

OUT_OF_SCOPE = "oos"
LEAST_ACCURACY, LEAST_AUC = 0.87, 0.96
AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Draw:
    accuracy: float
    oos_auc: float | None


def sentences_of(path: Path) -> list[Sentence]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [Sentence(row["text"], row["intent"]) for row in rows]


def drawn(train: Sequence[Sentence], each: int, seed: int) -> Mapping[str, tuple[str, ...]]:
    by_intent: dict[str, list[str]] = {}
    for sentence in train:
        if sentence.intent != OUT_OF_SCOPE:
            by_intent.setdefault(sentence.intent, []).append(sentence.text)
    random = Random(seed)
    return {
        name: tuple(random.sample(texts, min(each, len(texts)))) for name, texts in sorted(by_intent.items())
    }


async def embedded(embedder: Embedder, texts: Sequence[str]) -> dict[str, Vector]:
    found: dict[str, Vector] = {}
    for first in range(0, len(texts), AT_ONCE):
        some = texts[first : first + AT_ONCE]
        found |= zip(some, await asyncio.gather(*map(embedder.one, some)), strict=True)
    return found


async def measured(
    meanings: Meanings,
    examples: Mapping[str, tuple[str, ...]],
    test: Sequence[Sentence],
    vectors: Mapping[str, Vector],
) -> Draw:
    shown = {name.replace("_", " "): texts for name, texts in examples.items()}
    given = {text for texts in examples.values() for text in texts}
    asked = [sentence for sentence in test if sentence.text not in given]
    best = [(await meanings.near(shown, vectors[each.text]))[0] for each in asked]
    inside = [each.intent != OUT_OF_SCOPE for each in asked]
    right = [
        near.intent == each.intent.replace("_", " ")
        for near, each in zip(best, asked, strict=True)
        if each.intent != OUT_OF_SCOPE
    ]
    auc = None if all(inside) else area(inside, [near.nearness for near in best])
    return Draw(statistics.mean(right), auc)


def area(inside: Sequence[bool], values: Sequence[float]) -> float:
    import numpy as np  # after chatref, which gives it one thread
    from fitting import area_under_curve

    return area_under_curve(np.array(inside, float), np.array(values))


async def run(train: list[Sentence], test: list[Sentence], per_intent: int, draws: int) -> list[Draw]:
    with tempfile.TemporaryDirectory(prefix="chatref-bench-") as home:
        embedder = Embedder(Path(home))
        vectors = await embedded(embedder, sorted({sentence.text for sentence in test}))
        meanings = Meanings(embedder)
        found = []
        for seed in range(draws):
            found.append(await measured(meanings, drawn(train, per_intent, seed), test, vectors))
            print(f"draw {seed}: {found[-1]}", file=sys.stderr)
        embedder.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--per-intent", type=int, default=10)
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="only the last line")
    wanted = parser.parse_args()
    train, test = sentences_of(wanted.train), sentences_of(wanted.test)
    draws = asyncio.run(run(train, test, wanted.per_intent, wanted.draws))
    accuracies = [draw.accuracy for draw in draws]
    aucs = [draw.oos_auc for draw in draws if draw.oos_auc is not None]
    if not wanted.json:
        print(f"{len(test)} sentences, {len({each.intent for each in train} - {OUT_OF_SCOPE})} intents")
    figures = {
        "accuracy": statistics.mean(accuracies),
        "accuracy_spread": statistics.pstdev(accuracies),
        "oos_auc": statistics.mean(aucs) if aucs else None,
        "oos_auc_spread": statistics.pstdev(aucs) if aucs else None,
        "per_intent": wanted.per_intent,
        "draws": len(draws),
    }
    # A set with sentences out of scope is there for these; the other for how fine the intents are told apart.
    judged, least = ("oos_auc", LEAST_AUC) if aucs else ("accuracy", LEAST_ACCURACY)
    met = statistics.mean(aucs or accuracies) >= least
    return verdict({**figures, "bar": f"{judged} of {least} at least"}, met=met)


if __name__ == "__main__":
    sys.exit(main())
