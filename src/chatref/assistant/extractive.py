"""Answers without a model: the sentences of the content that answer, word for word, with their source. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chatref.assistant.models import Answer, Measured, citations_of
from chatref.assistant.weights import ENOUGH
from chatref.conversation.model import AnswerKind
from chatref.knowledge.content import Found, Hit
from chatref.knowledge.split import heading_lines, sentences
from chatref.knowledge.terms import content_terms, term_number
from chatref.knowledge.words import nearest_in_each, stored

NOT_FOUND = "I could not find this in our content. Would you like to talk to a person?"

MOST_WORDS = 80
MOST_PAGES = 3
# Another page is quoted too if it is so likely to be the right one.
LIKELY = 0.15


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence where it stands, and how much of the question it speaks to."""

    hit: Hit
    place: int
    text: str
    weight: float


def extractive_answer(found: Found) -> Answer:
    measured = measured_of(found)
    if not found.hits or found.answerability < ENOUGH:
        return Answer(NOT_FOUND, (), AnswerKind.NOT_FOUND, measured)
    chosen = _chosen(_worth_quoting(found), found)
    text = "\n\n".join(_read_aloud(lines) for lines in _by_passage(chosen))
    return Answer(text, citations_of([line.hit for line in chosen]), AnswerKind.ANSWER, measured)


def measured_of(found: Found) -> Measured:
    return Measured(found.answerability, tuple(dict.fromkeys(hit.address for hit in found.hits[:3])))


def _worth_quoting(found: Found) -> list[Hit]:
    """The best passage of each page that may well be the right one."""
    best = {hit.document: hit for hit in reversed(found.hits)}
    likely = [page for place, (page, share) in enumerate(found.pages.items()) if not place or share >= LIKELY]
    return [best[page] for page in likely if page in best][:MOST_PAGES] or list(found.hits[:1])


def _chosen(hits: Sequence[Hit], found: Found) -> list[Line]:
    """Of each passage the best sentence and its neighbours, until its share of the words is said."""
    chosen: list[Line] = []
    for hit in hits:
        room = MOST_WORDS // len(hits)
        for line in _around_best(_weighed(hit, found)):
            words = len(line.text.split())
            if words > room and chosen and chosen[-1].hit is hit:
                break
            chosen.append(line)
            room -= words
    return chosen


def _weighed(hit: Hit, found: Found) -> list[Line]:
    """By the words of the question that a sentence is near to; by the terms it shares if words are not known."""
    texts = sentences(hit.text)
    if found.asked is None or not hit.words:
        return [Line(hit, place, text, _shared(text, found.rarity)) for place, text in enumerate(texts)]
    words, weights = stored(hit.words), found.asked.weights(found.rarity)
    inside = [words[slice(*np.searchsorted(words["at"], span))] for span in _spans(hit, texts)]
    weighed = nearest_in_each(found.asked, inside) @ weights
    return [
        Line(hit, place, text, weight)
        for place, (text, weight) in enumerate(zip(texts, weighed.tolist(), strict=True))
    ]


def _spans(hit: Hit, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each sentence stands in the text that was embedded."""
    above, end = len(heading_lines(hit.title, hit.headings)), 0
    for text in texts:
        start = max(end, hit.text.find(text[:20], end))
        end = start + len(text)
        yield above + start, above + end


def _shared(text: str, rarity: Mapping[int, float]) -> float:
    return sum(rarity.get(term, 0.0) for term in {term_number(term) for term in content_terms(text)})


def _around_best(lines: Sequence[Line]) -> Iterator[Line]:
    """The best sentence first, then what follows it, then what stands before it."""
    if not lines:
        return
    best = max(lines, key=lambda line: (line.weight, -line.place))
    yield best
    yield from lines[best.place + 1 :]
    yield from reversed(lines[: best.place])


def _by_passage(chosen: Iterable[Line]) -> Iterator[list[Line]]:
    passages: dict[int, list[Line]] = {}
    for line in chosen:
        passages.setdefault(line.hit.passage, []).append(line)
    for lines in passages.values():
        yield _ended(sorted(lines, key=lambda line: line.place))


def _ended(lines: list[Line]) -> list[Line]:
    """What announces something is not said without it."""
    while len(lines) > 1 and lines[-1].text.endswith(":"):
        lines.pop()
    return lines


def _read_aloud(lines: Sequence[Line]) -> str:
    """List items and steps stay on lines of their own."""
    text = ""
    for line in lines:
        own_line = line.text[:1].isdigit() or not line.text.rstrip("\"'”’)").endswith((".", "!", "?", "…"))
        text += ("\n" if text and (own_line or text.endswith(":")) else " " if text else "") + line.text
    return text
