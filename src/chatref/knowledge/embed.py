"""Texts as vectors: one local model per process, loaded at the first use, never on the event loop."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from chatref.knowledge.carrier.prepare import prepared_model

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

DIMENSIONS = 384
LONGEST_TOKENS = 256

Vector = npt.NDArray[np.float32]


class Embedder:
    """Each text runs alone on one core: measured faster than batches on a processor, and its vector
    then never depends on its neighbours (docs/decisions/0011). `lanes` texts run side by side."""

    def __init__(self, home: Path, lanes: int = 2) -> None:
        self._home = home
        self._loading = Lock()
        self._lanes = ThreadPoolExecutor(lanes, thread_name_prefix="embed")
        # A question never queues behind a crawl.
        self._questions = ThreadPoolExecutor(lanes, thread_name_prefix="embed-question")

    async def one(self, text: str) -> Vector:
        """The vector of a question, of length 1."""
        return await asyncio.get_running_loop().run_in_executor(self._questions, self.embed, text)

    async def many(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages, in the order of the texts."""
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(self._lanes, self.embed, text) for text in texts))

    def embed(self, text: str) -> Vector:
        """Blocks: call it from a thread."""
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], np.int32)
        (vectors,) = self._session.run(["vectors"], {"ids": ids, "mask": np.ones_like(ids)})
        return np.asarray(vectors[0], np.float32)

    def close(self) -> None:
        for lanes in (self._lanes, self._questions):
            lanes.shutdown(cancel_futures=True)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        return _tokenizer()

    @property
    def _session(self) -> "onnxruntime.InferenceSession":
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> "onnxruntime.InferenceSession":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        # Without it processors that lack VNNI would saturate in int8.
        options.add_session_config_entry("session.x64quantprecision", "1")
        return onnxruntime.InferenceSession(
            prepared_model(self._home), options, providers=["CPUExecutionProvider"]
        )


def _tokenizer() -> "Tokenizer":
    """The uncased WordPiece that the model was trained with."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    words = (
        resources.files("chatref.knowledge.carrier").joinpath("vocabulary.txt").read_text("utf-8").split("\n")
    )
    vocabulary = {word: number for number, word in enumerate(words) if word}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106 - not a secret
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    tokenizer.enable_truncation(LONGEST_TOKENS)
    return tokenizer
