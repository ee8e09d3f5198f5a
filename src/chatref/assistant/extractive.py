"""Answers without a model: the sentences of the content that answer, word for word, with their source. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from chatref.assistant.leading_on import leads_on
from chatref.assistant.models import Answer, Measured, citations_of
from chatref.assistant.own_words import Own, own_words
from chatref.assistant.quoting import Line, lines_of, quoted
from chatref.assistant.weights import ENOUGH
from chatref.conversation.model import AnswerKind
from chatref.knowledge.content import Found, Hit
from chatref.knowledge.split import heading_lines
from chatref.knowledge.terms import content_terms, term_number
from chatref.knowledge.words import best_between, cosines, stored

MOST_WORDS = 80
MOST_PAGES = 3
# Another page is quoted too if it is so likely to be the right one.
LIKELY = 0.08
# Nearness of a heading within a passage counts so much for what stands below it.
BY_HEADING = 0.8


def extractive_answer(found: Found, language: str = "en") -> Answer:
    if not found.hits or found.answerability < ENOUGH:
        return not_found(found, language)
    hits = _worth_quoting(found)
    room = MOST_WORDS // len(hits)
    quotes = [(hit, quoted([*_heading(hit), *_lines(hit, found)], room)) for hit in hits]
    said = [each for each in quotes if not all(leads_on(line.text) for line in each[1])] or quotes[:1]
    text = "\n\n".join(_read_aloud(lines) for _, lines in said)
    return Answer(text, citations_of([hit for hit, _ in said]), AnswerKind.ANSWER, measured_of(found))


def not_found(found: Found, language: str) -> Answer:
    return Answer(own_words(Own.NOT_FOUND, language), (), AnswerKind.NOT_FOUND, measured_of(found))


def measured_of(found: Found) -> Measured:
    topics = tuple(dict.fromkeys(hit.address for hit in found.hits[:3]))
    return Measured(found.answerability, topics, {hit.address: hit.source for hit in reversed(found.hits)})


def _worth_quoting(found: Found) -> list[Hit]:
    """The best passage of each page that may well be the right one."""
    best = {hit.document: hit for hit in reversed(found.hits)}
    likely = [page for place, (page, share) in enumerate(found.pages.items()) if not place or share >= LIKELY]
    return [best[page] for page in likely if page in best][:MOST_PAGES] or list(found.hits[:1])


def _heading(hit: Hit) -> list[Line]:
    return [Line(f"{hit.headings[-1]}:", is_heading=True, is_step=False)] if hit.headings else []


def _lines(hit: Hit, found: Found) -> list[Line]:
    """Weighed by the words of the question that a sentence is near to; by the terms it shares if words are unknown.

    What stands below a heading is helped by it."""
    lines = lines_of(hit.text)
    if found.asked is None or not hit.words:
        return [replace(line, weight=_shared(line.text, found.rarity)) for line in lines]
    words, weights = stored(hit.words), found.asked.weights(found.rarity)
    spans = np.searchsorted(words["at"], np.array(list(_spans(hit, lines))).T)
    near, heading = best_between(cosines(found.asked, words), *spans), np.zeros(len(weights), np.float32)
    weighed = []
    for line, row in zip(lines, near.T, strict=True):
        heading = row * BY_HEADING if line.is_heading else heading
        weighed.append(replace(line, weight=float(np.maximum(row, heading) @ weights)))
    return weighed


def _spans(hit: Hit, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where each sentence stands in the text that was embedded."""
    above, end = len(heading_lines(hit.title, hit.headings)), 0
    for line in lines:
        start = max(end, hit.text.find(line.text[:20], end))
        end = start + len(line.text)
        yield above + start, above + end


def _shared(text: str, rarity: Mapping[int, float]) -> float:
    return sum(rarity.get(term, 0.0) for term in {term_number(term) for term in content_terms(text)})


def _read_aloud(lines: Sequence[Line]) -> str:
    """List items and steps stay on lines of their own."""
    text = lines[0].text
    for above, line in pairwise(lines):
        text += ("\n" if line.own_row or above.is_open else " ") + line.text
    return text
