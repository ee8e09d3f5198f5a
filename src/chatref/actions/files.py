"""Files that visitors give: what one is, told by what is in it, and what it is called. Pure."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import re2

from chatref.actions.pictures import MOST_POINTS, points
from chatref.conversation.commands import Value
from chatref.conversation.file import File, FileType

FILE = "file"
"""What a detail that is one is called among the kinds."""
LARGEST = 10_000_000
LONGEST_NAME = 80
MARKUP_WITHIN = 4_096


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that lies at the desk, for this detail."""

    id: str
    field: str
    name: str
    type: FileType
    size: int

    @property
    def shown(self) -> str:
        """The detail's value."""
        return f"{self.name} ({size_of(self.size)})"

    @property
    def value(self) -> Value:
        return Value(self.field, self.shown, file=File(self.id, self.type))


MEDIA: Mapping[FileType, str] = MappingProxyType(
    {
        FileType.PNG: "image/png",
        FileType.JPEG: "image/jpeg",
        FileType.WEBP: "image/webp",
        FileType.GIF: "image/gif",
        FileType.PDF: "application/pdf",
        FileType.TEXT: "text/plain; charset=utf-8",
    }
)
_ENDINGS: Mapping[FileType, tuple[str, ...]] = MappingProxyType(
    {
        FileType.PNG: ("png",),
        FileType.JPEG: ("jpg", "jpeg"),
        FileType.WEBP: ("webp",),
        FileType.GIF: ("gif",),
        FileType.PDF: ("pdf",),
        FileType.TEXT: ("txt", "log", "csv", "md", "json"),
    }
)
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
    (b"GIF87a", FileType.GIF),
    (b"GIF89a", FileType.GIF),
    (b"%PDF-", FileType.PDF),
)
_CONTROLS = re2.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re2.compile(rb"(?i)<(!doctype|\?xml|html|head|body|svg|script|iframe|meta|style|object|embed)\b")


def type_of(content: bytes) -> FileType | None:
    """None for what is not taken. Its name, and what its sender calls it, say nothing."""
    kind = _begun_as(content) or (FileType.TEXT if _is_plain_text(content) else None)
    return kind if kind and points(content, kind) <= MOST_POINTS else None


def _begun_as(content: bytes) -> FileType | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileType.WEBP
    return next((kind for signature, kind in _BEGINNINGS if content.startswith(signature)), None)


def _is_plain_text(content: bytes) -> bool:
    """Markup is refused: some program would run it."""
    if not content.strip() or _CONTROLS.search(content) or _MARKUP.search(content[:MARKUP_WITHIN]):
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def named(written: str, kind: FileType) -> str:
    """One line that names no folder and hides nothing, with the ending of what it is."""
    last = unicodedata.normalize("NFC", written).replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign if sign.isprintable() else " " for sign in last if sign not in '<>:"|?*')
    stem, dot, ending = " ".join(plain.split()).strip(". ").rpartition(".")
    if not dot or ending.lower() not in _ENDINGS[kind]:
        stem, ending = f"{stem}{dot}{ending}", _ENDINGS[kind][0]
    return f"{stem[:LONGEST_NAME].strip() or 'file'}.{ending.lower()}"


def size_of(count: int) -> str:
    """As people say it."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1_000))} KB"
    return f"{count / 1_000_000:.1f} MB"
