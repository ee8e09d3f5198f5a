"""What a mail in HTML says, as lines of plain text. Pure, and linear.

Not as pages are read for what the business knows: there what stands around the content is left out, and of what a
visitor writes nothing may be. And without a tree of it: a mail of kilobytes can stand for a tree of gigabytes.
"""

import re

from chatref.knowledge.tags import Tag, pieces, unescaped

LONGEST = 512 * 1024
QUOTED = "> "
"""Before each line of a quotation, as mails without HTML have it."""

_UNSEEN = frozenset(["object", "svg", "template"])
_LINE_TAGS = """
address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
h6 header hr li main nav ol p pre section summary table tr ul
"""
_LINES = frozenset(_LINE_TAGS.split())
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"])
_SINGLE = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
_ENDED_BY_NEXT = frozenset(["dd", "dt", "li", "option", "p", "td", "th", "tr"])
_SPACE = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def lines_of_html(html: str) -> str:
    page = _Page()
    for each in pieces(html[:LONGEST]):
        if isinstance(each, str):
            page.say(unescaped(each))
        else:
            page.take(each)
    return page.text()


class _Page:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quoted = 0
        self._as_it_is = 0
        self._hidden_by = ""
        self._hidden = 0  # elements of this name, in one another

    def say(self, text: str) -> None:
        if not self._hidden:
            self._line.append(text if self._as_it_is else _SPACE.sub(" ", text))

    def take(self, tag: Tag) -> None:
        if self._hidden and (self._stays_hidden(tag) or tag.ends):
            return
        if tag.ends:
            self._leave(tag.name)
        elif _hides(tag):
            self._hidden_by, self._hidden = tag.name, 1
        else:
            self._enter(tag.name)

    def text(self) -> str:
        self._end_line()
        return "\n".join(self._lines).strip("\n")

    def _stays_hidden(self, tag: Tag) -> bool:
        if tag.name == self._hidden_by:
            self._hidden += -1 if tag.ends else 1
            if not tag.ends and tag.name in _ENDED_BY_NEXT:
                self._hidden = 0
        return bool(self._hidden)

    def _enter(self, name: str) -> None:
        if name == "br":
            self._end_line(always=True)
        elif name in _APART:
            self._space()
        elif name in _LINES:
            self._end_line()
        if name in ("td", "th"):
            self.say(" ")
        if name == "li":
            self.say("- ")
        self._quoted += name == "blockquote"
        self._as_it_is += name == "pre"

    def _leave(self, name: str) -> None:
        """An end counts only where there was a beginning."""
        if name in _APART:
            self._space()
        elif name in _LINES:
            self._end_line()
        self._quoted -= name == "blockquote" and self._quoted > 0
        self._as_it_is -= name == "pre" and self._as_it_is > 0

    def _end_line(self, *, always: bool = False) -> None:
        said = "".join(self._line)
        self._line.clear()
        said = said.rstrip() if self._as_it_is else _SPACE.sub(" ", said).strip()
        if said or always:
            mark = QUOTED * min(self._quoted, 3)
            self._lines += [f"{mark}{each}".rstrip() for each in said.split("\n")]

    def _space(self) -> None:
        self._end_line()
        if self._lines and self._lines[-1].strip("> "):
            self._end_line(always=True)


def _hides(tag: Tag) -> bool:
    if tag.name in _SINGLE or tag.rest.endswith("/>"):
        return False
    return tag.name in _UNSEEN or bool(_HIDDEN.search(tag.rest))
