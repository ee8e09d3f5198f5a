"""Details from what the visitor said and what is known of them: nobody is asked for what is there (P5, P7). Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import assert_never

import re2

from chatref.conversation.told import Fact, Told

from .cues import ADDITIONS, COMMON, CORRECTIONS, DENIALS, DOUBTS, STATES, WITHOUT, folded, says
from .fields import Choice, Date, Email, Field, File, Number, OrderNumber, Phone, Text, Valid, validate

BEFORE = 24
"""So near before a value a mention of the detail makes it certain: `SKU 5521`."""
LONGEST = 16_000
"""So many characters are read, the newest messages first."""
MOST_HITS = 50
FEWEST_LETTERS = 3
LONGEST_CHOICE = 100
CONTACT = "contact"
"""The fact under which an address stands that the visitor left."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Not certain: to be shown for confirmation."""

    value: str
    certain: bool


def taken(fields: Sequence[Field], told: Told) -> dict[str, Taken]:
    """By field id. Plain words count before what a page or server knew, and what was said last counts."""
    texts = _newest(told.words)
    found = ((each.id, _best(_in_words(each, texts), _in_facts(each, told.facts))) for each in fields)
    return {each: value for each, value in found if value is not None}


def mentioned(fields: Sequence[Field], text: str) -> bool:
    """Whether a correction could stand in this text at all; cheap, for every message passes here."""
    return any(_mentioned(each, text) for each in fields)


def _mentioned(each: Field, text: str) -> bool:
    """Which choices a call brought, is not known here."""
    match each.kind:
        case Text() | File():
            return False
        case Choice(choices, options):
            return bool(_chosen(choices, text)) or (options is not None and _may_choose(text))
        case _:
            return any(_hits(each, text))


def _may_choose(text: str) -> bool:
    """A choice alone, or one beside a word that corrects."""
    return len(text) <= LONGEST_CHOICE or says(folded(text), CORRECTIONS)


def corrected(each: Field, given: str, text: str) -> str | None:
    """The new value, if these words change one that was given: "no, the order is A-10234"."""
    if text.rstrip().endswith("?"):
        return None
    if isinstance(each.kind, File):
        return None
    if isinstance(each.kind, Choice):
        return _other_choice(each.kind.choices, given, text)
    hits = [hit for hit in islice(_hits(each, text), MOST_HITS) if hit.value != given]
    named = [hit for hit in hits if hit.named]
    values = {hit.value for hit in named or hits}
    if len(values) != 1 or not (named or isinstance(each.kind, OrderNumber | Email)):
        return None
    said = folded(text)
    stated = any(hit.stated for hit in named) and not says(said, ADDITIONS)
    return values.pop() if stated or says(said, CORRECTIONS) else None


def declined(each: Field, text: str) -> bool:
    """The visitor says that they can't give this one: "I don't have the SKU"."""
    said = folded(text)
    return says(said, WITHOUT) and says(said, _names(each))


def labelled(each: Field, text: str) -> str | None:
    """What stands behind the detail's own name: "Reason: it never arrived"."""
    for line in text.splitlines():
        name, colon, rest = line.partition(":")
        if colon and rest.strip() and folded(name) in {folded(each.label), folded(each.id)}:
            return rest.strip()
    return None


def _best(said: Taken | None, known: Taken | None) -> Taken | None:
    both = [each for each in (said, known) if each is not None]
    return next((each for each in both if each.certain), both[0] if both else None)


def _newest(said: Sequence[str]) -> list[str]:
    texts: list[str] = []
    left = LONGEST
    for text in reversed(said):
        texts.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return texts[::-1]


def _in_facts(each: Field, facts: Sequence[Fact]) -> Taken | None:
    """What a server said is certain, what a page claims is not, and neither is where an answer may go."""
    names = {each.attribute or each.id} | ({CONTACT} if isinstance(each.kind, Email) else set())
    claimed: Taken | None = None
    for fact in reversed(facts):
        result = validate(each, fact.value) if fact.name in names else None
        if isinstance(result, Valid):
            if fact.verified:
                return Taken(result.value, certain=True)
            claimed = claimed or Taken(result.value, certain=False)
    return claimed


def _in_words(each: Field, texts: Sequence[str]) -> Taken | None:
    match each.kind:
        case OrderNumber() | Email():
            return _one_of(each, texts, distinct=True)
        case Phone() | Number() | Date():
            return _one_of(each, texts, distinct=False)
        case Choice(choices):
            return _choice(each, choices, texts)
        case Text():
            return _text(each, texts)
        case File():
            return None
        case _:
            assert_never(each.kind)


def _text(each: Field, texts: Sequence[str]) -> Taken | None:
    found = (labelled(each, text) for text in reversed(texts))
    result = validate(each, next((text for text in found if text), ""))
    return Taken(result.value, certain=True) if isinstance(result, Valid) else None


