"""The limit of `crawl`: embed the passages, on all cores, and do nothing else. Imports nothing of Chatref.

    python bench/limits/crawl.py WORK.json BATCH LANES [HOW_MANY]

WORK says which model, which vocabulary and which texts; of these the first HOW_MANY are taken, or all.
Prints seconds.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

LONGEST_TOKENS = 256


def tokenizer(vocabulary: Path) -> Tokenizer:
    words = {word: number for number, word in enumerate(vocabulary.read_text("utf-8").split("\n")) if word}
    made = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", words["[CLS]"]), ("[SEP]", words["[SEP]"])]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    made.enable_truncation(LONGEST_TOKENS)
    return made


def session(model: str, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class Loop:
    def __init__(self, model: str, vocabulary: str, lanes: int) -> None:
        self.lanes = lanes
        self.words = tokenizer(Path(vocabulary))
        self.model = session(model, max(1, (os.cpu_count() or 1) // lanes))

    def embed(self, chunk: Sequence[str]) -> None:
        encoded = [self.words.encode(text).ids for text in chunk]
        ids = np.zeros((len(encoded), max(map(len, encoded))), np.int32)
        mask = np.zeros_like(ids)
        for row, each in enumerate(encoded):
            ids[row, : len(each)], mask[row, : len(each)] = each, 1
        self.model.run(["vectors"], {"ids": ids, "mask": mask})

    def seconds(self, texts: Sequence[str], batch: int) -> float:
        """They are sorted by length, so that a batch pads little."""
        ordered = sorted(texts, key=len, reverse=True)
        self.embed(ordered[:batch])
        with ThreadPoolExecutor(self.lanes) as pool:
            began = time.perf_counter()
            list(pool.map(self.embed, [ordered[at : at + batch] for at in range(0, len(ordered), batch)]))
            return time.perf_counter() - began


def main(work: str, batch: int, lanes: int, how_many: int | None = None) -> None:
    told = json.loads(Path(work).read_text("utf-8"))
    print(Loop(told["model"], told["vocabulary"], lanes).seconds(told["texts"][:how_many], batch))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
