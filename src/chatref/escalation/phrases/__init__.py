"""Requests for a person, recognised by their wording. Pure, and linear in the length of the text."""

from .english import ENGLISH
from .fold import clauses
from .german import GERMAN
from .tongue import Tongue, any_of

MOST_CLAUSES = 120
"""A text of thousands of scraps is no speech; its beginning and its end are looked at."""
_TONGUES = {"en": ENGLISH, "de": GERMAN}
_STRONG = any_of(each for tongue in _TONGUES.values() for each in (*tongue.strong, *tongue.always))
_WEAK = any_of(each for tongue in _TONGUES.values() for each in tongue.weak)


def asks_for_person(text: str, language: str) -> bool:
    """An explicit request. Visitors change languages: the conversation's own is only tried first."""
    pieces = _said(text)
    if not _STRONG.search("\n".join(pieces)):
        return False
    return any(tongue.strongly(pieces) for tongue in _tongues(language))


def hints_at_person(text: str, language: str) -> bool:
    """Less than a request: `who can I talk to`, `is anybody there`."""
    pieces = _said(text)
    if not _WEAK.search("\n".join(pieces)):
        return False
    return any(tongue.weakly(pieces) for tongue in _tongues(language))


def _said(text: str) -> list[str]:
    pieces = clauses(text)
    half = MOST_CLAUSES // 2
    return pieces if len(pieces) <= MOST_CLAUSES else pieces[:half] + pieces[-half:]


def _tongues(language: str) -> list[Tongue]:
    own = language.split("-", maxsplit=1)[0].lower()
    return [tongue for _, tongue in sorted(_TONGUES.items(), key=lambda named: named[0] != own)]
