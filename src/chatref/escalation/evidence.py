"""What of a turn a rule could go by, the most particular first. Pure; nothing here is only this one sentence."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from urllib.parse import urlsplit

from . import conditions as c
from .circles import EMPTY
from .conditions import Condition
from .measure import REQUEST
from .phrases.stems import has_phrase, stems
from .signals import Asks, Mood, Near, Signals

NEARLY = 0.15  # below its limit an intent is still near
LEAST_NEAR = 0.3
MOST_INTENTS = 2
LONG = 4  # turns
SHORTEST_WORD = 4
MOST_WORDS = 60
RARE = 20  # one conversation of so many, at most


@dataclass(frozen=True, slots=True)
class Evidence:
    """A condition that holds of the turn, and what a handoff for it is called."""

    when: Condition
    reason: str


def of_its_matter(signals: Signals, others: Sequence[str], tags: Collection[str]) -> Iterator[Evidence]:
    """What it is about. `others` is what visitors wrote in each other conversation, as stems; `tags` are the owner's,
    of the content."""
    yield from _events(signals)
    yield from _intents(signals.intents)
    yield from _tags(signals, tags)
    yield from _page(signals)
    answered_by = stems(" ".join(page.title for page in signals.cited))
    if phrase := rare_phrase(signals.text, others, answered_by):
        yield Evidence(c.Phrase((phrase,)), named(phrase))
    for page in signals.cited[:1]:
        yield Evidence(c.Topic(page.address), named(page.title or page.address))


def of_its_course(signals: Signals) -> Iterator[Evidence]:
    """How it went, whatever it is about."""
    if signals.asks is Asks.WEAK:
        yield Evidence(c.AsksForPerson(Asks.WEAK), "Asked for a person")
    if signals.mood > Mood.CALM:
        yield Evidence(c.Frustration(signals.mood), "Frustrated")
    if signals.circles:
        yield Evidence(c.Circles(signals.circles), "Going nowhere")
    if signals.unanswered:
        yield Evidence(c.Unanswered(signals.unanswered), "No answer found")
    if signals.times_handed_back:
        yield Evidence(c.TimesHandedBack(signals.times_handed_back), "Back again")
    if signals.turns >= LONG:
        yield Evidence(c.Turns(signals.turns), "Takes long")


def rare_phrase(text: str, others: Sequence[str], known: str = "") -> str | None:
    """Two words or one that somebody else wrote too, and few did: what nobody else wrote is this sentence's own, and
    what is `known`, as stems, is what the content answers by."""
    words = re.findall(r"\w+", text.casefold())[:MOST_WORDS]
    telling = {word for word in words if _tells(word) and not has_phrase(known, word)}
    pairs = [f"{one} {two}" for one, two in pairwise(words) if {one, two} <= telling]
    most = max(1, len(others) // RARE)
    for phrases in (pairs, [word for word in words if word in telling]):
        found = [(sum(has_phrase(other, phrase) for other in others), phrase) for phrase in phrases]
        if shared := [each for each in found if 1 <= each[0] <= most]:
            return min(shared, key=lambda each: each[0])[1]
    return None


def named(name: str) -> str:
    """`payment_failed` as it stands on a case: Payment failed."""
    said = " ".join(re.split(r"[\s_]+", name.strip()))
    return said[:1].upper() + said[1:]


def _events(signals: Signals) -> Iterator[Evidence]:
    """The latest first."""
    for name in dict.fromkeys(each.name for each in reversed(signals.events)):
        verified = any(each.verified for each in signals.events if each.name == name)
        yield Evidence(c.Event(name, verified), named(name))


def _intents(near: Sequence[Near]) -> Iterator[Evidence]:
    """What was meant, then what nearly was: for that the limit is lowered, no further than to this turn."""
    known = [each for each in near if each.intent != REQUEST]
    for each in [each for each in known if each.nearness >= each.limit][:MOST_INTENTS]:
        yield Evidence(c.Intent(each.intent), named(each.intent))
    for each in [each for each in known if _nearly(each)][:1]:
        yield Evidence(c.Intent(each.intent, floor(each.nearness * 100) / 100), named(each.intent))


def _nearly(each: Near) -> bool:
    return max(LEAST_NEAR, each.limit - NEARLY) <= each.nearness < each.limit


def _tags(signals: Signals, tags: Collection[str]) -> Iterator[Evidence]:
    """Of what it is answered from. Where nothing answers it, the passages only resemble."""
    if signals.cited:
        for tag in (each for each in signals.topics if each in tags):
            yield Evidence(c.Topic(tag), named(tag))


def _page(signals: Signals) -> Iterator[Evidence]:
    """Where the visitor was, as far as others come there too: what follows a number is one thing's own."""
    parts: list[str] = []
    for part in _path(signals.page).split("/"):
        if any(letter.isdigit() for letter in part):
            break
        parts += [part] * bool(part)
    if parts:
        yield Evidence(c.Page(f"/{'/'.join(parts)}"), named(parts[-1].replace("-", " ")))


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _tells(word: str) -> bool:
    stem = stems(word).strip()
    return len(stem) >= SHORTEST_WORD and stem not in EMPTY and not any(letter.isdigit() for letter in word)
