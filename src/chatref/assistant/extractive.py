"""Answers without a model: the sentences of the content that answer, word for word, with their source. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatref.assistant.answerability import ENOUGH, answerability
from chatref.assistant.models import Answer, Measured, citations_of
from chatref.conversation.model import AnswerKind
from chatref.knowledge.content import Found, Hit
from chatref.knowledge.split import sentences
from chatref.knowledge.terms import content_terms, term_number

NOT_FOUND = "I could not find this in our content. Would you like to talk to a person?"

MOST_WORDS = 80
LONGEST_LIST = 6
# A second document is quoted only if it is nearly as good as the first.
NEARLY = 0.93


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence where it stands, and how much of the question it speaks to."""

    hit: Hit
    place: int
    text: str
    weight: float


def extractive_answer(found: Found) -> Answer:
    likely = answerability(found)
    measured = Measured(likely, tuple(dict.fromkeys(hit.address for hit in found.hits[:3])))
    if not found.hits or likely < ENOUGH:
        return Answer(NOT_FOUND, (), AnswerKind.NOT_FOUND, measured)
    hits = _worth_quoting(found.hits)
    chosen = _chosen(hits, found.rarity)
    text = "\n\n".join(_read_aloud(lines) for lines in _by_passage(chosen))
    return Answer(text, citations_of([line.hit for line in chosen]), AnswerKind.ANSWER, measured)


def _worth_quoting(hits: Sequence[Hit]) -> list[Hit]:
    best = hits[0]
    return [hit for hit in hits[:3] if hit.document == best.document or hit.score >= NEARLY * best.score][:2]


def _chosen(hits: Sequence[Hit], rarity: Mapping[int, float]) -> list[Line]:
    """The best sentence, then its neighbours and the next best, until enough words are said."""
    chosen: list[Line] = []
    room = MOST_WORDS
    for hit in hits:
        lines = _weighed(hit, rarity)
        for line in _around_best(lines):
            words = len(line.text.split())
            if words > room and chosen:
                break
            chosen.append(line)
            room -= words
        if room < MOST_WORDS // 3:
            break
    return chosen


def _weighed(hit: Hit, rarity: Mapping[int, float]) -> list[Line]:
    lines = []
    for place, text in enumerate(sentences(hit.text)):
        terms = {term_number(term) for term in content_terms(text)}
        lines.append(Line(hit, place, text, sum(rarity.get(term, 0.0) for term in terms)))
    return lines


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
        yield sorted(lines, key=lambda line: line.place)


def _read_aloud(lines: Sequence[Line]) -> str:
    """List items and steps stay on lines of their own."""
    text = ""
    for line in lines:
        own_line = line.text[:1].isdigit() or not line.text.rstrip("\"'”’)").endswith((".", "!", "?", "…"))
        text += ("\n" if text and (own_line or text.endswith(":")) else " " if text else "") + line.text
    return text
