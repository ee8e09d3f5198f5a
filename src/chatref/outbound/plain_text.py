"""Text from outside, made safe for whoever reads it as one line, or as lines. Pure."""

import re

_NEVER_SHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb]"
)
"""Control characters, half characters, and marks that turn the direction of what follows."""
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Some are control characters: taken away like those, they would make one word of two."""


def lines_of(text: str) -> str:
    """With line breaks and tabs, and no other control characters."""
    return _NEVER_SHOWN.sub("", _BREAK.sub("\n", text)).strip()


def one_line(text: str) -> str:
    return " ".join(_NEVER_SHOWN.sub(" ", text).split())


def in_header(text: str) -> str:
    """As one line of a mail's head: what looks like encoded words would be decoded, line breaks and all."""
    return one_line(text).replace("=?", "= ?")


def cut(text: str, most: int) -> str:
    """In characters; what is cut off is said by an ellipsis."""
    return text if len(text) <= most else text[: max(most - 1, 0)].rstrip() + "…"
