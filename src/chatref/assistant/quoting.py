"""What of a passage is quoted: the sentence that answers comes first, and steps stay whole and in order. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatref.assistant.leading_on import leads_on
from chatref.knowledge.split import sentences

# Headings of merged sections stand as rows of their own that end with a colon. A longer row is one if prose follows.
HEADING_WORDS = 9
LONG_HEADING_WORDS = 15
# Steps may take more room than an answer in prose.
MOST_STEP_WORDS = 110
# "No." and "Nearly." belong to what follows them.
SHORT_WORDS = 2
# A sentence that only leads on gives way to one that speaks to so much of what it speaks to.
INSTEAD = 0.5

# What stands under such a heading means the contrary without it.
_DENIES = re.compile(
    r"\b(?:not|no|never|without|except|excluded|forbidden|nothing|nobody)\b|n['’]t\b", re.IGNORECASE
)
_STEP = re.compile(r"\d{1,2}[.)]\s")
# A row of a table: what it is of, then its columns (knowledge.tables).
_ROW = re.compile(r"[^:;]+ – [^:;]+: ")
# What begins so speaks of the sentence before it.
_LEANS = re.compile(
    r"(?:it|this|that|these|those|they|then|afterwards|after (?:that|this)|both|so|also|in (?:this|that) case|"
    r"otherwise|for this)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence where it stands, and how much of the question it speaks to."""

    text: str
    is_heading: bool
    is_step: bool
    weight: float = 0.0

    @property
    def own_row(self) -> bool:
        """Whether it is read as a row of its own: a step, or an item that ends like none."""
        return self.is_open or _STEP.match(self.text) is not None

    @property
    def is_open(self) -> bool:
        """Whether it does not end as a sentence does."""
        return not self.text.rstrip("\"'”’)").endswith((".", "!", "?", "…"))

    @property
    def words(self) -> int:
        return len(self.text.split())


def lines_of(text: str) -> list[Line]:
    """The sentences of a passage. All of a numbered row are its step."""
    lines = []
    rows = text.split("\n")
    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        heading = _is_heading(row, after)
        mark = _STEP.match(row)
        said = sentences(row[mark.end() :] if mark else row)
        if mark and said:
            said[0] = mark.group() + said[0]
        lines += [Line(sentence, heading, mark is not None) for sentence in said]
    return lines


def _is_heading(row: str, after: str) -> bool:
    words = len(row.split())
    prose = len(after.split()) > LONG_HEADING_WORDS and after.endswith(".")
    return row.endswith(":") and (words <= HEADING_WORDS or (words <= LONG_HEADING_WORDS and prose))


def quoted(lines: Sequence[Line], room: int) -> list[Line]:
    """Of the lines of a passage those to be said, in their order, in about `room` words."""
    best = _best(lines)
    steps = _steps_around(lines, best)
    if steps:
        return list(_while_room(steps, max(room, MOST_STEP_WORDS)))
    first = _beginning(lines, best)
    if sum(line.words for line in lines[first : best + 1]) > room:
        first = best
    return _denying(lines[:best]) + _told(list(_while_room(lines[first:], room)))


def _best(lines: Sequence[Line]) -> int:
    ranked = sorted(
        range(len(lines)), key=lambda place: (lines[place].is_heading, -lines[place].weight, place)
    )
    best, *others = ranked
    for place in others if _says_nothing(lines, best) else ():
        enough = lines[place].weight >= INSTEAD * lines[best].weight and not lines[place].is_heading
        if enough and not _says_nothing(lines, place):
            return place
    return best


def _says_nothing(lines: Sequence[Line], place: int) -> bool:
    """It leads to another page, or announces what does not follow."""
    line, after = lines[place], lines[place + 1 : place + 2]
    return leads_on(line.text) or (line.text.endswith(":") and (not after or after[0].is_heading))


def _denying(above: Sequence[Line]) -> list[Line]:
    """The heading that lines stand under, if they mean the contrary without it."""
    heading = next((line for line in reversed(above) if line.is_heading), None)
    return [heading] if heading and _DENIES.search(heading.text) else []


def _steps_around(lines: Sequence[Line], place: int) -> Sequence[Line]:
    """The numbered steps that a line belongs to or announces, and the line itself."""
    first = last = place if lines[place].is_step else place + 1
    while last < len(lines) and lines[last].is_step:
        last += 1
    if first == last:
        return ()
    while first > 0 and lines[first - 1].is_step:
        first -= 1
    return lines[min(first, place) : last]


def _beginning(lines: Sequence[Line], place: int) -> int:
    """The sentence itself, unless it can't be understood without the one before it."""
    while place > 0 and not lines[place - 1].is_heading:
        line, above = lines[place], lines[place - 1]
        in_list = line.text[:1].islower() and not _ROW.match(line.text)
        short = above.words <= SHORT_WORDS and not (above.is_open or leads_on(above.text))
        if not (in_list or short or _LEANS.match(line.text)):
            break
        place -= 1
        if not in_list:
            break
    return place


def _while_room(lines: Sequence[Line], room: int) -> Iterator[Line]:
    """At least one; no further than the next heading."""
    for number, line in enumerate(lines):
        if number and (line.is_heading or line.words > room):
            return
        room -= line.words
        yield line


def _told(lines: list[Line]) -> list[Line]:
    """What announces something is not said without it, nor at the end where there is more to read."""
    while len(lines) > 1 and (lines[-1].text.endswith(":") or leads_on(lines[-1].text)):
        lines.pop()
    return lines
