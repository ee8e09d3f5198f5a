"""A table as lines: each row says what its columns are. Pure.

What is said again in each row or cell is short, and not said more often than there are cells: a page must not grow
when it is read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from textwrap import shorten

from chatref.knowledge.split import sentences

LONGEST_NAME = 80
WIDEST = 20  # columns of one cell


@dataclass(frozen=True, slots=True)
class Cell:
    """`wide` and `deep`: over how many columns and rows it goes."""

    text: str
    is_head: bool = False
    wide: int = 1
    deep: int = 1


Row = Sequence[Cell]


def table_lines(rows: Iterable[Row]) -> Iterator[str]:
    names: list[str] = []
    heads: list[Row] = []
    for cells in _in_columns(rows):
        if len(cells) > 1 and all(cell.is_head for cell in cells):
            heads.append(cells)
        else:
            if heads:
                yield from (cell.text for row in heads for cell in row if len(cell.text) > LONGEST_NAME)
                names, heads = _names(heads), []
            yield from _said(cells, names)
    for cells in heads:
        yield from _said(cells, ())


def label(text: str) -> str:
    """What stands above rows that belong together: a caption, or a row of one cell."""
    return text if text.endswith((".", "!", "?", ":", "…")) or len(text) > LONGEST_NAME else f"{text}:"


def _in_columns(rows: Iterable[Row]) -> Iterator[Row]:
    """Each cell where its column is: those that come down from rows above are put between."""
    coming: dict[int, Cell] = {}
    for row in rows:
        down = coming if len(coming) <= len(row) else {}
        placed: list[Cell] = []
        for cell in row:
            _put_down(down, placed)
            placed += [cell] if len(row) == 1 and not down else [cell, *_beside(cell)]
        _put_down(down, placed)
        coming = {place: _below(cell) for place, cell in enumerate(placed) if cell.deep > 1}
        if any(cell.text for cell in placed):
            yield placed


def _put_down(down: Mapping[int, Cell], placed: list[Cell]) -> None:
    while len(placed) in down:
        placed.append(down[len(placed)])


def _beside(cell: Cell) -> Sequence[Cell]:
    """The columns that a wide cell takes too: a heading is of each of them."""
    same = replace(cell, text=_again(cell) if cell.is_head else "", wide=1)
    return [same] * (min(cell.wide, WIDEST) - 1)


def _below(cell: Cell) -> Cell:
    return replace(cell, text=_again(cell), deep=cell.deep - 1)


def _again(cell: Cell) -> str:
    return cell.text if len(cell.text) <= LONGEST_NAME else ""


def _names(heads: Sequence[Row]) -> list[str]:
    """Of each column, what all of the rows of headings call it."""
    return [_short(cell.text for cell in column if cell) for column in zip_longest(*heads)]


def _short(texts: Iterable[str]) -> str:
    return shorten(" ".join(dict.fromkeys(filter(None, texts))), LONGEST_NAME, placeholder="…")


def _said(cells: Row, names: Sequence[str]) -> Iterator[str]:
    """A row of short cells is one line; of prose each cell is one, as a page of it would have them."""
    first, *others = cells
    if not others:
        yield label(first.text) if first.is_head or first.wide > 1 else first.text
        return
    lead = _lead(first, names)
    said = [text for text in _named(others, names) if text]
    mark = ":" if first.is_head and not names and lead else " –"
    if not any(len(sentences(cell.text)) > 1 for cell in cells):
        whole = "; ".join([*(text.removesuffix(".") for text in said[:-1]), *said[-1:]])
        yield f"{lead}{mark} {whole}" if lead and whole else lead or whole
    elif len(lead) > LONGEST_NAME or len(sentences(lead)) > 1:
        yield from (lead, *said)
    else:
        yield from (f"{lead}{mark} {text}" if lead else text for text in said)


def _lead(first: Cell, names: Sequence[str]) -> str:
    """What a row is of. A number alone does not say it."""
    speaks = any(letter.isalpha() for letter in first.text)
    return first.text if speaks or not names else _with(names[0], first.text)


def _named(cells: Row, names: Sequence[str]) -> Iterator[str]:
    """Those after the first one."""
    for place, cell in enumerate(cells, 1):
        yield _with(_short(names[place : place + min(cell.wide, WIDEST)]), cell.text)


def _with(name: str, text: str) -> str:
    return f"{name}: {text}" if name and text and name != text else text
