"""The lexical side of the search: a text as weighted terms, a term as a number. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import combining, normalize
from zlib import crc32

import snowballstemmer

# Dimension of the sparse vectors: the largest that pgvector allows.
TERM_SPACE = 1_000_000_000
SATURATION = 1.2
LENGTH_WEIGHT = 0.6
TYPICAL_TERMS = 150
HEADING_WEIGHT = 3
# Nothing longer is looked for by its name, and stemming costs more than its length.
LONGEST_WORD = 40
LONGEST_COMPOUND = 120

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]+(?:[-._/:@+#][^\W_]+)+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_STEM = snowballstemmer.stemmer("english")

# They carry no topic, and questions are full of them.
_FUNCTION_WORDS = """
a about after again all also am an and any are as at be because been before being but by can could did do does doing
don down for from had has have having he her here hers him his how i if in into is it its itself just let me my no nor
not now of off on once only or other our out over own please same she should so some such than that the their them then
there these they this those through to too under until up us very was we were what when where which while who whom why
will with would you your yours im ive id dont doesnt cant isnt
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


def words(text: str) -> Iterator[str]:
    """Folded words: no case, no accents, no apostrophes."""
    yield from _words(fold(text))


def _words(folded: str) -> Iterator[str]:
    for word in _WORD.findall(folded):
        yield word if word.isalnum() else word.replace("'", "").replace("’", "")


def fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _FOREIGN.sub(_without_marks, normalize("NFKD", text).casefold())


def _without_marks(letters: re.Match[str]) -> str:
    return "".join(letter for letter in letters.group() if not combining(letter))


def content_terms(text: str) -> list[str]:
    """Stemmed words that carry meaning, and compounds such as 8.5.5 or read-only also as a whole."""
    folded = fold(text)
    simple = [stem(word[:LONGEST_WORD]) for word in _words(folded) if word not in STOP_WORDS]
    return simple + [match.group()[:LONGEST_COMPOUND] for match in _COMPOUND.finditer(folded)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    return str(_STEM.stemWord(word))


@lru_cache(maxsize=100_000)
def term_number(term: str) -> int:
    """A term's place in the sparse vectors, counted from 1."""
    return crc32(term.encode()) % TERM_SPACE + 1


def passage_weights(headings: Iterable[str], text: str) -> dict[int, float]:
    """How much each term says about this passage (the part of BM25 that needs no other passage)."""
    counts = Counter(content_terms(text))
    for heading in headings:
        for term in set(content_terms(heading)):
            counts[term] += HEADING_WEIGHT
    length = sum(counts.values())
    floor = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / TYPICAL_TERMS)
    return {term_number(t): n * (SATURATION + 1) / (n + floor) for t, n in counts.items()}


def question_terms(text: str) -> dict[int, int]:
    """Each distinct term of a question and how often it stands there."""
    return dict(Counter(term_number(term) for term in content_terms(text)))
