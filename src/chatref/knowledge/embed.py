"""Texts as vectors: one local model per process, loaded at the first use, never on the event loop."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache

from chatref.knowledge.carrier.prepare import prepared_model
from chatref.knowledge.chat import spelled_out
from chatref.knowledge.content import Asked
from chatref.knowledge.words import Words, asked, words_of

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Encoding, Tokenizer

LONGEST_TOKENS = 256
MOST_LANES = 8  # each holds what the model computes on the way
BEHIND = 5  # in the system's steps of niceness; a third of the loop's share where both want the same core

# A question is read once, though several parts of its turn ask for it.
REMEMBERED = 64

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Read:
    """A text as the model understands it: as a whole (length 1), and word by word."""

    vector: Vector
    words: Words


class Embedder:
    """Each text runs alone on one core: measured faster than batches on a processor, and its vector
    then never depends on its neighbours (docs/decisions/0011). `lanes` texts run side by side."""

    def __init__(self, home: Path, lanes: int = min(os.cpu_count() or 1, MOST_LANES)) -> None:
        self.home = home
        self.lanes = lanes
        self._loading = Lock()
        self._lanes = ThreadPoolExecutor(lanes, "embed", _step_back)
        self._remembered: LRUCache[str, Read] = LRUCache(REMEMBERED)
        # A question never queues behind a crawl.
        self._questions = ThreadPoolExecutor(lanes, "embed-question", _step_back)

    async def one(self, text: str) -> Vector:
        """The vector of a question, of length 1."""
        return (await self._question(text)).vector

    async def asked(self, text: str) -> Asked:
        """The words of a question."""
        return asked(spelled_out(text), (await self._question(text)).words)

    async def many(self, texts: Sequence[str]) -> list[Read]:
        """Passages, in the order of the texts."""
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(self._lanes, self.read, text) for text in texts))

    async def by_heart(self, texts: Sequence[str]) -> Vector:
        """Texts that come with Chatref, a row for each: read once for a home, and kept beside its model."""
        model = await asyncio.to_thread(prepared_model, self.home)
        which = sha256("\n".join(texts).encode()).hexdigest()[:12]
        place = model.with_name(f"{model.stem}-{which}.npy")
        known = await asyncio.to_thread(_kept, place)
        if known is None:
            known = np.stack([read.vector for read in await self.many(texts)])
            await asyncio.to_thread(_keep, known, place)
        return known

    def read(self, text: str) -> Read:
        """Blocks: call it from a thread."""
        encoded, vector, states = self.run(text)
        return Read(vector, words_of(text, encoded, states))

    def run(self, text: str) -> "tuple[Encoding, Vector, Vector]":
        """The text's tokens, its vector, and what the model made of each token. Blocks."""
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], np.int32)
        vectors, states = self._session.run(["vectors", "states"], {"ids": ids, "mask": np.ones_like(ids)})
        return encoded, np.asarray(vectors[0], np.float32), np.asarray(states[0], np.float32)

    async def _question(self, text: str) -> Read:
        if (known := self._remembered.get(text)) is not None:
            return known
        read = await asyncio.get_running_loop().run_in_executor(self._questions, self.read, spelled_out(text))
        self._remembered[text] = read
        return read

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
            prepared_model(self.home), options, providers=["CPUExecutionProvider"]
        )


def _kept(place: Path) -> Vector | None:
    try:
        return np.asarray(np.load(place), np.float32)
    except (OSError, ValueError, EOFError):  # not there yet, or not whole
        return None


def _keep(vectors: Vector, place: Path) -> None:
    """Two processes may write at once: each its own file, and the last rename wins."""
    with suppress(OSError):
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
            np.save(draft, vectors)
        Path(draft.name).replace(place)


def _step_back() -> None:
    """Behind the event loop, which everybody waits for: it does little for each, and everything one after another."""
    if sys.platform == "linux":  # elsewhere it is the whole process that would step back
        os.nice(BEHIND)


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
