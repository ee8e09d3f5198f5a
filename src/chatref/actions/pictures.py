"""How many points a picture has, before anybody draws it: a file of forty bytes may want gigabytes. Pure.

By what browsers go by, and as patient with what is broken as they are. None that they draw has none here.
"""

import re
from collections.abc import Callable, Mapping
from struct import unpack_from
from types import MappingProxyType

from chatref.conversation.file import FileType

MOST_POINTS = 64_000_000
"""The photographs of telephones have fifty million. Drawn, each point is four bytes."""

_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9
_MARK = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
"""Of a JPEG, what has a length behind it."""
MOST_MARKS = 100_000
"""Before the one that says the size: nobody but who hides it has so many."""
UNKNOWN = (MOST_POINTS, 2)


def points(content: bytes, kind: FileType) -> int:
    """Zero of what is no picture, or one that nobody can draw."""
    read = _SIZES.get(kind)
    width, height = read(content.ljust(32, b"\0")) if read else (0, 0)
    return width * height


def _png(content: bytes) -> tuple[int, int]:
    return unpack_from(">II", content, 16) if content[12:16] == b"IHDR" else (0, 0)


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    for _ in range(MOST_MARKS):
        found = _MARK.search(content, at)
        if found is None or found.end() + 7 > len(content) or found[0][1] in {_SCAN, _END}:
            return 0, 0
        at = found.end()
        if found[0][1] in _FRAME:
            height, width = unpack_from(">HH", content, at + 3)
            return width, height
        at += unpack_from(">H", content, at)[0]
    return UNKNOWN


def _gif(content: bytes) -> tuple[int, int]:
    """Its first picture may be larger than its screen."""
    screen = unpack_from("<HH", content, 6)
    at, in_extension = 13 + _colours(content[10]), False
    for _ in range(MOST_MARKS):
        if in_extension and at < len(content):
            in_extension, at = content[at] > 0, at + 1 + content[at]
        elif content[at : at + 1] == b"!":
            in_extension, at = True, at + 2
        elif content[at : at + 1] == b"," and at + 9 <= len(content):
            left, top, width, height = unpack_from("<HHHH", content, at + 1)
            return max(screen[0], left + width), max(screen[1], top + height)
        else:
            return screen
    return UNKNOWN


def _colours(packed: int) -> int:
    """Bytes of the table that this says."""
    return 3 << (1 + (packed & 7)) if packed & 0x80 else 0


def _webp(content: bytes) -> tuple[int, int]:
    match content[12:16]:
        case b"VP8 ":
            width, height = unpack_from("<HH", content, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (packed,) = unpack_from("<I", content, 21)
            return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
        case b"VP8X":
            both = int.from_bytes(content[24:30], "little")
            return 1 + (both & 0xFFFFFF), 1 + (both >> 24)
        case _:
            return 0, 0


_SIZES: Mapping[FileType, Callable[[bytes], tuple[int, int]]] = MappingProxyType(
    {FileType.PNG: _png, FileType.JPEG: _jpeg, FileType.GIF: _gif, FileType.WEBP: _webp}
)