def _one_of(each: Field, texts: Sequence[str], *, distinct: bool) -> Taken | None:
    """`distinct`: the look of it says what it is, unless several look so."""
    found = [hit for text in texts for hit in islice(_hits(each, text), MOST_HITS)]
    if not found:
        return None
    named = [hit.value for hit in found if hit.named]
    values = list(dict.fromkeys(named or [hit.value for hit in found]))
    telling = distinct and any(sign.isalpha() for sign in values[-1])
    if isinstance(each.kind, Number | Date) and not named:
        return None
    return Taken(values[-1], certain=len(values) == 1 and (bool(named) or telling))


@dataclass(frozen=True, slots=True)
class _Hit:
    """`named`: the detail is mentioned right before it; `stated`: as what it is, "the order is …"."""

    value: str
    named: bool
    stated: bool


def _hits(each: Field, text: str) -> Iterator[_Hit]:
    wanted = _wanted(each)
    start = 0
    while match := wanted.search(text, start):
        result = validate(each, match.group(1))
        if isinstance(result, Valid):
            before = text[max(start, match.start(1) - BEFORE) : match.start(1)]
            near = folded(before)
            stated = before.rstrip().endswith((":", "=")) or bool({*near.split()[-1:]} & STATES)
            yield _Hit(result.value, says(near, _names(each)), stated)
        start = match.end(1)


@lru_cache(maxsize=4_096)
def _wanted(each: Field) -> re2._Regexp:
    return re2.compile(_pattern(each))


def _pattern(each: Field) -> str:
    """With a value in its first group, and no letter or digit on either side."""
    match each.kind:
        case OrderNumber():
            inner = f"(?i:{each.kind.written})"
        case Email():
            inner = r"[^@\s,;<>()\"]{1,64}@[^@\s,;<>()\"]{1,185}\.[A-Za-z]{2,24}"
        case Phone():
            inner = r"\+?[0-9][0-9 ()/.-]{5,28}[0-9]"
        case Date():
            inner = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}|[0-9]{1,2}\.? \pL+ [0-9]{4}"
        case _:
            inner = r"-?[0-9]{1,12}(?:[.,][0-9]{1,6})?"
    return rf"(?:^|[^\pL\pN])({inner})(?:$|[^\pL\pN])"


def _names(each: Field) -> Collection[str]:
    """Its id, and the words of its label that name something."""
    words = {*folded(each.label).split(), *folded(each.id).split()} - COMMON
    return {word for word in words if len(word) >= FEWEST_LETTERS}


def _choice(each: Field, choices: Sequence[str], texts: Sequence[str]) -> Taken | None:
    """The last one named. Certain if it is the whole message, or the only one that was named, in plain words."""
    clauses = [clause for text in texts for clause in _clauses(text)]
    chosen = [(choice, clause) for clause in clauses for choice in _chosen(choices, clause)]
    if not chosen:
        return None
    last, clause = chosen[-1]
    alone = len({choice for choice, _ in chosen}) == 1
    whole = folded(last) == folded(texts[-1])
    return Taken(last, certain=whole or (alone and _plainly(each, last, clause)))


def _plainly(each: Field, choice: str, clause: str) -> bool:
    """Neither asked, doubted nor denied; and a word that could mean anything stands beside the detail's name."""
    around = f" {folded(clause)} ".replace(f" {folded(choice)} ", " ")
    unsure = clause.endswith("?") or says(around, DOUBTS | DENIALS)
    return not unsure and (" " in folded(choice) or says(around, _names(each)))


def _clauses(text: str) -> list[str]:
    return [found.group() for found in re2.finditer(r"[^.!?,;:\n]+[.!?,;:\n]?", text)]


def _chosen(choices: Sequence[str], text: str) -> list[str]:
    """Those named as whole words, but none that stands only inside a longer one."""
    said = f" {folded(text)} "
    found: list[str] = []
    for choice, name in _named(tuple(choices)):
        if name in said:
            found.append(choice)
            said = said.replace(name, "  ")
    return found


@lru_cache(maxsize=1_024)
def _named(choices: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each with its name as whole words, the longest first."""
    longest = sorted(choices, key=len, reverse=True)
    return tuple((choice, f" {folded(choice)} ") for choice in longest if folded(choice))


def _other_choice(choices: Sequence[str], given: str, text: str) -> str | None:
    others = [choice for choice in _chosen(choices, text) if choice != given]
    if len(others) != 1:
        return None
    around = f" {folded(text)} ".replace(f" {folded(others[0])} ", " ")
    whole = not around.strip()
    return others[0] if whole or (says(around, CORRECTIONS) and not says(around, DOUBTS)) else None
