"""The limit of `turns`: embed a question, run the search. Imports nothing of Chatref.

    python bench/limits/turns.py WORK.json SECONDS AT_ONCE

WORK says which database, workspace, model and SQL, and the questions with what the SQL asks about them.
Prints questions a second. Embedding and the wait for the database let other threads run.
"""

import itertools
import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import psycopg
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

LONGEST_TOKENS, WARM_SECONDS = 256, 3.0


def tokenizer(vocabulary: Path) -> Tokenizer:
    words = {word: number for number, word in enumerate(vocabulary.read_text("utf-8").split("\n")) if word}
    made = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", words["[CLS]"]), ("[SEP]", words["[SEP]"])]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    made.enable_truncation(LONGEST_TOKENS)
    return made


def session(model: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class Loop:
    def __init__(self, work: dict[str, Any]) -> None:
        self.work = work
        self.words, self.model = tokenizer(Path(work["vocabulary"])), session(work["model"])
        self.questions = itertools.cycle(work["questions"])
        self.done: list[float] = []
        self.until = 0.0

    def run(self) -> None:
        with psycopg.connect(self.work["url"], autocommit=True) as connection:
            connection.execute("set role chatref_app")
            while time.perf_counter() < self.until:
                self.answer(connection, next(self.questions))
                self.done.append(time.perf_counter())

    def answer(self, connection: psycopg.Connection, question: dict[str, Any]) -> None:
        ids = np.array([self.words.encode(question["text"]).ids], np.int32)
        [vectors] = self.model.run(["vectors"], {"ids": ids, "mask": np.ones_like(ids)})
        meaning = f"[{','.join(f'{number:.5f}' for number in vectors[0].tolist())}]"
        with connection.pipeline():
            connection.execute("begin")
            connection.execute(f"set local chatref.workspace = '{self.work['workspace']}'")
            asked = {**question, "meaning": meaning}
            found = connection.execute(self.work["sql"], asked, prepare=True, binary=True)
            connection.execute("commit")
        found.fetchall()


def main(work: str, seconds: float, at_once: int) -> None:
    loop = Loop(json.loads(Path(work).read_text()))
    loop.until = time.perf_counter() + WARM_SECONDS + seconds
    threads = [threading.Thread(target=loop.run) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(loop.until - seconds <= at < loop.until for at in loop.done) / seconds)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
