"""How near a turn is to each intent of a rule book; our own examples are embedded once per home, an owner's once per
process.

An intent's name is an example too: it is the shortest thing that its owner says about it.
"""

import asyncio
from collections.abc import Mapping
from itertools import chain

import numpy as np
from cachetools import LRUCache

from chatref.escalation.intents import Calibrated, calibrated, nearness
from chatref.escalation.ready.intents import CHATTER, INTENTS
from chatref.escalation.signals import Near
from chatref.knowledge.chat import spelled_out
from chatref.knowledge.embed import Embedder, Vector

SENTENCES = 20_000
BOOKS = 500
OURS = (*CHATTER, *INTENTS, *chain.from_iterable(INTENTS.values()))
Examples = Mapping[str, tuple[str, ...]]
_Key = tuple[tuple[str, tuple[str, ...]], ...]


class Meanings:
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._sentences: LRUCache[str, Vector] = LRUCache(SENTENCES)
        self._books: LRUCache[_Key, Calibrated] = LRUCache(BOOKS)
        self._making = asyncio.Lock()

    async def near(self, examples: Examples, meaning: Vector) -> tuple[Near, ...]:
        """`examples` are RuleBook.examples, `meaning` is the vector of the turn's text."""
        return nearness(meaning, await self._calibrated(examples))

    async def _calibrated(self, examples: Examples) -> Calibrated:
        key = tuple(examples.items())
        async with self._making:
            if OURS[0] not in self._sentences:
                spelled = [spelled_out(text) for text in OURS]
                self._sentences.update(zip(OURS, await self._embedder.by_heart(spelled), strict=True))
            if key not in self._books:
                rows = {name: await self._rows((name, *texts)) for name, texts in examples.items()}
                chatter = await self._rows(CHATTER)
                self._books[key] = await asyncio.to_thread(calibrated, rows, chatter)
            return self._books[key]

    async def _rows(self, texts: tuple[str, ...]) -> Vector:
        new = [text for text in texts if text not in self._sentences]
        spelled = [spelled_out(text) for text in new]
        for text, read in zip(new, await self._embedder.many(spelled), strict=True):
            self._sentences[text] = read.vector
        return np.stack([self._sentences[text] for text in texts])
