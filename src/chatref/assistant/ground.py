"""Whether a sentence stands on the passages it was written from. Pure."""

import re
from collections.abc import Sequence

from chatref.knowledge.content import Hit
from chatref.knowledge.terms import content_terms, fold

# This share of a sentence's meaningful words must stand in the passages.
ENOUGH_SHARED = 0.6

_MARK = re.compile(r"\s*\[(\d{1,2})(?:\s*,\s*(\d{1,2}))*\]")
# Prices, dates, versions, addresses: what must never be invented.
# In time that grows as the text does: visitors write in it as many signs of an address as they like.
_FACT = re.compile(r"https?://\S+|(?<!\S)\S[^\s@]*+@\S+\.\w+|\d+(?:[.,:/-]\d+)*")


def marked(sentence: str) -> tuple[str, tuple[int, ...]]:
    """The sentence without its marks, and the numbers of the passages that they name."""
    numbers = [int(n) for mark in _MARK.finditer(sentence) for n in re.findall(r"\d+", mark.group())]
    return _MARK.sub("", sentence).strip(), tuple(dict.fromkeys(numbers))


def support(sentence: str, hits: Sequence[Hit], named: Sequence[int]) -> tuple[Hit, ...] | None:
    """The passages a sentence stands on: those it names if they carry it, else the one that does, else None."""
    chosen = [hits[number - 1] for number in named if 0 < number <= len(hits)]
    if chosen and _stands_on(sentence, chosen):
        return tuple(chosen)
    return next(((hit,) for hit in hits if _stands_on(sentence, [hit])), None)


def _stands_on(sentence: str, hits: Sequence[Hit]) -> bool:
    said = "\n".join(f"{hit.title}\n{' '.join(hit.headings)}\n{hit.text}" for hit in hits)
    facts = {_bare(fact) for fact in _FACT.findall(fold(said))}
    if any(_bare(fact) not in facts for fact in _FACT.findall(fold(sentence))):
        return False
    terms = set(content_terms(sentence))
    return not terms or len(terms & set(content_terms(said))) >= ENOUGH_SHARED * len(terms)


def _bare(fact: str) -> str:
    return fact.rstrip(".,:;/)")
