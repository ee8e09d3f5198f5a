"""The words of a text as small vectors, each by what it means where it stands; and how near two texts are by them."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from chatref.knowledge.content import Asked, Floats
from chatref.knowledge.terms import LONGEST_WORD, STOP_WORDS, fold, stem, term_number

if TYPE_CHECKING:
    from tokenizers import Encoding

WIDTH = 64
# One word: where it begins in the text, and its direction in 64 steps of 1/127.
WORD = np.dtype([("at", "<u2"), ("vector", "i1", (WIDTH,))])
STEPS = 127

Words = npt.NDArray[np.void]
Places = npt.NDArray[np.intp] | Sequence[int]


def asked(text: str, words: Words) -> Asked:
    spelled = (_word_at(text, int(at)) for at in words["at"])
    return Asked(directions(words), tuple(term_number(stem(fold(word))) for word in spelled))


def words_of(text: str, encoding: "Encoding", states: Floats) -> Words:
    """`states` is what the model made of each token. Words without a topic are left out."""
    places, vectors = at_full_width(text, encoding, states)
    found = np.zeros(len(places), WORD)
    if places:
        found["at"] = places
        found["vector"] = np.rint(STEPS * _narrowed(vectors))
    return found


def at_full_width(text: str, encoding: "Encoding", states: Floats) -> tuple[list[int], Floats]:
    """Where each word begins, and its direction in all of the model's dimensions."""
    spans = list(_content_words(text, encoding))
    if not spans:
        return [], np.zeros((0, states.shape[1]), np.float32)
    # Every other sum is of what stands between two words. No word is the last token.
    bounds = [bound for _, first, last in spans for bound in (first, last)]
    return [span[0] for span in spans], _unit(np.add.reduceat(states, bounds)[::2])


def directions(words: Words) -> Floats:
    return _unit(words["vector"].astype(np.float32))


def nearest(question: Asked, words: Words) -> Floats:
    """For each word of the question, the cosine of the nearest of these words."""
    return best_between(cosines(question, words), [0], [len(words)])[:, 0]


def cosines(question: Asked, words: Words) -> Floats:
    """A row for each word of the question, a column for each of these.

    Those of many texts go in at once: two dozen small products would cost several times as much."""
    vectors = words["vector"].astype(np.float32)
    lengths = np.sqrt(np.einsum("wd,wd->w", vectors, vectors))
    return np.asarray((question.vectors @ vectors.T) / np.maximum(lengths, 1e-9), np.float32)


def best_between(table: Floats, starts: Places, ends: Places) -> Floats:
    """In each row the largest number from a start to its end, at least 0: a column for each start, in any order."""
    bounds = np.empty(2 * len(starts), np.intp)
    bounds[::2], bounds[1::2] = starts, ends
    # One column more, so that an end may be the table's own. What follows an end is thrown away.
    padded = np.zeros((len(table), table.shape[1] + 1), np.float32)
    padded[:, :-1] = table
    best = np.maximum(np.maximum.reduceat(padded, bounds, axis=1)[:, ::2], 0)
    return np.where(bounds[::2] < bounds[1::2], best, np.float32(0))


def stored(words: bytes) -> Words:
    return np.frombuffer(words, WORD)


def _content_words(text: str, encoding: "Encoding") -> Iterator[tuple[int, int, int]]:
    """Where a word begins, its first token, and the token after its last."""
    seen = -1
    for word in encoding.word_ids:
        if word is None or word <= seen:
            continue
        seen = word
        place, tokens = encoding.word_to_chars(word), encoding.word_to_tokens(word)
        if place and tokens and place[0] < 2**16:
            spelled = text[place[0] : place[1]].casefold()
            if spelled not in STOP_WORDS and any(letter.isalnum() for letter in spelled):
                yield place[0], *tokens


def _word_at(text: str, start: int) -> str:
    """No more of it than is looked for: where no spaces stand, each letter begins a word that goes on to the end."""
    end = start
    while end < min(len(text), start + LONGEST_WORD) and text[end].isalnum():
        end += 1
    return text[start:end]


def _narrowed(vectors: Floats) -> Floats:
    mean, main = axes()
    return _unit((vectors - mean) @ main.T)


@cache
def axes() -> tuple[Floats, Floats]:
    """The main axes of what words mean, found by bench/calibrate.py."""
    with resources.files("chatref.knowledge.carrier").joinpath("axes.npy").open("rb") as file:
        table: npt.NDArray[Any] = np.load(file, allow_pickle=False)
    return table[0].astype(np.float32), table[1:].astype(np.float32)


def _unit(vectors: npt.NDArray[Any]) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
