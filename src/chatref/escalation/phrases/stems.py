"""Words without their endings, so that `charged` is found where the owner wrote `charge`."""

from functools import lru_cache

from .fold import folded

_ENDINGS = ("ings", "ing", "ed", "es", "en", "er", "em", "s", "e", "n")
_SHORTEST = 4


def stems(text: str) -> str:
    """Between spaces, at both ends too: a phrase is in a text if its stems are."""
    return " " + "".join(f"{_stem(word)} " for word in folded(text).split())


def has_phrase(text_stems: str, phrase: str) -> bool:
    wanted = _wanted(phrase)
    return bool(wanted.strip()) and wanted in text_stems


@lru_cache(maxsize=20_000)
def _wanted(phrase: str) -> str:
    """Rules look for the same phrases in every message."""
    return stems(phrase)


def _stem(word: str) -> str:
    while True:
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), None)
        if ending is None:
            return word
        word = word.removesuffix(ending)
