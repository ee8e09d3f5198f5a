"""Documents cut into passages: pure text in, pure text out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

PASSAGE_CHARACTERS = 900
SHORTEST_TAIL = 250

_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?i:e\.g|i\.e|etc|vs|approx|nr|dr|mr|mrs|ms|st|inc|ltd|co|fig|cf|bzw|z\.B)|(?<!['’])\b[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or table row, under the headings it stands below."""

    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A searchable piece of a document."""

    headings: tuple[str, ...]
    text: str


def split(blocks: Iterable[Block], size: int = PASSAGE_CHARACTERS) -> tuple[Passage, ...]:
    """Passages of at most about `size` characters; none crosses from one heading to the next
    unless both are too short to stand alone."""
    sections = _merged(_sections(blocks), size)
    return tuple(passage for headings, text in sections for passage in _cut(headings, text, size))


def heading_lines(title: str, headings: Sequence[str]) -> str:
    """What stands above a passage's text when it is embedded."""
    return "".join(f"{line}\n" for line in (title, " › ".join(headings)) if line)


def sentences(text: str) -> list[str]:
    """The sentences and list lines of a text, in order, none of them empty."""
    found: list[list[str]] = []
    for piece in map(str.strip, _split_at(text, _SENTENCE_END)):
        if found and _ABBREVIATION.search(found[-1][-1]):
            found[-1].append(piece)
        elif piece:
            found.append([piece])
    return [" ".join(pieces) for pieces in found]


def _split_at(text: str, boundary: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for match in boundary.finditer(text):
        yield text[start : match.end()] if "\n" in match.group() else text[start : match.end()].rstrip()
        start = match.end()
    yield text[start:]


def _sections(blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, ...], str]]:
    headings: tuple[str, ...] | None = None
    lines: list[str] = []
    for block in blocks:
        if headings is not None and block.headings != headings:
            yield headings, "\n".join(lines)
            lines = []
        headings = block.headings
        lines.append(block.text)
    if headings is not None:
        yield headings, "\n".join(lines)


def _merged(
    sections: Iterable[tuple[tuple[str, ...], str]], size: int
) -> Iterator[tuple[tuple[str, ...], str]]:
    held: tuple[tuple[str, ...], str] | None = None
    for headings, text in sections:
        if held and len(held[1]) < SHORTEST_TAIL and len(held[1]) + len(text) < size:
            held = _joined(held, (headings, text))
            continue
        if held:
            yield held
        held = (headings, text)
    if held:
        yield held


def _joined(
    first: tuple[tuple[str, ...], str], second: tuple[tuple[str, ...], str]
) -> tuple[tuple[str, ...], str]:
    """Two short sections as one; the headings they don't share stay readable in the text."""
    shared = _common(first[0], second[0])
    parts = (_headed(first, shared), _headed(second, shared))
    return shared, "\n".join(parts)


def _headed(section: tuple[tuple[str, ...], str], shared: tuple[str, ...]) -> str:
    own = section[0][len(shared) :]
    return f"{' – '.join(own)}:\n{section[1]}" if own else section[1]


def _common(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    length = 0
    while length < min(len(first), len(second)) and first[length] == second[length]:
        length += 1
    return first[:length]


def _cut(headings: tuple[str, ...], text: str, size: int) -> Iterator[Passage]:
    held = ""
    for piece in _pieces(text, size):
        if held and len(held) + len(piece) > size:
            yield Passage(headings, _tidy(held))
            held = ""
        held += piece
    if held.strip():
        yield Passage(headings, _tidy(held))


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def _pieces(text: str, size: int) -> Iterator[str]:
    """Sentences with the space that follows them; one too long for a passage is cut at words."""
    for line in text.split("\n"):
        for sentence in sentences(line):
            yield from (f"{part} " for part in _hard_cut(sentence, size))
        yield "\n"


def _hard_cut(sentence: str, size: int) -> Iterator[str]:
    while len(sentence) > size:
        at = sentence.rfind(" ", size // 2, size)
        at = at if at > 0 else size
        yield sentence[:at]
        sentence = sentence[at:].lstrip()
    yield sentence
