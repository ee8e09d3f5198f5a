"""Requests for a person, recognised by their wording. Pure, and linear in the length of the text."""

from .english import ENGLISH
from .fold import clauses
from .french import FRENCH
from .german import GERMAN
from .identity import asks_who_answers
from .italian import ITALIAN
from .portuguese import PORTUGUESE
from .spanish import SPANISH
from .spelling import Speller
from .tongue import Tongue, any_of

MOST_CLAUSES = 120
"""A text of thousands of scraps is no speech; its beginning and its end are looked at."""
TONGUES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "it": ITALIAN,
}
_SPELLER = Speller(word for tongue in TONGUES.values() for word in tongue.words.split())
_STRONG = any_of(
    each for tongue in TONGUES.values() for each in (*tongue.strong, *tongue.named, *tongue.always)
)
_WEAK = any_of(each for tongue in TONGUES.values() for each in tongue.weak)


def asks_for_person(text: str, language: str) -> bool:
    """An explicit request. Visitors change languages: the conversation's own is only tried first."""
    pieces = said(text)
    if not _STRONG.search("\n".join(pieces)) or asks_who_answers(text):
        return False
    return any(tongue.strongly(pieces) for tongue in _tongues(language))


def hints_at_person(text: str, language: str) -> bool:
    """Less than a request: `who can I talk to`, `is anybody there`."""
    pieces = said(text)
    if not _WEAK.search("\n".join(pieces)):
        return False
    return any(tongue.weakly(pieces) for tongue in _tongues(language))


def said(text: str) -> list[str]:
    """The clauses that are looked through, spelt as they were meant."""
    pieces = clauses(text)
    half = MOST_CLAUSES // 2
    kept = pieces if len(pieces) <= MOST_CLAUSES else pieces[:half] + pieces[-half:]
    return [_SPELLER.right(piece) for piece in kept]


def _tongues(language: str) -> list[Tongue]:
    own = language.split("-", maxsplit=1)[0].lower()
    return [tongue for _, tongue in sorted(TONGUES.items(), key=lambda named: named[0] != own)]
