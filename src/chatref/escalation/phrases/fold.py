"""Texts as phrases are compared: without case, accents, apostrophes and the marks between words."""

import unicodedata

import re2

LONGEST = 8_000
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_ENDS = re2.compile(r"[.!?;:,…\n\r()\"“”„«»—–]+")
_BETWEEN = re2.compile(r"[^\pL\pN]+")


def folded(text: str) -> str:
    """Lower case, `don’t` as `dont`, `möchte` as `mochte`, one space between words."""
    return " ".join(clauses(text))


def clauses(text: str) -> list[str]:
    """The folded pieces between punctuation marks."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].translate(_APOSTROPHES))[: 2 * LONGEST].casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    pieces = (_BETWEEN.sub(" ", piece).strip() for piece in _ENDS.split(bare))
    return [piece for piece in pieces if piece]
