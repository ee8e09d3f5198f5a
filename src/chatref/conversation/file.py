"""What a visitor gives as a detail that is no text. The bytes lie elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class FileType(StrEnum):
    """By what is in it, whatever its name says."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    GIF = "gif"
    PDF = "pdf"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class File:
    """The value of its detail is its name and size."""

    id: str
    type: FileType
