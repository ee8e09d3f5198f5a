"""A page as a parser may have it: no larger as a tree than as a page, and no deeper than it may be. Pure, and linear.

A parser of HTML mends what is broken as browsers do. For that it copies what was left open, looks through all levels
at each tag and through all attributes at each attribute: kilobytes cost gigabytes, or hours. So what it gets is
written here, from the tags that were read: each is closed, and none is of a kind that is copied.
"""

import re
from collections.abc import Collection, Iterator

from chatref.knowledge.tags import RAW, Tag, pieces

DEEPEST = 250
MOST_TAGS = 400_000
MOST_WORK = 100_000_000
WORK_OF_TAG = 20
"""Letters, each for every level that it stands in: who reads the tree looks into each level again."""
LONGEST_VALUE = 2_000
TOO_DEEP = "It is nested too deeply."
TOO_MANY = f"It has more than {MOST_TAGS:,} tags."
TOO_MUCH = "It is too much, and nested too deeply."
LINK, FURNITURE = "x-a", "nav"
"""What stands for `a`, which is one of those that are copied, and for all that is not read."""

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCK_TAGS = """
address article blockquote body caption center dd details div dl dt fieldset figcaption figure header hgroup hr
li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_UNREAD_TAGS = """
aside button canvas dialog footer form menu nav object select svg template
"""
_SILENT_TAGS = """
area body col colgroup embed frame frameset head img input option optgroup param rp rt source track wbr
"""
_ATTRIBUTES = """
aria-hidden class colspan content data-nosnippet hidden href id lang name rel role rowspan
"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNREAD = frozenset(_UNREAD_TAGS.split())
_DROPPED = RAW - {"title"} | frozenset(_SILENT_TAGS.split())
_SINGLE = frozenset(["base", "br", "hr", "link", "meta"])
_AS_IT_IS = BLOCKS | HEADINGS.keys() | _SINGLE | {"html", "title"}
_KEPT = frozenset(_ATTRIBUTES.split())
_ATTRIBUTE = re.compile(r"([^\s\"'/=>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")

_CELL = frozenset(["td", "th", "caption"])
_BODY = frozenset(["tbody", "thead", "tfoot"])
_WALLS = frozenset(["table", *_CELL])
_OF_TABLES = frozenset(["table", "tr", *_CELL, *_BODY])
# What is open may end where this begins, and whatever stands between ends too; but not beyond a wall.
_ENDED_BY = {
    "li": (frozenset(["li"]), _WALLS | {"ol", "ul"}),
    "dd": (frozenset(["dd", "dt"]), _WALLS | {"dl"}),
    "dt": (frozenset(["dd", "dt"]), _WALLS | {"dl"}),
    "tr": (frozenset(["tr", "caption"]), frozenset(["table"])),
    LINK: (frozenset([LINK]), _WALLS),
    **dict.fromkeys(_CELL, (_CELL, frozenset(["table"]))),
    **dict.fromkeys(_BODY, (_BODY, frozenset(["table"]))),
}


class TooLarge(ValueError):
    """A page that would cost more than it can be worth; why, in a sentence."""


def tamed(html: str | bytes) -> str:
    """Raises TooLarge."""
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else html
    if text.count("<") > MOST_TAGS:
        raise TooLarge(TOO_MANY)
    page = _Page()
    return "".join(written for each in pieces(text.removeprefix("\ufeff")) for written in page.take(each))


class _Page:
    def __init__(self) -> None:
        self._open: list[str] = []
        self._work = 0

    def take(self, piece: str | Tag) -> Iterator[str]:
        self._work += len(self._open) * (len(piece) if isinstance(piece, str) else WORK_OF_TAG)
        if self._work > MOST_WORK:
            raise TooLarge(TOO_MUCH)
        if isinstance(piece, str):
            yield piece.replace("<", "&lt;")
        elif name := _name(piece):
            yield from self._leave(name) if piece.ends else self._enter(piece, name)

    def _leave(self, name: str) -> Iterator[str]:
        return self._end([name], ["table"] if name in _OF_TABLES else _WALLS)

    def _enter(self, tag: Tag, name: str) -> Iterator[str]:
        if name in _ENDED_BY:
            yield from self._end(*_ENDED_BY[name])
        if name in BLOCKS or name in HEADINGS or name == FURNITURE:
            yield from self._end(["p"], _WALLS)
        yield f"<{name}{_attributes(tag)}>"
        if name == "title":
            yield f"{tag.raw.replace('<', '&lt;')}</title>"
        elif name not in _SINGLE:
            self._open.append(name)
        if len(self._open) > DEEPEST:
            raise TooLarge(TOO_DEEP)

    def _end(self, names: Collection[str], walls: Collection[str]) -> Iterator[str]:
        """The innermost of these names, with what stands in it."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] in names:
                yield from (f"</{each}>" for each in reversed(self._open[place:]))
                del self._open[place:]
                return
            if self._open[place] in walls:
                return


def _name(tag: Tag) -> str:
    """What it is written as; nothing for what says nothing."""
    if tag.name == "a":
        return LINK
    if tag.name in _AS_IT_IS:
        return tag.name
    if tag.name in _UNREAD:
        return FURNITURE
    return "" if tag.name in _DROPPED or tag.rest.endswith("/>") else "span"


def _attributes(tag: Tag) -> str:
    """Those that are read, each once."""
    kept: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(tag.rest):
        name, value = found[1].lower(), found[2] or found[3] or found[4] or ""
        if name in _KEPT and len(value) <= LONGEST_VALUE:
            kept.setdefault(name, value)
    return "".join(
        f' {name}="{value.replace(chr(34), "&quot;")}"' if value else f" {name}"
        for name, value in kept.items()
    )
